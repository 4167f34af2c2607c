//! The numbers through the facade of the crate `metrics`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use blackbar::{Cause, Health, Logger, Memory, log_event};
use blackbar_tests::{Puppet, logger};
use metrics::Unit;
use metrics_util::MetricKind;
use metrics_util::debugging::{DebugValue, DebuggingRecorder};

/// One number as a recorder has it.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    kind: MetricKind,
    unit: Unit,
    help: String,
    labels: BTreeMap<String, String>,
    value: f64,
}

/// Everything that a logger shows a recorder of this thread's own.
fn shown(logger: &Logger) -> Vec<(String, Shown)> {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, || logger.publish_metrics());
    let numbers = snapshotter.snapshot().into_vec().into_iter().map(|(key, unit, help, value)| {
        let (kind, key) = key.into_parts();
        let labels = key.labels().map(|label| (label.key().to_owned(), label.value().to_owned())).collect();
        let value = match value {
            DebugValue::Counter(value) => value as f64,
            DebugValue::Gauge(value) => value.into_inner(),
            DebugValue::Histogram(_) => panic!("a histogram"),
        };
        let name = key.name().to_owned();
        let help = help.unwrap_or_else(|| panic!("{name} is not described")).to_string();
        let unit = unit.unwrap_or_else(|| panic!("{name} has no unit"));
        (name, Shown { kind, unit, help, labels, value })
    });
    numbers.collect()
}

/// The value of a number with these labels.
#[track_caller]
fn value(shown: &[(String, Shown)], name: &str, labels: &[(&str, &str)]) -> f64 {
    let labels = labels.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let found = shown.iter().find(|(other, shown)| other == name && shown.labels == labels);
    found.unwrap_or_else(|| panic!("no {name} with {labels:?}: {shown:#?}")).1.value
}

#[test]
fn every_number_of_the_ledger_is_there_with_its_labels() {
    let (memory, bad) = (Memory::new(), Puppet::new("bad"));
    let logger = logger().name("orders").sink(memory).sink(bad.clone()).build().unwrap();
    bad.refuse(Cause::Io);
    (0..10).for_each(|number| log_event!(logger: logger, info, "event", number));
    logger.flush().unwrap();
    let stats = logger.stats();
    let shown = shown(&logger);

    let of_logger = [("logger", "orders")];
    let of_sink = |sink| [("logger", "orders"), ("sink", sink)];
    assert_eq!(value(&shown, "blackbar_events_accepted_total", &of_logger), stats.accepted as f64);
    assert_eq!(value(&shown, "blackbar_reports_total", &of_logger), stats.reports as f64);
    assert_eq!(value(&shown, "blackbar_ring_size_bytes", &of_logger), 1_048_576.0);
    assert_eq!(value(&shown, "blackbar_flushes_total", &of_logger), 1.0);
    assert!(value(&shown, "blackbar_up_seconds", &of_logger) > 0.0);
    assert_eq!(
        value(&shown, "blackbar_sink_events_written_total", &of_sink("memory")),
        stats.sinks[0].written as f64
    );
    let lost = [("logger", "orders"), ("sink", "bad"), ("cause", "io")];
    assert_eq!(
        value(&shown, "blackbar_sink_events_dropped_total", &lost),
        stats.sinks[1].dropped_total() as f64
    );
    for health in Health::ALL {
        let labels = [("logger", "orders"), ("sink", "memory"), ("health", health.as_str())];
        let expected = if *health == Health::Up { 1.0 } else { 0.0 };
        assert_eq!(value(&shown, "blackbar_sink_health", &labels), expected);
    }
}

#[test]
fn every_cause_is_there_before_anything_is_lost() {
    let logger = logger().sink(Memory::new()).build().unwrap();
    let shown = shown(&logger);
    let causes = |name: &str| -> BTreeSet<String> {
        let of_name = shown.iter().filter(|(other, _)| other == name);
        of_name.map(|(_, shown)| shown.labels["cause"].clone()).collect()
    };
    let (lost, dropped) =
        (causes("blackbar_events_lost_total"), causes("blackbar_sink_events_dropped_total"));
    assert!(lost.is_disjoint(&dropped), "{lost:?} {dropped:?}");
    let all: BTreeSet<String> = Cause::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(&lost | &dropped, all);
    assert!(lost.contains("ring_full") && dropped.contains("disk_full"));
    assert_eq!(causes("blackbar_calls_unheard_total"), lost);
}

#[test]
fn names_follow_the_rules_and_everything_is_described_with_its_unit() {
    let logger = logger().sink(Memory::new()).build().unwrap();
    let note = format!("at https://{}@host.example/", "ada:b1946ac9");
    log_event!(logger: logger, info, "event", note);
    logger.flush().unwrap();
    let shown = shown(&logger);
    assert!(shown.iter().any(|(name, _)| name == "blackbar_credentials_replaced_total"));
    for (name, shown) in &shown {
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(name.starts_with("blackbar_") && name.chars().all(letters), "{name}");
        assert_eq!(name.ends_with("_total"), shown.kind == MetricKind::Counter, "{name}");
        let base = name.trim_end_matches("_total");
        assert_eq!(base.ends_with("_bytes"), shown.unit == Unit::Bytes, "{name}");
        assert_eq!(base.ends_with("_seconds"), shown.unit == Unit::Seconds, "{name}");
        assert!(shown.help.ends_with('.') && shown.help.len() > 15, "{name}: {}", shown.help);
        assert!(shown.value.is_finite() && shown.value >= 0.0, "{name}");
        for key in shown.labels.keys() {
            assert!(["logger", "sink", "cause", "health", "form"].contains(&key.as_str()), "{name}: {key}");
        }
    }
}

#[test]
fn a_counter_is_what_the_logger_says_however_often_it_is_shown() {
    let logger = logger().name("again").sink(Memory::new()).build().unwrap();
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, || {
        for number in 0..5 {
            log_event!(logger: logger, info, "event", number);
            logger.flush().unwrap();
            logger.publish_metrics();
        }
    });
    let accepted = snapshotter.snapshot().into_vec().into_iter().find_map(|(key, _, _, value)| {
        (key.key().name() == "blackbar_events_accepted_total").then_some(value)
    });
    assert_eq!(accepted, Some(DebugValue::Counter(5)));
}

#[test]
fn an_interval_that_would_be_work_is_refused() {
    let error = Logger::builder().metrics(Duration::ZERO).build().unwrap_err().to_string();
    assert!(error.starts_with("metrics: `0ns` cannot be used; write at least"), "{error}");
}
