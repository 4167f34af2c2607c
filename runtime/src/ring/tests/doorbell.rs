//! Waking and sleeping.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use super::{read, small, write};
use crate::ring::Doorbell;

/// A deadline that only a broken doorbell misses.
const DEADLINE: Duration = Duration::from_secs(60);

#[test]
fn a_ring_before_the_wait_ends_it() {
    let doorbell = Doorbell::new();
    assert!(doorbell.attach());
    doorbell.ring();
    let begin = Instant::now();
    doorbell.wait(DEADLINE);
    assert!(begin.elapsed() < DEADLINE / 2);
}

#[test]
fn a_ring_during_the_wait_ends_it_and_the_bytes_are_there() {
    let doorbell = Arc::new(Doorbell::new());
    let (mut producer, mut consumer) = small(64, 16);
    let (attached, is_attached) = mpsc::channel();
    let sleeper = thread::spawn({
        let doorbell = Arc::clone(&doorbell);
        move || {
            assert!(doorbell.attach());
            attached.send(()).unwrap();
            let begin = Instant::now();
            while consumer.peek().is_empty() {
                assert!(begin.elapsed() < DEADLINE / 2, "nobody woke the consumer");
                doorbell.wait(DEADLINE);
            }
            read(&mut consumer, 16, 1);
        }
    });
    is_attached.recv().unwrap();
    let begin = Instant::now();
    while !doorbell.is_in_long_sleep() {
        assert!(begin.elapsed() < DEADLINE, "the consumer does not go to sleep");
        thread::yield_now();
    }
    assert!(write(&mut producer, 16, 1));
    doorbell.ring();
    sleeper.join().unwrap();
    assert!(!doorbell.is_in_long_sleep());
}

#[test]
fn a_short_wait_is_no_long_sleep() {
    let doorbell = Arc::new(Doorbell::new());
    let stop = Arc::new(AtomicBool::new(false));
    let sleeper = thread::spawn({
        let (doorbell, stop) = (Arc::clone(&doorbell), Arc::clone(&stop));
        move || {
            assert!(doorbell.attach());
            while !stop.load(Ordering::Relaxed) {
                doorbell.wait(Duration::from_millis(1));
            }
        }
    });
    for _ in 0..100 {
        assert!(!doorbell.is_in_long_sleep());
        thread::yield_now();
    }
    stop.store(true, Ordering::Relaxed);
    sleeper.join().unwrap();
}

#[test]
fn only_the_first_thread_is_attached() {
    let doorbell = Doorbell::new();
    assert!(doorbell.attach() && doorbell.attach());
    thread::scope(|scope| assert!(!scope.spawn(|| doorbell.attach()).join().unwrap()));
}

#[test]
fn a_ring_without_a_sleeper_does_nothing() {
    Doorbell::new().ring();
}
