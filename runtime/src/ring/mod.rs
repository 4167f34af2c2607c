//! A byte queue between one thread that writes records and one that reads them.
//!
//! [`ring`] makes the two handles. The [`Producer`] borrows free bytes ([`space`](Producer::space)), fills
//! them and publishes them ([`commit`](Producer::commit)). The [`Consumer`] borrows published bytes
//! ([`peek`](Consumer::peek)), steps over them ([`advance`](Consumer::advance)) and, when it pleases, gives
//! the memory back ([`release`](Consumer::release)). Both ends are wait-free: no call waits for the other
//! thread, none allocates, none enters the kernel. A [`Doorbell`] wakes a consumer that sleeps.
//!
//! What was committed before either handle is dropped stays readable: a dropped producer leaves its bytes to
//! the consumer ([`is_retired`](Consumer::is_retired) says when they are used up), and a producer without a
//! consumer ([`is_abandoned`](Producer::is_abandoned)) goes on until the ring is full.
//!
//! This module does **not** know what a record is, does not decide what happens when the ring is full, and
//! never waits, except in [`Doorbell::wait`].
//!
//! # Layout
//!
//! ```text
//! 0                                              capacity         capacity + max_record
//! |-------------------- ring --------------------|----- tail -----|
//! [ unused ][ C ][ free               ][ A ][ B    runs over ]
//!           ^ starts a new lap        ^ read
//! ```
//!
//! `capacity` is a power of two. Behind it lies a tail of `max_record` bytes, so that a record which starts
//! before the end is contiguous wherever it starts. There is no wrap marker and no copy in two parts: `C`,
//! the record behind `B`, starts at its position modulo `capacity`, as if `B` had wrapped, and the bytes
//! before it stay unused for this lap.
//!
//! # Invariants
//!
//! Positions count bytes since the ring was made and only grow. They are `usize` and may wrap around: every
//! comparison is a difference, which is right as long as two positions are less than half the number range
//! apart, and *Order* keeps them within `capacity`. The safety comments of this module refer to these names:
//!
//! * **Order**: `released ≤ read ≤ written ≤ released + capacity`, where `read` is the consumer's own. Only
//!   the producer moves `written`, only the consumer moves `read` and `released`. A copy of the other side's
//!   position may be stale, and then it is too small: the producer sees less free space than there is, the
//!   consumer fewer bytes than there are, never more.
//! * **Step**: every position is a multiple of [`STEP`].
//! * **Address**: the byte at position `p` lies at offset `p mod capacity`, or `capacity` behind that, in the
//!   tail, when its commit started before the end and ran over it. So positions which differ by less than
//!   `capacity` never share a byte.
//! * **Ownership**: from `released` to `written` the bytes are the consumer's and nobody writes them; from
//!   `written` to `released + capacity` they are the producer's alone. *Order* and *Address* make the two
//!   disjoint in memory. A byte changes hands only by a release store of `written` or `released` that the
//!   other side has read with acquire.
//! * **Run**: a commit is at most `max_record` bytes and never starts in the tail, so it lies within the
//!   memory. The commit that reaches or passes the end of the ring leaves its end position in `seam` before
//!   it publishes `written`; the consumer cuts what it shows there. `seam` is not written again until the
//!   consumer has released all of that lap.
//! * **Initialised**: the memory is zeroed when it is made, so every byte can be read at any time.

#![allow(unsafe_code, reason = "memory shared by two threads without a lock")]

mod consumer;
mod cursor;
mod doorbell;
mod memory;
mod pen;
mod producer;
mod sync;
mod watch;

#[cfg(all(test, loom))]
mod models;
#[cfg(all(test, not(loom)))]
mod tests;

use std::{error, fmt};

pub(crate) use self::consumer::Consumer;
pub(crate) use self::cursor::STEP;
pub(crate) use self::doorbell::Doorbell;
pub(crate) use self::pen::Pen;
pub(crate) use self::producer::Producer;

use self::cursor::Geometry;
use self::memory::Memory;
use self::sync::{Arc, AtomicBool, AtomicUsize};

/// The smallest ring that [`ring`] makes.
pub(crate) const MIN_CAPACITY: usize = 4096;

