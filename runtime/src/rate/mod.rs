//! Rates: how many of the calls at a place become events.
//!
//! The decision belongs to the place (an event type, or one `log_event!`), not to a logger. It is made in the calling
//! thread after the filters and before anything is evaluated, once for each call, with nothing allocated and no lock
//! taken. A call that is kept back is *suppressed*: neither lost nor accepted. It is counted, and the next event of
//! the same place carries the count. `calls = passed + suppressed` holds whatever threads do.
//!
//! | rate | which calls pass |
//! |---|---|
//! | `sample = n` | the first, and then every n-th |
//! | `limit = "n/s"` | those for which a bucket of `n` tokens, filled at `n` a second, has one |
//! | `once` | the first |
//!
//! - *Threads.* All of them share one rate: 100 a second are 100 with 64 threads too. What a thread has to do often, it does
//!   on a [seat](seat) of its own, for there are eight; what that means for `sample` and `limit` stands there.
//! - *Filters.* A call that no filter wants does not get here: it takes no token and counts as nothing. After a time
//!   off, a rate goes on from where it was; a bucket has filled up meanwhile.
//! - *Loggers.* A call that passed goes to one logger, which may still lose it (and count that). With several loggers
//!   the count of what was suppressed goes with the next event of the place, whichever logger gets that.
//! - *Generic code.* A `static` in a generic function is one for all its types, and so is the rate of a generic event type.
//! - *Forks.* The child goes on with the counts and tokens of the moment of the fork. The seats of threads that it does
//!   not have stay taken. What was suppressed before, and not told, is told on both sides, by an event or at the end.
//! - *Signals.* A handler that logs at the very place it interrupted, in the instant of the decision, may cost one count.

mod limit;
mod list;
mod once;
mod sample;
mod seat;
#[cfg(test)]
mod tests;

use core::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::OnceLock;

use self::limit::Limit;
use self::once::Once;
use self::sample::Sample;
use crate::clock;

pub(crate) use list::{all, suppressed};

/// How many of the calls at a place become events: a `static` in an expansion.
#[derive(Debug)]
pub struct Rate {
    policy: Policy,
    place: Place,
    /// Of the event type that was suppressed first; empty for an inline event.
    event: OnceLock<&'static str>,
    in_list: AtomicBool,
    next: OnceLock<&'static Rate>,
    /// What had been told when the backend last looked.
    looked_at: AtomicU64,
}

#[derive(Debug)]
enum Policy {
    Sample(Sample),
    Limit(Limit),
    Once(Once),
}

/// Where a rate stands in the source.
#[derive(Debug)]
struct Place {
    file: &'static str,
    line: u32,
}

impl Rate {
    /// The first call and then every `n`-th. Zero is taken for one.
    #[must_use]
    pub const fn sample(n: u32, file: &'static str, line: u32) -> Self {
        Self::new(Policy::Sample(Sample::new(n)), file, line)
    }

    /// At most `n` calls in `unit`, all of them at once if need be. Zero is taken for one.
    #[must_use]
    pub const fn limit(n: u32, unit: Unit, file: &'static str, line: u32) -> Self {
        Self::new(Policy::Limit(Limit::new(n, unit)), file, line)
    }

    /// The first call.
    #[must_use]
    pub const fn once(file: &'static str, line: u32) -> Self {
        Self::new(Policy::Once(Once::new()), file, line)
    }

    const fn new(policy: Policy, file: &'static str, line: u32) -> Self {
        Self {
            policy,
            place: Place { file, line },
            event: OnceLock::new(),
            in_list: AtomicBool::new(false),
            next: OnceLock::new(),
            looked_at: AtomicU64::new(0),
        }
    }

    /// Whether a call passes; if so, how many were suppressed and not told of before it. `event` is the event's name.
    #[inline]
    pub(crate) fn admit(&'static self, event: &'static str) -> Option<u32> {
        let seat = seat::mine();
        let verdict = match &self.policy {
            Policy::Sample(sample) => sample.admit(seat),
            Policy::Limit(limit) => limit.admit(seat, seat::is_only_one, clock::nanos),
            Policy::Once(once) => once.admit(seat),
        };
        if verdict.is_none() && !self.in_list.load(Ordering::Relaxed) {
            self.join(event);
        }
        verdict
    }

    #[cold]
    fn join(&'static self, event: &'static str) {
        if !self.in_list.swap(true, Ordering::Relaxed) {
            // It is nobody else's turn to set it.
            let _set = self.event.set(event);
            list::add(self);
        }
    }

    /// Calls that were suppressed until now.
    pub(crate) fn suppressed(&self) -> u64 {
        match &self.policy {
            Policy::Sample(sample) => sample.suppressed(),
            Policy::Limit(limit) => limit.suppressed(),
            Policy::Once(once) => once.suppressed(),
        }
    }

    /// Takes what no event has told of: the caller tells it. No event will.
    pub(crate) fn take_untold(&self) -> u64 {
        match &self.policy {
            Policy::Sample(sample) => sample.take_untold(),
            Policy::Limit(limit) => limit.take_untold(),
            Policy::Once(once) => once.take_untold(),
        }
    }

    /// The same for a limit under which no event passed since the last time this was asked; else zero. The others have
    /// nothing that anybody waits for: what was sampled is known by its share, and `once` means once.
    pub(crate) fn take_untold_if_silent(&self) -> u64 {
        let Policy::Limit(limit) = &self.policy else { return 0 };
        let told = limit.told();
        if self.looked_at.swap(told, Ordering::Relaxed) == told { limit.take_untold() } else { 0 }
    }

    /// The name of the event; empty for an inline event.
    pub(crate) fn event(&self) -> &'static str {
        self.event.get().copied().unwrap_or_default()
    }

    /// File and line of the rate.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.place.file, self.place.line)
    }

    /// The rate in the words of its source: `sample = 10`, `limit = 100/s`, `once`.
    pub(crate) fn words(&self) -> String {
        match &self.policy {
            Policy::Sample(sample) => format!("sample = {}", sample.every()),
            Policy::Limit(limit) => format!("limit = {limit}"),
            Policy::Once(_) => "once".to_owned(),
        }
    }
}

/// What a limit counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// `"100/s"`
    Second,
    /// `"100/min"`
    Minute,
    /// `"100/h"`
    Hour,
}

impl Unit {
    const fn nanos(self) -> u64 {
        match self {
            Self::Second => 1_000_000_000,
            Self::Minute => 60 * 1_000_000_000,
            Self::Hour => 3600 * 1_000_000_000,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "h",
        }
    }
}

/// As many of `untold` as fit into a record; the rest waits for the next event.
fn told_at_once(untold: u64) -> u32 {
    u32::try_from(untold).unwrap_or(u32::MAX)
}
