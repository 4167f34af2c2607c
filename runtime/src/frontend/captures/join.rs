//! Threads that join a capture, and the marks by which the threads they start are known.

use core::cell::{Cell, RefCell};
use core::marker::PhantomData;
use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::{MutexGuard, OnceLock};

use super::{Live, ask_again};
use crate::frontend::local;
use crate::frontend::port::Key;
use crate::os::lineage;

/// Names a capture, and says by which mark threads are known that were started in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ticket {
    pub(super) number: u64,
    /// `None` where threads cannot be marked.
    pub(super) mark: Option<u64>,
}

impl Ticket {
    /// Whether threads that are started in the capture belong to it.
    pub(crate) fn follows_threads(self) -> bool {
        self.mark.is_some()
    }
}

/// One capture that this thread is in.
struct Entry {
    number: u64,
    /// Tells two entries for one capture apart.
    entry: u64,
    mark: Option<u64>,
}

thread_local! {
    /// The captures that this thread has joined, the innermost last.
    static JOINED: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
    /// The mark of the thread before it joined the first of them.
    static OWN_MARK: Cell<Option<u64>> = const { Cell::new(None) };
}

/// The last number given to an entry.
static ENTRIES: AtomicU64 = AtomicU64::new(0);

/// A mark that no thread of this process has had; `None` where threads cannot be marked.
pub(super) fn new_mark() -> Option<u64> {
    /// What threads have that are in no capture, as the first one tells that makes one.
    static USUAL: OnceLock<Option<u64>> = OnceLock::new();
    static LAST: AtomicU64 = AtomicU64::new(0);
    let usual = (*USUAL.get_or_init(|| lineage::mark().filter(|mark| lineage::set_mark(*mark))))?;
    loop {
        let mark = usual.checked_add(LAST.fetch_add(1, Ordering::Relaxed))?.checked_add(1)?;
        // Round numbers are what somebody may have set for a reason of his own.
        if mark % 10 != 0 {
            return Some(mark);
        }
    }
}

/// The innermost capture that this thread has joined and that still lives.
pub(super) fn last_of(live: &[Live]) -> Option<Key> {
    let joined = |joined: &RefCell<Vec<Entry>>| {
        let joined = joined.try_borrow().ok()?;
        let find = |entry: &Entry| live.iter().find(|it| it.ticket.number == entry.number);
        joined.iter().rev().find_map(find).map(|it| it.key)
    };
    JOINED.try_with(joined).ok().flatten()
}

/// The calling thread is in a capture for as long as this lives.
#[derive(Debug)]
pub(crate) struct Joined {
    entry: u64,
    /// The scope of before: captures are asked where there is none.
    scope: Key,
    /// It is about this thread and must not go to another; others may look at what holds it.
    not_send: PhantomData<MutexGuard<'static, ()>>,
}

/// Whether threads that are started meanwhile belong to the capture as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Threads {
    Follow,
    Alone,
}

impl Joined {
    /// Joins; where the capture has ended nothing comes of it.
    pub(crate) fn join(ticket: Ticket, threads: Threads) -> Self {
        let entry = ENTRIES.fetch_add(1, Ordering::Relaxed);
        let mark = ticket.mark.filter(|_| threads == Threads::Follow);
        let _teardown = JOINED.try_with(|joined| {
            if let Ok(mut joined) = joined.try_borrow_mut() {
                if joined.iter().all(|it| it.mark.is_none()) && mark.is_some() {
                    OWN_MARK.set(lineage::mark());
                }
                joined.push(Entry { number: ticket.number, entry, mark });
            }
        });
        if let Some(mark) = mark {
            let _refused = lineage::set_mark(mark);
        }
        let scope = local::replace_scope(0);
        ask_again();
        Self { entry, scope, not_send: PhantomData }
    }
}

impl Drop for Joined {
    fn drop(&mut self) {
        let _teardown = JOINED.try_with(|joined| {
            let Ok(mut joined) = joined.try_borrow_mut() else { return };
            let marked = joined.iter().any(|it| it.entry == self.entry && it.mark.is_some());
            joined.retain(|it| it.entry != self.entry);
            // Not always the innermost one: `captured = capture()` drops the older one of two.
            let mark = joined.iter().rev().find_map(|it| it.mark).or(OWN_MARK.get());
            if let (true, Some(mark)) = (marked, mark) {
                let _refused = lineage::set_mark(mark);
            }
        });
        local::replace_scope(self.scope);
        ask_again();
    }
}