/// Makes a ring and returns its two ends.
///
/// `capacity` is a power of two, at least [`MIN_CAPACITY`]; `max_record` is a multiple of [`STEP`] and at
/// most `capacity`. The ring takes `capacity + max_record` bytes. They are zeroed and every page of them is
/// touched here, so that neither end meets a page fault later.
///
/// # Errors
///
/// Says which of the two sizes is wrong, or that there is no memory.
pub(crate) fn ring(capacity: usize, max_record: usize) -> Result<(Producer, Consumer), RingError> {
    if capacity < MIN_CAPACITY {
        return Err(RingError::CapacityTooSmall { capacity });
    }
    ring_from(Geometry::new(capacity, max_record)?, 0)
}

/// Makes a ring of any geometry whose first byte has the position `start`, a multiple of [`STEP`].
fn ring_from(geometry: Geometry, start: usize) -> Result<(Producer, Consumer), RingError> {
    debug_assert!(start.is_multiple_of(STEP));
    let memory = Memory::heap(geometry)?;
    let shared = Arc::new(Shared::new(geometry, memory, start));
    let producer = Producer::new(Arc::clone(&shared), start);
    Ok((producer, Consumer::new(shared, start)))
}

/// Why [`ring`] made none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RingError {
    /// The capacity is below [`MIN_CAPACITY`].
    CapacityTooSmall { capacity: usize },
    /// The capacity is not a power of two.
    CapacityNotPowerOfTwo { capacity: usize },
    /// The capacity is more than this machine can address.
    CapacityTooLarge { capacity: usize },
    /// The largest record is zero or longer than the ring.
    MaxRecordOutOfRange { max_record: usize, capacity: usize },
    /// The largest record is not a multiple of [`STEP`].
    MaxRecordOutOfStep { max_record: usize },
    /// The allocator refused.
    OutOfMemory { bytes: usize },
}

impl fmt::Display for RingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::CapacityTooSmall { capacity } => {
                write!(f, "ring capacity {capacity} is below the minimum of {MIN_CAPACITY} bytes")
            }
            Self::CapacityNotPowerOfTwo { capacity } => {
                write!(f, "ring capacity {capacity} is not a power of two")
            }
            Self::CapacityTooLarge { capacity } => {
                write!(f, "ring capacity {capacity} is more than this machine can address")
            }
            Self::MaxRecordOutOfRange { max_record, capacity } => {
                write!(
                    f,
                    "largest record {max_record} is not between {STEP} and the ring capacity {capacity}"
                )
            }
            Self::MaxRecordOutOfStep { max_record } => {
                write!(f, "largest record {max_record} is not a multiple of {STEP}")
            }
            Self::OutOfMemory { bytes } => write!(f, "no memory for a ring of {bytes} bytes"),
        }
    }
}

impl error::Error for RingError {}

/// What both handles point to; freed with the last of them.
///
/// Each side writes one line and only reads the other. A line is 128 bytes here, because x86-64 fetches lines
/// in pairs and Apple's cores have lines of that size.
struct Shared {
    producer: ProducerSide,
    consumer: ConsumerSide,
    geometry: Geometry,
    memory: Memory,
}

impl Shared {
    fn new(geometry: Geometry, memory: Memory, start: usize) -> Self {
        let producer = ProducerSide {
            written: AtomicUsize::new(start),
            seam: AtomicUsize::new(start),
            gone: AtomicBool::new(false),
        };
        let consumer = ConsumerSide { released: AtomicUsize::new(start), gone: AtomicBool::new(false) };
        Self { producer, consumer, geometry, memory }
    }
}

/// Written by the producer, read by the consumer.
#[repr(align(128))]
struct ProducerSide {
    /// End of the last commit: *Order*, *Step*. The store is Release and pairs with the Acquire load in
    /// [`Consumer`]: whoever sees the position sees the bytes before it, and `seam`.
    written: AtomicUsize,
    /// End position of the latest commit that reached or passed the end of the ring: *Run*. Relaxed on both
    /// sides, because `written` carries it over.
    seam: AtomicUsize,
    /// The producer was dropped and `written` is final. Release after the last store of `written`, Acquire
    /// before the consumer's last look at it.
    gone: AtomicBool,
}

/// Written by the consumer, read by the producer.
#[repr(align(128))]
struct ConsumerSide {
    /// Everything before it may be overwritten: *Order*, *Step*. The store is Release and pairs with the
    /// Acquire load in [`Producer`]: the consumer's reads of those bytes are over before the producer's
    /// writes begin.
    released: AtomicUsize,
    /// The consumer was dropped, `released` is final. Release and Acquire: what the consumer's thread did
    /// before it went is visible to a producer that knows it is gone.
    gone: AtomicBool,
}
