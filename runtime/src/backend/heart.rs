//! The heartbeat: the ledger, told in the log itself every so often.

use core::time::Duration;
use std::collections::BTreeMap;

use super::deliveries::DeliveryStats;
use super::stats::{SinkStats, Stats};
use super::timer::Timer;
use crate as blackbar;
use crate::clock::RawClock;
use crate::count::Cause;
use crate::event::{Callsite, LogEvent};
use crate::record::{self, Encoded, Head, Scratch};

/// How the logger is, and what became of the events until now. All but the gauges counts from the start.
#[derive(blackbar_macros::LogEvent)]
#[log(
    crate = blackbar,
    name = "blackbar.heartbeat",
    level = info,
    target = "blackbar",
    message = "{accepted} events accepted, {lost_total} lost"
)]
struct Heartbeat<'a> {
    occasion: Occasion,
    logger: &'a str,
    up: Duration,
    accepted: u64,
    reports: u64,
    lost_total: u64,
    lost: BTreeMap<&'static str, u64>,
    calls_suppressed: u64,
    events_repeated: u64,
    malformed: u64,
    events_truncated: u64,
    waits: u64,
    waited: Duration,
    rings: usize,
    ring_bytes: usize,
    ring_fill: usize,
    ring_fill_max: usize,
    lag_max: Duration,
    flushes_failed: u64,
    credentials_replaced: u64,
    hash_without_key: u64,
    sinks: Vec<SinkBeat<'a>>,
}

/// One sink's line in the ledger.
#[derive(blackbar_macros::LogValue)]
#[log(crate = blackbar)]
struct SinkBeat<'a> {
    name: &'a str,
    health: &'static str,
    written: u64,
    filtered: u64,
    dropped_total: u64,
    dropped: BTreeMap<&'static str, u64>,
    pending: u64,
    bytes: u64,
    failures: u64,
    delivery: Option<DeliveryBeat<'a>>,
}

/// How the destination of a sink is, where there is a network in between.
#[derive(blackbar_macros::LogValue)]
#[log(crate = blackbar)]
struct DeliveryBeat<'a> {
    state: &'static str,
    state_for: Duration,
    address: &'a str,
    last_error: Option<&'a str>,
    queued_events: u64,
    spooled_events: u64,
    spooled_bytes: u64,
    retried: u64,
    connections: u64,
}

/// Why there is a heartbeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, blackbar_macros::LogValue)]
#[log(crate = blackbar, rename_all = "snake_case")]
pub(super) enum Occasion {
    /// An interval is over.
    Interval,
    /// The logger is stopped, or the guard of the installed one was dropped.
    End,
}

static CALLSITE: Callsite = Callsite::new("blackbar", file!(), line!());

/// Room for the numbers, and for as much of the list of sinks as a scratch holds. Text keeps away from the last 4 KiB of a
/// record.
const LONGEST: usize = 32 * 1024;

/// Makes heartbeats.
pub(super) struct Heart {
    timer: Timer,
    clock: RawClock,
    scratch: Scratch,
    buffer: Vec<u8>,
    /// Events that were taken out of rings when the end was told.
    ended_at: Option<u64>,
}

impl Heart {
    pub(super) fn new(clock: RawClock, interval: Duration) -> Self {
        Self {
            timer: Timer::new(clock.clone(), interval),
            clock,
            scratch: Scratch::new(),
            buffer: vec![0; LONGEST],
            ended_at: None,
        }
    }

    /// Whether it is time for one. After the end has been told there is another end only if events came since: `taken` is
    /// how many were taken out of rings.
    pub(super) fn is_due(&mut self, occasion: Occasion, taken: u64) -> bool {
        match occasion {
            Occasion::Interval => self.timer.is_due().is_some(),
            Occasion::End => {
                self.timer.restart(self.clock.now());
                self.ended_at.replace(taken) != Some(taken)
            }
        }
    }

    /// The record of a heartbeat.
    pub(super) fn record(&mut self, occasion: Occasion, stats: &Stats) -> Option<&[u8]> {
        let event = Heartbeat::new(occasion, stats);
        self.scratch.stage(&event, None);
        let id = CALLSITE.id_of(Heartbeat::SCHEMA);
        let head = Head::new(id, self.clock.now());
        match record::encode(&event, &head, None, Some(&self.scratch), &mut self.buffer, true) {
            Encoded::Whole(length) | Encoded::Truncated(length) => self.buffer.get(..length),
            Encoded::NoRoom(_) => None,
        }
    }
}

impl<'a> Heartbeat<'a> {
    fn new(occasion: Occasion, stats: &'a Stats) -> Self {
        Self {
            occasion,
            logger: &stats.name,
            up: stats.up,
            accepted: stats.accepted,
            reports: stats.reports,
            lost_total: stats.lost_total(),
            lost: by_cause(&stats.lost),
            calls_suppressed: stats.suppressed,
            events_repeated: stats.repeated,
            malformed: stats.malformed,
            events_truncated: stats.truncated,
            waits: stats.waits,
            waited: stats.waited,
            rings: stats.rings,
            ring_bytes: stats.ring_bytes,
            ring_fill: stats.ring_fill,
            ring_fill_max: stats.ring_fill_max,
            lag_max: stats.lag_max,
            flushes_failed: stats.flushes_failed,
            credentials_replaced: stats.detected.iter().map(|(_, count)| count).sum(),
            hash_without_key: stats.hash_without_key,
            sinks: stats.sinks.iter().map(SinkBeat::new).collect(),
        }
    }
}

impl<'a> SinkBeat<'a> {
    fn new(sink: &'a SinkStats) -> Self {
        Self {
            name: &sink.name,
            health: sink.health.as_str(),
            written: sink.written,
            filtered: sink.filtered,
            dropped_total: sink.dropped_total(),
            dropped: by_cause(&sink.dropped),
            pending: sink.pending,
            bytes: sink.bytes,
            failures: sink.failures,
            delivery: sink.delivery.as_ref().map(DeliveryBeat::new),
        }
    }
}

impl<'a> DeliveryBeat<'a> {
    fn new(delivery: &'a DeliveryStats) -> Self {
        Self {
            state: delivery.state.as_str(),
            state_for: delivery.state_for,
            address: &delivery.address,
            last_error: delivery.last_error.as_deref(),
            queued_events: delivery.queued_events,
            spooled_events: delivery.spooled_events,
            spooled_bytes: delivery.spooled_bytes,
            retried: delivery.retried,
            connections: delivery.connections,
        }
    }
}

fn by_cause(counts: &[(Cause, u64)]) -> BTreeMap<&'static str, u64> {
    counts.iter().map(|(cause, events)| (cause.as_str(), *events)).collect()
}
