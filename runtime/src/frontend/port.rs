//! What callers know of a logger: where to register a ring, what to do when it is full, what to count.

use core::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError, Weak};

use super::overflow::Overflow;
use crate::clock::RawClock;
use crate::count::{Cause, Tally};
use crate::error::{Error, Result};
use crate::os;
use crate::ring::{self, Consumer, Doorbell, Producer};
use crate::secret::{HashKey, KeySlot};

/// Names a logger in this process and this side of a fork: the fork generation in the high half, a number in the low one.
/// Zero is no logger.
pub(super) type Key = u64;

/// The key of the installed logger.
static CURRENT: AtomicU64 = AtomicU64::new(0);
/// How many forks lie between the first process and this one.
static GENERATION: AtomicU32 = AtomicU32::new(0);
/// The last number given to a logger.
static NUMBERS: AtomicU32 = AtomicU32::new(0);
/// All loggers that live, for the cold path that knows only a key.
static PORTS: Mutex<Vec<Weak<Port>>> = Mutex::new(Vec::new());
/// Calls that found no logger to belong to, by the cause.
static UNHEARD: Tally = Tally::new();

/// The caller's view of one logger, shared by all threads and its backend.
pub(crate) struct Port {
    key: Key,
    settings: PortSettings,
    pub(crate) doorbell: Doorbell,
    pub(crate) counts: CallerCounts,
    pub(super) clock: RawClock,
    pub(crate) hash_key: Arc<KeySlot>,
    arrivals: Mutex<Vec<Arrival>>,
    /// Rings of threads that ended, empty, with their numbers: a new thread takes one of them rather than touch a
    /// megabyte of fresh memory.
    spare: Mutex<Vec<(u32, Producer)>>,
    lanes: AtomicU32,
}

/// What the builder decides for callers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PortSettings {
    pub(crate) overflow: Overflow,
    /// Bytes of one ring, a power of two.
    pub(crate) ring_bytes: usize,
    /// Bytes of the largest record.
    pub(crate) max_record: usize,
}

/// What happened on the callers' side of one logger.
#[derive(Debug, Default)]
pub(crate) struct CallerCounts {
    /// Events that never got into a ring.
    pub(crate) lost: Tally,
    /// Times a caller had to wait for room.
    pub(crate) waits: AtomicU64,
    /// The time spent on that, in nanoseconds.
    pub(crate) waited: AtomicU64,
    /// Times a caller woke the backend.
    pub(crate) wakes: AtomicU64,
    /// Rings that were ever made.
    pub(crate) rings: AtomicU64,
}

/// News for the backend about rings.
pub(crate) enum Arrival {
    /// A thread has a ring from now on.
    Ring { number: u32, consumer: Consumer, thread: String },
    /// The ring with this number belongs to another thread from now on; it was empty.
    Handover { number: u32, thread: String },
}

/// Rings that are kept for threads to come.
const MOST_SPARES: usize = 4;

impl Port {
    /// A new logger's port; callers find it by its key as long as it lives.
    pub(crate) fn open(settings: PortSettings, clock: RawClock, hash_key: Option<HashKey>) -> Arc<Self> {
        watch_forks();
        let number = NUMBERS.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let port = Arc::new(Self {
            key: (u64::from(fork_generation()) << 32) | u64::from(number),
            settings,
            doorbell: Doorbell::new(),
            counts: CallerCounts::default(),
            clock,
            hash_key: Arc::new(KeySlot::new(hash_key)),
            arrivals: Mutex::new(Vec::new()),
            spare: Mutex::new(Vec::new()),
            lanes: AtomicU32::new(0),
        });
        let mut ports = locked(&PORTS);
        ports.retain(|port| port.strong_count() > 0);
        ports.push(Arc::downgrade(&port));
        port
    }

    /// The key, or [`FORKED`] on the other side of a fork: no lane has that, so the call ends on the cold path.
    #[inline]
    pub(super) fn key(&self) -> Key {
        on_this_side(self.key)
    }

    /// Bytes of one ring.
    pub(crate) fn ring_bytes(&self) -> usize {
        self.settings.ring_bytes
    }

    pub(super) fn overflow(&self) -> Overflow {
        self.settings.overflow
    }

