//! The sinks of one process: memory and file, JSON and lines for people.

use std::fs;

use blackbar::{Memory, RollingFile};
use blackbar_tests::{assert_ledger, lines_of};

use crate::check::{Harness, check_lines, harness, keyed, log_all};
use crate::table::Expect;

#[test]
fn no_sink_shows_a_canary_and_each_shows_what_is_clear() {
    let Harness { cases, secrets, controls } = harness();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.log");
    let (json, pretty) = (Memory::new(), Memory::new().pretty());
    let logger =
        keyed().sink(json.clone()).sink(pretty.clone()).file(RollingFile::new(&path)).build().unwrap();
    log_all(cases, &logger);
    logger.flush().unwrap();
    assert_ledger(&logger.stats(), cases.len() as u64);
    check_lines(cases, &lines_of(&json), Expect::is_met_by);

    let outputs = [
        ("memory, JSON", json.text().into_bytes()),
        ("memory, pretty", pretty.text().into_bytes()),
        ("file", fs::read(&path).unwrap()),
    ];
    for (name, output) in &outputs {
        controls.assert_all_there(name, output);
        secrets.assert_clean(name, output);
    }
    let numbers = format!("{0}{0:?}{0:#?}", logger.stats());
    secrets.assert_clean("the counters", numbers.as_bytes());
}

#[test]
fn without_a_key_no_hash_is_written_and_no_canary_either() {
    let Harness { cases, secrets, controls } = harness();
    let (json, pretty) = (Memory::new(), Memory::new().pretty());
    let logger = blackbar_tests::logger().sink(json.clone()).sink(pretty.clone()).build().unwrap();
    log_all(cases, &logger);
    logger.flush().unwrap();
    check_lines(cases, &lines_of(&json), |expect, found| match expect {
        Expect::Hashed => found.is_some_and(|found| found == "[redacted:no-key]"),
        other => other.is_met_by(found),
    });
    let hashes = cases.iter().filter(|case| case.expect == Expect::Hashed).count() as u64;
    assert!(logger.stats().hash_without_key >= hashes && hashes > 50, "{hashes}: {:?}", logger.stats());

    for (name, output) in [("JSON", json.text()), ("pretty", pretty.text())] {
        controls.assert_all_there(name, output.as_bytes());
        secrets.assert_clean(name, output.as_bytes());
    }
}
