//! "Whatever ends the process takes the log with it." Return, exit and panic are in the tests of faults.

use std::collections::BTreeMap;

use blackbar_tests::{archives, numbers_of_log, wait_until};

use super::{Folder, child, numbers};

#[test]
fn what_was_flushed_survives_an_abort() {
    let folder = Folder::new();
    let finished = child("files_abort").arg(folder.log()).run();
    assert!(!finished.status.success());
    let numbers = numbers(&folder);
    assert!((1_000..=1_100).contains(&numbers.len()), "{}", numbers.len());
    assert_eq!(numbers, (0..numbers.len() as u64).collect::<Vec<_>>());
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
