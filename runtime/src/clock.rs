//! Time: raw stamps on the caller, wall time on the backend. The only place that reads a clock.
//!
//! The caller takes the processor's time stamp counter, unless the [`Clock`] that was chosen is another or `quanta` finds that
//! the counter cannot be relied on; then it is the monotonic clock. Raw stamps never go back, whatever is done to the system
//! clock. The backend turns them into wall time by a line that it steers towards the system clock.

#![allow(clippy::disallowed_methods, reason = "this is the place that reads clocks")]

use core::time::Duration;
use std::sync::OnceLock;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::os::counter;

/// What a log call takes its time from. See [`Builder::clock`](crate::Builder::clock).
///
/// | | a reading costs | resolution | beside the system clock |
/// |---|--:|---|---|
/// | [`Tsc`](Self::Tsc) | 11 ns | some nanoseconds | within some microseconds, without jumps |
/// | [`Realtime`](Self::Realtime) | 28 ns | a nanosecond | within a microsecond, jumps with it |
/// | [`Coarse`](Self::Coarse) | 6 ns | a tick of the kernel, 1 to 10 ms | up to a tick behind |
///
/// Measured on a virtual machine with an AMD EPYC, in a loop. The first reading after a pause takes longer where it goes through
/// the system's library (`Realtime` and `Coarse`).
///
/// With every one of them the events of a thread keep their order, and the log goes on when the system clock is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Clock {
    /// The time stamp counter of the processor, the default. The logger's thread compares it with the system clock once a second
    /// and works off the difference within five seconds, so that the times in the log never jump, unless the system clock is set by more
    /// than a second. Where the counter cannot be relied on, the monotonic clock of the system takes its place.
    #[default]
    Tsc,
    /// The clock of the system, as other programs read it: for logs that are compared with those of other processes to the
    /// microsecond. A call reads the monotonic clock, and the logger's thread looks how far that is from the system clock each time it takes events. When the system clock is set, the times in the log jump with it.
    Realtime,
    /// The time of the system's last tick, on Linux: for programs that log so much that the reading counts. Events of
    /// several threads within one tick have the same time, and may come in any order. Elsewhere it is as
    /// [`Realtime`](Self::Realtime).
    Coarse,
}

/// The raw clock of the calling thread; copies of it agree.
#[derive(Debug, Clone)]
pub(crate) struct RawClock {
    source: Source,
    /// Knows the counter's rate, and whether it can be relied on.
    quanta: quanta::Clock,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// The counter that [`counter::read`] reads.
    Counter,
    /// Whatever `quanta` takes.
    Quanta,
    /// The monotonic clock, in nanoseconds.
    Monotonic,
    /// The same at the last tick.
    Coarse,
}

impl RawClock {
    /// The first call in a process measures the counter's rate, for at most 200 ms.
    pub(crate) fn new() -> Self {
        Self::of(Clock::Tsc)
    }

    /// The same, with a source of choice.
    pub(crate) fn of(clock: Clock) -> Self {
        let quanta = quanta::Clock::new();
        let source = match clock {
            Clock::Tsc if is_the_counter(&quanta) => Source::Counter,
            Clock::Tsc => Source::Quanta,
            Clock::Coarse if coarse_nanos().is_some() => Source::Coarse,
            Clock::Realtime | Clock::Coarse => Source::Monotonic,
        };
        Self { source, quanta }
    }

    /// A stamp: neither a lock nor, on most machines, a system call.
    #[inline(always)]
    pub(crate) fn now(&self) -> u64 {
        if self.source == Source::Counter {
            return counter::read();
        }
        self.ask()
    }

    #[inline(never)]
    fn ask(&self) -> u64 {
        match self.source {
            Source::Counter => counter::read(),
            Source::Quanta => self.quanta.raw(),
            Source::Monotonic => monotonic_nanos(),
            Source::Coarse => coarse_nanos().unwrap_or_default(),
        }
    }

    /// The time between two stamps.
    #[inline]
    pub(crate) fn between(&self, start: u64, end: u64) -> Duration {
        Duration::from_nanos(self.nanos(start, end.max(start)))
    }

