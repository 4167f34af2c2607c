//! What is in force on a thread.
//!
//! The state has no destructor, so that it can be used to the very end of the thread, by destructors of other thread-locals
//! too. Everything is taken out of its place, changed and put back, and no code of a user runs meanwhile: there is no
//! borrow that a call from inside a conversion, a destructor or a signal handler could meet. Such a handler may find
//! nothing in force; what it enters and leaves does no harm.

use core::cell::Cell;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::sync::atomic::{AtomicU64, Ordering, compiler_fence};
use std::sync::Arc;

use super::encoded::Encoded;
use super::handle::{Context, merged};

/// What a thread knows of contexts.
struct Local {
    /// What events carry: that of the innermost guard, or what lies below all guards.
    now: Cell<Option<Arc<Encoded>>>,
    stack: Cell<Stack>,
    next_guard: Cell<u64>,
}

/// The guards that live, over what was in force before the first of them.
#[derive(Debug, Default)]
struct Stack {
    base: Option<Arc<Encoded>>,
    /// The innermost last. Empty on most threads, and then without memory of its own.
    guards: Vec<Entered>,
}

/// A context that a guard put in force.
#[derive(Debug)]
struct Entered {
    guard: u64,
    own: Context,
    /// It and what lies below.
    in_force: Option<Arc<Encoded>>,
}

thread_local! {
    static LOCAL: ManuallyDrop<Local> = const {
        ManuallyDrop::new(Local {
            now: Cell::new(None),
            stack: Cell::new(Stack { base: None, guards: Vec::new() }),
            next_guard: Cell::new(0),
        })
    };
}

/// What is in force, on loan for the length of a copy; goes back when dropped.
pub(crate) struct InForce(Option<Arc<Encoded>>);

/// Whether events of this thread carry a context.
#[inline(always)]
pub(crate) fn is_in_force() -> bool {
    LOCAL.with(|local| {
        let taken = local.now.take();
        let any = taken.is_some();
        local.now.set(taken);
        any
    })
}

/// What is in force on this thread. No code of a user may run before it is dropped.
#[inline]
pub(crate) fn in_force() -> InForce {
    let taken = LOCAL.with(|local| local.now.take());
    // Against a handler on this very thread the order of the program is all that counts.
    compiler_fence(Ordering::SeqCst);
    InForce(taken)
}

impl InForce {
    /// What a record copies; empty where nothing is in force.
    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_ref().map_or(&[], |encoded| encoded.bytes())
    }
}

impl Drop for InForce {
    #[inline]
    fn drop(&mut self) {
        if let Some(taken) = self.0.take() {
            compiler_fence(Ordering::SeqCst);
            LOCAL.with(|local| local.now.set(Some(taken)));
        }
    }
}

/// What is in force, to keep.
pub(super) fn encoded() -> Option<Arc<Encoded>> {
    in_force().0.clone()
}

/// What is in force where `own` is entered over `below`.
fn entered(below: Option<&Arc<Encoded>>, own: &Context) -> Option<Arc<Encoded>> {
    if own.alone { own.encoded.clone() } else { merged(below, own.encoded.as_ref()) }
}

impl Stack {
    fn top(&self) -> Option<&Arc<Encoded>> {
        self.guards.last().map_or(self.base.as_ref(), |entered| entered.in_force.as_ref())
    }

    fn push(&mut self, guard: u64, own: &Context) {
        let in_force = entered(self.top(), own);
        self.guards.push(Entered { guard, own: own.clone(), in_force });
    }

    /// Ends what a guard put in force; the guards over it go on without.
    fn remove(&mut self, guard: u64) {
        // From the top, where it mostly is. A guard that was taken out of its future is not here.
        let Some(at) = self.guards.iter().rposition(|entered| entered.guard == guard) else { return };
        self.guards.remove(at);
        self.rebase(at);
        if self.guards.is_empty() {
            self.guards = Vec::new();
        }
    }

    /// Merges anew from the guard at this position on: what lies below it has changed.
    fn rebase(&mut self, at: usize) {
        let (below, above) = self.guards.split_at_mut_checked(at).unwrap_or_default();
        let mut below = below.last().map_or(self.base.as_ref(), |entered| entered.in_force.as_ref());
        for guard in above {
            guard.in_force = entered(below, &guard.own);
            below = guard.in_force.as_ref();
        }
    }
}

