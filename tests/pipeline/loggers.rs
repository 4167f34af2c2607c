//! Loggers are values: several at once, one for a thread, one for a call.

use blackbar::{Level, LogEvent, Memory, log_event};
use blackbar_tests::{assert_ledger, lines_of, logger, on_thread, parse, texts};

#[derive(LogEvent)]
#[log(name = "door.opened", level = info, message = "door {door} opened")]
struct DoorOpened {
    door: u64,
}

#[test]
fn each_logger_gets_its_own_events() {
    let (mine, yours) = (Memory::new(), Memory::new());
    let (me, you) =
        (logger().sink(mine.clone()).build().unwrap(), logger().sink(yours.clone()).build().unwrap());
    for number in 0..100 {
        log_event!(logger: me, info, "mine", number);
        log_event!(logger: you, info, "yours", number);
        log_event!(logger: you, DoorOpened { door: number });
    }
    me.flush().unwrap();
    you.flush().unwrap();

    assert_eq!((mine.len(), yours.len()), (100, 200));
    assert!(lines_of(&mine).iter().all(|line| line["message"] == "mine"));
    assert_ledger(&me.stats(), 100);
    assert_ledger(&you.stats(), 200);
}

#[test]
fn every_sink_of_a_logger_gets_every_event() {
    let (json, same, pretty) = (Memory::new(), Memory::new(), Memory::new().pretty());
    let logger = logger().sink(json.clone()).sink(pretty.clone()).sink(same.clone()).build().unwrap();
    (0..100).for_each(|door| log_event!(logger: logger, DoorOpened { door }));
    logger.flush().unwrap();

    assert_eq!(lines_of(&json).len(), 100);
    assert_eq!(json.text(), same.text());
    assert_eq!(pretty.len(), 100);
    assert!(pretty.lines().iter().all(|line| line.contains("door") && !line.starts_with('{')));
    assert_ledger(&logger.stats(), 100);
}

#[test]
fn a_scope_puts_a_logger_in_force_on_its_thread() {
    let (outer, inner) = (Memory::new(), Memory::new());
    let (outer_logger, inner_logger) =
        (logger().sink(outer.clone()).build().unwrap(), logger().sink(inner.clone()).build().unwrap());
    {
        let _outer = outer_logger.scope();
        log_event!(info, "outer");
        {
            let _inner = inner_logger.scope();
            log_event!(info, "inner");
        }
        log_event!(info, "outer again");
    }
    log_event!(info, "nobody's");
    outer_logger.flush().unwrap();
    inner_logger.flush().unwrap();

    assert_eq!(texts(&lines_of(&outer), "message"), ["outer", "outer again"]);
    assert_eq!(texts(&lines_of(&inner), "message"), ["inner"]);
}

#[test]
fn a_scope_is_no_business_of_other_threads() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    let _scope = logger.scope();
    on_thread("another", || log_event!(info, "on another thread"));
    log_event!(info, "here");
    logger.flush().unwrap();
    assert_eq!(texts(&lines_of(&memory), "message"), ["here"]);
}

#[test]
fn an_explicit_logger_goes_before_the_scope() {
    let (scoped, named) = (Memory::new(), Memory::new());
    let (scope_logger, named_logger) =
        (logger().sink(scoped.clone()).build().unwrap(), logger().sink(named.clone()).build().unwrap());
    let _scope = scope_logger.scope();
    log_event!(logger: named_logger, info, "named");
    log_event!(info, "scoped");
    scope_logger.flush().unwrap();
    named_logger.flush().unwrap();
    assert_eq!(texts(&lines_of(&scoped), "message"), ["scoped"]);
    assert_eq!(texts(&lines_of(&named), "message"), ["named"]);
}

#[test]
fn a_call_site_goes_off_with_the_last_logger_that_wants_it() {
    let mut evaluated = 0;
    let mut log = |scope: Option<&blackbar::Logger>| {
        let _scope = scope.map(blackbar::Logger::scope);
        log_event!(target: "only_here", info, "on", number = { evaluated += 1; evaluated });
        evaluated
    };
    let first = logger().fixed_filter("off,only_here=info").build().unwrap();
    assert_eq!(log(Some(&first)), 1);
    drop(first);
    // Loggers of other tests may live: only those of this target count.
    let off = logger().fixed_filter("off").build().unwrap();
    let before = log(Some(&off));
    assert!(before <= 2);
}

