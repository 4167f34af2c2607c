//! Nothing is lost without a counter going up, and no counter goes up without a line in the log.

use std::collections::BTreeMap;

use blackbar::{Cause, Stats};
use serde_json::Value;

/// Checks the ledger after a flush: `calls` were made to the logger, and each of them is accounted for.
#[track_caller]
pub fn assert_ledger(stats: &Stats, calls: u64) {
    assert_eq!(calls, stats.accepted - stats.reports + stats.lost_total(), "calls are missing: {stats:?}");
    assert!(stats.is_balanced(), "a sink is not balanced: {stats:?}");
}

/// Events that never got into a ring, for one cause.
#[must_use]
pub fn lost(stats: &Stats, cause: Cause) -> u64 {
    count(&stats.lost, cause)
}

/// Events that the log itself says were lost, by cause and sink.
#[must_use]
pub fn told(lines: &[Value]) -> BTreeMap<(String, Option<String>), u64> {
    let mut told = BTreeMap::new();
    for line in lines.iter().filter(|line| line["event"] == "blackbar.events_lost") {
        let cause = line["cause"].as_str().unwrap().to_owned();
        let sink = line["sink"].as_str().map(str::to_owned);
        *told.entry((cause, sink)).or_insert(0) += line["events"].as_u64().unwrap();
    }
    told
}

/// Checks that the log tells every loss, no more and no less: those of the callers, and those of each sink. `lines` come
/// from a sink that works. Reports that a sink loses are not told on their own, so `unheard_reports` of them may be
/// missing from what is told of a sink.
#[track_caller]
pub fn assert_losses_are_told(stats: &Stats, lines: &[Value], unheard_reports: u64) {
    let mut told = told(lines);
    for (cause, events) in &stats.lost {
        assert_eq!(told.remove(&(cause.to_string(), None)), Some(*events), "{cause} is not told in full");
    }
    for sink in &stats.sinks {
        for (cause, events) in &sink.dropped {
            let told = told.remove(&(cause.to_string(), Some(sink.name.clone()))).unwrap_or(0);
            assert!(told <= *events, "{cause} at {}: {told} told, {events} lost", sink.name);
            assert!(
                told + unheard_reports >= *events,
                "{cause} at {}: {told} told, {events} lost, of which {unheard_reports} may be reports",
                sink.name
            );
        }
    }
    assert!(told.is_empty(), "told and never lost: {told:?}");
}

fn count(causes: &[(Cause, u64)], wanted: Cause) -> u64 {
    causes.iter().find(|(cause, _)| *cause == wanted).map_or(0, |(_, events)| *events)
}
