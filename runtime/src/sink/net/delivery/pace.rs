//! How fast a peer is asked, after what it answered. Time comes in; nothing here waits.

use core::time::Duration;

use tokio::time::Instant;

use super::super::session::Limits;
use crate::sink::DeliveryState;

/// The first wait of a pause, and the longest.
const PAUSE: Duration = Duration::from_secs(30);
const LONGEST_PAUSE: Duration = Duration::from_secs(5 * 60);
/// Longer than this no peer is obeyed.
const LONGEST: Duration = Duration::from_secs(60 * 60);
/// The least, whatever the peer says.
const LEAST_PAUSE: Duration = Duration::from_secs(1);
/// So often a peer may refuse in a row before it counts as down.
const REFUSALS: u32 = 2;

/// What is kept in mind of a peer's answers, beyond one connection.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// Nothing is sent before this.
    hold_until: Option<Instant>,
    /// What was refused is to be sent again, as soon as nothing is outstanding.
    rewind: bool,
    refusals: u32,
    /// The wait of the last pause, while nothing was taken since.
    pause: Option<Duration>,
    /// The connection is not worth keeping until the pause is over.
    leave: bool,
    split: Option<Split>,
}

/// Runs are smaller until these events are through.
#[derive(Debug, Clone, Copy)]
struct Split {
    events: usize,
    until: u64,
}

impl Pace {
    /// The peer took something.
    pub(super) fn acknowledged(&mut self) {
        self.refusals = 0;
        self.pause = None;
    }

    /// The peer wants something again, after this time.
    pub(super) fn again(&mut self, now: Instant, after: Duration) {
        self.rewind = true;
        self.hold(now + after.min(LONGEST));
    }

    /// The peer refused a whole run; whether it counts as down now.
    pub(super) fn refused(&mut self) -> bool {
        self.refusals = self.refusals.saturating_add(1);
        self.refusals >= REFUSALS
    }

    /// The peer takes nothing until somebody acts: it is asked slowly, or after the time that it named.
    pub(super) fn paused(&mut self, now: Instant, after: Option<Duration>) {
        let wait = self.pause.map_or(PAUSE, |last| (last * 2).min(LONGEST_PAUSE));
        self.pause = Some(wait);
        self.rewind = true;
        self.leave = true;
        self.hold(now + after.map_or(wait, |after| after.clamp(LEAST_PAUSE, LONGEST)));
    }

    /// A run of so many events was too much; those before `until` go in smaller ones.
    pub(super) fn split(&mut self, events: usize, until: u64) {
        let until = self.split.map_or(until, |split| split.until.max(until));
        self.split = Some(Split { events: (events / 2).max(1), until });
        self.rewind = true;
    }

    /// The limits of the next run, when all before `settled` is settled.
    pub(super) fn limits(&mut self, usual: Limits, settled: u64) -> Limits {
        self.split = self.split.filter(|split| settled < split.until);
        let events = self.split.map_or(usual.events, |split| split.events.min(usual.events));
        Limits { events, ..usual }
    }

    fn hold(&mut self, until: Instant) {
        self.hold_until = Some(self.hold_until.map_or(until, |other| other.max(until)));
    }

    /// When something may be sent again; `None` is now.
    pub(super) fn hold_until(&self) -> Option<Instant> {
        self.hold_until
    }

    /// The wait is over.
    pub(super) fn resume(&mut self) {
        self.hold_until = None;
        self.leave = false;
    }

    /// Whether something may be sent now, while so many runs are outstanding. A peer in doubt gets one at a time.
    pub(super) fn may_send(&mut self, now: Instant, outstanding: usize) -> bool {
        if self.hold_until.is_some_and(|until| until <= now) && !self.leave {
            self.hold_until = None;
        }
        let in_turn = outstanding == 0 || (!self.is_in_doubt() && self.split.is_none());
        self.hold_until.is_none() && !self.rewind && in_turn
    }

    /// Whether it is time to send again what was refused: nothing may be outstanding.
    pub(super) fn take_rewind(&mut self) -> bool {
        core::mem::take(&mut self.rewind)
    }

    /// Whether the connection is to be closed until the pause is over.
    pub(super) fn leaves(&self) -> bool {
        self.leave
    }

    /// Whether the peer took nothing since it last refused.
    pub(super) fn is_in_doubt(&self) -> bool {
        self.pause.is_some() || self.refusals > 0
    }

    /// What the destination is after an attempt that failed. One that is paused stays that until it takes something.
    pub(super) fn state_after_failure(&self) -> DeliveryState {
        if self.pause.is_some() { DeliveryState::Paused } else { DeliveryState::Down }
    }
}
