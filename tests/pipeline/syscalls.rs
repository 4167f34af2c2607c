//! A thread that logs makes no system call for an event.
//!
//! Shown by counting: a thread that logs 3,000 events makes exactly the system calls of one that logs 1,000. The ring holds
//! them all, so that no wake-up falls due, and the count of wakes says so.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use blackbar_tests::Child;

/// The thread of the child that logs.
const THREAD: &str = "hot";

#[test]
fn three_times_the_events_make_the_same_system_calls() {
    if !Command::new("strace").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: strace is not installed");
        return;
    }
    let (few, many) = (calls_for(1_000), calls_for(3_000));
    assert!(few.values().sum::<u64>() > 0, "strace saw nothing of the thread");
    assert_eq!(few, many);
}

/// The system calls of the thread that logs, by name.
fn calls_for(events: u64) -> BTreeMap<String, u64> {
    let trace = tempfile::NamedTempFile::new().unwrap();
    let finished = Child::new("strace", "--follow-forks")
        .arg("--output")
        .arg(trace.path())
        .arg(env!("CARGO_BIN_EXE_child"))
        .arg("log_on_one_thread")
        .arg(events.to_string())
        .succeeds();
    assert_eq!(finished.stdout, format!("accepted {events} wakes 0 waits 0\n"), "{}", finished.stderr);

    let trace = fs::read_to_string(trace.path()).unwrap();
    // Without the end of the call: another thread's line may come between.
    let named = format!("prctl(PR_SET_NAME, \"{THREAD}\"");
    let id = trace
        .lines()
        .find(|line| line.contains(&named))
        .and_then(|line| line.split_whitespace().next())
        .expect("the thread gave itself no name");
    let mut calls = BTreeMap::new();
    for line in trace.lines() {
        let Some(call) = line.strip_prefix(id).and_then(|rest| rest.trim_start().split_once('(')) else {
            continue;
        };
        // The second half of a call that another thread's line interrupted was counted with the first.
        if !call.0.starts_with("<...") {
            *calls.entry(call.0.to_owned()).or_insert(0) += 1;
        }
    }
    calls
}
