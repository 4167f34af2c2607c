//! The arithmetic of positions and offsets. Numbers only: no memory, no other thread.
//!
//! A *position* counts bytes since the ring was made and may wrap around `usize`. An *offset* is an index
//! into the ring's memory. Wrapping is harmless because the capacity is a power of two and thus divides the
//! number range: a position modulo `capacity` is the same before and after it.

use super::RingError;

/// Records start and end at multiples of this many bytes.
pub(crate) const STEP: usize = 8;

/// The sizes of a ring, checked once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Geometry {
    /// The capacity less one: a power of two, `STEP ..= MAX_CAPACITY`, less one.
    mask: usize,
    /// A multiple of `STEP`, `STEP ..= capacity`.
    max_record: usize,
}

impl Geometry {
    /// With a tail of the same size it still is less than `isize::MAX`, the limit of one allocation.
    const MAX_CAPACITY: usize = 1 << (usize::BITS - 3);

    pub(super) const fn new(capacity: usize, max_record: usize) -> Result<Self, RingError> {
        if capacity < STEP {
            return Err(RingError::CapacityTooSmall { capacity });
        }
        if !capacity.is_power_of_two() {
            return Err(RingError::CapacityNotPowerOfTwo { capacity });
        }
        if capacity > Self::MAX_CAPACITY {
            return Err(RingError::CapacityTooLarge { capacity });
        }
        if max_record == 0 || max_record > capacity {
            return Err(RingError::MaxRecordOutOfRange { max_record, capacity });
        }
        if !max_record.is_multiple_of(STEP) {
            return Err(RingError::MaxRecordOutOfStep { max_record });
        }
        Ok(Self { mask: capacity - 1, max_record })
    }

    #[inline]
    pub(super) const fn capacity(self) -> usize {
        self.mask + 1
    }

    #[inline]
    pub(super) const fn max_record(self) -> usize {
        self.max_record
    }

    /// Bytes of memory: the ring and its tail.
    #[inline]
    pub(super) const fn memory(self) -> usize {
        self.capacity() + self.max_record
    }

    /// Where a record that starts at `position` lies; less than `capacity`.
    #[inline]
    pub(super) const fn offset(self, position: usize) -> usize {
        position & self.mask
    }

    /// Bytes from `position` to the end of the ring, at least one step.
    #[inline]
    pub(super) const fn to_end(self, position: usize) -> usize {
        self.capacity() - self.offset(position)
    }

    /// How far `ahead` is in front of `behind`, two positions of one ring: at most `capacity` by *Order*.
    #[inline]
    pub(super) fn distance(self, behind: usize, ahead: usize) -> usize {
        let distance = ahead.wrapping_sub(behind);
        debug_assert!(distance <= self.capacity(), "{behind} .. {ahead} is more than the ring holds");
        distance
    }
}

/// `len` in whole steps, or `room`, a whole number of steps, if that is less.
///
/// More than the room, or part of a step, is a mistake of the caller. It is caught in debug builds and made
/// harmless in others, since the safety of the ring must not hang on it.
#[inline]
pub(super) fn clamp(len: usize, room: usize) -> usize {
    debug_assert!(room.is_multiple_of(STEP));
    debug_assert!(len.is_multiple_of(STEP), "{len} is not a multiple of {STEP}");
    debug_assert!(len <= room, "{len} is more than the {room} there are");
    // Cannot overflow, because `room` is at most a ring, and does not pass `room`, because that is whole.
    (len.min(room) + (STEP - 1)) & !(STEP - 1)
}
