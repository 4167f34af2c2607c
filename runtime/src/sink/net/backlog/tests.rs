//! The backlog against a model: a list of what was logged, and what became of each.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use tokio::time::Instant;

use super::*;
use crate::level::Level;
use crate::sink::net::queue::Size;
use crate::sink::{Batch, Guarantee};
use crate::spool::{IfTaken, Settings, WhenFull};

#[derive(Debug, Clone)]
enum Step {
    Log(usize),
    /// Sends runs of at most so many events.
    Send {
        runs: usize,
        events: usize,
    },
    /// The oldest outstanding run is delivered, up to so many of its events.
    Deliver(usize),
    /// Of the oldest outstanding run every second event is dropped, the others are to be sent again.
    Part,
    /// The connection broke.
    Rewind,
    Work,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (1_usize..30).prop_map(Step::Log),
        3 => (1_usize..4, 1_usize..20).prop_map(|(runs, events)| Step::Send { runs, events }),
        3 => (1_usize..25).prop_map(Step::Deliver),
        1 => Just(Step::Part),
        1 => Just(Step::Rewind),
        2 => Just(Step::Work),
    ]
}

/// What a test keeps of one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Waits,
    Delivered,
    Dropped,
}

struct Model {
    backlog: Backlog,
    queue: Arc<Queue>,
    counts: Arc<SinkCounts>,
    delivery: Arc<DeliveryCounts>,
    events: Vec<Known>,
    outstanding: VecDeque<Run>,
    /// What the next run that is sent begins with, at least: runs go forward until there is a rewind.
    sent: Option<usize>,
}

fn number(event: &[u8]) -> usize {
    std::str::from_utf8(event).unwrap().trim_end().parse().unwrap()
}

impl Model {
    fn new(spool: Option<(&std::path::Path, bool)>) -> Self {
        let counts = Arc::new(SinkCounts::default());
        let delivery = Arc::new(DeliveryCounts::new(Guarantee::Acked));
        let size = Size { bytes: 1 << 20, chunk: 64, when_full: WhenFull::DropNewest };
        let queue = Arc::new(Queue::new(size, Arc::clone(&counts), Arc::clone(&delivery)));
        let mut backlog = Backlog::new(Arc::clone(&queue), Arc::clone(&counts), Arc::clone(&delivery));
        if let Some((folder, eager)) = spool {
            let settings = Settings {
                max_bytes: 1 << 20,
                max_age: None,
                segment_bytes: 1 << 18,
                when_full: WhenFull::DropNewest,
                shared: IfTaken::Refuse,
            };
            let (spool, found) = Spool::open(folder, settings).unwrap();
            backlog = backlog.with_spool(spool, &found, SpoolSync::Never, eager);
        }
        Self {
            backlog,
            queue,
            counts,
            delivery,
            events: Vec::new(),
            outstanding: VecDeque::new(),
            sent: None,
        }
    }

    fn apply(&mut self, step: &Step, now: Instant) {
        match *step {
            Step::Log(events) => {
                let mut batch = Batch::default();
                for _ in 0..events {
                    let text = format!("{}\n", self.events.len());
                    let pushed: Result<(), ()> = batch.push(0, Level::Info, 0, |out| {
                        out.extend_from_slice(text.as_bytes());
                        Ok(())
                    });
                    pushed.unwrap();
                    self.events.push(Known::Waits);
                }
                assert_eq!(self.queue.push(&batch).pending, events as u64);
            }
            Step::Send { runs, events } => {
                let limits = Limits { events, bytes: 1 << 20, age: Duration::ZERO };
                for _ in 0..runs {
                    let Next::Run(run) = self.backlog.next(&limits, now) else { break };
                    self.check_run(&run, events);
                    self.outstanding.push_back(run);
                }
            }
            Step::Deliver(events) => {
                let Some(run) = self.outstanding.pop_front() else { return };
                let numbers = run.numbers();
                let taken = numbers.start..numbers.end.min(numbers.start + events as u64);
                for event in run.events().take(events) {
                    self.events[number(event)] = Known::Delivered;
                }
                self.backlog.settle(taken, Fate::Delivered);
            }
            Step::Part => {
                let Some(run) = self.outstanding.pop_front() else { return };
                for (event, at) in run.events().zip(run.numbers()).step_by(2) {
                    self.events[number(event)] = Known::Dropped;
                    self.backlog.settle(at..at + 1, Fate::Dropped(Cause::DeadLettered));
                }
            }
            Step::Rewind => {
                self.outstanding.clear();
                self.sent = None;
                self.backlog.rewind();
            }
            Step::Work => {
                self.backlog.tell_progress(false);
                // No job is begun: it would need a runtime.
                let Some(spooled) = &mut self.backlog.spool else { return };
                spooled.syncing = super::syncing::Syncing::untouched();
                self.backlog.work(now, false);
            }
        }
    }

    /// A run is of consecutive events that wait, after those that were sent before.
    fn check_run(&mut self, run: &Run, most: usize) {
        assert!((1..=most).contains(&run.len()));
        for event in run.events() {
            let event = number(event);
            assert_eq!(self.events[event], Known::Waits, "{event} was settled");
            assert!(self.sent.is_none_or(|sent| event > sent), "{event} after {:?}", self.sent);
            let between = self.sent.map_or(0, |sent| sent + 1)..event;
            assert!(
                self.events[between].iter().all(|known| *known != Known::Waits),
                "one before {event} was left out"
            );
            self.sent = Some(event);
        }
    }

    fn check_ledger(&self) {
        let count = |known| self.events.iter().filter(|event| **event == known).count() as u64;
        assert_eq!(self.counts.written(), count(Known::Delivered));
        assert_eq!(self.counts.dropped().get(Cause::DeadLettered), count(Known::Dropped));
        let left = self.delivery.queued_events() + self.delivery.spooled_events();
        assert_eq!(left, count(Known::Waits));
    }

    fn play(mut self, steps: &[Step]) {
        let now = Instant::now();
        for step in steps {
            self.apply(step, now);
            self.check_ledger();
        }
        // In the end everything is delivered.
        let flushing = self.queue.begin_flush();
        self.apply(&Step::Rewind, now);
        for _ in 0..10_000 {
            self.apply(&Step::Work, now);
            self.apply(&Step::Send { runs: 1, events: 50 }, now);
            if self.outstanding.is_empty() {
                break;
            }
            self.apply(&Step::Deliver(50), now);
        }
        self.check_ledger();
        assert!(self.events.iter().all(|event| *event != Known::Waits));
        assert!(self.backlog.is_empty());
        self.backlog.tell_progress(false);
        assert!(flushing.wait(Some(crate::clock::instant())).is_ok());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn in_memory_every_event_is_sent_in_order_until_it_is_settled(steps in prop::collection::vec(step(), 0..120)) {
        Model::new(None).play(&steps);
    }

    #[test]
    fn with_a_spool_every_event_is_sent_in_order_until_it_is_settled(
        steps in prop::collection::vec(step(), 0..120),
        eager: bool,
    ) {
        let folder = tempfile::tempdir().unwrap();
        Model::new(Some((folder.path(), eager))).play(&steps);
    }
}
