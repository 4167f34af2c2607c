//! What other threads may see of the backend while it runs, and while it hangs.

use core::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use core::time::Duration;
use std::sync::Arc;

use blackbar_rules::detect::Detector;

use super::stats::{SinkStats, Stats};
use super::stream::OpenSink;
use crate::clock::RawClock;
use crate::encode::Oddities;
use crate::frontend::{CallerCounts, unheard};
use crate::sink::{Health, SinkCounts};

/// Numbers the backend publishes; it alone writes them.
#[derive(Debug)]
pub(super) struct Monitor {
    clock: RawClock,
    sinks: Vec<(String, Arc<SinkCounts>)>,
    accepted: AtomicU64,
    reports: AtomicU64,
    malformed: AtomicU64,
    not_finite: AtomicU64,
    lossy_text: AtomicU64,
    detections: [AtomicU64; Detector::ALL.len()],
    rings: AtomicUsize,
    /// The sink that is being called, plus one; 0 for none.
    calling: AtomicUsize,
    /// When that call began, as a raw stamp.
    since: AtomicU64,
}

/// A call into a sink that takes longer than this is shown as [`Health::Stuck`].
const STUCK: Duration = Duration::from_secs(1);

impl Monitor {
    pub(super) fn new(clock: RawClock, sinks: &[OpenSink]) -> Self {
        Self {
            clock,
            sinks: sinks.iter().map(|sink| (sink.name.clone(), Arc::clone(&sink.counts))).collect(),
            accepted: AtomicU64::new(0),
            reports: AtomicU64::new(0),
            malformed: AtomicU64::new(0),
            not_finite: AtomicU64::new(0),
            lossy_text: AtomicU64::new(0),
            detections: [const { AtomicU64::new(0) }; Detector::ALL.len()],
            rings: AtomicUsize::new(0),
            calling: AtomicUsize::new(0),
            since: AtomicU64::new(0),
        }
    }

    pub(super) fn add_accepted(&self, events: u64) {
        self.accepted.fetch_add(events, Ordering::Relaxed);
    }

    /// Counts an event of the backend's own, which is accepted like any other.
    pub(super) fn add_report(&self) {
        self.reports.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn add_malformed(&self) {
        self.malformed.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn add_oddities(&self, oddities: Oddities) {
        self.not_finite.fetch_add(oddities.not_finite, Ordering::Relaxed);
        self.lossy_text.fetch_add(oddities.lossy_text, Ordering::Relaxed);
        for (counter, new) in self.detections.iter().zip(oddities.detections) {
            if new > 0 {
                counter.fetch_add(new, Ordering::Relaxed);
            }
        }
    }

    pub(super) fn set_rings(&self, rings: usize) {
        self.rings.store(rings, Ordering::Relaxed);
    }

    /// Events that were taken out of a ring; no reports.
    pub(super) fn taken(&self) -> u64 {
        self.accepted.load(Ordering::Relaxed).saturating_sub(self.reports.load(Ordering::Relaxed))
    }

    pub(super) fn malformed(&self) -> u64 {
        self.malformed.load(Ordering::Relaxed)
    }

    pub(super) fn sinks(&self) -> &[(String, Arc<SinkCounts>)] {
        &self.sinks
    }

    /// Marks a call into a sink, until the answer is dropped.
    pub(super) fn call(&self, sink: usize) -> Call<'_> {
        self.since.store(self.clock.now(), Ordering::Relaxed);
        self.calling.store(sink + 1, Ordering::Relaxed);
        Call(self)
    }

    pub(super) fn stats(&self, callers: &CallerCounts, hash_without_key: u64) -> Stats {
        let stuck = self.stuck();
        let sinks = self.sinks.iter().enumerate().map(|(index, (name, counts))| SinkStats {
            name: name.clone(),
            health: if stuck == Some(index) { Health::Stuck } else { counts.health() },
            written: counts.written(),
            filtered: counts.filtered(),
            dropped: counts.dropped().nonzero(),
        });
        Stats {
            accepted: self.accepted.load(Ordering::Relaxed),
            reports: self.reports.load(Ordering::Relaxed),
            lost: callers.lost.nonzero(),
            unheard: unheard().nonzero(),
            malformed: self.malformed(),
            waits: callers.waits.load(Ordering::Relaxed),
            wakes: callers.wakes.load(Ordering::Relaxed),
            rings: self.rings.load(Ordering::Relaxed),
            rings_made: callers.rings.load(Ordering::Relaxed),
            not_finite: self.not_finite.load(Ordering::Relaxed),
            hash_without_key,
            lossy_text: self.lossy_text.load(Ordering::Relaxed),
            detected: self.detected(),
            sinks: sinks.collect(),
        }
    }

    fn detected(&self) -> Vec<(&'static str, u64)> {
        let names = Detector::ALL.iter().map(|detector| detector.name());
        let counts = self.detections.iter().map(|counter| counter.load(Ordering::Relaxed));
        names.zip(counts).filter(|(_, count)| *count > 0).collect()
    }

    /// The sink whose call has taken too long.
    fn stuck(&self) -> Option<usize> {
        let calling = self.calling.load(Ordering::Relaxed).checked_sub(1)?;
        let since = self.since.load(Ordering::Relaxed);
        (self.clock.between(since, self.clock.now()) > STUCK).then_some(calling)
    }
}

/// A call into a sink under way.
pub(super) struct Call<'m>(&'m Monitor);

impl Drop for Call<'_> {
    fn drop(&mut self) {
        self.0.calling.store(0, Ordering::Relaxed);
    }
}
