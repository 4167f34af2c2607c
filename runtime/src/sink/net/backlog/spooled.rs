//! The spool of a backlog: everything that leaves the queue goes into it, and is read back from it when it is to be sent.

use core::time::Duration;
use std::io;
use std::sync::Arc;

use tokio::time::Instant;

use super::syncing::Syncing;
use crate::count::Cause;
use crate::level::Level;
use crate::sink::net::chunk::Chunk;
use crate::sink::net::queue::{Held, Queue, Settled, Taken};
use crate::sink::net::shipper::SpoolSync;
use crate::sink::{DeliveryCounts, SinkCounts};
use crate::spool::{Found, Refusal, Spool};

/// How soon something is offered again to a disk that refused it.
const AGAIN: Duration = Duration::from_secs(1);
/// So many chunks are moved in one go, before there is a look at the network.
const CHUNKS: usize = 16;
/// Bytes that are read at once.
const READ: usize = 256 * 1024;

pub(super) struct Spooled {
    pub(super) spool: Spool,
    pub(super) syncing: Syncing,
    /// What left the queue and is not in the spool: the disk refused it.
    stash: Option<Stash>,
    /// Nothing is offered to the disk before this.
    not_before: Option<Instant>,
    /// Events in the spool that are not settled, as they are counted.
    events: u64,
    /// About how many bytes of them were never read.
    unread: usize,
    queue: Arc<Queue>,
    counts: Arc<SinkCounts>,
    delivery: Arc<DeliveryCounts>,
}

/// A part of a chunk that has no place yet.
#[derive(Debug)]
pub(super) struct Stash {
    pub(super) chunk: Chunk,
    pub(super) from: usize,
    /// Its position in the queue.
    pub(super) start: u64,
}

/// Whether a chunk that is in the spool is sent from memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    Ahead,
    OnDisk,
}

/// A chunk that is in the spool as a whole: its position in the queue, and the number after its last event.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stored {
    pub(super) start: u64,
    pub(super) end: u64,
}

impl Spooled {
    pub(super) fn new(
        spool: Spool,
        found: &Found,
        when: SpoolSync,
        queue: Arc<Queue>,
        counts: Arc<SinkCounts>,
        delivery: Arc<DeliveryCounts>,
    ) -> Self {
        // What is known to be lost was there once: it stands on both sides of the ledger.
        delivery.add_recovered(found.events + found.lost_events);
        counts.add_dropped(Cause::SpoolDamaged, found.lost_events);
        let spooled = Self {
            spool,
            syncing: Syncing::new(when),
            stash: None,
            not_before: None,
            events: found.events,
            unread: usize::try_from(found.bytes).unwrap_or(usize::MAX),
            queue,
            counts,
            delivery,
        };
        spooled.show();
        spooled
    }

    /// Moves what waits in the queue into the spool, as far as the disk takes it; `stored` is told of each chunk. What the disk
    /// said when it refused is the answer.
    pub(super) fn take_in(
        &mut self,
        now: Instant,
        next_number: u64,
        mut stored: impl FnMut(Stored, Chunk) -> Kept,
    ) -> Option<io::Error> {
        if self.not_before.is_some_and(|then| now < then) {
            return None;
        }
        self.not_before = None;
        for _ in 0..CHUNKS {
            let stash = self.stash.take().or_else(|| self.next_stash())?;
            self.spool.skip_to(next_number);
            match self.append(stash) {
                Ok((one, chunk)) => {
                    let bytes = chunk.bytes().len();
                    if stored(one, chunk) == Kept::Ahead {
                        self.unread = self.unread.saturating_sub(bytes);
                    }
                }
                Err((rest, refusal)) => {
                    self.stash = Some(rest);
                    self.not_before = Some(now + AGAIN);
                    return match refusal {
                        Refusal::Full => None,
                        Refusal::Disk(error) => Some(error),
                    };
                }
            }
        }
        None
    }

    fn next_stash(&self) -> Option<Stash> {
        let Taken { chunk, start } = self.queue.take()?;
        Some(Stash { chunk, from: 0, start })
    }

