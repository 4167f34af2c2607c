//! Full, empty, and what the producer knows of it.

use super::{read, small, write};
use crate::ring::STEP;

#[test]
fn a_full_ring_has_no_space_until_the_consumer_releases() {
    let (mut producer, mut consumer) = small(64, 16);
    for byte in 0..4 {
        assert!(write(&mut producer, 16, byte));
    }
    assert_eq!((producer.space(8).len(), producer.free()), (0, 0));
    read(&mut consumer, 16, 0);
    assert_eq!(producer.space(8).len(), 0, "advance alone gives nothing back");
    consumer.release();
    assert_eq!((producer.space(8).len(), producer.free()), (16, 16));
}

#[test]
fn a_record_that_fits_exactly_fits() {
    let (mut producer, mut consumer) = small(64, 24);
    assert!(write(&mut producer, 24, 1) && write(&mut producer, 24, 2));
    assert_eq!(producer.space(24).len(), 16, "what there is, although it is not enough");
    assert!(write(&mut producer, 16, 3));
    assert_eq!(producer.space(8).len(), 0);
    for (len, byte) in [(24, 1), (24, 2), (16, 3)] {
        read(&mut consumer, len, byte);
    }
}

#[test]
fn space_is_at_most_one_record() {
    let (mut producer, _consumer) = small(64, 16);
    assert_eq!(producer.space(8).len(), 16);
    assert_eq!(producer.space(1000).len(), 16);
}

#[test]
fn what_is_not_committed_is_not_seen() {
    let (mut producer, mut consumer) = small(64, 16);
    producer.space(16).fill(1);
    assert!(consumer.peek().is_empty());
    assert!(write(&mut producer, 8, 2));
    assert_eq!(consumer.peek(), [2; 8]);
}

#[test]
fn the_consumer_is_asked_only_when_space_runs_out() {
    let (mut producer, mut consumer) = small(64, 16);
    assert!(write(&mut producer, 16, 1));
    read(&mut consumer, 16, 1);
    consumer.release();
    assert!(producer.space(16).len() == 16 && producer.used_hint() == 16, "48 are known to be free");
    assert!((0..3).all(|_| write(&mut producer, 16, 2)));
    assert_eq!(producer.used_hint(), 64);
    assert_eq!((producer.space(8).len(), producer.used_hint()), (16, 48));
}

#[test]
fn the_used_hint_is_never_too_low() {
    let (mut producer, mut consumer) = small(128, 40);
    let mut len = STEP;
    for _ in 0..500 {
        write(&mut producer, len, 0);
        assert!(producer.used_hint() >= consumer.pending());
        if len > 16 {
            let whole = consumer.peek().len();
            consumer.advance(whole);
            consumer.release();
        }
        assert!(producer.used_hint() >= consumer.pending());
        producer.free();
        assert!(consumer.peek().is_empty() || producer.used_hint() >= consumer.pending());
        len = len % 40 + STEP;
    }
}

#[test]
#[cfg(debug_assertions)]
#[should_panic(expected = "more than the 16 there are")]
fn committing_more_than_the_space_is_noticed() {
    small(64, 16).0.commit(24);
}

#[test]
#[cfg(not(debug_assertions))]
fn committing_more_than_the_space_is_harmless() {
    let (mut producer, mut consumer) = small(64, 16);
    for _ in 0..10 {
        producer.commit(usize::MAX);
        producer.commit(13);
    }
    assert_eq!((producer.free(), consumer.pending()), (0, 64));
    consumer.advance(usize::MAX);
    assert_eq!(consumer.pending(), 64, "nothing was peeked at");
    assert_eq!(consumer.peek().len(), 64);
    consumer.advance(3);
    assert_eq!(consumer.peek().len(), 56);
    consumer.advance(usize::MAX);
    assert_eq!(consumer.pending(), 0);
}
