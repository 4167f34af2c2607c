//! Captures: loggers that belong to one test, and which thread belongs to which of them.
//!
//! A thread without a [scope](super::Scope) belongs to a capture when
//! 1. it has *joined* it: the thread that made it, and one that was told to; else
//! 2. it runs in the runtime in which the capture was made (feature `test_tokio`); else
//! 3. it was started by a thread that belonged to it (`os/lineage.rs`).
//!
//! While no capture lives, a call finds that out by one load. While one does, a thread looks it up once after each
//! beginning and each end of a capture, and keeps the answer. So a capture that ended gets nothing more, and what logs on
//! belongs to the installed logger again. Nothing here is compiled without the feature `test`.

mod join;
#[cfg(feature = "test_tokio")]
mod runtime;

use core::cell::Cell;
use core::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(crate) use self::join::{Joined, Threads, Ticket};

use super::port::{self, Key, Port};
use crate::os::lineage;

/// What the captures are now: the fork generation in the high half, the number of changes in the low one. Zero while no
/// capture lives.
static STATE: AtomicU64 = AtomicU64::new(0);
/// How often a capture began or ended.
static CHANGES: AtomicU32 = AtomicU32::new(0);
/// The captures that live, in the order of their beginning.
static LIVE: Mutex<Vec<Live>> = Mutex::new(Vec::new());
/// The last number given to a capture.
static NUMBERS: AtomicU64 = AtomicU64::new(0);

/// One capture, as threads look for it.
struct Live {
    ticket: Ticket,
    key: Key,
    #[cfg(feature = "test_tokio")]
    runtime: Option<runtime::Claim>,
}

thread_local! {
    /// What this thread found at which state; it has no destructor, so that it can be asked to the very end.
    static FOUND: Cell<(u64, Key)> = const { Cell::new((0, 0)) };
}

/// The key of the capture that the calling thread belongs to.
#[inline]
pub(super) fn key_of_this_thread() -> Option<Key> {
    match STATE.load(Ordering::Relaxed) {
        0 => None,
        state => key_in(state),
    }
}

#[cold]
fn key_in(state: u64) -> Option<Key> {
    if state >> 32 != u64::from(port::fork_generation()) {
        // In a fork: the captures are those of the parent, and the lock may be held by a thread that is not there.
        return None;
    }
    let (at, key) = FOUND.get();
    if at == state {
        return (key != 0).then_some(key);
    }
    let key = look_up();
    FOUND.set((state, key.unwrap_or(0)));
    key
}

fn look_up() -> Option<Key> {
    // Before the lock: these ask the system and a runtime, not us.
    let mark = lineage::mark();
    #[cfg(feature = "test_tokio")]
    let runtime = runtime::here();
    let live = locked(&LIVE);
    if let Some(key) = join::last_of(&live) {
        return Some(key);
    }
    #[cfg(feature = "test_tokio")]
    if let Some(key) = runtime.and_then(|runtime| runtime::owner(&live, runtime)) {
        return key;
    }
    live.iter().find(|it| mark.is_some() && it.ticket.mark == mark).map(|it| it.key)
}

/// A capture that lives. Dropping it ends it: nothing that logs after that belongs to it.
#[derive(Debug)]
pub(crate) struct Capturing {
    ticket: Ticket,
}

impl Capturing {
    /// Begins a capture for the logger behind `port`.
    pub(crate) fn begin(port: &Port) -> Self {
        let number = NUMBERS.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        let ticket = Ticket { number, mark: join::new_mark() };
        let mut live = locked(&LIVE);
        live.push(Live {
            ticket,
            key: port.key(),
            #[cfg(feature = "test_tokio")]
            runtime: runtime::claim(),
        });
        publish(&live);
        Self { ticket }
    }

    /// What a thread joins by.
    pub(crate) fn ticket(&self) -> Ticket {
        self.ticket
    }
}

impl Drop for Capturing {
    fn drop(&mut self) {
        let mut live = locked(&LIVE);
        live.retain(|it| it.ticket.number != self.ticket.number);
        publish(&live);
    }
}

/// Tells all threads that their answer is old.
fn publish(live: &[Live]) {
    let changes = CHANGES.fetch_add(1, Ordering::Relaxed).wrapping_add(1).max(1);
    let state = (u64::from(port::fork_generation()) << 32) | u64::from(changes);
    // A thread that is started later sees this by its being started; one that runs already sees it soon.
    STATE.store(if live.is_empty() { 0 } else { state }, Ordering::Relaxed);
}

/// Forgets the calling thread's answer.
fn ask_again() {
    FOUND.set((0, 0));
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
