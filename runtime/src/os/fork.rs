//! A handler that runs in the child after `fork`.
//!
//! Source: POSIX.1-2024 `pthread_atfork` and `fork`, Linux `pthread_atfork(3)`, `signal-safety(7)`.

/// Runs `handler` in the child of every later `fork`, in the thread that forked, before `fork` returns there.
///
/// Returns whether it was registered; `false` means that there is no memory for it or that the platform does
/// not fork. A registration is for good, and each one counts: register once. The child inherits it, so the
/// children of the child run it too.
///
/// # What the handler may do
///
/// Only the forking thread lives on in the child; locks that other threads held stay locked for ever. In a
/// process with several threads the child may therefore call **async-signal-safe functions only** until it
/// executes another program. For a handler this means: loads and stores of atomics. No lock, no allocation,
/// no output, no thread-local that is made on first use. A panic in it aborts.
///
/// # What it does not see
///
/// `vfork`, `posix_spawn`, `_Fork` and a bare `clone` run no handlers. The first two are no matter, as their
/// child only executes another program. `std::process::Command` runs them when it uses `fork`.
#[cfg(unix)]
pub(crate) fn on_fork_in_child(handler: extern "C" fn()) -> bool {
    // SAFETY: the function takes any handlers and keeps them; `handler` is safe to call at any time by its
    // type.
    unsafe { libc::pthread_atfork(None, None, Some(handler)) == 0 }
}

/// There is no `fork` here: never registers, returns `false`.
#[cfg(not(unix))]
pub(crate) fn on_fork_in_child(_handler: extern "C" fn()) -> bool {
    false
}
