//! What is logged, and when a change of it takes effect.

use std::cell::Cell;

use blackbar::{LogEvent, Logger, Memory, enabled, log_event};
use blackbar_tests::{assert_ledger, lines_of, logger, texts};

#[derive(LogEvent)]
#[log(name = "order.placed", level = debug)]
struct OrderPlaced {
    number: u64,
}

/// Logs one event at each of several call sites.
fn log_everywhere(logger: &Logger) {
    log_event!(logger: logger, target: "shop", trace, "trace");
    log_event!(logger: logger, target: "shop", debug, "debug");
    log_event!(logger: logger, target: "shop::cart", info, "info");
    log_event!(logger: logger, target: "stock", warn, "warn");
    log_event!(logger: logger, target: "stock", error, "error");
    log_event!(logger: logger, OrderPlaced { number: 1 });
}

/// What came since the last look.
fn news(logger: &Logger, memory: &Memory) -> Vec<String> {
    logger.flush().unwrap();
    let lines = lines_of(memory);
    memory.clear();
    lines
        .iter()
        .map(|line| line.get("message").unwrap_or(&line["event"]).as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_new_filter_takes_effect_on_all_call_sites_at_once() {
    let memory = Memory::new();
    let logger = logger().fixed_filter("warn").sink(memory.clone()).build().unwrap();
    log_everywhere(&logger);
    assert_eq!(news(&logger, &memory), ["warn", "error"]);

    logger.set_filter("trace").unwrap();
    log_everywhere(&logger);
    assert_eq!(news(&logger, &memory), ["trace", "debug", "info", "warn", "error", "order.placed"]);

    logger.set_filter("off,shop=info").unwrap();
    log_everywhere(&logger);
    assert_eq!(news(&logger, &memory), ["info"]);

    logger.set_filter("off,event[order.placed]=debug").unwrap();
    log_everywhere(&logger);
    assert_eq!(news(&logger, &memory), ["order.placed"]);

    logger.set_filter("off").unwrap();
    log_everywhere(&logger);
    assert!(news(&logger, &memory).is_empty());
}

#[test]
fn a_filter_that_cannot_be_read_changes_nothing() {
    let memory = Memory::new();
    let logger = logger().fixed_filter("warn").sink(memory.clone()).build().unwrap();
    let refused = logger.set_filter("info,shop=loud").unwrap_err().to_string();
    assert!(refused.contains("shop=loud") && refused.contains("write one of"), "{refused}");
    log_event!(logger: logger, info, "still off");
    log_event!(logger: logger, warn, "still on");
    assert_eq!(news(&logger, &memory), ["still on"]);
}

#[test]
fn other_threads_see_a_new_filter_with_their_next_call() {
    let memory = Memory::new();
    let logger = logger().fixed_filter("off").sink(memory.clone()).build().unwrap();
    let (ask, asked) = std::sync::mpsc::channel();
    let (answer, answered) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let logger = &logger;
        scope.spawn(move || {
            for step in asked {
                log_event!(logger: logger, info, "step", step);
                answer.send(()).unwrap();
            }
        });
        for step in 0..100_u64 {
            logger.set_filter(if step % 2 == 0 { "info" } else { "off" }).unwrap();
            ask.send(step).unwrap();
            answered.recv().unwrap();
            // Before the filter changes again: what is in a ring is judged when it is taken out.
            logger.flush().unwrap();
        }
        drop(ask);
    });
    let steps: Vec<_> = lines_of(&memory).iter().map(|line| line["step"].as_u64().unwrap()).collect();
    assert_eq!(steps, (0..100).step_by(2).collect::<Vec<_>>());
}

#[test]
fn the_arguments_of_an_event_that_nobody_wants_are_not_evaluated() {
    let logger = logger().fixed_filter("off,counted=info").build().unwrap();
    let evaluated = Cell::new(0);
    let count = || {
        evaluated.set(evaluated.get() + 1);
        evaluated.get()
    };
    log_event!(logger: logger, target: "counted", debug, "no", number = count());
    log_event!(logger: logger, target: "counted", info, "yes", number = count());
    assert_eq!(evaluated.get(), 1);
}

#[test]
fn enabled_asks_for_level_target_and_type() {
    let _logger = logger().fixed_filter("off,asked=info,event[order.placed]=debug").build().unwrap();
    assert!(enabled!(target: "asked", info));
    assert!(enabled!(OrderPlaced));
}

#[test]
fn a_sinks_own_filter_is_counted_in_its_ledger() {
    let (all, some) = (Memory::new(), Memory::new().filter("error"));
    let logger = logger().sink(all.clone()).sink(some.clone()).build().unwrap();
    log_everywhere(&logger);
    logger.flush().unwrap();

    assert_eq!(lines_of(&all).len(), 6);
    assert_eq!(texts(&lines_of(&some), "message"), ["error"]);
    let stats = logger.stats();
    let ledger: Vec<_> = stats.sinks.iter().map(|sink| (sink.written, sink.filtered)).collect();
    assert_eq!(ledger, [(6, 0), (1, 5)]);
    assert_ledger(&stats, 6);
}

#[test]
fn an_event_that_another_logger_wants_is_filtered_here() {
    let (mine, others) = (Memory::new(), Memory::new());
    let strict = logger().fixed_filter("off").sink(mine.clone()).build().unwrap();
    let open = logger().sink(others.clone()).build().unwrap();
    log_event!(logger: strict, info, "wanted by the other one");
    strict.flush().unwrap();

    assert!(mine.is_empty() && others.is_empty());
    let stats = strict.stats();
    assert_eq!(stats.sinks[0].filtered, 1);
    assert_ledger(&stats, 1);
    assert_ledger(&open.stats(), 0);
}
