//! The thread's own state: its lanes, and which logger is in force.
//!
//! The state has no destructor, so that it can be used to the very end of the thread, by destructors of other
//! thread-locals too. A separate guard retires the lanes when the thread ends; a call after that is counted as lost.
//!
//! A call *takes* the lane it writes to and puts it back at its end. So a call that comes meanwhile, out of a conversion
//! or out of a signal handler that interrupted the thread, finds no lane, and touches none.
//!
//! A signal handler may log to the logger that the thread logs to, and to no other: one that changes the thread's lane in
//! the instant in which a call takes it is not guarded against.

use core::cell::{Cell, RefCell};
use core::mem::ManuallyDrop;
use core::sync::atomic::{Ordering, compiler_fence};
use std::sync::Arc;

use super::Origin;
use super::lane::Lane;
use super::port::{self, Key, Port};
use crate::count::Cause;
use crate::record::Content;

/// What a thread knows of its loggers.
struct Local {
    /// The lane that was used last; none while a call has it.
    lane: Cell<Option<Box<Lane>>>,
    /// Whether the thread has a lane: if `lane` is empty then, a call is under way.
    has_lane: Cell<bool>,
    /// Calls that came while another was under way.
    nested: Cell<u64>,
    /// The logger that a scope has put in force, 0 for none.
    scope: Cell<Key>,
    /// Lanes of other loggers.
    #[expect(clippy::vec_box, reason = "lanes move between here and `lane`, and a box is cheap to move")]
    others: RefCell<Vec<Box<Lane>>>,
    /// The thread's lanes are retired.
    ended: Cell<bool>,
    /// The thread belongs to a logger and never waits for one.
    own: Cell<bool>,
}

thread_local! {
    static LOCAL: ManuallyDrop<Local> = const {
        ManuallyDrop::new(Local {
            lane: Cell::new(None),
            has_lane: Cell::new(false),
            nested: Cell::new(0),
            scope: Cell::new(0),
            others: RefCell::new(Vec::new()),
            ended: Cell::new(false),
            own: Cell::new(false),
        })
    };
    static RETIRE: Retire = const { Retire };
}

/// Says that the calling thread belongs to a logger: it never waits for room in a ring, which it may have to free itself.
pub(crate) fn mark_own_thread() {
    LOCAL.with(|local| local.own.set(true));
}

/// Whether the calling thread belongs to a logger.
pub(crate) fn is_own_thread() -> bool {
    LOCAL.with(|local| local.own.get())
}

/// Whether the calling thread is inside of a log call.
pub(crate) fn is_in_call() -> bool {
    LOCAL.with(|local| {
        let lane = local.lane.take();
        let away = lane.is_none();
        local.lane.set(lane);
        away && local.has_lane.get()
    })
}

/// The logger that a call on this thread belongs to.
#[inline]
pub(super) fn key_in_force() -> Key {
    match LOCAL.with(|local| local.scope.get()) {
        0 => key_without_scope(),
        key => port::on_this_side(key),
    }
}

/// That of the test's own logger, where the thread belongs to a test that has one.
#[inline]
fn key_without_scope() -> Key {
    #[cfg(feature = "test")]
    if let Some(key) = super::captures::key_of_this_thread() {
        return key;
    }
    port::current_key()
}

/// Writes an event for the logger behind `port`, or for the one in force. It stands here once, whatever events there are.
#[inline(never)]
pub(super) fn write(port: Option<&Port>, origin: Origin, content: &dyn Content) {
    let key = port.map_or_else(key_in_force, Port::key);
    // Small closures on purpose: they are inlined, and the thread-local is then an address and not a call.
    let taken = LOCAL.with(|local| local.lane.take());
    // Against a handler on this very thread the order of the program is all that counts.
    compiler_fence(Ordering::SeqCst);
    let lane = match taken {
        Some(lane) if lane.key() == key => Some(lane),
        other => lane_for(other, key),
    };
    if let Some(lane) = lane {
        let mut taken = Taken(Some(lane));
        if let Some(lane) = &mut taken.0 {
            lane.write(origin, content);
        }
        if let Some(lane) = taken.0.take() {
            put_back(lane);
        }
    }
}

/// A lane on loan; goes back at a panic too.
struct Taken(Option<Box<Lane>>);

impl Drop for Taken {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(lane) = self.0.take() {
            put_back(lane);
        }
    }
}

