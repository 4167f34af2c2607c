//! The order of events: that of the calls on one thread, that of time between threads.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;

use blackbar::{Memory, log_event};
use blackbar_tests::{assert_ledger, lines_of, logger, texts};

const THREADS: u64 = 8;

#[test]
fn eight_threads_keep_their_own_order_and_lose_nothing() {
    const EACH: u64 = 20_000;
    let memory = Memory::new();
    // Waits as long as it takes: this is about order, not about time.
    let logger = logger().overflow(blackbar::Overflow::Block).sink(memory.clone()).build().unwrap();
    std::thread::scope(|scope| {
        for worker in 0..THREADS {
            let logger = &logger;
            scope.spawn(move || {
                for number in 0..EACH {
                    log_event!(logger: logger, info, "event {number}", worker, number);
                }
            });
        }
    });
    logger.flush().unwrap();

    let mut next = [0; THREADS as usize];
    let mut last_time = vec![String::new(); THREADS as usize];
    for line in lines_of(&memory) {
        let worker = line["worker"].as_u64().unwrap() as usize;
        assert_eq!(line["number"].as_u64().unwrap(), next[worker], "worker {worker}");
        next[worker] += 1;
        let time = line["timestamp"].as_str().unwrap();
        assert!(time >= last_time[worker].as_str(), "time went back for worker {worker}");
        time.clone_into(&mut last_time[worker]);
    }
    assert_eq!(next, [EACH; THREADS as usize]);
    assert_ledger(&logger.stats(), THREADS * EACH);
}

#[test]
fn events_that_follow_each_other_through_a_channel_come_in_that_order() {
    const STEPS: u64 = 20_000;
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    // A ring of threads hands one number on; each logs it before it hands it on.
    let (senders, receivers): (Vec<_>, Vec<_>) = (0..THREADS).map(|_| mpsc::channel::<u64>()).unzip();
    std::thread::scope(|scope| {
        for (at, receiver) in receivers.into_iter().enumerate() {
            let next = senders[(at + 1) % senders.len()].clone();
            let logger = &logger;
            scope.spawn(move || {
                for step in receiver {
                    log_event!(logger: logger, info, "step", step);
                    if next.send(step + 1).is_err() || step + THREADS >= STEPS {
                        return;
                    }
                }
            });
        }
        senders[0].send(0).unwrap();
        drop(senders);
    });
    logger.flush().unwrap();

    let lines = lines_of(&memory);
    let steps: Vec<_> = lines.iter().map(|line| line["step"].as_u64().unwrap()).collect();
    assert!(steps.len() as u64 >= STEPS, "only {} steps", steps.len());
    assert_eq!(steps, (0..steps.len() as u64).collect::<Vec<_>>());
    assert!(texts(&lines, "timestamp").is_sorted(), "time went back");
}

#[test]
fn events_that_come_while_the_backend_is_at_a_long_one_come_in_their_order() {
    const STEPS: u64 = 400;
    let memory = Memory::new();
    let logger = logger().overflow(blackbar::Overflow::Block).sink(memory.clone()).build().unwrap();
    let long = &"\n".repeat(50_000);
    let turn = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for me in 0..2 {
            let (logger, turn) = (&logger, &turn);
            scope.spawn(move || {
                for step in (me..STEPS).step_by(2) {
                    await_turn(turn, step);
                    // The first of four takes long to render. The second comes from the other thread at some moment during
                    // that, and the third from the first thread again: the backend must not take it before the second.
                    let text = if step % 4 == 0 { long } else { "" };
                    if step % 4 == 1 {
                        (0..step % 100 * 2_000).for_each(|_| std::hint::spin_loop());
                    }
                    log_event!(logger: logger, info, "step", step, text);
                    turn.store(step + 1, Ordering::Release);
                }
            });
        }
    });
    logger.flush().unwrap();

    let lines = lines_of(&memory);
    let steps: Vec<_> = lines.iter().map(|line| line["step"].as_u64().unwrap()).collect();
    assert_eq!(steps, (0..STEPS).collect::<Vec<_>>());
    assert!(texts(&lines, "timestamp").is_sorted(), "time went back");
}

fn await_turn(turn: &AtomicU64, step: u64) {
    let mut looks = 0_u32;
    while turn.load(Ordering::Acquire) != step {
        looks += 1;
        // There may be fewer processors than threads.
        if looks.is_multiple_of(1_000) { std::thread::yield_now() } else { std::hint::spin_loop() }
    }
}