/// Changes the guards of this thread, and what is in force with them.
fn change(with: impl FnOnce(&Local, &mut Stack)) {
    LOCAL.with(|local| {
        let mut stack = local.stack.take();
        with(local, &mut stack);
        let now = stack.top().map(Arc::clone);
        local.stack.set(stack);
        local.now.set(now);
    });
}

/// Keeps a [`Context`] in force on the thread that entered it.
///
/// It cannot go to another thread, so a future that holds one across an `.await` cannot be spawned on an executor of several
/// threads: use [`in_context`](crate::InContext::in_context) there.
///
/// ```compile_fail,E0277
/// # async fn next() {}
/// # fn spawn(_: impl Future + Send) {}
/// spawn(async {
///     let _inside = blackbar::context! { request_id = 7 }.enter();
///     next().await;
/// });
/// ```
///
/// On an executor of one thread it compiles. Inside of a future that runs [in a context](crate::ContextFuture) that is right
/// as well: what it enters is in force while it is polled, and not while others are. Elsewhere the context stays in force
/// while other tasks of the thread run, and their events carry it until the guard is dropped. Clippy finds such guards if its
/// `clippy.toml` says `await-holding-invalid-types = ["blackbar::ContextGuard"]`.
///
/// Guards may be dropped in any order. One that is forgotten leaves its context in force for the rest of the thread, or of the
/// future that it was entered in; so does one that is taken out of that future and dropped elsewhere.
#[must_use = "the context is in force only while the guard is held: write `let _inside = …`, not `let _ = …`"]
#[derive(Debug)]
pub struct ContextGuard {
    number: u64,
    /// It is about this thread, so it must not go to another.
    not_send: PhantomData<*const ()>,
}

impl ContextGuard {
    pub(super) fn enter(context: &Context) -> Self {
        let number = LOCAL.with(next_guard);
        change(|_, stack| stack.push(number, context));
        Self { number, not_send: PhantomData }
    }
}

impl Drop for ContextGuard {
    fn drop(&mut self) {
        change(|_, stack| stack.remove(self.number));
    }
}

/// Numbers that a thread takes at a time.
const BLOCK: u64 = 1 << 16;

/// A number that no other guard of the process has: guards that were forgotten travel with their futures.
fn next_guard(local: &ManuallyDrop<Local>) -> u64 {
    static BLOCKS: AtomicU64 = AtomicU64::new(0);
    let mut next = local.next_guard.get();
    if next.is_multiple_of(BLOCK) {
        next = BLOCKS.fetch_add(BLOCK, Ordering::Relaxed) + 1;
    }
    local.next_guard.set(next + 1);
    next
}

/// What is in force inside of a future, wherever that is polled.
#[derive(Debug)]
pub(super) struct Scope {
    /// What the future was given, over what was in force there.
    own: Context,
    /// What was in force there.
    captured: Option<Arc<Encoded>>,
    /// What was in force where it was polled last, and what came of it.
    polled: Option<Arc<Encoded>>,
    stack: Stack,
}

impl Scope {
    pub(super) fn new(context: Context) -> Self {
        let captured = encoded();
        let own = Context { encoded: captured.clone(), alone: false }.and(context);
        let stack = Stack { base: own.encoded.clone(), guards: Vec::new() };
        Self { own, polled: captured.clone(), captured, stack }
    }

    /// Puts it in force until the answer is dropped, together with the guards that live in the future.
    pub(super) fn enter(&mut self) -> Inside<'_> {
        let outside = LOCAL.with(|local| (local.now.take(), local.stack.take()));
        if !same(outside.0.as_ref(), self.polled.as_ref()) && !self.own.alone {
            self.polled = outside.0.clone();
            self.stack.base = if same(outside.0.as_ref(), self.captured.as_ref()) {
                self.own.encoded.clone()
            } else {
                entered(outside.0.as_ref(), &self.own)
            };
            self.stack.rebase(0);
        }
        let stack = core::mem::take(&mut self.stack);
        change(|_, inside| *inside = stack);
        Inside { scope: self, outside }
    }
}

/// Restores what was in force around a future.
pub(super) struct Inside<'s> {
    scope: &'s mut Scope,
    outside: (Option<Arc<Encoded>>, Stack),
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        let (now, stack) = core::mem::take(&mut self.outside);
        LOCAL.with(|local| {
            self.scope.stack = local.stack.replace(stack);
            local.now.set(now);
        });
    }
}

fn same(left: Option<&Arc<Encoded>>, right: Option<&Arc<Encoded>>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => Arc::ptr_eq(left, right),
        (left, right) => left.is_none() && right.is_none(),
    }
}
