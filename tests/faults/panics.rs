//! Panics in code of the user: sinks on the backend, conversions on the caller; and log calls from within either.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

use blackbar::{
    Batch, Cause, Encoding, Health, IntoSink, LogEvent, LogValue, Logger, Memory, Outcome, Result, Sink,
    SinkCounts, Slot, Written, log_event,
};
use blackbar_tests::{Puppet, assert_ledger, assert_losses_are_told, lines_of, logger, lost, texts};

#[test]
fn a_sink_that_panics_is_given_up_and_the_others_go_on() {
    let (first, bad, last) = (Puppet::new("first"), Puppet::new("bad"), Puppet::new("last"));
    let logger = logger().sink(first.clone()).sink(bad.clone()).sink(last.clone()).build().unwrap();
    log_event!(logger: logger, info, "before");
    logger.flush().unwrap();
    bad.panic();
    (0..10).for_each(|number| log_event!(logger: logger, info, "event", number));
    logger.flush().unwrap();
    // It gets nothing any more, though it would write now.
    bad.write();
    (10..20).for_each(|number| log_event!(logger: logger, info, "event", number));
    logger.flush().unwrap();

    let stats = logger.stats();
    assert_ledger(&stats, 21);
    let health: Vec<_> = stats.sinks.iter().map(|sink| sink.health).collect();
    assert_eq!(health, [Health::Up, Health::Failed, Health::Up]);
    assert_eq!(stats.sinks[1].dropped, [(Cause::SinkPanicked, 20 + stats.reports)]);
    assert_eq!((bad.lines().len(), bad.flushes()), (1, 1));
    assert_eq!(first.lines(), last.lines());
    assert_eq!(first.lines().len() as u64, 21 + stats.reports);
    assert_losses_are_told(&stats, &first.lines(), stats.reports);
}

#[test]
fn a_sink_that_panics_in_a_flush_is_given_up_and_the_flush_says_so() {
    struct PanicsInFlush;
    impl IntoSink for PanicsInFlush {
        fn name(&self) -> String {
            "panics".into()
        }
        fn encoding(&self) -> Encoding {
            Encoding::Json
        }
        fn open(self: Box<Self>, _counts: std::sync::Arc<SinkCounts>) -> Result<Box<dyn Sink>> {
            Ok(self)
        }
    }
    impl Sink for PanicsInFlush {
        fn write(&mut self, batch: &Batch) -> Outcome {
            Outcome::written(batch.len() as u64)
        }
        fn flush(&mut self, _patience: core::time::Duration) -> Result<()> {
            panic!("in flush")
        }
    }

    let memory = Memory::new();
    let logger = logger().sink(PanicsInFlush).sink(memory.clone()).build().unwrap();
    log_event!(logger: logger, info, "event");
    logger.flush().unwrap_err();
    assert_eq!(logger.stats().sinks[0].health, Health::Failed);
    log_event!(logger: logger, info, "event");
    logger.flush().unwrap();
    assert_ledger(&logger.stats(), 2);
    assert_eq!(lines_of(&memory).iter().filter(|line| line["message"] == "event").count(), 2);
}

/// Panics when it is converted, or logs, or does neither.
enum Moody<'a> {
    Calm(u64),
    Panics,
    Logs(&'a Logger),
}

impl LogValue for Moody<'_> {
    type Form = u64;
    fn log<'a>(&self, slot: Slot<'a, u64>) -> Written<'a> {
        match self {
            Self::Calm(number) => slot.write(number),
            Self::Panics => panic!("moody"),
            Self::Logs(logger) => {
                log_event!(logger: *logger, info, "from within a conversion");
                slot.write(&0)
            }
        }
    }
}

#[derive(LogEvent)]
#[log(name = "mood.seen", level = info)]
struct MoodSeen<'a> {
    before: u64,
    mood: Moody<'a>,
    text: &'a str,
}

#[test]
fn a_conversion_that_panics_costs_its_event_alone() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    for round in 0..10 {
        log_event!(logger: logger, MoodSeen { before: round, mood: Moody::Calm(1), text: "calm" });
        let event = MoodSeen { before: round, mood: Moody::Panics, text: "never" };
        let panic = catch_unwind(AssertUnwindSafe(|| log_event!(logger: logger, event))).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"moody"), "the panic goes on as it was");
        let panic =
            catch_unwind(AssertUnwindSafe(|| log_event!(logger: logger, info, "x", mood = Moody::Panics)));
        assert!(panic.is_err());
    }
    logger.flush().unwrap();

    let stats = logger.stats();
    assert_eq!(lost(&stats, Cause::ConversionPanicked), 20);
    assert_ledger(&stats, 30);
    let lines = lines_of(&memory);
    assert_eq!(texts(&lines, "text"), ["calm"; 10]);
    assert_losses_are_told(&stats, &lines, 0);
}

