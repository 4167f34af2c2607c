//! "Whatever ends the process takes the log with it." The table in the documentation of `RollingFile`, row by row.

use std::collections::BTreeMap;

use blackbar_tests::{archives, numbers_of_log, wait_until};

use super::{Folder, child, numbers};

/// Each policy of bringing files to the disk: none of them may cost an event when only the program ends.
const POLICIES: [&str; 4] = ["never", "every", "batch", "severe"];

/// Runs a scenario that logs 1,000 events and ends without a flush: all are in the log.
#[track_caller]
fn all_survive(scenario: &str, code: i32) {
    for policy in POLICIES {
        let folder = Folder::new();
        let finished = child(scenario).arg(folder.log()).arg(policy).run();
        assert_eq!(finished.status.code(), Some(code), "{policy}: {}", finished.stderr);
        assert_eq!(numbers(&folder), (0..1_000).collect::<Vec<_>>(), "{policy}");
    }
}

/// The log holds at least the first 1,000 events, which were flushed, and none twice or out of order.
#[track_caller]
fn what_was_flushed_is_there(folder: &Folder, policy: &str, torn_at_most: usize) {
    let (numbers, torn) = numbers_of_log(&folder.log());
    assert!(torn <= torn_at_most, "{policy}: {torn} torn lines");
    assert!(numbers.len() >= 1_000, "{policy}: {}", numbers.len());
    assert!(numbers.iter().map(|(_, number)| *number).eq(0..numbers.len() as u64), "{policy}");
}

#[test]
fn everything_survives_the_return_of_main() {
    all_survive("return_with_guard", 0);
}

#[test]
fn everything_survives_exit() {
    all_survive("exit_without_guard", 7);
}

#[test]
fn everything_survives_a_panic_of_main() {
    all_survive("panic_with_guard", 101);
}

#[test]
fn what_was_flushed_survives_an_abort() {
    for policy in POLICIES {
        let folder = Folder::new();
        let finished = child("files_abort").arg(folder.log()).arg(policy).run();
        assert!(!finished.status.success());
        what_was_flushed_is_there(&folder, policy, 0);
    }
}

#[test]
fn what_was_flushed_survives_a_kill() {
    for policy in POLICIES {
        let folder = Folder::new();
        let flushed = folder.log().with_file_name("flushed");
        child("files_until_killed")
            .arg(folder.log())
            .arg(policy)
            .killed_after(|| wait_until("the flush", || flushed.exists()));
        // A kill may fall into the middle of the last write.
        what_was_flushed_is_there(&folder, policy, 1);
    }
}

#[test]
fn a_hundred_kills_during_rotation_and_compression_cost_no_line_that_was_written() {
    let folder = Folder::new();
    for run in 0..100_u64 {
        let before = archives(&folder.log()).last().map_or(0, |(number, _)| *number);
        // A different point in each run, a few rotations later.
        let until = before + 2 + run % 7;
        child("files_forever").arg(folder.log()).arg(run.to_string()).killed_after(|| {
            wait_until("rotations", || {
                archives(&folder.log()).last().is_some_and(|(number, _)| *number >= until)
            });
        });
    }
    let (numbers, torn) = numbers_of_log(&folder.log());
    assert!(torn <= 100, "{torn} torn lines: at most one a kill");
    let mut runs: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for (run, number) in numbers {
        runs.entry(run).or_default().push(number);
    }
    assert_eq!(runs.len(), 100);
    for (run, numbers) in runs {
        assert!(numbers.iter().copied().eq(0..numbers.len() as u64), "run {run} has a hole or a line twice");
    }
}
