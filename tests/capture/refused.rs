//! Where the system does not let threads be marked: told to the test, and nothing gets to a wrong one. Refused by strace.

use std::process::Command;
use std::thread;

use blackbar::{log_event, test};

use crate::UserLogin;

const BODY: &str = "refused::body_of_a_test_whose_threads_cannot_be_marked";

#[test]
fn where_threads_cannot_be_marked_they_are_in_no_capture_until_they_enter() {
    let probe = Command::new("strace").args(["-qq", "-e", "trace=none", "true"]).output();
    if !probe.is_ok_and(|probe| probe.status.success()) {
        println!("skipped: strace is not installed or may not trace");
        return;
    }
    let trace = tempfile::NamedTempFile::new().unwrap();
    let output = Command::new("strace")
        .args(["--follow-forks", "-qq", "--trace=prctl", "--inject=prctl:error=EPERM", "-o"])
        .arg(trace.path())
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", BODY])
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && stdout.contains("1 passed"), "{stdout}");
    let trace = std::fs::read_to_string(trace.path()).unwrap();
    assert!(trace.lines().any(|line| line.contains("TIMERSLACK") && line.contains("(INJECTED)")), "{trace}");
}

#[test]
#[ignore = "the body of a child; `cargo test -p blackbar-tests --test capture refused` runs it through the test above"]
fn body_of_a_test_whose_threads_cannot_be_marked() {
    let captured = test::capture();
    assert!(!captured.follows_threads());
    log_event!(UserLogin { user_id: 1, method: "the test" });
    thread::spawn(|| log_event!(UserLogin { user_id: 2, method: "a thread" })).join().unwrap();
    thread::scope(|scope| {
        let captured = &captured;
        scope.spawn(|| {
            let _entered = captured.enter();
            log_event!(UserLogin { user_id: 3, method: "a thread that enters" });
            thread::spawn(|| log_event!(UserLogin { user_id: 4, method: "its thread" })).join().unwrap();
        });
    });
    let inner = test::capture();
    log_event!(UserLogin { user_id: 5, method: "the test" });
    inner.assert_one::<UserLogin>().assert_field("user_id", 5);
    drop(inner);
    log_event!(UserLogin { user_id: 6, method: "the test" });
    let found: Vec<_> = captured.all().iter().map(|event| event.field("user_id").unwrap().clone()).collect();
    assert_eq!(found, [1, 3, 6]);
}
