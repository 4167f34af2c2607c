//! A thread that logs makes no system call for an event.
//!
//! Shown by strace: a thread logs one event, gives up the processor, logs 3,000 more and gives up the processor again. Between
//! the two calls that give it up there is no other. The ring holds all events, so that no wake-up falls due, and the count of
//! wakes says so.

use std::fs;
use std::process::Command;

use blackbar_tests::Child;

/// The thread of the child that logs.
const THREAD: &str = "hot";
const EVENTS: u64 = 3_000;
/// What the thread does before and after.
const MARK: &str = "sched_yield(";

#[test]
fn three_thousand_events_make_no_system_call() {
    if !Command::new("strace").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: strace is not installed");
        return;
    }
    let trace = tempfile::NamedTempFile::new().unwrap();
    let finished = Child::new("strace", "--follow-forks")
        .arg("--output")
        .arg(trace.path())
        .arg(env!("CARGO_BIN_EXE_child"))
        .arg("log_on_one_thread")
        .arg(EVENTS.to_string())
        .succeeds();
    assert_eq!(finished.stdout, format!("accepted {} wakes 0 waits 0\n", EVENTS + 1), "{}", finished.stderr);

    let trace = fs::read_to_string(trace.path()).unwrap();
    let calls = calls_of_the_thread(&trace);
    let marks: Vec<_> = (0..calls.len()).filter(|at| calls[*at].starts_with(MARK)).collect();
    let [first, second] = marks[..] else { panic!("not two marks: {calls:?}") };
    assert!(second < calls.len() - 1 && first > 0, "strace saw only a part of the thread: {calls:?}");
    assert_eq!(calls[first + 1..second], [""; 0]);
}

/// The system calls of the thread, in order.
fn calls_of_the_thread(trace: &str) -> Vec<&str> {
    // Without the end of the call: another thread's line may come between.
    let named = format!("prctl(PR_SET_NAME, \"{THREAD}\"");
    let id = trace
        .lines()
        .find(|line| line.contains(&named))
        .and_then(|line| line.split_whitespace().next())
        .expect("the thread gave itself no name");
    trace
        .lines()
        .filter_map(|line| Some(line.strip_prefix(id)?.strip_prefix(' ')?.trim_start()))
        // The second half of a call that another thread's line interrupted stands for the same call.
        .filter(|call| !call.starts_with("<..."))
        .collect()
}
