//! Events that a process ships and another one can check without having seen them: all that they hold follows from a
//! number and the name of a run.

use std::collections::HashMap;

use blackbar::{Logger, log_event};
use serde_json::Value;

use crate::peer::Journal;

/// Logs event `number` of `run`.
pub fn log_shipped(logger: &Logger, run: u64, number: u64) {
    log_event!(logger: logger, info, "shipped", run, number, proof = proof(run, number));
}

/// The same with something in it that nobody checks.
pub fn log_shipped_padded(logger: &Logger, run: u64, number: u64, padding: &str) {
    log_event!(logger: logger, info, "shipped", run, number, proof = proof(run, number), padding);
}

/// What came of the events of some runs.
#[derive(Debug, Default)]
pub struct Shipped {
    /// How many of each run came, which are the first ones.
    pub runs: HashMap<u64, u64>,
    /// How often an event came that had come before.
    pub duplicates: usize,
}

/// Reads the events of [`log_shipped`] in a journal. Others, which the logger itself had to say, are passed over.
///
/// # Panics
/// When an event is damaged, came twice with different bytes, or is missing before a later one of its run; when a run came
/// first after a later run; when the client did what none should do.
#[must_use]
#[track_caller]
pub fn shipped(journal: &Journal) -> Shipped {
    let complaints = journal.complaints();
    assert!(complaints.is_empty(), "{complaints:#?}");
    let mut shipped = Shipped::default();
    let mut seen: HashMap<(u64, u64), Vec<u8>> = HashMap::new();
    let mut latest_run = None;
    let mut deliveries = journal.deliveries();
    deliveries.sort_by_key(|delivery| delivery.connection);
    for delivery in deliveries {
        let text = String::from_utf8_lossy(&delivery.event).into_owned();
        let event: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let Some((run, number)) = event["run"].as_u64().zip(event["number"].as_u64()) else {
            assert!(event["event"].as_str().is_some_and(|name| name.starts_with("blackbar.")), "{text}");
            continue;
        };
        assert_eq!(event["proof"], proof(run, number), "damaged: {text}");
        if let Some(before) = seen.insert((run, number), delivery.event.clone()) {
            assert_eq!(before, delivery.event, "the same event with other bytes");
            shipped.duplicates += 1;
            continue;
        }
        assert!(latest_run <= Some(run), "run {run} goes on after run {latest_run:?}");
        latest_run = Some(run);
        let next = shipped.runs.entry(run).or_insert(0);
        assert_eq!(number, *next, "an event of run {run} is missing, or came too early");
        *next += 1;
    }
    shipped
}

/// A text of some length that belongs to an event.
fn proof(run: u64, number: u64) -> String {
    let mut state = run.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ number.wrapping_add(1);
    let mut text = String::new();
    for _ in 0..=number % 16 {
        state = state.wrapping_mul(0xd129_0d3a_4b7e_9a1d).rotate_left(23) ^ 0x5555;
        text.push_str(&format!("{state:016x}-"));
    }
    text
}
