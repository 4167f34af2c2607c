//! Rendered events, ready for any sink that wants this rendering.

use core::ops::Range;

use crate::level::Level;

/// The rendered bytes of some events, with one index entry for each.
#[derive(Debug, Default)]
pub struct Batch {
    bytes: Vec<u8>,
    index: Vec<Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    end: usize,
    unix_nanos: u64,
    level: Level,
    event_id: u32,
}

/// One event of a batch.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct BatchEvent<'b> {
    /// The event as rendered, with the line end if the encoder writes one.
    pub bytes: &'b [u8],
    /// When it happened, nanoseconds since 1970 UTC.
    pub unix_nanos: u64,
    /// Its level.
    pub level: Level,
    /// Its (call site, event type), a number of this process.
    pub event_id: u32,
}

impl Batch {
    /// All bytes, the events one after another.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The number of events.
    #[must_use]
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there is no event.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// The events in order.
    pub fn events(&self) -> impl ExactSizeIterator<Item = BatchEvent<'_>> {
        self.index.iter().enumerate().map(|(at, entry)| BatchEvent {
            bytes: self.bytes.get(self.range(at)).unwrap_or_default(),
            unix_nanos: entry.unix_nanos,
            level: entry.level,
            event_id: entry.event_id,
        })
    }

    /// The most severe level in the batch.
    #[must_use]
    pub fn max_level(&self) -> Option<Level> {
        self.index.iter().map(|entry| entry.level).max()
    }

    /// The number of events that end within the first `bytes` bytes: how many survived a short write.
    #[must_use]
    pub fn events_within(&self, bytes: usize) -> usize {
        self.index.partition_point(|entry| entry.end <= bytes)
    }

    /// Where each event ends in the bytes, and its level.
    #[cfg(feature = "logstash")]
    pub(crate) fn ends(&self) -> impl ExactSizeIterator<Item = (usize, Level)> {
        self.index.iter().map(|entry| (entry.end, entry.level))
    }

    /// Where the event at `at` stands in the bytes; an empty range beyond the last one.
    #[must_use]
    pub fn range(&self, at: usize) -> Range<usize> {
        let start = at.checked_sub(1).and_then(|before| self.index.get(before)).map_or(0, |entry| entry.end);
        start..self.index.get(at).map_or(start, |entry| entry.end)
    }

    /// Lets `render` append one event; what it appended is taken back when it fails.
    #[inline]
    pub(crate) fn push<E>(
        &mut self,
        unix_nanos: u64,
        level: Level,
        event_id: u32,
        render: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        let start = self.bytes.len();
        let rendered = render(&mut self.bytes);
        match rendered {
            Ok(()) => self.index.push(Entry { end: self.bytes.len(), unix_nanos, level, event_id }),
            Err(_) => self.bytes.truncate(start),
        }
        rendered
    }

    /// Takes back what an unfinished `push` left: everything after the last entry.
    pub(crate) fn repair(&mut self) {
        self.bytes.truncate(self.index.last().map_or(0, |entry| entry.end));
    }

    /// Forgets all events and keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.index.clear();
    }
}
