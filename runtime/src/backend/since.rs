//! What happened between two readings.

use core::time::Duration;

use super::stats::{SinkStats, Stats};

impl Stats {
    /// What happened since `before`, an earlier reading of the same logger: counters are differences, gauges are as they
    /// are now, and [`up`](Self::up) is the time between the two. Causes to which nothing was lost meanwhile are left out.
    ///
    /// A reading of another logger gives numbers that mean nothing, none of them below zero.
    #[must_use]
    pub fn since(&self, before: &Self) -> Self {
        // Every field by its name: one that is added is forgotten nowhere.
        Self {
            name: self.name.clone(),
            up: self.up.saturating_sub(before.up),
            accepted: self.accepted.saturating_sub(before.accepted),
            reports: self.reports.saturating_sub(before.reports),
            lost: less(&self.lost, &before.lost),
            unheard: less(&self.unheard, &before.unheard),
            suppressed: self.suppressed.saturating_sub(before.suppressed),
            repeated: self.repeated.saturating_sub(before.repeated),
            malformed: self.malformed.saturating_sub(before.malformed),
            truncated: self.truncated.saturating_sub(before.truncated),
            waits: self.waits.saturating_sub(before.waits),
            waited: self.waited.saturating_sub(before.waited),
            wakes: self.wakes.saturating_sub(before.wakes),
            rings: self.rings,
            rings_made: self.rings_made.saturating_sub(before.rings_made),
            ring_bytes: self.ring_bytes,
            ring_fill: self.ring_fill,
            ring_fill_max: self.ring_fill_max,
            lag: self.lag,
            lag_max: self.lag_max,
            since_pass: self.since_pass,
            flushes: self.flushes.saturating_sub(before.flushes),
            flushes_failed: self.flushes_failed.saturating_sub(before.flushes_failed),
            not_finite: self.not_finite.saturating_sub(before.not_finite),
            lossy_text: self.lossy_text.saturating_sub(before.lossy_text),
            detected: less(&self.detected, &before.detected),
            contexts_cut: self.contexts_cut.saturating_sub(before.contexts_cut),
            contexts_malformed: self.contexts_malformed.saturating_sub(before.contexts_malformed),
            hash_without_key: self.hash_without_key.saturating_sub(before.hash_without_key),
            metrics_failed: self.metrics_failed.saturating_sub(before.metrics_failed),
            sinks: self
                .sinks
                .iter()
                .enumerate()
                .map(|(at, sink)| {
                    before.sinks.get(at).map_or_else(|| sink.clone(), |before| sink.since(before))
                })
                .collect(),
        }
    }

    /// `events` as a rate, over the time these numbers are about.
    ///
    /// ```
    /// # use blackbar::{Logger, Memory};
    /// # let logger = Logger::builder().sink(Memory::new()).build()?;
    /// let stats = logger.stats();
    /// assert_eq!(stats.per_second(stats.lost_total()), 0.0);
    /// # Ok::<(), blackbar::Error>(())
    /// ```
    #[must_use]
    pub fn per_second(&self, events: u64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let events = events as f64;
        events / self.up.max(Duration::from_nanos(1)).as_secs_f64()
    }
}

impl SinkStats {
    fn since(&self, before: &Self) -> Self {
        Self {
            name: self.name.clone(),
            health: self.health,
            written: self.written.saturating_sub(before.written),
            filtered: self.filtered.saturating_sub(before.filtered),
            dropped: less(&self.dropped, &before.dropped),
            pending: self.pending,
            bytes: self.bytes.saturating_sub(before.bytes),
            failures: self.failures.saturating_sub(before.failures),
            busy: self.busy.saturating_sub(before.busy),
            slowest: self.slowest,
            delivery: self.delivery.as_ref().map(|delivery| {
                before.delivery.as_ref().map_or_else(|| delivery.clone(), |before| delivery.since(before))
            }),
        }
    }
}

/// The counts of `now` less those of `before`, without those that did not change.
fn less<W: PartialEq + Copy>(now: &[(W, u64)], before: &[(W, u64)]) -> Vec<(W, u64)> {
    let before_of = |word: W| before.iter().find(|(other, _)| *other == word).map_or(0, |(_, count)| *count);
    let grown = now.iter().map(|(word, count)| (*word, count.saturating_sub(before_of(*word))));
    grown.filter(|(_, count)| *count > 0).collect()
}