#[test]
fn an_open_scope_keeps_its_logger_alive() {
    let memory = Memory::new();
    // Keeps the call site on, whatever becomes of the other one.
    let _witness = logger().build().unwrap();
    let logger = logger().sink(memory.clone()).build().unwrap();
    let scope = logger.scope();
    log_event!(info, "while its owner holds it");
    drop(logger);
    log_event!(info, "while the scope alone holds it");
    drop(scope);
    assert_eq!(
        texts(&lines_of(&memory), "message"),
        ["while its owner holds it", "while the scope alone holds it"]
    );
}

#[test]
fn identity_location_and_thread_stand_in_every_line() {
    let memory = Memory::new();
    let logger = logger()
        .service("checkout", "1.2.3")
        .environment("test")
        .field("region", "eu-1")
        .field("replica", 7_u8)
        .with_location(true)
        .with_thread(true)
        .sink(memory.clone())
        .build()
        .unwrap();
    std::thread::scope(|scope| {
        let work = || log_event!(logger: logger, DoorOpened { door: 1 });
        std::thread::Builder::new().name("worker-1".into()).spawn_scoped(scope, work).unwrap();
    });
    logger.flush().unwrap();

    let lines = lines_of(&memory);
    let line = &lines[0];
    assert_eq!(line["service"], "checkout");
    assert_eq!(line["service_version"], "1.2.3");
    assert_eq!(line["environment"], "test");
    assert_eq!(line["region"], "eu-1");
    assert_eq!(line["replica"], 7);
    assert_eq!(line["thread"], "worker-1");
    assert!(line["location"].as_str().unwrap().contains("loggers.rs:"));
}

#[test]
fn a_ring_that_goes_to_another_thread_carries_the_name_of_that_thread() {
    let memory = Memory::new();
    let logger = std::sync::Arc::new(logger().with_thread(true).sink(memory.clone()).build().unwrap());
    for name in ["first", "second", "third"] {
        let logger = logger.clone();
        on_thread(name, move || log_event!(logger: logger, info, "hello"));
    }
    logger.flush().unwrap();
    assert_eq!(texts(&lines_of(&memory), "thread"), ["first", "second", "third"]);
}

#[test]
fn a_batch_tells_a_sink_the_level_of_each_event() {
    use std::sync::{Arc, Mutex};

    use blackbar::{Batch, Encoding, IntoSink, Outcome, Result, Sink, SinkCounts};

    #[derive(Clone, Default)]
    struct Levels(Arc<Mutex<Vec<(Level, String)>>>);
    impl IntoSink for Levels {
        fn name(&self) -> String {
            "levels".into()
        }
        fn encoding(&self) -> Encoding {
            Encoding::Json
        }
        fn open(self: Box<Self>, _counts: Arc<SinkCounts>) -> Result<Box<dyn Sink>> {
            Ok(self)
        }
    }
    impl Sink for Levels {
        fn write(&mut self, batch: &Batch) -> Outcome {
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            self.0.lock().unwrap().extend(batch.events().map(|event| (event.level, text(event.bytes))));
            Outcome::written(batch.len() as u64)
        }
        fn flush(&mut self, _patience: core::time::Duration) -> Result<()> {
            Ok(())
        }
    }

    let levels = Levels::default();
    let logger = logger().sink(levels.clone()).build().unwrap();
    log_event!(logger: logger, warn, "warn");
    log_event!(logger: logger, critical, "critical");
    logger.flush().unwrap();
    let events = levels.0.lock().unwrap();
    assert_eq!(events.iter().map(|(level, _)| *level).collect::<Vec<_>>(), [Level::Warn, Level::Critical]);
    assert!(events.iter().all(|(level, line)| parse(line)[0]["level"] == level.as_str()));
}
