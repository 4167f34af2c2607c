//! Every order of events and every reordering that the memory model allows, by loom.
//!
//! Run with `RUSTFLAGS="--cfg loom" cargo test --release --lib ring::models`.
//!
//! A model fails when an assertion does, when two accesses to bytes are not ordered (see `watch.rs`), when
//! all threads wait, or when something is not freed. Rings hold two or three records, because the number of
//! orders grows exponentially.

#![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use std::time::Duration;

use loom::model;
use loom::sync::Arc;
use loom::thread;

use super::cursor::Geometry;
use super::{Consumer, Doorbell, Producer, STEP, ring_from};

/// A ring of `capacity` bytes and as long a tail, whose positions wrap around `usize` on the way.
fn small(capacity: usize) -> (Producer, Consumer) {
    let geometry = Geometry::new(capacity, capacity).unwrap();
    ring_from(geometry, 0usize.wrapping_sub(capacity)).unwrap()
}

/// Writes a record of `steps` steps which all are `byte`; waits for space.
fn write(producer: &mut Producer, steps: usize, byte: u8) {
    let len = steps * STEP;
    if steps == 1
        && let Some((record, _)) = producer.usual_space::<STEP>()
    {
        record.fill(byte);
        return producer.commit(len);
    }
    loop {
        let space = producer.space(len);
        if space.len() >= len {
            space[..len].fill(byte);
            break;
        }
        thread::yield_now();
    }
    producer.commit(len);
}

/// Reads what there is of records which all have `steps` steps and count up from `next`; returns how many.
fn read(consumer: &mut Consumer, steps: usize, next: u8) -> u8 {
    let len = steps * STEP;
    let mut count = 0;
    loop {
        let run = consumer.peek();
        if run.is_empty() {
            return count;
        }
        assert!(run[..len].iter().all(|b| *b == next + count), "not what was written");
        consumer.advance(len);
        count += 1;
    }
}

/// Reads until `records` have come, releasing after each look.
fn read_all(consumer: &mut Consumer, steps: usize, records: u8) {
    let mut next = 0;
    while next < records {
        let count = read(consumer, steps, next);
        consumer.release();
        if count == 0 {
            thread::yield_now();
        }
        next += count;
    }
}

#[test]
fn records_of_one_step_wrap_and_are_handed_over() {
    model(|| {
        let (mut producer, mut consumer) = small(2 * STEP);
        let producing = thread::spawn(move || (0..3).for_each(|byte| write(&mut producer, 1, byte)));
        read_all(&mut consumer, 1, 3);
        producing.join().unwrap();
    });
}

#[test]
fn a_record_in_the_tail_is_handed_over_with_its_seam() {
    model(|| {
        let (mut producer, mut consumer) = small(4 * STEP);
        // From the second step: record 1 runs into the tail, record 2 starts behind it and needs a release.
        write(&mut producer, 1, 0);
        assert_eq!(read(&mut consumer, 1, 0), 1);
        consumer.release();
        write(&mut producer, 2, 0);
        let producing = thread::spawn(move || (1..3).for_each(|byte| write(&mut producer, 2, byte)));
        read_all(&mut consumer, 2, 3);
        producing.join().unwrap();
    });
}

#[test]
fn a_full_ring_takes_a_record_only_after_a_release() {
    model(|| {
        let (mut producer, mut consumer) = small(STEP);
        write(&mut producer, 1, 0);
        let producing = thread::spawn(move || {
            let had_space = !producer.space(STEP).is_empty();
            if had_space {
                write(&mut producer, 1, 1);
            }
            had_space
        });
        assert_eq!(read(&mut consumer, 1, 0), 1, "the second record cannot come before the release");
        consumer.release();
        let at_once = read(&mut consumer, 1, 1);
        let came = producing.join().unwrap();
        let late = read(&mut consumer, 1, 1 + at_once);
        assert_eq!(at_once + late, u8::from(came));
    });
}

#[test]
fn bytes_are_not_overwritten_before_their_release() {
    model(|| {
        let (mut producer, mut consumer) = small(2 * STEP);
        write(&mut producer, 1, 0);
        write(&mut producer, 1, 1);
        let producing = thread::spawn(move || {
            // Everything that is free, and not only what is committed in the end.
            producer.space(2 * STEP).fill(9);
            producer.free()
        });
        assert_eq!(consumer.peek()[..STEP], [0; STEP]);
        consumer.advance(STEP);
        consumer.release();
        assert_eq!(consumer.peek(), [1; STEP], "still held");
        assert!(producing.join().unwrap() <= STEP);
    });
}

