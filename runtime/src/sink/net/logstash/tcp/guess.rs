//! What to take for delivered where the system does not tell what the peer's kernel has. It touches nothing.

use core::time::Duration;
use std::collections::VecDeque;

use crate::sink::net::stream::Moment;

/// A run that was wholly handed to the system counts as delivered when another one was after it, or when the connection still
/// stands a second later. After a break the last run is sent again, and any that was handed over less than a second ago with
/// nothing after it.
///
/// It is no more than a guess: what a socket's buffer held when its peer vanished may be more than one run, and is lost.
#[derive(Debug, Default)]
pub(super) struct Guess {
    /// Where the runs end that are not wholly written.
    ends: VecDeque<u64>,
    /// The end of the last run that is written, and since when it is.
    last: Option<(u64, Moment)>,
    /// Everything before this is assumed to have arrived.
    assumed: u64,
}

impl Guess {
    const STANDS: Duration = Duration::from_secs(1);

    /// A run ends at this offset.
    pub(super) fn push(&mut self, end: u64) {
        self.ends.push_back(end);
    }

    /// The offset below which everything counts as delivered, when at `now` so many bytes are written and the connection
    /// stands.
    pub(super) fn assume(&mut self, written: u64, now: Moment) -> u64 {
        while let Some(end) = self.ends.front().copied().filter(|end| *end <= written) {
            self.ends.pop_front();
            self.assumed = self.last.map_or(self.assumed, |(before, _)| before);
            self.last = Some((end, now));
        }
        if let Some((end, _)) = self.last.filter(|(_, since)| *since + Self::STANDS <= now) {
            self.assumed = end;
            self.last = None;
        }
        self.assumed
    }

    /// The same of a connection that has ended: nothing more is assumed.
    pub(super) fn assumed(&self) -> u64 {
        self.assumed
    }

    /// When the connection has stood long enough for what was written last.
    pub(super) fn due(&self) -> Option<Moment> {
        self.last.map(|(_, since)| since + Self::STANDS)
    }
}
