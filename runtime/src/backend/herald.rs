//! Destinations that go away and come back, told in the log itself.

use core::time::Duration;
use std::sync::Arc;

use super::monitor::Monitor;
use crate as blackbar;
use crate::clock::RawClock;
use crate::event::{Callsite, LogEvent};
use crate::record::{self, Encoded, Head};
use crate::sink::{Condition, DeliveryState};

/// A destination takes nothing: it cannot be reached, or it refuses until somebody acts.
#[derive(blackbar_macros::LogEvent)]
#[log(
    crate = blackbar,
    name = "blackbar.destination_down",
    level = warn,
    target = "blackbar",
    message = "{sink} is {state}"
)]
struct DestinationDown<'a> {
    sink: &'a str,
    /// `down` or `paused`.
    state: &'static str,
    address: &'a str,
    /// What went wrong.
    problem: Option<&'a str>,
    waiting: u64,
}

/// It takes events again.
#[derive(blackbar_macros::LogEvent)]
#[log(
    crate = blackbar,
    name = "blackbar.destination_up",
    level = info,
    target = "blackbar",
    message = "{sink} is up again"
)]
struct DestinationUp<'a> {
    sink: &'a str,
    address: &'a str,
    /// Since it was told that it was not.
    down_for: Duration,
    waiting: u64,
}

static DOWN: Callsite = Callsite::new("blackbar", file!(), line!());
static UP: Callsite = Callsite::new("blackbar", file!(), line!());

/// One destination is told to be down at most once in that time: one that comes and goes would fill the log. That it is up
/// again follows at once.
const INTERVAL: Duration = Duration::from_secs(60);

/// Enough for names, an address and an error. Text keeps away from the last 4 KiB of a record.
const LONGEST: usize = 16 * 1024;

/// Compares how destinations are with what was told of them.
pub(super) struct Herald {
    clock: RawClock,
    monitor: Arc<Monitor>,
    told: Vec<Told>,
}

/// What was told of one destination. Before the first time, that it is up: a healthy start is no news.
#[derive(Default)]
struct Told {
    down: bool,
    /// The stamp at which it was last told to be down.
    at: Option<u64>,
    /// The changes that were looked at.
    changes: u64,
}

impl Herald {
    pub(super) fn new(clock: RawClock, monitor: Arc<Monitor>) -> Self {
        let told = core::iter::repeat_with(Told::default).take(monitor.sinks().len()).collect();
        Self { clock, monitor, told }
    }

    /// Hands the record of each event to `emit`; returns how many.
    pub(super) fn write(&mut self, mut emit: impl FnMut(&[u8])) -> u64 {
        let now = self.clock.now();
        let mut events = 0;
        for ((sink, counts), told) in self.monitor.sinks().iter().zip(&mut self.told) {
            let Some(delivery) = counts.delivery() else { continue };
            let changes = delivery.changes();
            let recent = told.at.is_some_and(|at| self.clock.between(at, now) < INTERVAL);
            if changes == told.changes || recent && !told.down {
                continue;
            }
            let condition = delivery.condition();
            let Some(down) = is_down(condition.state).filter(|down| *down != told.down) else {
                told.changes = changes;
                continue;
            };
            let waiting = delivery.queued_events() + delivery.spooled_events();
            let Condition { state, address, last_error, .. } = &condition;
            if down {
                let problem = last_error.as_deref();
                let event = DestinationDown { sink, state: state.as_str(), address, problem, waiting };
                emit_event(&event, &DOWN, now, &mut emit);
            } else {
                let down_for = told.at.map_or(Duration::ZERO, |at| self.clock.between(at, now));
                emit_event(&DestinationUp { sink, address, down_for, waiting }, &UP, now, &mut emit);
            }
            *told = Told { down, at: if down { Some(now) } else { told.at }, changes };
            events += 1;
        }
        events
    }
}

/// Nothing while it is being found out.
fn is_down(state: DeliveryState) -> Option<bool> {
    match state {
        DeliveryState::Connecting => None,
        DeliveryState::Up => Some(false),
        DeliveryState::Down | DeliveryState::Paused => Some(true),
    }
}

fn emit_event<E: LogEvent>(event: &E, callsite: &'static Callsite, stamp: u64, emit: &mut impl FnMut(&[u8])) {
    let head = Head::new(callsite.id_of(E::SCHEMA), stamp);
    let mut buffer = vec![0; LONGEST];
    if let Encoded::Whole(length) | Encoded::Truncated(length) =
        record::encode(event, &head, None, None, &mut buffer, true)
        && let Some(record) = buffer.get(..length)
    {
        emit(record);
    }
}
