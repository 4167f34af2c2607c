//! What the lock of a queue guards: the chunks that wait, and the numbers of those that do not wait any more.

use std::collections::VecDeque;
use std::time::Instant;

use super::super::chunk::Chunk;
use super::Taken;
use crate::level::Level;
use crate::sink::Batch;

/// A number of events, and their bytes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) events: u64,
    pub(crate) bytes: usize,
}

impl Held {
    /// Whether there is as much of either.
    pub(crate) fn reaches(self, enough: Self) -> bool {
        self.events >= enough.events || self.bytes >= enough.bytes
    }

    pub(crate) fn add(&mut self, more: Self) {
        self.events += more.events;
        self.bytes += more.bytes;
    }

    pub(crate) fn subtract(&mut self, less: Self) {
        debug_assert!(self.events >= less.events && self.bytes >= less.bytes, "{less:?} of {self:?}");
        self.events = self.events.saturating_sub(less.events);
        self.bytes = self.bytes.saturating_sub(less.bytes);
    }
}

#[derive(Debug, Default)]
pub(super) struct State {
    /// What waits, oldest first; the last one may still grow.
    pub(super) slots: VecDeque<Slot>,
    pub(super) waiting: Held,
    /// Taken out and not settled.
    pub(super) in_flight: Held,
    /// The position of the next event: how many were ever taken in.
    pub(super) position: u64,
    /// All before this position are where they belong.
    pub(super) done: u64,
    pub(super) flush_to: u64,
    /// What the delivery waits for.
    pub(super) wanted: Option<Held>,
    pub(super) stage: Stage,
    /// Memory that was used before.
    pub(super) spare: Vec<Chunk>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    #[default]
    Open,
    /// Nothing comes any more; what is there has until this deadline.
    Closing(Option<Instant>),
    /// The delivery has ended, or nobody waits for it any more. Everything is counted.
    Over,
}

/// A chunk that waits.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) chunk: Chunk,
    /// Events at its front that are lost.
    pub(super) from: usize,
    /// The position of its first event. Positions stay when events are taken out of the middle.
    pub(super) start: u64,
}

/// Chunks kept for their memory.
const SPARE: usize = 4;

impl State {
    /// Bytes that fit.
    pub(super) fn room(&self, capacity: usize) -> usize {
        capacity.saturating_sub(self.waiting.bytes + self.in_flight.bytes)
    }

    pub(super) fn append_all(&mut self, batch: &Batch, chunk: usize) {
        self.open_slot(chunk, batch.as_bytes().len()).extend(batch);
        self.appended(Held { events: batch.len() as u64, bytes: batch.as_bytes().len() });
    }

    pub(super) fn append_one(&mut self, level: Level, event: &[u8], chunk: usize) {
        self.open_slot(chunk, event.len()).push(level, event);
        self.appended(Held { events: 1, bytes: event.len() });
    }

    fn appended(&mut self, more: Held) {
        self.waiting.add(more);
        self.position += more.events;
    }

    /// The chunk that new events go to.
    fn open_slot(&mut self, chunk: usize, bytes: usize) -> &mut Chunk {
        let grows = self.slots.back().is_some_and(|slot| slot.chunk.bytes().len() < chunk);
        if !grows {
            let mut fresh = self.spare.pop().unwrap_or_default();
            if bytes * 2 >= chunk {
                // It is filled at once or nearly: doubling its way there would copy it.
                fresh.reserve(chunk + bytes, 0);
            }
            self.slots.push_back(Slot { chunk: fresh, from: 0, start: self.position });
        }
        let at = self.slots.len() - 1;
        &mut self.slots[at].chunk
    }

    /// Takes the oldest chunk out, without the events at its front that are lost.
    pub(super) fn take(&mut self) -> Option<Taken> {
        let Slot { mut chunk, from, start } = self.slots.pop_front()?;
        // A few events in a lot of memory would hold that memory for as long as they are not acknowledged.
        if from > 0 || chunk.capacity() / 2 > chunk.bytes().len() {
            let mut exact = Chunk::new(0);
            let events = from..chunk.len();
            exact.reserve(chunk.bytes_of(events.clone()).len(), events.len());
            exact.extend_from(&chunk, events);
            core::mem::swap(&mut chunk, &mut exact);
            self.keep_spare(exact, usize::MAX);
        }
        let held = Held { events: chunk.len() as u64, bytes: chunk.bytes().len() };
        self.waiting.subtract(held);
        self.in_flight.add(held);
        Some(Taken { chunk, start })
    }

    pub(super) fn keep_spare(&mut self, mut chunk: Chunk, at_least: usize) {
        if self.spare.len() < SPARE && (at_least == usize::MAX || chunk.capacity() >= at_least / 2) {
            chunk.clear();
            self.spare.push(chunk);
        }
    }

    /// The first position that is still in the queue.
    pub(super) fn out(&self) -> u64 {
        self.slots.front().map_or(self.position, |slot| slot.start)
    }
}
