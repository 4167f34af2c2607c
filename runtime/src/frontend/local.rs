//! The thread's own state: its lanes, and whether a log call is under way.
//!
//! The state has no destructor, so that it can be used to the very end of the thread, by destructors of other
//! thread-locals too. A separate guard retires the lanes when the thread ends; a call after that is counted as lost.

use core::cell::{Cell, RefCell};
use core::mem::ManuallyDrop;
use core::sync::atomic::{AtomicBool, Ordering, compiler_fence};

use super::Origin;
use super::lane::Lane;
use super::port::{self, Key, Port};
use crate::count::Cause;
use crate::event::LogEvent;

/// What a thread knows of its loggers.
pub(super) struct Local {
    /// A log call of this thread is under way. Atomic so that a signal handler on this thread sees it.
    busy: AtomicBool,
    /// Calls that came while another was under way.
    nested: Cell<u64>,
    /// The logger that a scope has put in force, 0 for none.
    scope: Cell<Key>,
    /// The lane that was used last.
    lane: RefCell<Option<Lane>>,
    /// Lanes of other loggers.
    others: RefCell<Vec<Lane>>,
    /// The thread's lanes are retired.
    ended: Cell<bool>,
    /// The thread belongs to a logger and never waits for one.
    own: Cell<bool>,
}

thread_local! {
    static LOCAL: ManuallyDrop<Local> = const {
        ManuallyDrop::new(Local {
            busy: AtomicBool::new(false),
            nested: Cell::new(0),
            scope: Cell::new(0),
            lane: RefCell::new(None),
            others: RefCell::new(Vec::new()),
            ended: Cell::new(false),
            own: Cell::new(false),
        })
    };
    static RETIRE: Retire = const { Retire };
}

/// Lends the calling thread's state.
#[inline]
pub(super) fn with<R>(use_it: impl FnOnce(&Local) -> R) -> R {
    LOCAL.with(|local| use_it(local))
}

/// Says that the calling thread belongs to a logger: it never waits for room in a ring, which it may have to free itself.
pub(crate) fn mark_own_thread() {
    with(|local| local.own.set(true));
}

impl Local {
    /// The logger that a call on this thread belongs to.
    #[inline]
    pub(super) fn key_in_force(&self) -> Key {
        match self.scope.get() {
            0 => port::current_key(),
            key => key,
        }
    }

    /// Writes an event for the logger with this key.
    #[inline]
    pub(super) fn write<E: LogEvent>(&self, key: Key, origin: Origin, event: &E) {
        let Some(_open) = Open::enter(self) else {
            return;
        };
        if let Ok(mut lane) = self.lane.try_borrow_mut() {
            match &mut *lane {
                Some(lane) if lane.key() == key => lane.write(origin, event, self.own.get()),
                lane => self.write_elsewhere(lane, key, origin, event),
            }
        }
    }

    /// The first event for this logger, or one for another logger than last time.
    #[cold]
    fn write_elsewhere<E: LogEvent>(
        &self,
        last: &mut Option<Lane>,
        key: Key,
        origin: Origin,
        event: &E,
    ) {
        match self.lane_for(last, key) {
            Ok(()) => {
                if let Some(lane) = last {
                    lane.write(origin, event, self.own.get());
                }
            }
            Err((Some(port), cause)) => port.counts.lost.add(cause, 1),
            Err((None, cause)) => port::count_unheard(cause),
        }
    }

    /// Puts the lane for `key` into `last`, making it if need be.
    fn lane_for(&self, last: &mut Option<Lane>, key: Key) -> Result<(), (Option<std::sync::Arc<Port>>, Cause)> {
        let mut others = self.others.borrow_mut();
        // A lane whose logger is gone is of no use to anybody.
        others.retain(|lane| !lane.is_abandoned());
        let found = others.iter().position(|lane| lane.key() == key).map(|at| others.swap_remove(at));
        let lane = match found {
            Some(lane) => lane,
            None => {
                let Some(port) = port::find(key) else {
                    return Err((None, if port::forked() { Cause::Forked } else { Cause::Closed }));
                };
                if self.ended.get() || RETIRE.try_with(|_| ()).is_err() {
                    return Err((Some(port), Cause::Teardown));
                }
                match Lane::open(&port) {
                    Some(lane) => lane,
                    None => return Err((Some(port), Cause::RingFull)),
                }
            }
        };
        if let Some(former) = last.replace(lane).filter(|former| !former.is_abandoned()) {
            others.push(former);
        }
        Ok(())
    }

    fn retire(&self) {
        self.ended.set(true);
        let last = self.lane.try_borrow_mut().ok().and_then(|mut lane| lane.take());
        let others = self.others.try_borrow_mut().map(|mut others| core::mem::take(&mut *others));
        last.into_iter().chain(others.unwrap_or_default()).for_each(Lane::retire);
    }
}

/// A log call under way on this thread.
struct Open<'l>(&'l Local);

impl<'l> Open<'l> {
    /// `None` when another one is under way: the call came out of a conversion, or out of a signal handler.
    #[inline]
    fn enter(local: &'l Local) -> Option<Self> {
        if local.busy.load(Ordering::Relaxed) {
            // No lock and no look at the lane in here: it may be a signal handler that interrupted the owner of both.
            local.nested.set(local.nested.get() + 1);
            return None;
        }
        local.busy.store(true, Ordering::Relaxed);
        // Against a handler on this very thread the order of the program is all that counts.
        compiler_fence(Ordering::SeqCst);
        Some(Self(local))
    }
}

impl Drop for Open<'_> {
    #[inline]
    fn drop(&mut self) {
        compiler_fence(Ordering::SeqCst);
        self.0.busy.store(false, Ordering::Relaxed);
        if self.0.nested.get() > 0 {
            count_nested(self.0);
        }
    }
}

#[cold]
fn count_nested(local: &Local) {
    let nested = local.nested.replace(0);
    match local.lane.try_borrow().ok().as_deref() {
        Some(Some(lane)) => lane.port().counts.lost.add(Cause::Reentrant, nested),
        _ => (0..nested).for_each(|_| port::count_unheard(Cause::Reentrant)),
    }
}

/// Retires the thread's lanes when the thread ends.
struct Retire;

impl Drop for Retire {
    fn drop(&mut self) {
        with(Local::retire);
    }
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
        let before = with(|local| local.scope.replace(port.key()));
        Self { before, not_send: core::marker::PhantomData }
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        with(|local| local.scope.set(self.before));
    }
}
