//! Time: raw stamps on the caller, wall time on the backend. The only place that reads a clock.
//!
//! The caller takes the processor's time stamp counter (through `quanta`, which falls back to the monotonic clock where
//! the counter cannot be relied on). The backend turns stamps into wall time by a line that it steers towards the system
//! clock without a jump.

#![allow(clippy::disallowed_methods, reason = "this is the place that reads clocks")]

use core::time::Duration;
use std::sync::OnceLock;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// The raw clock of the calling thread; copies of it agree.
#[derive(Debug, Clone)]
pub(crate) struct RawClock(quanta::Clock);

impl RawClock {
    /// The first call in a process measures the counter's rate, for at most 200 ms.
    pub(crate) fn new() -> Self {
        Self(quanta::Clock::new())
    }

    /// A stamp in ticks of the counter: neither a lock nor, on most machines, a system call.
    #[inline]
    pub(crate) fn now(&self) -> u64 {
        self.0.raw()
    }

    /// The time between two stamps.
    pub(crate) fn between(&self, start: u64, end: u64) -> Duration {
        Duration::from_nanos(self.0.delta_as_nanos(start, end.max(start)))
    }
}

/// Nanoseconds since some moment, for a decision on the caller: as cheap as a stamp, and the same for all threads.
#[inline]
pub(crate) fn nanos() -> u64 {
    static CLOCK: OnceLock<RawClock> = OnceLock::new();
    let clock = CLOCK.get_or_init(RawClock::new);
    clock.0.delta_as_nanos(0, clock.now())
}

/// The time of day of raw stamps.
#[derive(Debug)]
pub(crate) struct WallClock {
    clock: RawClock,
    line: Line,
    steered: u64,
}

impl WallClock {
    /// How often the line is steered.
    const INTERVAL: Duration = Duration::from_secs(1);

    pub(crate) fn new(clock: RawClock) -> Self {
        const TICKS: u64 = 1 << 32;
        let nominal = clock.0.delta_as_nanos(0, TICKS).max(1);
        let (raw, unix_nanos) = (clock.now(), system_nanos());
        Self { clock, line: Line::new(raw, unix_nanos, nominal), steered: raw }
    }

    /// Nanoseconds since 1970 UTC at the stamp `raw`.
    #[inline]
    pub(crate) fn unix_nanos(&self, raw: u64) -> u64 {
        self.line.at(raw)
    }

    /// Looks at the system clock, at most once a second, and bends the line towards it. `raw` is a stamp of just now.
    pub(crate) fn steer(&mut self, raw: u64) {
        if self.clock.between(self.steered, raw) >= Self::INTERVAL {
            self.steered = raw;
            self.line.steer(self.clock.now(), system_nanos());
        }
    }
}

fn system_nanos() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

/// What the clocks show at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Now {
    /// The system clock: nanoseconds since 1970 UTC. It may be set, forwards and backwards.
    pub(crate) unix_nanos: u64,
    /// Time since some moment of this process: it only grows.
    pub(crate) up: Duration,
}

/// Reads both clocks.
pub(crate) fn now() -> Now {
    static START: OnceLock<Instant> = OnceLock::new();
    Now { unix_nanos: system_nanos(), up: START.get_or_init(Instant::now).elapsed() }
}

/// The monotonic clock now: since when something is as it is.
pub(crate) fn instant() -> Instant {
    Instant::now()
}

/// The monotonic clock, for deadlines.
pub(crate) fn deadline_in(patience: Duration) -> Option<Instant> {
    Instant::now().checked_add(patience)
}

/// What is left until `deadline`; `None` is no deadline at all.
pub(crate) fn left_until(deadline: Option<Instant>) -> Duration {
    deadline.map_or(Duration::MAX, |deadline| deadline.saturating_duration_since(Instant::now()))
}

/// A straight line from stamps to nanoseconds since 1970.
#[derive(Debug, Clone)]
struct Line {
    /// A point on the line.
    raw: u64,
    unix_nanos: u64,
    /// The slope now, in 2⁻³² nanoseconds a tick.
    rate: u64,
    /// A point of the system clock and its best known rate: what the slope returns to.
    measured_from: (u64, u64),
    nominal: u64,
}

