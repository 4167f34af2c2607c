//! The contract of the two handles, on real threads. `models.rs` has the orders of events that real threads
//! seldom meet.

#![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod doorbell;
mod dropping;
mod making;
mod queue;
mod space;
mod threads;
mod usual;
mod wrapping;

use super::cursor::Geometry;
use super::{Consumer, Producer, ring_from};

/// A ring of any size, at a position shortly before `usize` wraps around, where most mistakes in arithmetic
/// show.
fn small(capacity: usize, max_record: usize) -> (Producer, Consumer) {
    let geometry = Geometry::new(capacity, max_record).unwrap();
    ring_from(geometry, 0usize.wrapping_sub(2 * capacity)).unwrap()
}

/// Writes a record of `len` bytes which all are `byte`. Says whether it fitted.
fn write(producer: &mut Producer, len: usize, byte: u8) -> bool {
    let space = producer.space(len);
    if space.len() < len {
        return false;
    }
    space[..len].fill(byte);
    producer.commit(len);
    true
}

/// Reads a record of `len` bytes which all must be `byte`. Does not release it.
#[track_caller]
fn read(consumer: &mut Consumer, len: usize, byte: u8) {
    let seen = consumer.peek();
    assert!(seen.len() >= len, "{} bytes instead of a record of {len}", seen.len());
    assert!(seen[..len].iter().all(|b| *b == byte), "a record of {len} bytes is not all {byte}");
    consumer.advance(len);
}
