//! A logger with a destination, and what should come there.

use std::cell::Cell;
use std::time::{Duration, Instant};

use blackbar::{
    Builder, Cause, DeliveryState, DeliveryStats, IntoSink, Logger, Memory, SinkStats, log_event,
};
use blackbar_tests::peer::{Journal, Verdict, judge};
use blackbar_tests::{DEADLINE, assert_ledger, logger, wait_until};

/// A logger with one destination, and a sink in memory that is rendered in the same way, so that it has, byte by byte, what
/// the destination should get.
pub(crate) struct Ship {
    logger: Option<Logger>,
    sent: Memory,
    name: String,
    calls: Cell<u64>,
}

impl Ship {
    /// A logger that ships by `shipper`.
    pub(crate) fn to(shipper: impl IntoSink) -> Self {
        Self::with(shipper, |builder| builder)
    }

    /// The same; its end is not waited for, because nobody will take what is left.
    pub(crate) fn impatient(shipper: impl IntoSink) -> Self {
        Self::with(shipper, |builder| builder.flush_timeout(Duration::from_millis(100)))
    }

    /// The same as [`to`](Self::to), with a builder that was told more.
    pub(crate) fn with(shipper: impl IntoSink, more: impl FnOnce(Builder) -> Builder) -> Self {
        let sent = Memory::new().logstash();
        let name = shipper.name();
        let built = more(logger().sink(sent.clone()).sink(shipper)).build();
        Self { logger: Some(built.unwrap()), sent, name, calls: Cell::new(0) }
    }

    /// Logs so many events, numbered on from the last one.
    pub(crate) fn log(&self, events: u64) {
        self.log_padded(events, "");
    }

    /// Logs so many events with something in them.
    pub(crate) fn log_padded(&self, events: u64, padding: &str) {
        for number in self.calls.get()..self.calls.get() + events {
            log_event!(logger: self.logger(), info, "event", number, padding);
        }
        self.calls.set(self.calls.get() + events);
    }

    pub(crate) fn logger(&self) -> &Logger {
        self.logger.as_ref().unwrap()
    }

    /// Waits until every event is where it belongs.
    #[track_caller]
    pub(crate) fn flush(&self) {
        self.logger().flush().unwrap();
    }

    /// What the destination should get, as far as the backend has rendered it.
    pub(crate) fn sent(&self) -> Vec<String> {
        self.sent.lines()
    }

    /// How many events the destination should get: what was logged, and what the logger had to say itself.
    #[track_caller]
    pub(crate) fn wait_until_rendered(&self) {
        wait_until("the backend has rendered it", || {
            self.sent.lines().iter().filter(|line| line.contains(r#""number":"#)).count() as u64
                >= self.calls.get()
        });
    }

    pub(crate) fn sink(&self) -> SinkStats {
        let mut sinks = self.logger().stats().sinks.into_iter();
        sinks.find(|sink| sink.name == self.name).unwrap()
    }

    pub(crate) fn delivery(&self) -> DeliveryStats {
        self.sink().delivery.unwrap()
    }

    #[track_caller]
    pub(crate) fn wait_for(&self, state: DeliveryState) {
        let start = Instant::now();
        while self.delivery().state != state {
            assert!(start.elapsed() < DEADLINE, "never {state}: {:?}", self.delivery());
            std::thread::park_timeout(Duration::from_millis(1));
        }
    }

    #[track_caller]
    pub(crate) fn wait_for_error(&self, part: &str) {
        let mut last = None;
        wait_until(&format!("the last error says `{part}`"), || {
            last = self.delivery().last_error;
            last.as_ref().is_some_and(|error| error.contains(part))
        });
    }

    /// Events the destination lost for `cause`.
    pub(crate) fn dropped(&self, cause: Cause) -> u64 {
        self.sink().dropped.iter().filter(|(found, _)| *found == cause).map(|(_, events)| events).sum()
    }

    /// Waits until nothing waits, in the spool neither.
    #[track_caller]
    pub(crate) fn wait_until_drained(&self) {
        wait_until("nothing waits", || {
            let sink = self.sink();
            sink.pending == 0
                && sink.delivery.unwrap().spooled_events == 0
                && self.logger().stats().is_balanced()
        });
    }

    /// Waits until everything is delivered or counted as lost, and checks the ledger, and that what came is what should have,
    /// apart from what was counted. `written` of the destination counts each event that came once.
    #[track_caller]
    pub(crate) fn check(&self, journal: &Journal) -> Verdict {
        self.flush();
        self.wait_until_settled();
        self.check_without_flush(journal)
    }

    /// Waits until nothing is on its way, in the spool neither; what the logger itself has to say comes after a flush.
    #[track_caller]
    pub(crate) fn wait_until_settled(&self) {
        let mut sink = self.sink();
        let settled = || {
            sink = self.sink();
            let spooled = sink.delivery.as_ref().unwrap().spooled_events;
            let rendered = self.sent.len() as u64;
            sink.pending == 0 && spooled == 0 && sink.written + sink.dropped_total() == rendered
        };
        wait_until("everything is delivered or lost", settled);
    }

    #[track_caller]
    pub(crate) fn check_without_flush(&self, journal: &Journal) -> Verdict {
        assert_ledger(&self.logger().stats(), self.calls.get());
        // The logger may have something to say meanwhile, and what the peer's kernel has acknowledged the peer may still have
        // to read: so all three are taken again until they are of one moment.
        let mut taken = (journal.as_it_is(), self.sent(), self.sink());
        let start = Instant::now();
        loop {
            let (came, sent, sink) = &taken;
            let of_one_moment = sink.written + sink.dropped_total() == sent.len() as u64
                && came.unique() as u64 == sink.written
                && self.sent.len() == sent.len();
            if of_one_moment || start.elapsed() > DEADLINE {
                break;
            }
            std::thread::park_timeout(Duration::from_millis(1));
            taken = (journal.as_it_is(), self.sent(), self.sink());
        }
        let (came, sent, sink) = taken;
        let verdict = judge(&sent, &came);
        assert_eq!(sink.pending, 0, "{sink:?}");
        assert_eq!(verdict.missing.len() as u64, sink.dropped_total(), "{sink:?}");
        assert_eq!(verdict.unique as u64, sink.written, "{sink:?}");
        verdict
    }

    /// The logger ends, as it does with the program.
    pub(crate) fn end(mut self) -> Vec<String> {
        drop(self.logger.take());
        self.sent.lines()
    }
}

/// Waits between attempts that suit a test.
pub(crate) fn soon() -> std::ops::RangeInclusive<Duration> {
    Duration::from_millis(5)..=Duration::from_millis(50)
}
