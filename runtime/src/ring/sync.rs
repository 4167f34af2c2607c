//! The primitives that loom replaces: from `std`, or under `cfg(loom)` its models of them.
//!
//! A limit of a tool: `Arc` frees behind an acquire fence, which ThreadSanitizer does not know. Unless `std`
//! itself is built with the sanitizer it takes the drop of the second handle for a race with the drop of the
//! first, in `Arc::drop_slow`. Loom knows fences and finds none.

#[cfg(not(loom))]
pub(super) use std::{
    sync::Arc,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread::{Thread, current, park_timeout},
};

#[cfg(loom)]
pub(super) use loom::{
    sync::Arc,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread::{Thread, current},
};

/// Loom has no time, so this waits until it is woken: a model in which the wake-up gets lost is reported as a
/// deadlock.
#[cfg(loom)]
pub(super) fn park_timeout(_timeout: std::time::Duration) {
    loom::thread::park();
}
