//! One call in the source may log several types, and the same schema may stand in several places of the program.

use blackbar::{LogEvent, LogValue, Logger, Memory, log_event};
use blackbar_tests::{assert_ledger, lines_of, logger};
use serde_json::json;

#[derive(LogEvent)]
#[log(name = "value.loaded", level = info, message = "loaded {value}")]
struct Loaded<T: LogValue> {
    value: T,
}

#[derive(LogEvent)]
#[log(name = "value.stored", level = debug)]
struct Stored {
    bytes: u64,
}

fn log_any<E: LogEvent>(logger: &Logger, event: E) {
    log_event!(logger: logger, event);
}

fn log_value<T: LogValue + ?Sized>(logger: &Logger, value: &T) {
    log_event!(logger: logger, info, "value", value);
}

#[test]
fn one_generic_call_site_logs_each_type_as_what_it_is() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    for _ in 0..2 {
        log_any(&logger, Loaded { value: 7_u64 });
        log_any(&logger, Loaded { value: "seven" });
        log_any(&logger, Loaded { value: Some(true) });
        log_any(&logger, Stored { bytes: 8 });
        log_any(&logger, &Loaded { value: -7_i8 });
    }
    logger.flush().unwrap();

    let lines = lines_of(&memory);
    let values: Vec<_> = lines.iter().map(|line| line.get("value").or(line.get("bytes")).unwrap()).collect();
    let expected = [json!(7), json!("seven"), json!(true), json!(8), json!(-7)];
    assert_eq!(values, expected.iter().chain(&expected).collect::<Vec<_>>());
    assert_eq!(lines[1]["message"], "loaded seven");
    assert_ledger(&logger.stats(), 10);
}

#[test]
fn one_generic_inline_call_site_logs_each_type_as_what_it_is() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    log_value(&logger, &1_u8);
    log_value(&logger, "text");
    log_value(&logger, &[1.5, 2.5][..]);
    log_value(&logger, &1_u8);
    logger.flush().unwrap();

    let values: Vec<_> = lines_of(&memory).iter().map(|line| line["value"].clone()).collect();
    assert_eq!(values, [json!(1), json!("text"), json!([1.5, 2.5]), json!(1)]);
}

#[test]
fn a_generic_call_site_is_on_for_one_type_and_off_for_another() {
    let memory = Memory::new();
    let logger = blackbar_tests::logger()
        .fixed_filter("off,event[value.stored]=debug,event[value.loaded]=off")
        .sink(memory.clone())
        .build()
        .unwrap();
    log_only_here(&logger, Loaded { value: 1_u8 });
    log_only_here(&logger, Stored { bytes: 2 });
    log_only_here(&logger, Loaded { value: 3_u8 });
    logger.flush().unwrap();

    let lines = lines_of(&memory);
    assert_eq!(lines.iter().map(|line| &line["bytes"]).collect::<Vec<_>>(), [&json!(2)]);
}

fn log_only_here<E: LogEvent>(logger: &Logger, event: E) {
    log_event!(logger: logger, event);
}

#[test]
fn a_call_site_is_registered_once_by_threads_that_come_at_the_same_time() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    let barrier = std::sync::Barrier::new(8);
    std::thread::scope(|scope| {
        for worker in 0..8_u64 {
            let (logger, barrier) = (&logger, &barrier);
            scope.spawn(move || {
                barrier.wait();
                log_event!(logger: logger, info, "registered by {worker}", worker);
            });
        }
    });
    logger.flush().unwrap();

    let mut workers: Vec<_> = lines_of(&memory).iter().map(|line| line["worker"].as_u64()).collect();
    workers.sort_unstable();
    assert_eq!(workers, (0..8).map(Some).collect::<Vec<_>>());
}
