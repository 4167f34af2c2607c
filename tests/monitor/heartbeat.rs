//! The ledger in the log itself.

use std::time::{Duration, Instant};

use blackbar::{Cause, Logger, Memory, log_event};
use blackbar_tests::{Puppet, assert_ledger, assert_losses_are_told, lines_of, logger, wait_until};
use serde_json::{Value, json};

const INTERVAL: Duration = Duration::from_millis(100);

fn beats(lines: &[Value]) -> Vec<Value> {
    lines.iter().filter(|line| line["event"] == "blackbar.heartbeat").cloned().collect()
}

#[track_caller]
fn wait_for_beats(memory: &Memory, number: usize) {
    wait_until("heartbeats", || beats(&lines_of(memory)).len() >= number);
}

#[test]
fn it_comes_again_and_again_and_tells_the_ledger() {
    let memory = Memory::new();
    let logger = logger().name("orders").heartbeat(INTERVAL).sink(memory.clone()).build().unwrap();
    (0..10).for_each(|number| log_event!(logger: logger, info, "event", number));
    logger.flush().unwrap();
    wait_for_beats(&memory, 3);

    let lines = lines_of(&memory);
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line["event"] == "blackbar.heartbeat") {
        // Each tells what was before it.
        assert_eq!(line["accepted"], at);
        assert_eq!(line["reports"], beats(&lines[..at]).len());
        let sink = &line["sinks"][0];
        assert_eq!((&sink["name"], &sink["health"]), (&json!("memory"), &json!("up")));
        assert_eq!((&sink["written"], &sink["pending"]), (&json!(at), &json!(0)));
        assert_eq!(sink["dropped"], json!({}));
    }
    let last = beats(&lines).pop().unwrap();
    assert_eq!(last["message"], format!("{} events accepted, 0 lost", last["accepted"]));
    assert_eq!((&last["level"], &last["target"]), (&json!("info"), &json!("blackbar")));
    assert_eq!((&last["logger"], &last["occasion"]), (&json!("orders"), &json!("interval")));
    assert_eq!(last["ring_bytes"], 1024 * 1024);
    assert!(last["ring_fill_max"].as_u64().unwrap() > 0, "{last}");
    assert!(last["up"].as_f64().unwrap() >= 0.3, "{last}");
    // They are not counted as the application's.
    logger.flush().unwrap();
    assert_ledger(&logger.stats(), 10);
}

#[test]
fn the_end_of_the_logger_is_told_with_everything_that_was_before_it() {
    let memory = Memory::new();
    let logger = logger()
        .heartbeat(Duration::from_secs(3600))
        .ring_bytes(65_536)
        .sink(memory.clone())
        .build()
        .unwrap();
    (0..100).for_each(|number| log_event!(logger: logger, info, "event", number));
    drop(logger);

    let lines = lines_of(&memory);
    assert_eq!(lines.len(), 101);
    let last = &lines[100];
    assert_eq!((&last["event"], &last["occasion"]), (&json!("blackbar.heartbeat"), &json!("end")));
    assert_eq!((&last["accepted"], &last["sinks"][0]["written"]), (&json!(100), &json!(100)));
}

#[test]
fn who_did_not_ask_for_it_gets_none() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    log_event!(logger: logger, info, "event");
    drop(logger);
    assert_eq!(memory.len(), 1);
}

#[test]
fn losses_are_in_it_by_cause() {
    let (bad, memory) = (Puppet::new("bad"), Memory::new());
    let logger =
        logger().heartbeat(Duration::from_secs(3600)).sink(bad.clone()).sink(memory.clone()).build().unwrap();
    bad.refuse(Cause::DiskFull);
    (0..7).for_each(|number| log_event!(logger: logger, info, "event", number));
    logger.flush().unwrap();
    drop(logger);

    let end = beats(&lines_of(&memory)).pop().unwrap();
    // Seven events, and the reports of their loss: one, if the machine is not too busy.
    let events = 7 + end["reports"].as_u64().unwrap();
    assert!(events > 7);
    assert_eq!(end["sinks"][0]["dropped"], json!({"disk_full": events}));
    assert_eq!(end["sinks"][0]["dropped_total"], events);
    assert_eq!(end["sinks"][1]["written"], events);
}