#[test]
fn a_panic_in_an_argument_is_none_of_the_loggers_business() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    let panics = || -> u64 { panic!("while it is evaluated") };
    let panic = catch_unwind(AssertUnwindSafe(|| log_event!(logger: logger, info, "x", number = panics())));
    assert!(panic.is_err());
    log_event!(logger: logger, info, "x", number = 1);
    logger.flush().unwrap();
    assert_ledger(&logger.stats(), 1);
}

#[test]
fn a_log_call_from_within_a_conversion_is_dropped_and_counted() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    for _ in 0..10 {
        log_event!(logger: logger, info, "outer", mood = Moody::Logs(&logger));
    }
    logger.flush().unwrap();

    let stats = logger.stats();
    assert_eq!(lost(&stats, Cause::Reentrant), 10);
    assert_ledger(&stats, 20);
    let lines = lines_of(&memory);
    assert_eq!(lines.iter().filter(|line| line["message"] == "outer").count(), 10);
    assert_losses_are_told(&stats, &lines, 0);
}

#[test]
fn a_log_call_to_another_logger_from_within_a_conversion_is_counted_where_the_outer_event_went() {
    let (memory, others) = (Memory::new(), Memory::new());
    let outer = logger().sink(memory.clone()).build().unwrap();
    let other = logger().sink(others.clone()).build().unwrap();
    log_event!(logger: other, info, "before");
    log_event!(logger: outer, info, "outer", mood = Moody::Logs(&other));
    log_event!(logger: other, info, "after");
    outer.flush().unwrap();
    other.flush().unwrap();

    assert_eq!(lost(&outer.stats(), Cause::Reentrant), 1);
    assert_ledger(&outer.stats(), 2);
    assert_ledger(&other.stats(), 2);
    assert_eq!(texts(&lines_of(&others), "message"), ["before", "after"]);
}

#[test]
fn a_conversion_may_fail_or_log_in_the_first_event_of_a_thread() {
    for (mood, cause) in [(true, Cause::ConversionPanicked), (false, Cause::Reentrant)] {
        let memory = Memory::new();
        let logger = std::sync::Arc::new(logger().sink(memory.clone()).build().unwrap());
        let theirs = std::sync::Arc::clone(&logger);
        blackbar_tests::on_thread("fresh", move || {
            let mood = if mood { Moody::Panics } else { Moody::Logs(&theirs) };
            let _panic = catch_unwind(AssertUnwindSafe(|| log_event!(logger: theirs, info, "first", mood)));
            log_event!(logger: theirs, info, "second");
        });
        logger.flush().unwrap();
        let stats = logger.stats();
        assert_eq!(lost(&stats, cause), 1, "{stats:?}");
        assert_eq!(texts(&lines_of(&memory), "message").iter().filter(|text| *text == "second").count(), 1);
        assert_ledger(&stats, if cause == Cause::Reentrant { 3 } else { 2 });
    }
}

#[test]
fn a_log_call_among_the_arguments_is_written() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    log_event!(logger: logger, info, "outer", number = {
        log_event!(logger: logger, info, "inner");
        1
    });
    logger.flush().unwrap();
    assert_eq!(texts(&lines_of(&memory), "message"), ["inner", "outer"]);
}

static FROM_SINKS: AtomicU64 = AtomicU64::new(0);

/// Logs to its own logger for the first ten events it gets.
struct Chatty(std::sync::Arc<std::sync::OnceLock<std::sync::Weak<Logger>>>);

impl IntoSink for Chatty {
    fn name(&self) -> String {
        "chatty".into()
    }
    fn encoding(&self) -> Encoding {
        Encoding::Json
    }
    fn open(self: Box<Self>, _counts: std::sync::Arc<SinkCounts>) -> Result<Box<dyn Sink>> {
        Ok(self)
    }
}

impl Sink for Chatty {
    fn write(&mut self, batch: &Batch) -> Outcome {
        if let Some(logger) = self.0.get().and_then(std::sync::Weak::upgrade)
            && FROM_SINKS.fetch_add(1, Ordering::Relaxed) < 10
        {
            log_event!(logger: logger, info, "from a sink");
        }
        Outcome::written(batch.len() as u64)
    }
    fn flush(&mut self, _patience: core::time::Duration) -> Result<()> {
        Ok(())
    }
}

#[test]
fn a_sink_may_log_to_its_own_logger() {
    let memory = Memory::new();
    let itself = std::sync::Arc::new(std::sync::OnceLock::new());
    let logger =
        std::sync::Arc::new(logger().sink(Chatty(itself.clone())).sink(memory.clone()).build().unwrap());
    itself.set(std::sync::Arc::downgrade(&logger)).unwrap();
    log_event!(logger: logger, info, "event");
    // Each round trip brings one event of the sink's own to the next.
    for _ in 0..12 {
        logger.flush().unwrap();
    }
    assert_eq!(lines_of(&memory).len(), 11);
    assert_ledger(&logger.stats(), 11);
}
