//! Either handle may go at any time.

use super::{read, small, write};

#[test]
fn a_producer_learns_that_it_is_abandoned_and_goes_on() {
    let (mut producer, mut consumer) = small(64, 16);
    assert!(write(&mut producer, 16, 1));
    assert!(!producer.is_abandoned());
    consumer.peek();
    drop(consumer);
    assert!(producer.is_abandoned());
    assert!((0..3).all(|_| write(&mut producer, 16, 2)));
    assert!(!write(&mut producer, 16, 3), "nobody will read the rest");
}

#[test]
fn a_retired_ring_still_has_its_data() {
    let (mut producer, mut consumer) = small(64, 32);
    assert!(!consumer.is_retired(), "empty, but the producer is alive");
    assert!(write(&mut producer, 32, 1) && write(&mut producer, 24, 2));
    read(&mut consumer, 32, 1);
    consumer.release();
    assert!(write(&mut producer, 16, 3));
    drop(producer);
    assert!(!consumer.is_retired());
    read(&mut consumer, 24, 2);
    assert!(!consumer.is_retired());
    read(&mut consumer, 16, 3);
    assert!(consumer.is_retired());
    assert_eq!((consumer.pending(), consumer.peek()), (0, &[][..]));
}

#[test]
fn the_memory_outlives_whichever_handle_is_dropped_first() {
    let (producer, mut consumer) = small(64, 16);
    drop(producer);
    assert!(consumer.peek().is_empty());
    let (mut producer, consumer) = small(64, 16);
    drop(consumer);
    producer.space(16).fill(1);
}