impl Line {
    /// An error beyond this is a clock that was set, not one that drifts.
    const JUMP_NANOS: u64 = 1_000_000_000;
    /// The time in which an error is worked off.
    const HORIZON_NANOS: i128 = 5_000_000_000;
    /// A rate measured over less than this is worse than the one at hand.
    const BASELINE_NANOS: u64 = 10_000_000_000;

    fn new(raw: u64, unix_nanos: u64, nominal: u64) -> Self {
        Self { raw, unix_nanos, rate: nominal, measured_from: (raw, unix_nanos), nominal }
    }

    #[inline]
    fn at(&self, raw: u64) -> u64 {
        match raw.checked_sub(self.raw) {
            Some(ticks) => self.unix_nanos.saturating_add(scaled(ticks, self.rate)),
            None => self.unix_nanos.saturating_sub(scaled(self.raw - raw, self.rate)),
        }
    }

    /// From here on the line heads for `system`, which is the system clock's time at the stamp `raw`. A clock that was set
    /// by more than a second is followed at once, backwards too: a log that tells another day than the machine helps
    /// nobody. Anything less is worked off without a jump and without ever standing still.
    fn steer(&mut self, raw: u64, system: u64) {
        let predicted = self.at(raw);
        if predicted.abs_diff(system) > Self::JUMP_NANOS {
            *self = Self::new(raw, system, self.nominal);
            return;
        }
        let (from_raw, from_nanos) = self.measured_from;
        if let (Some(ticks @ 1..), Some(nanos @ Self::BASELINE_NANOS..)) =
            (raw.checked_sub(from_raw), system.checked_sub(from_nanos))
        {
            self.nominal =
                u64::try_from((u128::from(nanos) << 32) / u128::from(ticks)).unwrap_or(self.nominal);
        }
        let error = i128::from(system) - i128::from(predicted);
        let bent = i128::from(self.nominal) * (Self::HORIZON_NANOS + error) / Self::HORIZON_NANOS;
        (self.raw, self.unix_nanos) = (raw, predicted);
        self.rate = u64::try_from(bent).unwrap_or(self.nominal).max(1);
    }
}

#[inline]
fn scaled(ticks: u64, rate: u64) -> u64 {
    #[expect(clippy::cast_possible_truncation, reason = "580 years of nanoseconds fit")]
    let nanos = ((u128::from(ticks) * u128::from(rate)) >> 32) as u64;
    nanos
}

#[cfg(test)]
mod tests {
    use super::Line;

    const RATE: u64 = 1 << 32;
    const SECOND: u64 = 1_000_000_000;

    #[test]
    fn a_drifting_clock_is_worked_off_without_a_jump_or_a_step_back() {
        // The system clock runs 200 ppm faster than the counter was measured to.
        let mut line = Line::new(0, 1_000 * SECOND, RATE);
        let mut last = line.at(0);
        for second in 1..=60 {
            let raw = second * SECOND;
            let system = 1_000 * SECOND + raw + raw / 5_000;
            let before = line.at(raw);
            line.steer(raw, system);
            assert_eq!(line.at(raw), before, "steering moved the present, at second {second}");
            assert!(line.at(raw) > last);
            last = line.at(raw);
            assert!(line.at(raw).abs_diff(system) < 2_000_000, "error {} ns", line.at(raw).abs_diff(system));
        }
        assert!(last.abs_diff(1_060 * SECOND + 60 * SECOND / 5_000) < 100_000);
    }

    #[test]
    fn a_clock_that_was_set_is_followed_at_once() {
        for system in [500 * SECOND, 40_000_000 * SECOND] {
            let mut line = Line::new(0, 1_000 * SECOND, RATE);
            line.steer(SECOND, system);
            assert_eq!(line.at(SECOND), system);
        }
    }

    #[test]
    fn stamps_before_the_point_lie_on_the_same_line() {
        let line = Line::new(10 * SECOND, 1_000 * SECOND, RATE);
        assert_eq!(line.at(9 * SECOND), 999 * SECOND);
        assert_eq!(line.at(u64::MAX / 2 + 10 * SECOND) - 1_000 * SECOND, u64::MAX / 2);
    }
}
