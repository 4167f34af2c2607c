//! What `ring` makes, and refuses to make.

use super::super::{ConsumerSide, ProducerSide};
use crate::ring::{Consumer, MIN_CAPACITY, Producer, RingError, STEP, ring};

#[track_caller]
fn check(capacity: usize, max_record: usize, expected: Option<RingError>) {
    assert_eq!(ring(capacity, max_record).err(), expected);
}

#[test]
fn a_wrong_size_is_named() {
    use RingError::*;
    const HALF: usize = 1 << (usize::BITS - 1);
    check(MIN_CAPACITY, STEP, None);
    check(MIN_CAPACITY, MIN_CAPACITY, None);
    check(0, 8, Some(CapacityTooSmall { capacity: 0 }));
    check(2048, 8, Some(CapacityTooSmall { capacity: 2048 }));
    check(4097, 8, Some(CapacityNotPowerOfTwo { capacity: 4097 }));
    check(HALF, 8, Some(CapacityTooLarge { capacity: HALF }));
    check(4096, 0, Some(MaxRecordOutOfRange { max_record: 0, capacity: 4096 }));
    check(4096, 4104, Some(MaxRecordOutOfRange { max_record: 4104, capacity: 4096 }));
    check(4096, 12, Some(MaxRecordOutOfStep { max_record: 12 }));
}

#[test]
fn memory_that_nobody_has_is_an_error() {
    let capacity = 1 << (usize::BITS - 3);
    check(capacity, 8, Some(RingError::OutOfMemory { bytes: capacity + 8 }));
}

#[test]
fn an_error_says_which_number_is_wrong() {
    let error = ring(5000, 8).err().unwrap();
    assert_eq!(error.to_string(), "ring capacity 5000 is not a power of two");
}

#[test]
fn a_new_ring_is_empty_and_aligned_and_zeroed() {
    let (mut producer, mut consumer) = ring(4096, 1024).unwrap();
    assert_eq!((producer.capacity(), producer.max_record()), (4096, 1024));
    assert_eq!((producer.free(), producer.used_hint()), (4096, 0));
    assert_eq!((consumer.pending(), consumer.peek()), (0, &[][..]));
    let space = producer.space(0);
    assert_eq!(space, [0; 1024]);
    assert_eq!(space.as_ptr().addr() % 64, 0);
}

#[test]
fn handles_have_cache_lines_of_their_own() {
    assert_eq!((align_of::<Producer>(), size_of::<Producer>()), (128, 128));
    assert_eq!((align_of::<Consumer>(), size_of::<Consumer>()), (128, 128));
    assert_eq!((align_of::<ProducerSide>(), align_of::<ConsumerSide>()), (128, 128));
}

/// Two implementations fit a `Sync` type, and then `A` cannot be inferred: this compiles for the others only.
trait NotSync<A> {
    const HOLDS: bool = true;
}
impl<T> NotSync<()> for T {}
struct Because;
impl<T: Sync> NotSync<Because> for T {}

#[test]
fn handles_may_be_sent_but_not_shared() {
    fn send(_: impl Send) {}
    let (producer, consumer) = ring(4096, 8).unwrap();
    send(producer);
    send(consumer);
    const { assert!(<Producer as NotSync<_>>::HOLDS && <Consumer as NotSync<_>>::HOLDS) }
}
