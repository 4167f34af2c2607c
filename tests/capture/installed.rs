//! Captures beside an installed logger. One test: there is one installed logger.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test ends at the first surprise, and starts threads as programs do"
)]

use std::sync::mpsc;
use std::thread;

use blackbar::{Logger, Memory, info, test};

#[test]
fn the_installed_logger_gets_all_that_is_in_no_capture() {
    let memory = Memory::new();
    let guard = Logger::builder().fixed_filter("info").sink(memory.clone()).install().unwrap();
    let installed = |number: u64| {
        guard.logger().flush().unwrap();
        memory.lines().iter().filter(|line| line.contains(&format!(r#""number":{number},"#))).count()
    };
    let (work, jobs) = mpsc::channel::<u64>();
    let (done, finished) = mpsc::channel();
    // A thread that logs to the installed logger before, while and after captures live.
    let pool = thread::spawn(move || {
        for number in jobs {
            info!("from the pool", number, last = true);
            done.send(()).unwrap();
        }
    });
    let pool_logs = |number| {
        work.send(number).unwrap();
        finished.recv().unwrap();
    };
    info!("before", number = 1, last = true);
    pool_logs(2);
    for round in 0..3 {
        let base = 100 * (round + 1);
        let captured = test::capture();
        info!("in", number = base + 1, last = true);
        blackbar::trace!("in", number = base + 2, last = true);
        pool_logs(base + 3);
        let (go, start) = mpsc::channel::<u64>();
        let (did, logged) = mpsc::channel();
        let child = thread::spawn(move || {
            for number in start {
                info!("from a child", number, last = true);
                did.send(()).unwrap();
            }
        });
        let child_logs = |number| {
            go.send(number).unwrap();
            logged.recv().unwrap();
        };
        child_logs(base + 4);
        let follows = captured.follows_threads();
        for (number, is_captured) in [(1, true), (2, true), (3, false), (4, follows)] {
            captured.any().with("number", base + number).assert_count(usize::from(is_captured));
            let elsewhere = usize::from(!is_captured);
            assert_eq!(installed(base + number), elsewhere, "{number} in round {round}");
        }
        drop(captured);
        // What it had cached is no reason to lose an event.
        child_logs(base + 5);
        info!("after", number = base + 6, last = true);
        pool_logs(base + 7);
        // Nobody wants it: what is off is off again.
        blackbar::trace!("after", number = base + 8, last = true);
        for (number, events) in [(5, 1), (6, 1), (7, 1), (8, 0)] {
            assert_eq!(installed(base + number), events, "{number} in round {round}");
        }
        drop(go);
        child.join().unwrap();
    }
    drop(work);
    pool.join().unwrap();
    assert_eq!((installed(1), installed(2)), (1, 1));
    assert_eq!(blackbar::stats().unwrap().unheard, []);
}
