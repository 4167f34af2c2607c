//! Records stay whole at the end of the ring.

use std::collections::VecDeque;

use super::{read, small, write};
use crate::ring::STEP;

#[test]
fn records_of_every_size_stay_whole_at_every_offset() {
    for len in (STEP..=64).step_by(STEP) {
        let (mut producer, mut consumer) = small(64, 64);
        for lap in 0..200 {
            assert!(write(&mut producer, len, lap), "record {lap} of {len} bytes");
            read(&mut consumer, len, lap);
            consumer.release();
        }
    }
}

#[test]
fn records_of_mixed_sizes_stay_whole_in_a_full_ring() {
    let (mut producer, mut consumer) = small(256, 72);
    let mut queued = VecDeque::new();
    let mut len = STEP;
    for lap in 0..1000 {
        while !write(&mut producer, len, lap as u8) {
            let (len, byte) = queued.pop_front().unwrap();
            read(&mut consumer, len, byte);
            consumer.release();
        }
        queued.push_back((len, lap as u8));
        len = len % 72 + STEP;
    }
}

#[test]
fn a_record_runs_into_the_tail_and_the_next_one_starts_at_its_position() {
    let (mut producer, mut consumer) = small(64, 32);
    let start = producer.space(0).as_ptr().addr();
    assert!(write(&mut producer, 32, 1));
    assert!(write(&mut producer, 24, 2));
    read(&mut consumer, 32, 1);
    read(&mut consumer, 24, 2);
    consumer.release();

    assert_eq!(producer.space(0).as_ptr().addr() - start, 56);
    assert!(write(&mut producer, 32, 3), "56 .. 88, of which 64 .. 88 are tail");
    assert_eq!(producer.space(0).as_ptr().addr() - start, 24);
    assert!(write(&mut producer, 8, 4), "24 .. 32");

    assert_eq!(consumer.peek(), [3; 32], "what is shown ends with the record in the tail");
    assert_eq!(consumer.pending(), 40);
    read(&mut consumer, 32, 3);
    assert_eq!(consumer.peek(), [4; 8]);
}

#[test]
fn a_record_that_ends_with_the_ring_leaves_the_tail_alone() {
    let (mut producer, mut consumer) = small(64, 32);
    for byte in 0..20 {
        assert!(write(&mut producer, 32, byte));
        assert_eq!(consumer.peek(), [byte; 32]);
        read(&mut consumer, 32, byte);
        consumer.release();
    }
}

#[test]
fn a_record_in_the_tail_can_be_read_in_parts() {
    let (mut producer, mut consumer) = small(64, 64);
    assert!(write(&mut producer, 40, 1));
    read(&mut consumer, 40, 1);
    consumer.release();
    assert!(write(&mut producer, 64, 2), "40 .. 104");
    for rest in (1..=8).rev() {
        assert_eq!(consumer.peek(), vec![2; rest * STEP]);
        consumer.advance(STEP);
        consumer.release();
        assert!(write(&mut producer, STEP, 3), "each step that is released can be used again");
    }
    assert_eq!(consumer.peek(), [3; 24], "40 .. 64");
    read(&mut consumer, 24, 3);
    assert_eq!(consumer.peek(), [3; 40], "0 .. 40");
}

#[test]
fn the_longest_record_may_be_as_long_as_the_ring() {
    let (mut producer, mut consumer) = small(64, 64);
    for byte in 0..10 {
        assert!(write(&mut producer, 8, 99));
        read(&mut consumer, 8, 99);
        consumer.release();
        assert!(write(&mut producer, 64, byte));
        assert!(!write(&mut producer, 8, 98));
        read(&mut consumer, 64, byte);
        consumer.release();
    }
}
