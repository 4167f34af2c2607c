//! Losses are told in the log itself.

use core::time::Duration;
use std::sync::Arc;

use super::monitor::Monitor;
use crate as blackbar;
use crate::clock::RawClock;
use crate::count::Cause;
use crate::event::{Callsite, LogEvent};
use crate::frontend::Port;
use crate::record::{self, Encoded, Head};

/// Events were lost. Written by the backend, at most once a second for each cause, and before every flush.
#[derive(blackbar_macros::LogEvent)]
#[log(
    crate = blackbar,
    name = "blackbar.events_lost",
    level = warn,
    target = "blackbar",
    message = "{events} events lost: {cause}"
)]
struct EventsLost<'a> {
    /// Since the last report of this cause.
    events: u64,
    cause: &'a str,
    /// The sink they were lost at; none for events that never got into a ring.
    sink: Option<&'a str>,
}

static CALLSITE: Callsite = Callsite::new("blackbar", file!(), line!());

/// Enough for a report: a number, a word and the name of a sink, which is shortened if it is longer. Text keeps away from
/// the last 4 KiB of a record.
const LONGEST_REPORT: usize = 16 * 1024;
const INTERVAL: Duration = Duration::from_secs(1);

/// Compares the counters with what was told before.
pub(super) struct Reporter {
    clock: RawClock,
    port: Arc<Port>,
    monitor: Arc<Monitor>,
    last: u64,
    /// What was told of each cause: for the callers first, then for each sink.
    told: Vec<Told>,
    buffer: Vec<u8>,
}

/// What was told of one sink, or of the callers.
#[derive(Default)]
struct Told {
    causes: [u64; Cause::ALL.len()],
    /// Reports written since: a sink that fails loses those too. While no other event comes, a loss of no more than them
    /// is not told on its own, or there would be no end of it; it is part of the next one.
    reports: u64,
    /// Events that had been taken out of rings when it was last told.
    taken: u64,
}

impl Reporter {
    pub(super) fn new(clock: RawClock, port: Arc<Port>, monitor: Arc<Monitor>) -> Self {
        let told = core::iter::repeat_with(Told::default).take(monitor.sinks().len() + 1).collect();
        Self { last: clock.now(), clock, port, monitor, told, buffer: vec![0; LONGEST_REPORT] }
    }

    /// Hands the record of each report to `emit`, unless the last reports are too recent and it need not be `now`. Says
    /// whether there was one.
    pub(super) fn write(&mut self, now: bool, mut emit: impl FnMut(&[u8])) -> bool {
        let stamp = self.clock.now();
        if !now && self.clock.between(self.last, stamp) < INTERVAL {
            return false;
        }
        self.last = stamp;
        let mut reports = 0;
        let taken = self.monitor.taken();
        let Self { told, monitor, port, buffer, .. } = self;
        let callers = core::iter::once((None, &port.counts.lost));
        let sinks = monitor.sinks().iter().map(|(name, counts)| (Some(name.as_str()), counts.dropped()));
        for ((sink, tally), told) in callers.chain(sinks).zip(told.iter_mut()) {
            let only_reports_came = sink.is_some() && told.taken == taken;
            let own_reports = if only_reports_came { told.reports } else { 0 };
            for (cause, told_events) in Cause::ALL.iter().zip(&mut told.causes) {
                let total = tally.get(*cause);
                let events = total.saturating_sub(*told_events);
                if events > own_reports {
                    *told_events = total;
                    told.reports = 0;
                    told.taken = taken;
                    let report = EventsLost { events, cause: cause.as_str(), sink };
                    emit_report(&report, stamp, buffer, &mut emit);
                    reports += 1;
                }
            }
        }
        self.told.iter_mut().for_each(|told| told.reports += reports);
        reports > 0
    }

    /// Another event of the logger's own was written: where it is lost, that is not told on its own either.
    pub(super) fn add_own_event(&mut self) {
        self.told.iter_mut().for_each(|told| told.reports += 1);
    }
}

fn emit_report(report: &EventsLost<'_>, stamp: u64, buffer: &mut [u8], emit: &mut impl FnMut(&[u8])) {
    let id = CALLSITE.id_of(EventsLost::SCHEMA);
    if let Encoded::Whole(length) | Encoded::Truncated(length) =
        record::encode(report, &Head::new(id, stamp), None, None, buffer, true)
        && let Some(record) = buffer.get(..length)
    {
        emit(record);
    }
}
