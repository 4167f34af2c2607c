//! Rendered events on their way, shared by those who keep them and those who send them.

use core::ops::Range;
use std::sync::Arc;

use crate::level::Level;
use crate::sink::Batch;

/// Rendered events with consecutive numbers. It grows until it is shared, and never changes after that.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    bytes: Vec<u8>,
    index: Vec<Entry>,
    first: u64,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    end: usize,
    level: Level,
}

/// Consecutive events of a chunk, which are sent together.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    chunk: Arc<Chunk>,
    events: Range<usize>,
}

impl Chunk {
    /// An empty chunk whose first event will have this number.
    pub(crate) fn new(first: u64) -> Self {
        Self { bytes: Vec::new(), index: Vec::new(), first }
    }

    /// Adds an event, with its line end.
    pub(crate) fn push(&mut self, level: Level, event: &[u8]) {
        self.bytes.extend_from_slice(event);
        self.index.push(Entry { end: self.bytes.len(), level });
    }

    /// Adds all events of a batch at once.
    pub(crate) fn extend(&mut self, batch: &Batch) {
        let before = self.bytes.len();
        self.bytes.extend_from_slice(batch.as_bytes());
        self.index.extend(batch.ends().map(|(end, level)| Entry { end: before + end, level }));
    }

    /// Adds some events of another chunk.
    pub(crate) fn extend_from(&mut self, other: &Self, events: Range<usize>) {
        let (before, skipped) = (self.bytes.len(), other.start(events.start));
        self.bytes.extend_from_slice(other.bytes_of(events.clone()));
        let entries = other.index.get(events).unwrap_or_default();
        self.index.extend(
            entries.iter().map(|entry| Entry { end: before + (entry.end - skipped), level: entry.level }),
        );
    }

    /// Forgets all events and keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.index.clear();
    }

    /// The memory it has for bytes of events.
    pub(crate) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// Makes room for so many bytes and events, no more than that.
    pub(crate) fn reserve(&mut self, bytes: usize, events: usize) {
        self.bytes.reserve_exact(bytes);
        self.index.reserve_exact(events);
    }

    /// The number of its first event.
    pub(crate) fn first(&self) -> u64 {
        self.first
    }

    /// Numbers its events anew.
    pub(crate) fn set_first(&mut self, first: u64) {
        self.first = first;
    }

    /// The number of events.
    pub(crate) fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there is no event.
    pub(crate) fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// All bytes, the events one after another.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes of the events in this range, one after another. None of those that are not there.
    pub(crate) fn bytes_of(&self, events: Range<usize>) -> &[u8] {
        self.bytes.get(self.start(events.start)..self.start(events.end)).unwrap_or_default()
    }

    /// The event at `at`, with its line end.
    pub(crate) fn event(&self, at: usize) -> &[u8] {
        self.bytes_of(at..at + 1)
    }

    /// The level of the event at `at`.
    pub(crate) fn level(&self, at: usize) -> Option<Level> {
        self.index.get(at).map(|entry| entry.level)
    }

    /// Where the event at `at` begins; the end of all beyond the last one.
    fn start(&self, at: usize) -> usize {
        let last = at.min(self.index.len());
        last.checked_sub(1).and_then(|before| self.index.get(before)).map_or(0, |entry| entry.end)
    }
}

impl Run {
    /// These events of a chunk; of those beyond its end, none.
    pub(crate) fn new(chunk: Arc<Chunk>, events: Range<usize>) -> Self {
        let end = events.end.min(chunk.len());
        Self { events: events.start.min(end)..end, chunk }
    }

    /// The number of events.
    pub(crate) fn len(&self) -> usize {
        self.events.len()
    }

    /// The number of the first event.
    pub(crate) fn first(&self) -> u64 {
        self.chunk.first() + self.events.start as u64
    }

    /// The numbers of its events.
    pub(crate) fn numbers(&self) -> Range<u64> {
        self.first()..self.first() + self.len() as u64
    }

    /// All bytes, the events one after another, each with its line end.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.chunk.bytes_of(self.events.clone())
    }

    /// The events in order, each with its line end.
    pub(crate) fn events(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.events.clone().map(|at| self.chunk.event(at))
    }

    /// The first `events` of it, and the rest.
    pub(crate) fn split_at(self, events: usize) -> (Self, Self) {
        let middle = self.events.start.saturating_add(events).min(self.events.end);
        let first = Self { chunk: Arc::clone(&self.chunk), events: self.events.start..middle };
        (first, Self { events: middle..self.events.end, chunk: self.chunk })
    }

    /// How many of its events lie wholly within its first `bytes` bytes.
    pub(crate) fn events_within(&self, bytes: usize) -> usize {
        let limit = self.chunk.start(self.events.start).saturating_add(bytes);
        let index = self.chunk.index.get(self.events.clone()).unwrap_or_default();
        index.partition_point(|entry| entry.end <= limit)
    }

    /// Where in its bytes the event at `at` begins; their end beyond the last one.
    pub(crate) fn start_of(&self, at: usize) -> usize {
        let begin = self.chunk.start(self.events.start);
        self.chunk.start(self.events.end.min(self.events.start.saturating_add(at))) - begin
    }
}