    /// A ring for the calling thread, new or left over, and its number.
    pub(super) fn ring(&self) -> Option<(u32, Producer)> {
        let thread = std::thread::current();
        let name = thread.name().map_or_else(|| format!("{:?}", thread.id()), str::to_owned);
        if let Some((number, producer)) = self.take_spare() {
            locked(&self.arrivals).push(Arrival::Handover { number, thread: name });
            return Some((number, producer));
        }
        let (producer, consumer) = ring::ring(self.settings.ring_bytes, self.settings.max_record).ok()?;
        let number = self.lanes.fetch_add(1, Ordering::Relaxed);
        self.counts.rings.fetch_add(1, Ordering::Relaxed);
        locked(&self.arrivals).push(Arrival::Ring { number, consumer, thread: name });
        Some((number, producer))
    }

    /// Keeps the ring of a thread that ends for another one, or lets it go.
    pub(super) fn give_back(&self, number: u32, producer: Producer) {
        let mut spare = locked(&self.spare);
        if spare.len() < MOST_SPARES {
            spare.push((number, producer));
        }
        let full = |(_, producer): &mut (u32, Producer)| producer.free() < producer.capacity();
        if spare.len() == MOST_SPARES && spare.iter_mut().all(full) {
            // Threads come and go faster than the backend looks: without it each of them would make a ring.
            self.counts.wakes.fetch_add(1, Ordering::Relaxed);
            self.doorbell.ring();
        }
    }

    fn take_spare(&self) -> Option<(u32, Producer)> {
        let mut spare = locked(&self.spare);
        // Only an empty one: what is still in a ring belongs to the thread that wrote it.
        let at = spare
            .iter_mut()
            .position(|(_, producer)| producer.free() == producer.capacity() && !producer.is_abandoned())?;
        Some(spare.swap_remove(at))
    }

    /// The news about rings since the last call.
    pub(crate) fn take_arrivals(&self) -> Vec<Arrival> {
        core::mem::take(&mut *locked(&self.arrivals))
    }
}

/// No port has this key.
pub(super) const FORKED: Key = u64::MAX;

/// `key`, or [`FORKED`] when it is from before a fork.
#[inline]
pub(super) fn on_this_side(key: Key) -> Key {
    if (key >> 32) as u32 == fork_generation() { key } else { FORKED }
}

/// The port with this key.
pub(super) fn find(key: Key) -> Option<Arc<Port>> {
    if matches!(key, 0 | FORKED) {
        // Without the lock: in a fork its owner may be a thread that is not there.
        return None;
    }
    locked(&PORTS).iter().filter_map(Weak::upgrade).find(|port| port.key == key)
}

/// The key of the installed logger, 0 for none.
#[inline]
pub(super) fn current_key() -> Key {
    CURRENT.load(Ordering::Relaxed)
}

/// Makes `port` the one that calls belong to.
///
/// # Errors
/// When there is one already.
pub(crate) fn install(port: &Port) -> Result<()> {
    match CURRENT.compare_exchange(0, port.key, Ordering::Relaxed, Ordering::Relaxed) {
        Ok(_) => Ok(()),
        Err(_) => Err(Error::AlreadyInstalled),
    }
}

/// Takes `port` back, if it is the installed one.
pub(crate) fn uninstall(port: &Port) {
    let _not_installed = CURRENT.compare_exchange(port.key, 0, Ordering::Relaxed, Ordering::Relaxed);
}

/// Whether `port` is that of the installed logger.
pub(crate) fn is_installed(port: &Port) -> bool {
    current_key() == port.key
}

/// How many forks lie between the first process and this one.
#[inline]
pub(crate) fn fork_generation() -> u32 {
    GENERATION.load(Ordering::Relaxed)
}

/// Whether this process is a fork of one that had opened a logger.
pub(super) fn forked() -> bool {
    fork_generation() > 0
}

/// Calls that found no logger to belong to.
pub(crate) fn unheard() -> &'static Tally {
    &UNHEARD
}

/// Counts a call for which there is no logger.
pub(super) fn count_unheard(cause: Cause) {
    UNHEARD.add(cause, 1);
}

fn watch_forks() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Where it cannot be registered there is no fork, or no memory for a list entry: nothing to do about either.
        let _registered = os::fork::on_fork_in_child(in_child);
    });
}

/// In the child the backend thread does not exist. Every call is off, and counted, until a logger is installed there.
extern "C" fn in_child() {
    GENERATION.fetch_add(1, Ordering::Relaxed);
    CURRENT.store(0, Ordering::Relaxed);
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
