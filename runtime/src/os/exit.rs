//! A handler that runs when the process ends by itself.
//!
//! Source: C17 7.22.4.2 and 7.22.4.4, POSIX.1-2024 `atexit` and `exit`, Linux `atexit(3)`.

/// Runs `handler` when `main` returns or somebody calls `exit` (`std::process::exit` does).
///
/// Returns whether it was registered; `false` means that the table is full (POSIX promises 32 places, the
/// common libraries take more) or that the platform is not supported. A registration is for good, and each
/// one counts: register once. Handlers run in the reverse order of registration; a child made by `fork`
/// inherits them.
///
/// # What the handler may do
///
/// It runs in the thread that ends the process, **while all other threads go on**, and may wait for them, if
/// it keeps a deadline. The thread-locals of its own thread may be destroyed already: it uses only those
/// without a destructor, or `LocalKey::try_with`. It must not call `exit`, which is undefined then. A panic
/// in it aborts.
///
/// # What it does not see
///
/// `abort`, `_exit`, `quick_exit`, death by a signal, and a program that is replaced by `exec` run no
/// handlers.
#[cfg(unix)]
pub(crate) fn at_exit(handler: extern "C" fn()) -> bool {
    // SAFETY: the function takes any handler and keeps it; `handler` is safe to call at any time by its type.
    unsafe { libc::atexit(handler) == 0 }
}

/// Not available here: never registers, returns `false`.
#[cfg(not(unix))]
pub(crate) fn at_exit(_handler: extern "C" fn()) -> bool {
    false
}
