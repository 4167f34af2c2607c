//! The numbers as text and as differences.

use core::time::Duration;

use super::deliveries::DeliveryStats;
use super::leftovers::leftovers;
use super::stats::{SinkStats, Stats};
use crate::count::Cause;
use crate::sink::{DeliveryCounts, DeliveryState, Guarantee, Health};

fn stats() -> Stats {
    let sink = SinkStats {
        name: "file:logs/app.log".into(),
        health: Health::Failing,
        written: 12,
        filtered: 2,
        dropped: vec![(Cause::DiskFull, 3), (Cause::Io, 1)],
        pending: 0,
        bytes: 4_096,
        failures: 5,
        busy: Duration::from_micros(1_500),
        slowest: Duration::from_micros(250),
        delivery: None,
    };
    Stats {
        name: "audit".into(),
        up: Duration::from_millis(2_500),
        accepted: 18,
        reports: 1,
        lost: vec![(Cause::RingFull, 4)],
        unheard: Vec::new(),
        suppressed: 18,
        repeated: 0,
        malformed: 0,
        truncated: 6,
        waits: 7,
        waited: Duration::from_millis(125),
        wakes: 8,
        rings: 2,
        rings_made: 9,
        ring_bytes: 65_536,
        ring_fill: 128,
        ring_fill_max: 1_024,
        lag: Duration::from_millis(1),
        lag_max: Duration::from_millis(20),
        since_pass: Duration::from_millis(4),
        flushes: 10,
        flushes_failed: 11,
        not_finite: 13,
        lossy_text: 14,
        detected: vec![("jwt", 15)],
        contexts_cut: 0,
        contexts_malformed: 0,
        hash_without_key: 16,
        metrics_failed: 17,
        sinks: vec![sink],
    }
}

#[test]
#[cfg(feature = "serde")]
fn the_json_form_is_this_one() {
    let golden = concat!(
        r#"{"name":"audit","up":2.5,"accepted":18,"reports":1,"lost":{"ring_full":4},"unheard":{},"suppressed":18,"repeated":0,"malformed":0,"#,
        r#""truncated":6,"waits":7,"waited":0.125,"wakes":8,"rings":2,"rings_made":9,"ring_bytes":65536,"#,
        r#""ring_fill":128,"ring_fill_max":1024,"lag":0.001,"lag_max":0.02,"since_pass":0.004,"flushes":10,"#,
        r#""flushes_failed":11,"not_finite":13,"lossy_text":14,"detected":{"jwt":15},"contexts_cut":0,"contexts_malformed":0,"hash_without_key":16,"#,
        r#""metrics_failed":17,"sinks":[{"name":"file:logs/app.log","health":"failing","written":12,"filtered":2,"#,
        r#""dropped":{"disk_full":3,"io":1},"pending":0,"bytes":4096,"failures":5,"busy":0.0015,"slowest":0.00025,"delivery":null}]}"#,
    );
    assert_eq!(serde_json::to_string(&stats()).unwrap(), golden);
}

#[test]
#[cfg(feature = "serde")]
fn a_cause_and_a_health_are_their_words() {
    for cause in Cause::ALL {
        assert_eq!(serde_json::to_value(cause).unwrap(), cause.as_str());
    }
    for health in Health::ALL {
        assert_eq!(serde_json::to_value(health).unwrap(), health.to_string());
    }
}

#[test]
fn nothing_happened_between_a_reading_and_itself() {
    let none = stats().since(&stats());
    assert_eq!((none.up, none.accepted, none.waited), (Duration::ZERO, 0, Duration::ZERO));
    assert!(none.lost.is_empty() && none.detected.is_empty() && none.sinks[0].dropped.is_empty());
    assert_eq!((none.sinks[0].written, none.sinks[0].busy), (0, Duration::ZERO));
    // Gauges stay.
    assert_eq!((none.rings, none.ring_fill_max, none.lag_max), (2, 1_024, Duration::from_millis(20)));
    assert_eq!((none.sinks[0].health, none.sinks[0].slowest), (Health::Failing, Duration::from_micros(250)));
}

#[test]
fn a_difference_has_the_causes_that_grew_and_those_that_are_new() {
    let before = stats();
    let mut after = stats();
    after.up += Duration::from_secs(4);
    after.accepted += 100;
    after.lost = vec![(Cause::RingFull, 6), (Cause::Teardown, 1)];
    after.sinks[0].dropped = vec![(Cause::DiskFull, 3), (Cause::Io, 5)];
    after.sinks[0].written += 96;
    let between = after.since(&before);
    assert_eq!(between.lost, [(Cause::RingFull, 2), (Cause::Teardown, 1)]);
    assert_eq!(between.sinks[0].dropped, [(Cause::Io, 4)]);
    assert!(between.is_balanced(), "the difference of two ledgers that balance does: {between}");
    assert!((between.per_second(between.accepted) - 25.0).abs() < 1e-9);
    // The wrong way round: no number below zero.
    assert_eq!(before.since(&after).accepted, 0);
}

#[test]
fn what_is_left_at_the_end_is_one_line_with_the_reasons() {
    let mut stats = stats();
    assert_eq!(leftovers(&stats), None);
    stats.sinks[0].pending = 3;
    let mut remote = stats.sinks[0].clone();
    remote.name = "logstash:tcp:logs:5000".into();
    let numbers = DeliveryCounts::new(Guarantee::Acked);
    numbers.set_state(DeliveryState::Down, "logs:5000", Some("connection refused"));
    remote.delivery = Some(DeliveryStats::of(&numbers));
    stats.sinks.push(remote);
    assert_eq!(
        leftovers(&stats).unwrap(),
        "blackbar: the program ends before its events are where they belong: 3 for file:logs/app.log, \
         3 for logstash:tcp:logs:5000 (down: connection refused)"
    );
}

#[test]
fn a_rate_over_no_time_is_a_number() {
    let mut stats = stats();
    stats.up = Duration::ZERO;
    assert!(stats.per_second(1).is_finite());
}
