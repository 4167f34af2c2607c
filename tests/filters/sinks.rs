//! Filters of sinks.

use blackbar::{LogEvent, Logger, Memory, RollingFile, enabled, log_event};
use blackbar_tests::{assert_ledger, lines_of_file, texts};

use super::{messages, numbers};

#[derive(LogEvent)]
#[log(name = "step")]
struct Step {
    number: u64,
}

fn log_everywhere(logger: &Logger) {
    log_event!(logger: logger, debug, "debug");
    log_event!(logger: logger, info, "info");
    log_event!(logger: logger, warn, "warn");
}

#[test]
fn a_sink_with_a_filter_gets_what_that_lets_pass_be_it_more_or_less() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.log");
    let (plain, alarms) = (Memory::new(), Memory::new().filter("warn"));
    let logger = Logger::builder()
        .fixed_filter("info")
        .file(RollingFile::new(&path).filter("debug"))
        .sink(plain.clone())
        .sink(alarms.clone())
        .build()
        .unwrap();
    log_everywhere(&logger);
    assert_eq!(messages(&logger, &plain), ["info", "warn"]);
    assert_eq!(messages(&logger, &alarms), ["warn"]);
    assert_eq!(texts(&lines_of_file(&path), "message"), ["debug", "info", "warn"]);
    let filtered: Vec<u64> = logger.stats().sinks.iter().map(|sink| sink.filtered).collect();
    assert_eq!(filtered, [0, 1, 2]);
    assert_ledger(&logger.stats(), 3);
}

#[test]
fn the_loggers_filter_is_nothing_to_a_sink_with_its_own() {
    let own = Memory::new().filter("debug");
    let logger = Logger::builder().fixed_filter("off").sink(own.clone()).build().unwrap();
    log_everywhere(&logger);
    assert_eq!(messages(&logger, &own), ["debug", "info", "warn"]);
    logger.set_filter("warn").unwrap();
    log_everywhere(&logger);
    assert_eq!(messages(&logger, &own), ["debug", "info", "warn"]);
}

#[test]
fn a_call_that_no_sink_wants_is_off_whatever_the_loggers_filter_says() {
    let logger =
        Logger::builder().fixed_filter("trace").sink(Memory::new().filter("off,x=info")).build().unwrap();
    log_event!(logger: logger, target: "only_here", trace, "nobody");
    logger.flush().unwrap();
    let stats = logger.stats();
    // Loggers of other tests may want the call; then it is filtered here.
    assert_eq!(stats.sinks[0].written, 0);
    assert_eq!(stats.accepted, stats.sinks[0].filtered);
    assert!(enabled!(target: "x", info));
}

#[test]
fn the_filter_of_a_sink_changes_while_it_runs() {
    let (one, other) = (Memory::new(), Memory::new().pretty());
    let logger =
        Logger::builder().fixed_filter("info").sink(one.clone()).sink(other.clone()).build().unwrap();
    log_everywhere(&logger);
    assert_eq!(messages(&logger, &one), ["info", "warn"]);
    assert_eq!(other.len(), 2);

    // Both are called `memory`.
    logger.set_sink_filter("memory", "debug").unwrap();
    log_everywhere(&logger);
    assert_eq!(messages(&logger, &one), ["debug", "info", "warn"]);
    assert_eq!(other.len(), 5);

    logger.set_sink_filter("memory", "off,event[step]{number>=2}=info").unwrap();
    log_everywhere(&logger);
    (1..4).for_each(|number| log_event!(logger: logger, Step { number }));
    assert_eq!(numbers(&logger, &one), [2, 3]);
    assert_eq!(other.len(), 7);

    logger.clear_sink_filter("memory").unwrap();
    log_everywhere(&logger);
    assert_eq!(messages(&logger, &one), ["info", "warn"]);
    assert_eq!(other.len(), 9);
    assert_ledger(&logger.stats(), logger.stats().accepted);
}

#[test]
fn one_sink_of_several_that_got_the_same_bytes_gets_others_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.log");
    let memory = Memory::new();
    let logger = Logger::builder()
        .fixed_filter("info")
        .sink(memory.clone())
        .file(RollingFile::new(&path))
        .build()
        .unwrap();
    let file = logger.stats().sinks[1].name.clone();
    for round in 0..20 {
        logger.set_sink_filter(&file, if round % 2 == 0 { "warn" } else { "debug" }).unwrap();
        log_everywhere(&logger);
        logger.flush().unwrap();
    }
    assert_eq!(messages(&logger, &memory).len(), 40);
    let lines = texts(&lines_of_file(&path), "message");
    assert_eq!(lines.len(), 10 + 30, "{lines:?}");
    assert_eq!(lines[..4], ["warn", "debug", "info", "warn"]);
    assert_ledger(&logger.stats(), logger.stats().accepted);
}

#[test]
fn a_sink_that_is_not_there_and_a_filter_that_cannot_be_read_change_nothing() {
    let memory = Memory::new();
    let logger = Logger::builder().fixed_filter("warn").sink(memory.clone()).build().unwrap();
    let refused = logger.set_sink_filter("memroy", "debug").unwrap_err().to_string();
    assert_eq!(refused, "sink: `memroy` cannot be used; write the name of a sink of this logger: `memory`");
    let refused = logger.clear_sink_filter("stderr").unwrap_err().to_string();
    assert!(refused.contains("`memory`"), "{refused}");
    let refused = logger.set_sink_filter("memory", "event[e]{a=b}=info").unwrap_err().to_string();
    assert!(refused.contains("at character 12: write a text in quotes: \"b\""), "{refused}");
    log_everywhere(&logger);
    assert_eq!(messages(&logger, &memory), ["warn"]);
    let none = Logger::builder().build().unwrap();
    let refused = none.set_sink_filter("memory", "debug").unwrap_err().to_string();
    assert!(refused.contains("this logger has no sinks"), "{refused}");
}
