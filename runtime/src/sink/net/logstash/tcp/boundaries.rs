//! Where events end in a stream of bytes. It touches nothing.

use std::collections::VecDeque;

use crate::sink::net::chunk::Run;

/// The events of a stream that are not known to have arrived.
#[derive(Debug, Default)]
pub(super) struct Boundaries {
    flights: VecDeque<Flight>,
}

/// A run in the stream.
#[derive(Debug)]
struct Flight {
    run: Run,
    /// The offset of its first byte.
    start: u64,
    /// How many of its events were told of.
    told: usize,
}

impl Boundaries {
    /// Adds a run whose first byte is at `start`, after all before it.
    pub(super) fn push(&mut self, run: Run, start: u64) {
        if run.len() > 0 {
            self.flights.push_back(Flight { run, start, told: 0 });
        }
    }

    /// The number of events that end at or below `offset` and were not told of before, and forgets them.
    pub(super) fn pass(&mut self, offset: u64) -> usize {
        let mut passed = 0;
        while let Some(flight) = self.flights.front_mut() {
            let Some(within) = offset.checked_sub(flight.start) else { break };
            let whole = flight.run.events_within(usize::try_from(within).unwrap_or(usize::MAX));
            passed += whole.saturating_sub(flight.told);
            flight.told = whole.max(flight.told);
            if flight.told < flight.run.len() {
                break;
            }
            self.flights.pop_front();
        }
        passed
    }

    /// The offset of the first event that was not told of.
    pub(super) fn first(&self) -> Option<u64> {
        self.flights.front().map(|flight| flight.start + flight.run.start_of(flight.told) as u64)
    }
}
