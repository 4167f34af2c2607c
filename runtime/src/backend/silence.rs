//! What rates kept back and no event told, told in the log itself.
//!
//! Usually the next event of the place tells it. This is for those that have no next event: a limit under which nothing
//! was logged for a minute, and at the end of the program all rates. Rates belong to the process, so the backend of the
//! installed logger tells it, and no other.

use core::time::Duration;
use std::sync::Arc;

use super::heart::Occasion;
use super::timer::Timer;
use crate as blackbar;
use crate::clock::RawClock;
use crate::event::{Callsite, LogEvent};
use crate::frontend::{self, Port};
use crate::rate::{self, Rate};
use crate::record::{self, Encoded, Head};

/// Calls were suppressed, and no event followed that tells it.
#[derive(blackbar_macros::LogEvent)]
#[log(
    crate = blackbar,
    name = "blackbar.calls_suppressed",
    level = info,
    target = "blackbar",
    message = "{calls} calls suppressed at {at}: {rate}"
)]
struct CallsSuppressed<'a> {
    calls: u64,
    /// The name of the event; none for an inline event.
    event_name: Option<&'a str>,
    /// Where the rate stands: `src/main.rs:12`.
    at: &'a str,
    /// `limit = 100/s`
    rate: &'a str,
}

static CALLSITE: Callsite = Callsite::new("blackbar", file!(), line!());

const INTERVAL: Duration = Duration::from_secs(60);

/// Enough for a few words and a path. Text keeps away from the last 4 KiB of a record.
const LONGEST: usize = 16 * 1024;

/// Looks at all rates every minute.
pub(super) struct Silence {
    timer: Timer,
    clock: RawClock,
    port: Arc<Port>,
}

impl Silence {
    pub(super) fn new(clock: RawClock, port: Arc<Port>) -> Self {
        Self { timer: Timer::new(clock.clone(), INTERVAL), clock, port }
    }

    /// Hands the record of each report to `emit`, if it is time; returns how many.
    pub(super) fn write(&mut self, occasion: Occasion, mut emit: impl FnMut(&[u8])) -> u64 {
        let take = match occasion {
            Occasion::Interval if self.timer.is_due().is_none() => return 0,
            Occasion::Interval => Rate::take_untold_if_silent,
            Occasion::End => Rate::take_untold,
        };
        if !frontend::is_installed(&self.port) {
            return 0;
        }
        let mut reports = 0;
        for rate in rate::all() {
            let calls = take(rate);
            if calls > 0 {
                self.report(rate, calls, &mut emit);
                reports += 1;
            }
        }
        reports
    }

    fn report(&self, rate: &Rate, calls: u64, emit: &mut impl FnMut(&[u8])) {
        let event_name = Some(rate.event()).filter(|name| !name.is_empty());
        let report = CallsSuppressed { calls, event_name, at: &rate.place(), rate: &rate.words() };
        let head = Head::new(CALLSITE.id_of(CallsSuppressed::SCHEMA), self.clock.now());
        let mut buffer = vec![0; LONGEST];
        if let Encoded::Whole(length) | Encoded::Truncated(length) =
            record::encode(&report, &head, None, None, &mut buffer, true)
            && let Some(record) = buffer.get(..length)
        {
            emit(record);
        }
    }
}
