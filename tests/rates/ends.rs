//! What no event told is told at the end of the program.

use blackbar_tests::{Child, lines_of_file};

use crate::{number, sum};

#[test]
fn the_guard_tells_what_was_suppressed_and_never_told() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("app.log");
    let _ended = Child::new(env!("CARGO_BIN_EXE_child"), "rates").arg(&log).succeeds();
    let lines = lines_of_file(&log);

    let reports: Vec<_> = lines.iter().filter(|line| line["event"] == "blackbar.calls_suppressed").collect();
    let mut told: Vec<_> =
        reports.iter().map(|line| (line["rate"].as_str().unwrap(), number(line, "calls"))).collect();
    told.sort_unstable();
    assert_eq!(told, [("limit = 2/h", 98), ("once", 99), ("sample = 30", 9)]);
    let limit = reports.iter().find(|line| line["rate"] == "limit = 2/h").unwrap();
    assert_eq!(limit["event_name"], "rates.limited");
    assert!(reports.iter().all(|line| line["at"].as_str().unwrap().contains("rates.rs:")), "{reports:?}");

    // Each call is a line, or counted by one.
    let events = (lines.len() - reports.len()) as u64;
    assert_eq!(events + sum(&lines, "suppressed") + sum(&lines, "calls"), 300);
}

#[test]
fn a_call_that_no_filter_wants_takes_no_token_and_counts_as_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("app.log");
    let _ended = Child::new(env!("CARGO_BIN_EXE_child"), "rates_under_filters").arg(&log).succeeds();
    let seen: Vec<_> = lines_of_file(&log).iter().filter_map(|line| line["number"].as_u64()).collect();
    assert_eq!(seen, [10, 11, 12]);
}

#[cfg(unix)]
#[test]
fn a_fork_goes_on_with_the_counts_it_was_born_with() {
    let folder = tempfile::tempdir().unwrap();
    let _ended = Child::new(env!("CARGO_BIN_EXE_child"), "rates_after_fork")
        .arg(folder.path().join("app.log"))
        .succeeds();
}
