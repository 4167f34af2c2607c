//! Tests that run at the same time do not see each other's events.

use std::sync::{Arc, Barrier};
use std::thread;

use blackbar::{log_event, test};

use crate::{UserLogin, UserLogout};

/// Threads that all have a capture at the same time.
const TESTS: u64 = 32;

/// What a test logs by all kinds of threads, each of which adds to a number that is the test's own.
fn log_everywhere(test: u64) -> usize {
    let log = move |part: u64| log_event!(UserLogin { user_id: test * 1_000 + part, method: "totp" });
    log(0);
    let spawned = thread::spawn(move || {
        log(1);
        // One that knows of nothing, started by one that knows of nothing.
        thread::Builder::new().name("deep".into()).spawn(move || log(2)).unwrap().join().unwrap();
    });
    thread::scope(|scope| {
        scope.spawn(|| log(3));
    });
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    runtime.block_on(async {
        let tasks: Vec<_> = (4..8).map(|part| tokio::spawn(async move { log(part) })).collect();
        for task in tasks {
            task.await.unwrap();
        }
        tokio::task::spawn_blocking(move || log(8)).await.unwrap();
    });
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    pool.install(|| log(9));
    pool.broadcast(|context| log(10 + context.index() as u64));
    spawned.join().unwrap();
    12
}

#[test]
fn thirty_two_tests_at_once_see_their_own_events_each() {
    let barrier = Arc::new(Barrier::new(TESTS as usize));
    let tests: Vec<_> = (0..TESTS)
        .map(|number| {
            let barrier = Arc::clone(&barrier);
            thread::spawn(move || {
                // All of them live at the same time, and some begin and end while others log.
                barrier.wait();
                let captured = test::capture();
                if !captured.follows_threads() {
                    return;
                }
                for round in 1..=3 {
                    let events = log_everywhere(number);
                    let found = captured.assert_count::<UserLogin>(events);
                    let mut ids: Vec<u64> =
                        found.iter().map(|event| event.field("user_id").unwrap().as_u64().unwrap()).collect();
                    ids.sort_unstable();
                    let own: Vec<u64> = (0..events as u64).map(|part| number * 1_000 + part).collect();
                    assert_eq!(ids, own, "test {number}, round {round}");
                    assert_eq!(captured.all().len(), events);
                    captured.clear();
                }
            })
        })
        .collect();
    for test in tests {
        test.join().unwrap();
    }
}

#[test]
fn a_thread_that_logs_before_and_after_a_capture_is_in_it_only_meanwhile() {
    for round in 0..20 {
        log_event!(UserLogin { user_id: 1, method: "before" });
        let captured = test::capture();
        log_event!(UserLogin { user_id: round, method: "in" });
        captured.of::<UserLogin>().with("user_id", round).assert_one();
        assert_eq!(captured.all().len(), 1);
        drop(captured);
        log_event!(UserLogin { user_id: 1, method: "after" });
    }
}

#[test]
fn a_thread_of_an_ended_capture_is_in_no_later_one() {
    let (go, start) = std::sync::mpsc::channel::<()>();
    let (done, logged) = std::sync::mpsc::channel::<()>();
    let first = test::capture();
    let thread = thread::spawn(move || {
        for () in start {
            log_event!(UserLogin { user_id: 7, method: "from the first test" });
            done.send(()).unwrap();
        }
    });
    let turn = || {
        go.send(()).unwrap();
        logged.recv().unwrap();
    };
    turn();
    if first.follows_threads() {
        first.assert_one::<UserLogin>();
    }
    drop(first);
    turn();
    let second = test::capture();
    turn();
    log_event!(UserLogout { user_id: 7 });
    second.assert_none::<UserLogin>();
    second.assert_one::<UserLogout>();
    drop(go);
    thread.join().unwrap();
}

#[test]
fn a_thread_of_before_belongs_to_a_capture_while_it_is_entered() {
    let (send, receive) = std::sync::mpsc::channel::<test::CaptureHandle>();
    let (done, logged) = std::sync::mpsc::channel();
    let pool = thread::spawn(move || {
        for capture in receive {
            log_event!(UserLogin { user_id: 1, method: "before" });
            let entered = capture.enter();
            log_event!(UserLogin { user_id: 2, method: "in" });
            // Started meanwhile.
            thread::spawn(|| log_event!(UserLogin { user_id: 3, method: "started" })).join().unwrap();
            drop(entered);
            log_event!(UserLogin { user_id: 4, method: "after" });
            thread::spawn(|| log_event!(UserLogin { user_id: 5, method: "after" })).join().unwrap();
            done.send(()).unwrap();
        }
    });
    for _ in 0..2 {
        let captured = test::capture();
        send.send(captured.handle()).unwrap();
        logged.recv().unwrap();
        captured.of::<UserLogin>().with("user_id", 2).assert_one();
        let started = usize::from(captured.follows_threads());
        captured.of::<UserLogin>().with("user_id", 3).assert_count(started);
        captured.assert_count::<UserLogin>(1 + started);
    }
    drop(send);
    pool.join().unwrap();
}

#[test]
fn an_entered_thread_is_free_when_the_capture_has_ended() {
    let captured = test::capture();
    let handle = captured.handle();
    drop(captured);
    let _entered = handle.enter();
    let other = test::capture();
    log_event!(UserLogin { user_id: 1, method: "totp" });
    other.assert_one::<UserLogin>();
}

#[test]
fn events_of_threads_that_have_ended_are_all_there_without_a_pause() {
    let captured = test::capture();
    thread::scope(|scope| {
        for thread in 0..4 {
            let captured = &captured;
            scope.spawn(move || {
                let _entered = captured.enter();
                for number in 0..1_000 {
                    log_event!(UserLogin { user_id: thread * 1_000 + number, method: "totp" });
                }
            });
        }
    });
    captured.assert_count::<UserLogin>(4_000);
}
