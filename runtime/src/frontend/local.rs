//! The thread's own state: its lanes, and which logger is in force.
//!
//! The state has no destructor, so that it can be used to the very end of the thread, by destructors of other
//! thread-locals too. A separate guard retires the lanes when the thread ends; a call after that is counted as lost.
//!
//! A call *borrows* the thread's lanes until its end. So a call that comes meanwhile, out of a conversion or out of a signal
//! handler that interrupted the thread, finds them borrowed, and touches none.

use core::cell::{Cell, RefCell, RefMut};
use core::mem::ManuallyDrop;
use core::sync::atomic::{Ordering, compiler_fence};
use std::sync::Arc;

use super::Origin;
use super::lane::Lane;
use super::port::{self, Key, Port};
use crate::count::Cause;
use crate::event::{Callsite, Schema};
use crate::record::Content;

/// What a thread knows of its loggers.
struct Local {
    /// Borrowed while a call is under way.
    lanes: RefCell<Lanes>,
    /// Calls that came while another was under way.
    nested: Cell<u64>,
    /// The logger that a scope has put in force, 0 for none.
    scope: Cell<Key>,
    /// The thread's lanes are retired.
    ended: Cell<bool>,
    /// The thread belongs to a logger and never waits for one.
    own: Cell<bool>,
}

/// The lanes of a thread, one for each logger that it has logged to.
struct Lanes {
    /// The one that was used last.
    last: Option<Box<Lane>>,
    #[expect(clippy::vec_box, reason = "lanes move between here and `last`, and a box is cheap to move")]
    others: Vec<Box<Lane>>,
}

thread_local! {
    static LOCAL: ManuallyDrop<Local> = const {
        ManuallyDrop::new(Local {
            lanes: RefCell::new(Lanes { last: None, others: Vec::new() }),
            nested: Cell::new(0),
            scope: Cell::new(0),
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
    LOCAL.with(|local| local.lanes.try_borrow_mut().is_err())
}

/// The logger that a call on this thread belongs to.
#[inline(always)]
pub(super) fn key_in_force() -> Key {
    match LOCAL.with(|local| local.scope.get()) {
        0 => key_without_scope(),
        key => key_of_scope(key),
    }
}

#[cold]
#[inline(never)]
fn key_of_scope(key: Key) -> Key {
    port::on_this_side(key)
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

/// Writes an event of which all fields are leaves, for the logger in force. It stands here once, whatever events there are.
#[inline(never)]
pub(super) fn write_leaf(callsite: &'static Callsite, schema: &'static Schema, content: &dyn Content) {
    LOCAL.with(|local| {
        let Ok(mut lanes) = local.lanes.try_borrow_mut() else { return local.count_as_nested() };
        // Against a handler on this very thread the order of the program is all that counts.
        compiler_fence(Ordering::SeqCst);
        let key = key_in_force();
        match &mut lanes.last {
            Some(lane) if lane.key() == key => lane.write_leaf(callsite, schema, content),
            _ => local.write_leaf_to_another(&mut lanes, callsite, schema, content),
        }
        local.end(lanes);
    });
}

/// Writes an event for the logger behind `port`, or for the one in force.
#[inline(never)]
pub(super) fn write(port: Option<&Port>, origin: Origin, content: &dyn Content) {
    LOCAL.with(|local| {
        let Ok(mut lanes) = local.lanes.try_borrow_mut() else { return local.count_as_nested() };
        compiler_fence(Ordering::SeqCst);
        let key = port.map_or_else(key_in_force, Port::key);
        match &mut lanes.last {
            Some(lane) if lane.key() == key => lane.write(origin, content),
            _ => local.write_to_another(&mut lanes, key, origin, content),
        }
        local.end(lanes);
    });
}

impl Local {
    /// The end of a call.
    #[inline(always)]
    fn end(&self, lanes: RefMut<'_, Lanes>) {
        compiler_fence(Ordering::SeqCst);
        drop(lanes);
        // A handler that comes before this point finds the lanes borrowed and counts; one that comes after it does not.
        compiler_fence(Ordering::SeqCst);
        if self.nested.get() > 0 {
            self.count_nested();
        }
    }

    /// A call within a call: no lock and no look at anything else in here, for it may be in a signal handler.
    #[cold]
    #[inline(never)]
    fn count_as_nested(&self) {
        self.nested.set(self.nested.get() + 1);
    }

    #[cold]
    #[inline(never)]
    fn write_leaf_to_another(
        &self,
        lanes: &mut Lanes,
        callsite: &'static Callsite,
        schema: &'static Schema,
        content: &dyn Content,
    ) {
        self.write_to_another(lanes, key_in_force(), Origin::leaf(callsite, schema), content);
    }

    /// The first event for this logger, or one for another logger than last time.
    #[cold]
    #[inline(never)]
    fn write_to_another(&self, lanes: &mut Lanes, key: Key, origin: Origin, content: &dyn Content) {
        match self.switch(lanes, key) {
            Ok(lane) => lane.write(origin, content),
            Err((Some(port), cause)) => port.counts.lost.add(cause, 1),
            Err((None, cause)) => port::count_unheard(cause),
        }
    }

    /// Finds or makes the lane for `key`, and keeps that of before for another time.
    fn switch<'l>(&self, lanes: &'l mut Lanes, key: Key) -> Result<&'l mut Lane, (Option<Arc<Port>>, Cause)> {
        // A lane whose logger is gone is of no use to anybody.
        lanes.others.retain(|lane| !lane.is_abandoned());
        let lane = match lanes.others.iter().position(|lane| lane.key() == key) {
            Some(at) => lanes.others.swap_remove(at),
            // Without one the call comes to nothing; the lane of before stays at hand.
            None => self.open(key)?,
        };
        lanes.others.extend(lanes.last.take().filter(|lane| !lane.is_abandoned()));
        Ok(lanes.last.insert(lane))
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
        if let Ok(mut lanes) = self.lanes.try_borrow_mut() {
            let others = core::mem::take(&mut lanes.others);
            lanes.last.take().into_iter().chain(others).for_each(|lane| lane.retire());
        }
    }

    #[cold]
    #[inline(never)]
    fn count_nested(&self) {
        // Again and again: while the lanes are borrowed for the count, a handler may come.
        while self.nested.get() > 0 {
            let Ok(lanes) = self.lanes.try_borrow() else { return };
            let Some(lane) = &lanes.last else { return };
            lane.port().counts.lost.add(Cause::Reentrant, self.nested.replace(0));
        }
    }
}

/// Calls that came while another was under way, to be counted by whom this is told.
pub(super) fn take_nested() -> u64 {
    LOCAL.with(|local| local.nested.replace(0))
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
