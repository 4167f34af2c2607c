//! What other threads may see of the backend while it runs, and while it hangs.

use core::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use core::time::Duration;
use std::sync::Arc;

use blackbar_rules::detect::Detector;

use super::deliveries::DeliveryStats;
use super::progress::Progress;
use super::stats::{SinkStats, Stats};
use super::stream::OpenSink;
use crate::clock::RawClock;
use crate::encode::Oddities;
use crate::frontend::{Port, unheard};
use crate::rate;
use crate::sink::{Health, SinkCounts};

/// Numbers the backend publishes; it alone writes them.
#[derive(Debug)]
pub(super) struct Monitor {
    name: String,
    clock: RawClock,
    pub(super) progress: Progress,
    sinks: Vec<(String, Arc<SinkCounts>)>,
    accepted: AtomicU64,
    reports: AtomicU64,
    malformed: AtomicU64,
    truncated: AtomicU64,
    repeated: AtomicU64,
    flushes: AtomicU64,
    flushes_failed: AtomicU64,
    metrics_failed: AtomicU64,
    not_finite: AtomicU64,
    lossy_text: AtomicU64,
    contexts_cut: AtomicU64,
    contexts_malformed: AtomicU64,
    detections: [AtomicU64; Detector::ALL.len()],
    /// The sink that is being called, plus one; 0 for none.
    calling: AtomicUsize,
    /// When that call began, as a raw stamp.
    since: AtomicU64,
}

/// A call into a sink that takes longer than this is shown as [`Health::Stuck`].
const STUCK: Duration = Duration::from_secs(1);

impl Monitor {
    pub(super) fn new(name: String, clock: RawClock, sinks: &[OpenSink]) -> Self {
        Self {
            name,
            progress: Progress::new(clock.clone()),
            clock,
            sinks: sinks.iter().map(|sink| (sink.name.clone(), Arc::clone(&sink.counts))).collect(),
            accepted: AtomicU64::new(0),
            reports: AtomicU64::new(0),
            malformed: AtomicU64::new(0),
            truncated: AtomicU64::new(0),
            repeated: AtomicU64::new(0),
            flushes: AtomicU64::new(0),
            flushes_failed: AtomicU64::new(0),
            metrics_failed: AtomicU64::new(0),
            not_finite: AtomicU64::new(0),
            lossy_text: AtomicU64::new(0),
            contexts_cut: AtomicU64::new(0),
            contexts_malformed: AtomicU64::new(0),
            detections: [const { AtomicU64::new(0) }; Detector::ALL.len()],
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
        self.contexts_cut.fetch_add(oddities.contexts_cut, Ordering::Relaxed);
        self.contexts_malformed.fetch_add(oddities.contexts_malformed, Ordering::Relaxed);
        for (counter, new) in self.detections.iter().zip(oddities.detections) {
            if new > 0 {
                counter.fetch_add(new, Ordering::Relaxed);
            }
        }
    }

    pub(super) fn add_truncated(&self, events: u64) {
        self.truncated.fetch_add(events, Ordering::Relaxed);
    }

    /// Counts an event that is part of a line that says `repeated`, and has no line of its own.
    pub(super) fn add_repeated(&self) {
        self.repeated.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a flush, and whether it came to nothing.
    pub(super) fn add_flush(&self, worked: bool) {
        self.flushes.fetch_add(1, Ordering::Relaxed);
        self.flushes_failed.fetch_add(u64::from(!worked), Ordering::Relaxed);
    }

    #[cfg(feature = "metrics")]
    pub(super) fn add_metrics_failed(&self) {
        self.metrics_failed.fetch_add(1, Ordering::Relaxed);
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
        Call { monitor: self, sink }
    }

    pub(super) fn stats(&self, port: &Port) -> Stats {
        let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let callers = &port.counts;
        let accepted = get(&self.accepted);
        let (ring_fill, ring_fill_max) = self.progress.fill();
        let (lag, lag_max) = self.progress.lag();
        Stats {
            name: self.name.clone(),
            up: self.progress.up(),
            accepted,
            reports: get(&self.reports),
            lost: callers.lost.nonzero(),
            unheard: unheard().nonzero(),
            suppressed: rate::suppressed(),
            repeated: get(&self.repeated),
            malformed: self.malformed(),
            truncated: get(&self.truncated),
            waits: get(&callers.waits),
            waited: Duration::from_nanos(get(&callers.waited)),
            wakes: get(&callers.wakes),
            rings: self.progress.rings(),
            rings_made: get(&callers.rings),
            ring_bytes: port.ring_bytes(),
            ring_fill,
            ring_fill_max,
            lag,
            lag_max,
            since_pass: self.progress.since_pass(),
            flushes: get(&self.flushes),
            flushes_failed: get(&self.flushes_failed),
            not_finite: get(&self.not_finite),
            lossy_text: get(&self.lossy_text),
            contexts_cut: get(&self.contexts_cut),
            contexts_malformed: get(&self.contexts_malformed),
            detected: self.detected(),
            hash_without_key: port.hash_key.without_key(),
            metrics_failed: get(&self.metrics_failed),
            sinks: self.sink_stats(accepted.saturating_sub(get(&self.repeated))),
        }
    }

    /// `to_write` are the events that each sink is to have a line of, unless it is not to get them.
    fn sink_stats(&self, to_write: u64) -> Vec<SinkStats> {
        let stuck = self.stuck();
        let sinks = self.sinks.iter().enumerate().map(|(index, (name, counts))| {
            let (written, filtered) = (counts.written(), counts.filtered());
            let (busy, slowest) = counts.busy();
            let dropped = counts.dropped();
            let delivery = counts.delivery().map(|delivery| DeliveryStats::of(delivery));
            let (recovered, spooled) =
                delivery.as_ref().map_or((0, 0), |delivery| (delivery.recovered, delivery.spooled_events));
            let settled = written + filtered + dropped.total() + spooled;
            SinkStats {
                name: name.clone(),
                health: if stuck == Some(index) { Health::Stuck } else { counts.health() },
                written,
                filtered,
                dropped: dropped.nonzero(),
                pending: (to_write + recovered).saturating_sub(settled),
                bytes: counts.bytes(),
                failures: counts.failures(),
                busy,
                slowest,
                delivery,
            }
        });
        sinks.collect()
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
pub(super) struct Call<'m> {
    monitor: &'m Monitor,
    sink: usize,
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        let Monitor { clock, calling, since, sinks, .. } = self.monitor;
        calling.store(0, Ordering::Relaxed);
        if let Some((_, counts)) = sinks.get(self.sink) {
            counts.add_call(clock.between(since.load(Ordering::Relaxed), clock.now()));
        }
    }
}
