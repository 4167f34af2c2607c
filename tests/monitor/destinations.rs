//! Destinations across a network, as far as the logger is concerned: how they are, and flushes that wait for them.

use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use blackbar::{
    Batch, Cause, DeliveryCounts, DeliveryState, Encoding, Error, Flushing, Guarantee, IntoSink, Memory,
    Outcome, Result, Sink, SinkCounts, info,
};
use blackbar_tests::{logger, wait_until};

/// A sink that keeps everything until the test lets it go. Clones are the same.
#[derive(Clone, Default)]
struct Remote {
    delivery: Arc<Mutex<Option<Arc<DeliveryCounts>>>>,
    held: Arc<Held>,
}

#[derive(Default)]
struct Held {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    events: u64,
    released: bool,
    waited_for: bool,
    counts: Option<Arc<SinkCounts>>,
}

impl Remote {
    fn delivery(&self) -> Arc<DeliveryCounts> {
        Arc::clone(self.delivery.lock().unwrap().as_ref().unwrap())
    }

    fn release(&self) {
        let mut state = self.held.state.lock().unwrap();
        state.released = true;
        let events = std::mem::take(&mut state.events);
        state.counts.as_ref().unwrap().add_written(events);
        self.held.changed.notify_all();
    }

    /// Waits until somebody waits for a flush.
    fn wait_for_a_flush(&self) {
        wait_until("somebody waits for the flush", || self.held.state.lock().unwrap().waited_for);
    }
}

impl IntoSink for Remote {
    fn name(&self) -> String {
        "remote".into()
    }

    fn encoding(&self) -> Encoding {
        Encoding::Json
    }

    fn open(self: Box<Self>, counts: Arc<SinkCounts>) -> Result<Box<dyn Sink>> {
        let delivery = Arc::new(DeliveryCounts::new(Guarantee::Acked));
        counts.set_delivery(Arc::clone(&delivery));
        *self.delivery.lock().unwrap() = Some(delivery);
        self.held.state.lock().unwrap().counts = Some(counts);
        Ok(self)
    }
}

impl Sink for Remote {
    fn write(&mut self, batch: &Batch) -> Outcome {
        let events = batch.len() as u64;
        let mut state = self.held.state.lock().unwrap();
        if state.released {
            return Outcome::written(events);
        }
        state.events += events;
        Outcome::pending(events)
    }

    fn flush(&mut self, _patience: Duration) -> Result<()> {
        panic!("a sink that begins a flush is not asked for another");
    }

    fn begin_flush(&mut self) -> Option<Arc<dyn Flushing>> {
        Some(self.held.clone())
    }

    fn close(&mut self, deadline: Option<Instant>) {
        assert!(deadline.is_some());
        let mut state = self.held.state.lock().unwrap();
        let left = std::mem::take(&mut state.events);
        state.counts.as_ref().unwrap().add_dropped(Cause::Deadline, left);
    }
}

impl Flushing for Held {
    fn wait(&self, deadline: Option<Instant>) -> Result<()> {
        let mut state = self.state.lock().unwrap();
        state.waited_for = true;
        let patience = deadline.unwrap().saturating_duration_since(Instant::now());
        let (_state, timeout) =
            self.changed.wait_timeout_while(state, patience, |state| !state.released).unwrap();
        if timeout.timed_out() { Err(Error::FlushTimedOut { waited: patience }) } else { Ok(()) }
    }
}

fn texts(memory: &Memory, event: &str) -> Vec<serde_json::Value> {
    let lines = memory.lines();
    let lines = lines.iter().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    lines.filter(|line| line["event"] == event).collect()
}

