//! One thread at each end, every byte checked.

use std::thread;

use super::{small, write};
use crate::ring::{Consumer, Producer, STEP};

const RECORDS: u32 = if cfg!(miri) {
    200
} else if cfg!(debug_assertions) {
    100_000
} else {
    1_000_000
};

/// Lengths that look random: whole steps, `STEP ..= max`.
fn length(number: u32, max: usize) -> usize {
    let mixed = (number.wrapping_mul(0x9E37_79B1) >> 12) as usize;
    mixed % (max / STEP) * STEP + STEP
}

/// Byte `index` of record `number`; the first four bytes are the number.
fn byte(number: u32, index: usize) -> u8 {
    match index {
        0..4 => number.to_le_bytes()[index],
        _ => (number as usize).wrapping_mul(31).wrapping_add(index) as u8,
    }
}

fn produce(mut producer: Producer, max: usize) {
    for number in 0..RECORDS {
        let len = length(number, max);
        loop {
            let space = producer.space(len);
            if space.len() >= len {
                space[..len].iter_mut().enumerate().for_each(|(index, b)| *b = byte(number, index));
                break;
            }
            thread::yield_now();
        }
        producer.commit(len);
    }
}

/// Reads record by record; releases after each pass over what there is.
fn consume(mut consumer: Consumer, max: usize) {
    let mut number = 0;
    while !consumer.is_retired() {
        loop {
            let run = consumer.peek();
            if run.is_empty() {
                break;
            }
            let len = length(number, max);
            assert!(run.len() >= len, "record {number} is cut");
            let right = run[..len].iter().enumerate().all(|(index, b)| *b == byte(number, index));
            assert!(right, "record {number} is not what was written");
            consumer.advance(len);
            number += 1;
        }
        consumer.release();
        thread::yield_now();
    }
    assert_eq!(number, RECORDS);
}

#[track_caller]
fn check(capacity: usize, max: usize) {
    let (producer, consumer) = small(capacity, max);
    let producing = thread::spawn(move || produce(producer, max));
    consume(consumer, max);
    producing.join().unwrap();
}

#[test]
fn a_million_records_arrive_whole_and_in_order() {
    check(4096, 128);
}

#[test]
fn a_million_records_arrive_through_a_ring_of_two_records() {
    check(128, 64);
}

#[test]
fn a_million_records_arrive_when_one_may_fill_the_ring() {
    check(64, 64);
}

#[test]
fn no_record_is_lost_when_the_producer_goes_at_once() {
    for _ in 0..if cfg!(miri) { 10 } else { 1000 } {
        let (mut producer, mut consumer) = small(64, 16);
        let producing = thread::spawn(move || assert!(write(&mut producer, 16, 7)));
        let mut seen = 0;
        while !consumer.is_retired() {
            let run = consumer.peek().len();
            consumer.advance(run);
            seen += run;
            thread::yield_now();
        }
        assert_eq!(seen, 16);
        producing.join().unwrap();
    }
}