#[inline(always)]
fn put_back(lane: Box<Lane>) {
    compiler_fence(Ordering::SeqCst);
    let nested = LOCAL.with(|local| {
        local.lane.set(Some(lane));
        // A handler that comes before this point finds no lane and counts; one that comes after it finds the lane.
        compiler_fence(Ordering::SeqCst);
        local.nested.get()
    });
    if nested > 0 {
        count_nested();
    }
}

/// The first event for this logger, or one for another logger than last time, or a call within a call.
#[cold]
fn lane_for(last: Option<Box<Lane>>, key: Key) -> Option<Box<Lane>> {
    LOCAL.with(|local| {
        if last.is_none() && local.has_lane.get() {
            // No lock and no look at anything else in here: it may be a signal handler.
            local.nested.set(local.nested.get() + 1);
            return None;
        }
        // From here on a call that comes in between is a nested one, on a thread without a lane too.
        local.has_lane.set(true);
        match local.switch(last, key) {
            Ok(lane) => Some(lane),
            Err((Some(port), cause)) => {
                port.counts.lost.add(cause, 1);
                None
            }
            Err((None, cause)) => {
                port::count_unheard(cause);
                None
            }
        }
    })
}

impl Local {
    /// Finds or makes the lane for `key`, and keeps `last` for another time.
    fn switch(&self, last: Option<Box<Lane>>, key: Key) -> Result<Box<Lane>, (Option<Arc<Port>>, Cause)> {
        let mut others = self.others.borrow_mut();
        others.extend(last);
        // A lane whose logger is gone is of no use to anybody.
        others.retain(|lane| !lane.is_abandoned());
        let lane = match others.iter().position(|lane| lane.key() == key) {
            Some(at) => Ok(others.swap_remove(at)),
            None => self.open(key),
        };
        if lane.is_err() {
            // The call comes to nothing; the lane of before stays at hand.
            let last = others.pop();
            self.has_lane.set(last.is_some());
            self.lane.set(last);
        }
        lane
    }

    fn open(&self, key: Key) -> Result<Box<Lane>, (Option<Arc<Port>>, Cause)> {
        let Some(port) = port::find(key) else {
            return Err((None, if port::forked() { Cause::Forked } else { Cause::Closed }));
        };
        if self.ended.get() || RETIRE.try_with(|_| ()).is_err() {
            return Err((Some(port), Cause::Teardown));
        }
        match Lane::open(&port) {
            Some(lane) => Ok(Box::new(lane)),
            None => Err((Some(port), Cause::RingFull)),
        }
    }

    fn retire(&self) {
        self.ended.set(true);
        self.has_lane.set(false);
        let others = self.others.try_borrow_mut().map(|mut others| core::mem::take(&mut *others));
        self.lane.take().into_iter().chain(others.unwrap_or_default()).for_each(|lane| lane.retire());
    }
}

#[cold]
fn count_nested() {
    LOCAL.with(|local| {
        // Again and again: while the lane is away for the count, a handler may come and find none.
        while local.nested.get() > 0 {
            let nested = local.nested.replace(0);
            if let Some(lane) = local.lane.take() {
                compiler_fence(Ordering::SeqCst);
                lane.port().counts.lost.add(Cause::Reentrant, nested);
                local.lane.set(Some(lane));
                compiler_fence(Ordering::SeqCst);
            } else {
                return local.nested.set(nested);
            }
        }
    });
}

/// Retires the thread's lanes when the thread ends.
struct Retire;

impl Drop for Retire {
    fn drop(&mut self) {
        LOCAL.with(|local| local.retire());
    }
}

/// Puts the logger with this key in force on this thread, 0 for none; returns the one of before.
#[cfg(feature = "test")]
pub(super) fn replace_scope(key: Key) -> Key {
    LOCAL.with(|local| local.scope.replace(key))
}

/// Puts another logger in force on this thread for as long as it lives.
#[derive(Debug)]
pub(crate) struct Scope {
    before: Key,
    /// It is about this thread, so it must not go to another.
    not_send: core::marker::PhantomData<*const ()>,
}

impl Scope {
    pub(crate) fn enter(port: &Port) -> Self {
        let before = LOCAL.with(|local| local.scope.replace(port.key()));
        Self { before, not_send: core::marker::PhantomData }
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        LOCAL.with(|local| local.scope.set(self.before));
    }
}