#[test]
fn the_filter_of_the_logger_does_not_keep_it_out_and_that_of_a_sink_does() {
    let (all, some, warnings) = (Memory::new(), Puppet::new("some"), Puppet::new("warnings"));
    let logger = logger()
        .fixed_filter("error")
        .heartbeat(INTERVAL)
        .sink(all.clone())
        .sink(some.clone().filter("info,blackbar=warn"))
        .sink(warnings.clone().filter("warn"))
        .build()
        .unwrap();
    log_event!(logger: logger, error, "event");
    wait_for_beats(&all, 2);
    logger.flush().unwrap();
    assert_eq!((some.lines().len(), warnings.lines().len()), (1, 1));
    assert_ledger(&logger.stats(), 1);
}

#[test]
fn those_that_were_missed_while_a_sink_hung_are_not_made_up_for() {
    let (hangs, memory) = (Puppet::new("hangs"), Memory::new());
    let _logger = logger().heartbeat(INTERVAL).sink(memory.clone()).sink(hangs.clone()).build().unwrap();
    hangs.hang();
    hangs.wait_until_it_hangs();
    let since = Instant::now();
    wait_until("ten intervals to pass", || since.elapsed() > 10 * INTERVAL);
    let hung = since.elapsed();
    hangs.write();
    let before = beats(&lines_of(&memory)).len();
    wait_for_beats(&memory, before + 3);

    let beats = beats(&lines_of(&memory));
    let up = beats.last().unwrap()["up"].as_f64().unwrap();
    let most = (up - hung.as_secs_f64()) / INTERVAL.as_secs_f64() + 2.0;
    assert!((beats.len() as f64) <= most, "{} in {up} s, of which it hung {hung:?}", beats.len());
}

#[test]
fn one_that_a_broken_sink_loses_is_no_news() {
    let (bad, memory) = (Puppet::new("bad"), Memory::new());
    let logger = logger().heartbeat(INTERVAL).sink(bad.clone()).sink(memory.clone()).build().unwrap();
    bad.refuse(Cause::Io);
    wait_for_beats(&memory, 3);
    logger.flush().unwrap();
    let lines = lines_of(&memory);
    assert_eq!(beats(&lines).len(), lines.len(), "each heartbeat that is lost makes a report: {lines:?}");

    // With the next event of somebody else they are told too.
    log_event!(logger: logger, info, "event");
    logger.flush().unwrap();
    let stats = logger.stats();
    assert!(stats.sinks[0].dropped_total() > 3);
    assert_losses_are_told(&stats, &lines_of(&memory), stats.reports);
    assert_ledger(&stats, 1);
}

#[test]
fn many_sinks_have_room_in_it() {
    let sinks: Vec<Puppet> = (0..40).map(|number| Puppet::new(&format!("sink-{number}"))).collect();
    let mut builder = logger().heartbeat(Duration::from_secs(3600));
    for sink in &sinks {
        builder = builder.sink(sink.clone());
    }
    drop(builder.build().unwrap());
    let line = sinks[0].lines().pop().unwrap();
    assert_eq!(line["sinks"].as_array().unwrap().len(), 40);
    assert_eq!(line.get("truncated"), None);
}

#[test]
fn an_interval_that_would_be_work_is_refused() {
    for interval in [Duration::ZERO, Duration::from_millis(99)] {
        let error = Logger::builder().heartbeat(interval).build().unwrap_err().to_string();
        let expected = format!(
            "heartbeat: `{interval:?}` cannot be used; write at least `Duration::from_millis(100)`; a minute is usual"
        );
        assert_eq!(error, expected);
    }
}
