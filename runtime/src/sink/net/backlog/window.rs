//! The chunks that are being sent: from the first event that is not settled to the last that was taken up.

use core::ops::Range;
use std::collections::VecDeque;
use std::sync::Arc;

use super::super::chunk::{Chunk, Run};
use super::super::queue::Held;
use super::super::session::Limits;
use super::settled::Settled;

/// Where events are kept beside the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// Nowhere: the queue counts them until they are settled.
    Memory,
    /// In the spool.
    Spool,
}

#[derive(Debug)]
pub(super) struct Window {
    chunks: VecDeque<Kept>,
    settled: Settled,
    /// The number that is sent next, if it is not settled.
    cursor: u64,
    /// All numbers before this one were sent at least once.
    sent: u64,
    bytes: usize,
}

#[derive(Debug)]
struct Kept {
    chunk: Arc<Chunk>,
    home: Home,
}

impl Kept {
    fn end(&self) -> u64 {
        self.chunk.first() + self.chunk.len() as u64
    }
}

impl Window {
    /// An empty one; the next event has this number.
    pub(super) fn new(first: u64) -> Self {
        Self { chunks: VecDeque::new(), settled: Settled::up_to(first), cursor: first, sent: first, bytes: 0 }
    }

    /// Takes events up. Their numbers are higher than all before; those between are of events that are no more.
    pub(super) fn push(&mut self, chunk: Chunk, home: Home) {
        let end = self.end();
        self.settled.insert(end..chunk.first(), |_| {});
        self.bytes += chunk.bytes().len();
        self.chunks.push_back(Kept { chunk: Arc::new(chunk), home });
    }

    /// The number after the last.
    pub(super) fn end(&self) -> u64 {
        self.chunks.back().map_or(self.settled.below().max(self.sent), Kept::end)
    }

    /// The first number that is not settled.
    pub(super) fn settled_below(&self) -> u64 {
        self.settled.below()
    }

    /// Bytes of its chunks.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The first number that is not settled and kept nowhere else.
    pub(super) fn first_in_memory(&self) -> Option<u64> {
        let kept = self.chunks.iter().find(|kept| kept.home == Home::Memory)?;
        Some(kept.chunk.first().max(self.settled.below()))
    }

    /// Whether there is an event to send.
    pub(super) fn has_unsent(&self) -> bool {
        self.settled.next_gap(self.cursor).start < self.end()
    }

    /// The next events to send, and how many of them had been sent before.
    pub(super) fn next(&mut self, limits: &Limits) -> Option<(Run, u64)> {
        let gap = self.settled.next_gap(self.cursor);
        let at = self.chunks.partition_point(|kept| kept.end() <= gap.start);
        let chunk = &self.chunks.get(at)?.chunk;
        // Numbers between two chunks are settled, so the gap begins within one.
        let from = usize::try_from(gap.start.checked_sub(chunk.first())?).ok()?;
        let until =
            usize::try_from(gap.end - chunk.first()).map_or(chunk.len(), |until| until.min(chunk.len()));
        let run = Run::new(Arc::clone(chunk), from..from + fitting(chunk, from..until, limits));
        let numbers = run.numbers();
        let again = self.sent.min(numbers.end).saturating_sub(numbers.start);
        self.cursor = numbers.end;
        self.sent = self.sent.max(numbers.end);
        Some((run, again))
    }

    /// Everything that is not settled is sent again.
    pub(super) fn rewind(&mut self) {
        self.cursor = self.settled.below();
    }

    /// Settles these; `tell` is shown how many of them that is, by where they were kept.
    pub(super) fn settle(&mut self, numbers: Range<u64>, mut tell: impl FnMut(Home, Held)) {
        let Self { chunks, settled, .. } = self;
        settled.insert(numbers, |fresh| {
            let first = chunks.partition_point(|kept| kept.end() <= fresh.start);
            for kept in chunks.iter().skip(first).take_while(|kept| kept.chunk.first() < fresh.end) {
                let start = fresh.start.max(kept.chunk.first());
                let end = fresh.end.min(kept.end());
                let index = |number: u64| usize::try_from(number - kept.chunk.first()).unwrap_or(usize::MAX);
                let bytes = kept.chunk.bytes_of(index(start)..index(end)).len();
                tell(kept.home, Held { events: end - start, bytes });
            }
        });
    }

    /// What is kept in the spool below this number is lost. How many of these events had been settled before.
    pub(super) fn lose_spooled(&mut self, below: u64) -> u64 {
        let mut settled_before = 0;
        for kept in self.chunks.iter().filter(|kept| kept.home == Home::Spool) {
            let numbers = kept.chunk.first().max(self.settled.below())..kept.end().min(below);
            let mut fresh = 0;
            let count = numbers.end.saturating_sub(numbers.start);
            self.settled.insert(numbers, |part| fresh += part.end - part.start);
            settled_before += count - fresh;
        }
        if self.chunks.is_empty() {
            self.skip(below);
        }
        settled_before
    }

    /// There is nothing between its end and this number.
    pub(super) fn skip(&mut self, until: u64) {
        self.settled.insert(self.end()..until, |_| {});
    }

    /// A chunk that is settled as a whole, taken out.
    pub(super) fn pop_settled(&mut self) -> Option<Arc<Chunk>> {
        self.chunks.front().filter(|kept| kept.end() <= self.settled.below())?;
        let chunk = self.chunks.pop_front()?.chunk;
        self.bytes -= chunk.bytes().len();
        Some(chunk)
    }

    /// The event with this number.
    pub(super) fn event(&self, number: u64) -> Option<&[u8]> {
        let at = self.chunks.partition_point(|kept| kept.end() <= number);
        let chunk = &self.chunks.get(at)?.chunk;
        let index = usize::try_from(number.checked_sub(chunk.first())?).ok()?;
        Some(chunk.event(index))
    }
}

/// How many of these events go into one run: at least one, and about as many as into those after it.
fn fitting(chunk: &Chunk, events: Range<usize>, limits: &Limits) -> usize {
    let (count, bytes) = (events.len(), chunk.bytes_of(events.clone()).len());
    let runs = count.div_ceil(limits.events.max(1)).max(bytes.div_ceil(limits.bytes.max(1))).max(1);
    let (mut fits, mut too_many) = (1, count.div_ceil(runs) + 1);
    while too_many - fits > 1 {
        let middle = fits + (too_many - fits) / 2;
        if chunk.bytes_of(events.start..events.start + middle).len() <= limits.bytes {
            fits = middle;
        } else {
            too_many = middle;
        }
    }
    fits
}
