//! "One error of the disk, and it panics, stops for good or loses in silence." Errors injected by strace.

use std::process::Command;

use blackbar_tests::Child;

use super::{Folder, numbers};

/// Runs the scenario while these calls fail; checks that what was counted as written is in the files, each event once, and
/// returns how many that is. `None` where strace cannot be used.
fn survive(injection: &str) -> Option<u64> {
    let probe = Command::new("strace").args(["-qq", "-e", "trace=none", "true"]).output();
    if !probe.is_ok_and(|probe| probe.status.success()) {
        println!("skipped: strace is not installed or may not trace");
        return None;
    }
    let folder = Folder::new();
    let call = injection.split(':').next().unwrap();
    let finished = Child::new("strace", "--follow-forks")
        .arg("-qq")
        .arg("-o")
        .arg(folder.0.path().join("strace.out"))
        .arg(format!("--trace={call}"))
        .arg(format!("--inject={injection}"))
        .arg(env!("CARGO_BIN_EXE_child"))
        .arg("files_faulty")
        .arg(folder.log())
        .succeeds();
    let written: u64 = finished.stdout.trim().parse().unwrap();
    let trace = std::fs::read_to_string(folder.0.path().join("strace.out")).unwrap();
    assert!(trace.contains("(INJECTED)"), "nothing was injected into {call}");
    let numbers = numbers(&folder);
    assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "twice, or out of order");
    let reports = written - numbers.len() as u64;
    assert!(reports <= 20, "{reports} events counted as written are not there");
    Some(numbers.len() as u64)
}

#[test]
fn a_write_that_fails_now_and_then_costs_its_events_and_no_more() {
    for error in ["ENOSPC", "EDQUOT", "EIO"] {
        if let Some(written) = survive(&format!("write:error={error}:when=12+40")) {
            assert!((1_000..3_000).contains(&written), "{error}: {written}");
        }
    }
}

#[test]
fn an_interrupted_write_costs_nothing() {
    if let Some(written) = survive("write:error=EINTR:when=5+7") {
        assert_eq!(written, 3_000);
    }
}

#[test]
fn a_rename_that_is_refused_costs_nothing() {
    for error in ["EACCES", "EROFS", "EIO"] {
        if let Some(written) = survive(&format!("renameat2:error={error}:when=3+3")) {
            assert_eq!(written, 3_000, "{error}");
        }
    }
}

#[test]
fn a_kernel_without_the_rename_that_never_replaces_costs_nothing() {
    if let Some(written) = survive("renameat2:error=EINVAL") {
        assert_eq!(written, 3_000);
    }
}

#[test]
fn without_a_free_descriptor_no_file_is_rotated_and_nothing_is_lost() {
    let folder = Folder::new();
    // Few enough that the program can use them all up.
    let finished = Child::new("sh", "-c")
        .arg("ulimit -n 64 && exec \"$0\" \"$@\"")
        .arg(env!("CARGO_BIN_EXE_child"))
        .arg("files_no_descriptor")
        .arg(folder.log())
        .succeeds();
    let events: u64 = finished.stdout.trim().parse().unwrap();
    assert_eq!(numbers(&folder), (0..events).collect::<Vec<_>>());
}

#[test]
fn a_failing_synchronisation_is_told_and_costs_nothing() {
    if let Some(written) = survive("fdatasync:error=EIO:when=3+5") {
        assert_eq!(written, 3_000);
    }
}
