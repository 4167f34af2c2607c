//! A mark on the calling thread that the threads it starts have too.
//!
//! On Linux that is the *current timer slack*, the nanoseconds by which a timer of the thread may be late: a thread begins
//! with that of the thread that created it (prctl(2), `PR_SET_TIMERSLACK`), whoever creates it and by whatever library. Of
//! 50 µs, which is usual, a few nanoseconds more do no harm. A process that is started has the mark too, and no use for it.
//!
//! Elsewhere, for threads under a real-time policy, and where a sandbox refuses the call, there is no mark.

/// The mark of the calling thread; `None` where there are none.
pub(crate) fn mark() -> Option<u64> {
    imp::mark()
}

/// Marks the calling thread. `false` when the system did not do it; the thread has the mark of before then.
pub(crate) fn set_mark(mark: u64) -> bool {
    imp::set_mark(mark) && imp::mark() == Some(mark)
}

#[cfg(any(target_os = "linux", target_os = "android"))]
mod imp {
    use core::num::NonZeroU64;

    use rustix::thread::{current_timer_slack, set_current_timer_slack};

    pub(super) fn mark() -> Option<u64> {
        // Zero is that of a thread under a real-time policy, which cannot have another.
        current_timer_slack().ok().filter(|slack| *slack > 0)
    }

    pub(super) fn set_mark(mark: u64) -> bool {
        NonZeroU64::new(mark).is_some_and(|slack| set_current_timer_slack(Some(slack)).is_ok())
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
mod imp {
    pub(super) fn mark() -> Option<u64> {
        None
    }

    pub(super) fn set_mark(_mark: u64) -> bool {
        false
    }
}