    /// Appends a chunk, and numbers it as its events are if it has as many numbers as they; or gives back what is left of it.
    fn append(&mut self, mut stash: Stash) -> Result<(Stored, Chunk), (Stash, Refusal)> {
        let chunk = &stash.chunk;
        let events = (stash.from..chunk.len()).map(|at| (chunk.event(at), flags(chunk.level(at))));
        let before = self.spool.next_number();
        let appended = self.spool.append(events);
        self.events += self.spool.next_number() - before;
        let until = stash.from + appended.taken;
        let held = Held { events: appended.taken as u64, bytes: chunk.bytes_of(stash.from..until).len() };
        self.queue.settle(held, Settled::Spooled);
        self.syncing.touch();
        self.unread = self.unread.saturating_add(held.bytes);
        if let Some(refusal) = appended.refused {
            stash.from = until;
            return Err((stash, refusal));
        }
        stash.chunk.set_first(before);
        Ok((Stored { start: stash.start, end: self.spool.next_number() }, stash.chunk))
    }

    /// Reads events from this number on, or from the next that there are; an empty chunk has the number that reading came to.
    pub(super) fn read(&mut self, from: u64) -> (Chunk, Option<io::Error>) {
        let mut chunk = Chunk::new(from);
        let read = self.spool.read(from, usize::MAX, READ, |flags, event| {
            chunk.push(level(flags), event);
        });
        chunk.set_first(read.first);
        self.unread = self.unread.saturating_sub(chunk.bytes().len());
        (chunk, read.trouble)
    }

    /// About what was not read of it, from this number on.
    pub(super) fn unread(&self, from: u64) -> Held {
        Held { events: self.spool.next_number().saturating_sub(from), bytes: self.unread }
    }

    /// Whether it has events from this number on.
    pub(super) fn has(&self, from: u64) -> bool {
        self.spool.next_number() > from && self.events > 0
    }

    /// What the disk refused, when it is not tried again before long.
    pub(super) fn refused(&mut self) -> Option<Stash> {
        self.not_before?;
        self.stash.take().or_else(|| self.next_stash())
    }

    /// Where in the queue that begins which is neither sent nor stored.
    pub(super) fn stash_start(&self) -> Option<u64> {
        self.stash.as_ref().map(|stash| stash.start)
    }

    /// When something is offered to the disk again, if it refused.
    pub(super) fn offers_again(&self) -> Option<Instant> {
        self.not_before
    }

    /// Events in it that are not settled.
    pub(super) fn events(&self) -> u64 {
        self.events
    }

    /// These are settled.
    pub(super) fn settled(&mut self, events: u64) {
        self.events = self.events.saturating_sub(events);
        self.show();
    }

    /// Everything below this number is done with.
    pub(super) fn release(&mut self, below: u64) {
        let below = below.min(self.spool.next_number());
        if below > self.spool.first_number() {
            self.spool.release(below);
            self.syncing.touch();
        }
    }

    /// Counts what the spool has lost. Of the oldest of it, `settled` events had been settled before.
    pub(super) fn count_losses(&mut self, settled: u64) {
        let lost = self.spool.take_losses();
        let dropped = lost.dropped_oldest.saturating_sub(settled);
        let expired = lost.expired.saturating_sub(settled - (lost.dropped_oldest - dropped));
        for (cause, events) in [
            (Cause::Expired, expired),
            // Those of a low level and those that are too large never had a place in it.
            (Cause::SpoolFull, dropped + lost.dropped_lowest),
            (Cause::TooLarge, lost.too_large),
            (Cause::SpoolDamaged, lost.damaged),
        ] {
            self.counts.add_dropped(cause, events);
        }
        self.events = self.events.saturating_sub(expired + dropped + lost.damaged);
        self.show();
    }

    fn show(&self) {
        self.delivery.set_spooled_events(self.events);
        self.delivery.set_spooled_bytes(self.spool.bytes());
    }
}

impl core::fmt::Debug for Spooled {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Spooled").field("events", &self.events).finish_non_exhaustive()
    }
}

/// The level as a spool writes it: 0 for trace to 5 for critical.
fn flags(level: Option<Level>) -> u8 {
    level.map_or(0, |level| level as u8 - Level::Trace as u8)
}

/// One that no library of this version writes is taken for the highest.
fn level(flags: u8) -> Level {
    Level::ALL.get(usize::from(flags & 7)).copied().unwrap_or(Level::Critical)
}
