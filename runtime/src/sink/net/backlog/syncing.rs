//! When a spool is brought to the disk. The disk may take as long as it likes: it is waited for on a thread beside.

use core::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::sink::net::shipper::SpoolSync;
use crate::spool::{Spool, Synced};

#[derive(Debug)]
pub(super) struct Syncing {
    when: SpoolSync,
    job: Option<JoinHandle<Synced>>,
    /// Something was written or released since the last job began.
    dirty: bool,
    began: Option<Instant>,
}

/// How soon it is tried again after the disk refused.
const AGAIN: Duration = Duration::from_secs(1);

impl Syncing {
    pub(super) fn new(when: SpoolSync) -> Self {
        // What earlier processes left may not be on the disk either.
        Self { when, job: None, dirty: true, began: None }
    }

    /// One that has nothing to do.
    #[cfg(test)]
    pub(super) fn untouched() -> Self {
        Self { when: SpoolSync::Never, job: None, dirty: false, began: None }
    }

    /// Something has changed that is not on the disk.
    pub(super) fn touch(&mut self) {
        self.dirty = true;
    }

    /// Whether everything is on the disk, as far as it can be known.
    pub(super) fn is_clean(&self) -> bool {
        !self.dirty && self.job.is_none()
    }

    /// When the next job is due, if one is.
    pub(super) fn due(&self, now: Instant) -> Option<Instant> {
        if !self.dirty || self.job.is_some() {
            return None;
        }
        match self.when {
            SpoolSync::Every(interval) => Some(self.began.map_or(now, |began| began + interval)),
            SpoolSync::EachBatch => Some(now),
            SpoolSync::Never => None,
        }
    }

    /// Begins a job if one is due, or if it is `urgent`.
    pub(super) fn begin(&mut self, spool: &mut Spool, now: Instant, urgent: bool) {
        let is_due = self.due(now).is_some_and(|due| due <= now);
        if self.job.is_some() || !self.dirty || !(urgent || is_due) {
            return;
        }
        self.began = Some(now);
        self.dirty = false;
        self.job = spool.begin_sync().map(|job| tokio::task::spawn_blocking(move || job.run()));
    }

    /// Waits for the job under way, for ever if there is none. A future that is dropped has lost nothing.
    pub(super) async fn finished(&mut self) -> Synced {
        let Some(job) = &mut self.job else { return core::future::pending().await };
        let ended = job.await;
        self.job = None;
        // A job that panicked has told nothing: what it was to bring to the disk is not there.
        let synced = ended.unwrap_or_default();
        self.dirty |= synced.failed().is_some();
        synced
    }

    /// The disk refused: the next try is not at once.
    pub(super) fn failed(&mut self, now: Instant) {
        self.dirty = true;
        self.began = Some(now + AGAIN);
    }
}
