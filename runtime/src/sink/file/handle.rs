//! Asking an open file for something, from any thread.

use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

/// Asks a log file to rotate or to open its path anew; see [`RollingFile::handle`](crate::RollingFile::handle).
///
/// Asking costs the caller a store. The backend does it before the next event is written, or within about 20 ms; after
/// the next successful [`flush`](crate::Logger::flush) it is done.
#[derive(Debug, Clone, Default)]
pub struct FileHandle {
    requests: Arc<Requests>,
}

#[derive(Debug, Default)]
pub(super) struct Requests {
    rotate: AtomicBool,
    reopen: Arc<AtomicBool>,
}

impl FileHandle {
    /// Rotates the file now, whatever its size and age. An empty file stays.
    pub fn rotate(&self) {
        // No other memory hangs on the flag, here and below.
        self.requests.rotate.store(true, Ordering::Relaxed);
    }

    /// Opens the path anew, for programs that rename or replace the file and then say so. What happens to the path is
    /// noticed within a quarter of a second anyway.
    pub fn reopen(&self) {
        self.requests.reopen.store(true, Ordering::Relaxed);
    }

    pub(super) fn requests(&self) -> &Arc<Requests> {
        &self.requests
    }
}

impl Requests {
    pub(super) fn take_rotate(&self) -> bool {
        self.rotate.load(Ordering::Relaxed) && self.rotate.swap(false, Ordering::Relaxed)
    }

    pub(super) fn take_reopen(&self) -> bool {
        self.reopen.load(Ordering::Relaxed) && self.reopen.swap(false, Ordering::Relaxed)
    }

    /// The flag that a signal handler may set.
    #[cfg(all(unix, feature = "sighup"))]
    pub(super) fn reopen_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.reopen)
    }
}