#[test]
fn the_used_hint_is_an_upper_bound() {
    model(|| {
        let (mut producer, mut consumer) = small(2 * STEP);
        write(&mut producer, 1, 0);
        let consuming = thread::spawn(move || {
            assert_eq!(read(&mut consumer, 1, 0), 1);
            consumer.release();
            consumer
        });
        assert_eq!(producer.used_hint(), STEP, "it does not look at the consumer");
        assert!(producer.free() >= STEP);
        let consumer = consuming.join().unwrap();
        assert!(producer.used_hint() >= consumer.pending());
        assert_eq!((producer.free(), producer.used_hint()), (2 * STEP, 0));
    });
}

#[test]
fn a_consumer_that_goes_to_sleep_is_woken() {
    model(|| {
        let (mut producer, mut consumer) = small(2 * STEP);
        let doorbell = Arc::new(Doorbell::new());
        assert!(doorbell.attach());
        let producing = thread::spawn({
            let doorbell = Arc::clone(&doorbell);
            move || {
                write(&mut producer, 1, 0);
                doorbell.ring();
                write(&mut producer, 1, 1);
                doorbell.ring();
                producer
            }
        });
        let mut next = 0;
        while next < 2 {
            let count = read(&mut consumer, 1, next);
            if count == 0 {
                // Without a time limit here: were the wake-up lost, both threads would wait.
                doorbell.wait(Duration::from_secs(1));
            }
            next += count;
        }
        producing.join().unwrap();
    });
}

#[test]
fn two_producers_wake_the_consumer_of_both() {
    model(|| {
        let doorbell = Arc::new(Doorbell::new());
        assert!(doorbell.attach());
        let (producings, mut consumers): (Vec<_>, Vec<_>) = (0..2)
            .map(|_| {
                let (mut producer, consumer) = small(STEP);
                let doorbell = Arc::clone(&doorbell);
                let producing = thread::spawn(move || {
                    write(&mut producer, 1, 0);
                    doorbell.ring();
                });
                (producing, consumer)
            })
            .unzip();
        let mut seen = 0;
        while seen < 2 {
            let count: u8 = consumers.iter_mut().map(|consumer| read(consumer, 1, 0)).sum();
            if count == 0 {
                doorbell.wait(Duration::from_secs(1));
            }
            seen += count;
        }
        producings.into_iter().for_each(|producing| producing.join().unwrap());
    });
}

#[test]
fn a_ring_is_retired_only_when_all_is_read() {
    model(|| {
        let (mut producer, mut consumer) = small(2 * STEP);
        let producing = thread::spawn(move || (0..2).for_each(|byte| write(&mut producer, 1, byte)));
        let mut next = 0;
        while !consumer.is_retired() {
            let count = read(&mut consumer, 1, next);
            if count == 0 {
                thread::yield_now();
            }
            next += count;
        }
        assert_eq!(next, 2, "retired with data left");
        producing.join().unwrap();
    });
}

#[test]
fn a_producer_may_go_while_the_consumer_asks_once() {
    model(|| {
        let (mut producer, mut consumer) = small(STEP);
        let producing = thread::spawn(move || write(&mut producer, 1, 0));
        if consumer.is_retired() {
            unreachable!("nothing was read yet");
        }
        if read(&mut consumer, 1, 0) == 0 {
            producing.join().unwrap();
            assert!(!consumer.is_retired());
            assert_eq!(read(&mut consumer, 1, 0), 1);
        } else {
            producing.join().unwrap();
        }
        assert!(consumer.is_retired());
    });
}

#[test]
fn a_consumer_may_go_first() {
    model(|| {
        let (mut producer, mut consumer) = small(2 * STEP);
        write(&mut producer, 1, 0);
        let consuming = thread::spawn(move || {
            read(&mut consumer, 1, 0);
            consumer.release();
        });
        while !producer.is_abandoned() {
            thread::yield_now();
        }
        // Final: what the consumer released before it went is seen, and there will not be more.
        assert_eq!(producer.free(), 2 * STEP);
        write(&mut producer, 2, 1);
        assert_eq!(producer.free(), 0);
        consuming.join().unwrap();
    });
}