#[test]
fn a_flush_that_waits_for_a_destination_holds_up_no_other_sink() {
    let (remote, memory) = (Remote::default(), Memory::new());
    let logger = logger().sink(remote.clone()).sink(memory.clone()).build().unwrap();
    let logger = Arc::new(logger);
    info!(logger: logger, "before the flush");
    let flushing = std::thread::spawn({
        let logger = Arc::clone(&logger);
        move || logger.flush()
    });
    remote.wait_for_a_flush();
    info!(logger: logger, "while somebody waits");
    wait_until("the other sink has the event", || memory.text().contains("while somebody waits"));
    assert!(!flushing.is_finished(), "the flush cannot be done: nothing was delivered");
    remote.release();
    flushing.join().unwrap().unwrap();
    logger.flush().unwrap();
    assert!(logger.stats().is_balanced(), "{}", logger.stats());
}

#[test]
fn a_flush_says_when_a_destination_was_too_slow() {
    let remote = Remote::default();
    let logger = logger().flush_timeout(Duration::from_millis(50)).sink(remote.clone()).build().unwrap();
    info!(logger: logger, "one");
    assert!(matches!(logger.flush(), Err(Error::FlushTimedOut { .. })));
    remote.release();
}

#[test]
fn what_a_destination_still_has_at_the_end_is_counted_and_the_end_comes() {
    let remote = Remote::default();
    let logger = logger().flush_timeout(Duration::from_millis(50)).sink(remote.clone()).build().unwrap();
    info!(logger: logger, "one");
    drop(logger);
    let state = remote.held.state.lock().unwrap();
    let counts = state.counts.as_ref().unwrap();
    assert_eq!((counts.written(), counts.dropped().get(Cause::Deadline)), (0, 1));
}

#[test]
fn a_destination_that_goes_away_and_comes_back_is_told_in_the_log() {
    let (remote, memory) = (Remote::default(), Memory::new());
    let logger = logger().sink(remote.clone()).sink(memory.clone()).build().unwrap();
    let delivery = remote.delivery();
    let told = |event: &str, times: usize| {
        wait_until(&format!("{event} is told"), || texts(&memory, event).len() == times);
    };
    // A healthy start is no news.
    delivery.set_state(DeliveryState::Up, "logs:5000", None);
    delivery.set_queued_events(7);
    delivery.set_state(DeliveryState::Down, "logs:5000", Some("connection refused"));
    told("blackbar.destination_down", 1);
    let down = &texts(&memory, "blackbar.destination_down")[0];
    assert_eq!((&down["level"], &down["sink"]), (&"warn".into(), &"remote".into()));
    assert_eq!((&down["state"], &down["address"]), (&"down".into(), &"logs:5000".into()));
    assert_eq!((&down["problem"], &down["waiting"]), (&"connection refused".into(), &7.into()));

    delivery.set_state(DeliveryState::Connecting, "logs:5000", None);
    delivery.set_state(DeliveryState::Up, "logs:5000", None);
    told("blackbar.destination_up", 1);
    assert_eq!(texts(&memory, "blackbar.destination_up")[0]["message"], "remote is up again");

    // Once a minute is enough of it.
    delivery.set_state(DeliveryState::Down, "logs:5000", None);
    remote.release();
    for _ in 0..3 {
        logger.flush().unwrap();
    }
    assert_eq!(texts(&memory, "blackbar.destination_down").len(), 1);
    let stats = logger.stats();
    assert_eq!(stats.sinks[0].delivery.as_ref().unwrap().state, DeliveryState::Down);
    assert!(stats.is_balanced(), "{stats}");
}

#[test]
fn the_ledger_balances_with_what_was_in_a_spool_before_and_what_is_there_now() {
    let remote = Remote::default();
    let logger = logger().sink(remote.clone()).build().unwrap();
    let delivery = remote.delivery();
    delivery.add_recovered(3);
    remote.release();
    info!(logger: logger, "one");
    logger.flush().unwrap();
    assert!(!logger.stats().is_balanced());
    assert_eq!(logger.stats().sinks[0].pending, 3);
    delivery.set_spooled_events(3);
    assert!(logger.stats().is_balanced(), "{}", logger.stats());
    assert_eq!(logger.stats().sinks[0].pending, 0);
}
