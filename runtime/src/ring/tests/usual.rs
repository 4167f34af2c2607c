//! The short way for records as most are.

use super::{read, small, write};
use crate::ring::STEP;
use crate::ring::producer::USUAL;

/// Writes a record by the short way, if that is open.
fn write_usual(producer: &mut super::Producer, len: usize, byte: u8) -> bool {
    let Some((head, mut pen)) = producer.usual_space::<STEP>() else { return false };
    assert_eq!(pen.left(), USUAL - STEP);
    head.fill(byte);
    assert!(pen.raw(&vec![byte; len - STEP]));
    producer.commit(len);
    true
}

#[test]
fn both_ways_lead_through_all_of_the_ring_in_one_order() {
    let (mut producer, mut consumer) = small(16 * 1024, 4096);
    let (mut usual, mut other, mut queued) = (0, 0, std::collections::VecDeque::new());
    let mut len = STEP;
    for number in 0..20_000_u32 {
        let byte = number as u8;
        while queued.len() > 3 + number as usize % 90 {
            let (len, byte) = queued.pop_front().unwrap();
            read(&mut consumer, len, byte);
            consumer.release();
        }
        if write_usual(&mut producer, len, byte) {
            usual += 1;
            assert!(producer.used_hint() <= producer.capacity() / 2);
        } else if write(&mut producer, len, byte) {
            other += 1;
        } else {
            continue;
        }
        queued.push_back((len, byte));
        len = (len + 5 * STEP) % USUAL + STEP;
    }
    for (len, byte) in queued {
        read(&mut consumer, len, byte);
    }
    assert!(usual > 1000 && other > 1000, "{usual} and {other}");
}

#[test]
fn it_is_closed_while_the_ring_is_more_than_half_full_and_open_again_when_it_is_not() {
    let (mut producer, mut consumer) = small(8192, 2048);
    assert!((0..4).all(|byte| write_usual(&mut producer, 1024, byte)));
    assert!(!write_usual(&mut producer, 8, 9) && write(&mut producer, 8, 4));
    for byte in 0..3 {
        read(&mut consumer, 1024, byte);
    }
    assert!(!write_usual(&mut producer, 8, 9), "nothing is released");
    consumer.release();
    assert!(write_usual(&mut producer, 8, 5));
    read(&mut consumer, 1024, 3);
    read(&mut consumer, 8, 4);
    read(&mut consumer, 8, 5);
}

#[test]
fn a_ring_of_short_records_has_none() {
    let (mut producer, _consumer) = small(8192, USUAL - STEP);
    assert!(!write_usual(&mut producer, 8, 0));
}