    #[inline]
    fn nanos(&self, start: u64, end: u64) -> u64 {
        match self.source {
            Source::Counter | Source::Quanta => self.quanta.delta_as_nanos(start, end),
            Source::Monotonic | Source::Coarse => end - start,
        }
    }
}

/// Whether `quanta` takes the counter that [`counter::read`] reads: then its stamps lie between two readings of that.
fn is_the_counter(quanta: &quanta::Clock) -> bool {
    counter::EXISTS
        && (0..3).all(|_| {
            let (before, stamp, after) = (counter::read(), quanta.raw(), counter::read());
            (before..=after).contains(&stamp)
        })
}

/// Nanoseconds since some moment of this process.
fn monotonic_nanos() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    u64::try_from(START.get_or_init(Instant::now).elapsed().as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn coarse_nanos() -> Option<u64> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::MonotonicCoarse);
    let seconds = u64::try_from(time.tv_sec).ok()?;
    Some(seconds * 1_000_000_000 + u64::try_from(time.tv_nsec).ok()?)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn coarse_nanos() -> Option<u64> {
    None
}

/// Nanoseconds since some moment, for a decision on the caller: as cheap as a stamp, and the same for all threads.
#[inline]
pub(crate) fn nanos() -> u64 {
    static CLOCK: OnceLock<RawClock> = OnceLock::new();
    let clock = CLOCK.get_or_init(RawClock::new);
    clock.nanos(0, clock.now())
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
        let nominal = clock.nanos(0, TICKS).max(1);
        let (raw, unix_nanos) = (clock.now(), system_nanos());
        Self { clock, line: Line::new(raw, unix_nanos, nominal), steered: raw }
    }

    /// Nanoseconds since 1970 UTC at the stamp `raw`.
    #[inline]
    pub(crate) fn unix_nanos(&self, raw: u64) -> u64 {
        self.line.at(raw)
    }

    /// Looks at the system clock, at most once a second, and bends the line towards it. `raw` is a stamp of just now. Under
    /// [`Clock::Realtime`] it looks each time, and follows at once.
    pub(crate) fn steer(&mut self, raw: u64) {
        if self.clock.source == Source::Monotonic {
            let before = self.clock.now();
            let system = system_nanos();
            let took = self.clock.now() - before;
            self.line.follow(before + took / 2, system, took + 500);
        } else if self.clock.between(self.steered, raw) >= Self::INTERVAL {
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

    /// From here on the line goes through `system`, which is the system clock's time at the stamp `raw`, unless it passes by as near
    /// as it is known.
    fn follow(&mut self, raw: u64, system: u64, doubt: u64) {
        if self.at(raw).abs_diff(system) > doubt {
            *self = Self::new(raw, system, self.nominal);
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
    use super::{Clock, Line, RawClock, WallClock, system_nanos};

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

    #[test]
    fn a_line_that_follows_goes_where_the_system_clock_goes() {
        let mut line = Line::new(0, 1_000 * SECOND, RATE);
        for (raw, system) in
            [(SECOND, 1_001 * SECOND + 700), (2 * SECOND, 5 * SECOND), (3 * SECOND, 9_000 * SECOND)]
        {
            line.follow(raw, system, 500);
            assert_eq!((line.at(raw), line.at(raw + 5)), (system, system + 5));
        }
        line.follow(4 * SECOND, 9_001 * SECOND + 400, 500);
        assert_eq!(line.at(4 * SECOND), 9_001 * SECOND, "what two readings may differ by is no difference");
    }

    #[test]
    fn stamps_of_every_clock_never_go_back_and_are_told_as_the_time_of_day() {
        for choice in [Clock::Tsc, Clock::Realtime, Clock::Coarse] {
            let clock = RawClock::of(choice);
            let mut wall = WallClock::new(clock.clone());
            let stamps: Vec<u64> = (0..10_000).map(|_| clock.now()).collect();
            assert!(stamps.is_sorted(), "{choice:?}");
            let before = system_nanos();
            let stamp = clock.now();
            wall.steer(stamp);
            let told = wall.unix_nanos(stamp);
            assert!(told.abs_diff(before) < 60 * SECOND, "{choice:?}: {told} and {before}");
            assert!(clock.between(stamp, clock.now()).as_secs() < 3600, "{choice:?}");
        }
    }
}
