//! Scenarios that need a process of their own: a recorder of `metrics`, an installed logger, an end.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a scenario ends at the first surprise, and tells the test what it saw"
)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use blackbar::{Guard, Memory, RollingFile, log_event};
use blackbar_tests::{assert_ledger, logger, wait_until};
use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};
use metrics_util::debugging::{DebugValue, DebuggingRecorder};

const INTERVAL: Duration = Duration::from_millis(100);

fn main() {
    let scenario = std::env::args().nth(1).expect("name a scenario");
    match scenario.as_str() {
        "recorder_later" => recorder_later(),
        "recorder_panics" => recorder_panics(),
        "recorder_threads" => recorder_threads(),
        "recorder_at_the_end" => recorder_at_the_end(),
        "return_with_guard" => drop(install_and_log()),
        "exit_without_guard" => {
            core::mem::forget(install_and_log());
            std::process::exit(0);
        }
        "log_after_guard" => {
            drop(install_and_log());
            log_event!(info, "after the guard");
        }
        other => panic!("no scenario `{other}`"),
    }
}

fn install_and_log() -> Guard {
    let path = PathBuf::from(std::env::args_os().nth(2).expect("name a log file"));
    let guard = logger().heartbeat(Duration::from_secs(3600)).file(RollingFile::new(path)).install().unwrap();
    (0..10).for_each(|number| log_event!(info, "event", number));
    guard
}

fn recorder_later() {
    let logger = logger().name("early").metrics(INTERVAL).sink(Memory::new()).build().unwrap();
    (0..10).for_each(|number| log_event!(logger: logger, info, "event", number));
    logger.flush().unwrap();

    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    recorder.install().unwrap();
    wait_until("every event in the recorder", || {
        let shown = snapshotter.snapshot().into_vec();
        let accepted = shown.iter().find(|(key, ..)| key.key().name() == "blackbar_events_accepted_total");
        accepted.is_some_and(|(_, unit, help, value)| {
            assert!(unit.is_some() && help.is_some(), "it is not described");
            *value == DebugValue::Counter(10)
        })
    });
}

fn recorder_at_the_end() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    recorder.install().unwrap();
    let logger = logger().metrics(Duration::from_secs(3600)).sink(Memory::new()).build().unwrap();
    (0..10).for_each(|number| log_event!(logger: logger, info, "event", number));
    drop(logger);
    let shown = snapshotter.snapshot().into_vec();
    let accepted = shown.iter().find(|(key, ..)| key.key().name() == "blackbar_events_accepted_total");
    assert_eq!(accepted.unwrap().3, DebugValue::Counter(10));
}

/// Panics at everything.
struct Panics;

impl Recorder for Panics {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        panic!("this recorder panics")
    }
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        panic!("this recorder panics")
    }
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        panic!("this recorder panics")
    }
    fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
        panic!("this recorder panics")
    }
    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        panic!("this recorder panics")
    }
    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        panic!("this recorder panics")
    }
}

fn recorder_panics() {
    assert!(metrics::set_global_recorder(Panics).is_ok());
    let memory = Memory::new();
    let logger = logger().metrics(INTERVAL).sink(memory.clone()).build().unwrap();
    log_event!(logger: logger, info, "event", number = 1);
    wait_until("three failures", || logger.stats().metrics_failed >= 3);
    log_event!(logger: logger, info, "event", number = 2);
    logger.flush().unwrap();
    logger.publish_metrics();
    assert_eq!(memory.len(), 2);
    assert_ledger(&logger.stats(), 2);
    assert!(logger.stats().metrics_failed >= 4);
}

/// Remembers who called it.
#[derive(Clone, Default)]
struct Threads(Arc<Mutex<(u64, BTreeSet<String>)>>);

impl Threads {
    fn note(&self) {
        let mut seen = self.0.lock().unwrap();
        seen.0 += 1;
        seen.1.insert(std::thread::current().name().unwrap_or("?").to_owned());
    }
}

impl Recorder for Threads {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        self.note();
    }
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        self.note();
    }
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        self.note();
    }
    fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
        self.note();
        Counter::noop()
    }
    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        self.note();
        Gauge::noop()
    }
    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        self.note();
        Histogram::noop()
    }
}

fn recorder_threads() {
    let threads = Threads::default();
    assert!(metrics::set_global_recorder(threads.clone()).is_ok());
    let logger = logger().metrics(INTERVAL).sink(Memory::new()).build().unwrap();
    let calls = || threads.0.lock().unwrap().0;
    let at_first = calls();
    wait_until("it is shown again and again", || {
        log_event!(logger: logger, info, "event");
        logger.flush().unwrap();
        calls() > at_first + 200
    });
    drop(logger);
    for name in &threads.0.lock().unwrap().1 {
        println!("{name}");
    }
}
