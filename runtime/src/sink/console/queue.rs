//! The bounded queue between the backend and the writer thread, and the account of every event in it.
//!
//! Each event that was taken is settled exactly once: written, lost because the output refused, or lost
//! because the queue was abandoned. All of it happens under the one lock, so that a writer which comes back
//! from a stall after the queue was abandoned finds nothing left to settle.

use core::mem;
use core::time::Duration;
use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::count::Cause;
use crate::sink::{Batch, Outcome, SinkCounts, cause_of};

/// How much the writer takes at a time, unless one event is longer: the capacity of a pipe on Linux. What is being
/// written cannot be told apart in events until the write returns.
const CHUNK: usize = 64 * 1024;

#[derive(Debug)]
pub(super) struct Queue {
    state: Mutex<State>,
    /// Something came, or the queue was closed: for the writer.
    work: Condvar,
    /// Something was settled, or the writer ended: for those who wait for it.
    progress: Condvar,
    capacity: usize,
    counts: Arc<SinkCounts>,
}

#[derive(Debug, Default)]
struct State {
    /// Whole events that wait.
    bytes: VecDeque<u8>,
    /// The length of each of them.
    lengths: VecDeque<usize>,
    /// The part of the writer's chunk that is not settled.
    in_flight: Held,
    /// What the output said when it last refused, until a flush tells it.
    refused: Option<io::Error>,
    stage: Stage,
}

#[derive(Debug, Default, Clone, Copy)]
struct Held {
    bytes: usize,
    events: usize,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Stage {
    #[default]
    Open,
    /// Nothing comes any more, what is there is still written.
    Closed,
    /// Nobody waits any more, what was there is counted as lost.
    Abandoned,
    /// The writer has ended.
    Ended,
}

/// Whole events that the writer took out.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    pub(super) bytes: Vec<u8>,
    /// Where each event ends in `bytes`.
    ends: Vec<usize>,
}

impl Chunk {
    /// The number of events that end within the first `bytes` bytes.
    pub(super) fn events_within(&self, bytes: usize) -> usize {
        self.ends.partition_point(|end| *end <= bytes)
    }

    /// Whether an event ends exactly there.
    pub(super) fn is_event_end(&self, bytes: usize) -> bool {
        bytes == 0 || self.ends.binary_search(&bytes).is_ok()
    }
}

/// Whether there is anything left for the writer to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Write,
    End,
}

/// How the wait for the queue to become empty ended.
#[derive(Debug)]
pub(super) enum Flushed {
    Done,
    TimedOut,
    Refused(io::Error),
}

impl Queue {
    pub(super) fn new(capacity: usize, counts: Arc<SinkCounts>) -> Self {
        Self { state: Mutex::default(), work: Condvar::new(), progress: Condvar::new(), capacity, counts }
    }

    /// Takes the events that fit, whole and in order. Never waits for the output.
    pub(super) fn push(&self, batch: &Batch) -> Outcome {
        let mut state = self.lock();
        let mut room = self.capacity.saturating_sub(state.bytes.len() + state.in_flight.bytes);
        let mut taken = 0;
        if batch.as_bytes().len() <= room {
            state.bytes.extend(batch.as_bytes());
            state.lengths.extend(batch.events().map(|event| event.bytes.len()));
            taken = batch.len();
        } else {
            for event in batch.events() {
                let Some(left) = room.checked_sub(event.bytes.len()) else { continue };
                room = left;
                state.bytes.extend(event.bytes);
                state.lengths.push_back(event.bytes.len());
                taken += 1;
            }
        }
        let lost = batch.len() - taken;
        if lost > 0 {
            self.counts.set_working(false);
        }
        self.work.notify_one();
        Outcome {
            written: 0,
            pending: taken as u64,
            dropped: (lost > 0).then_some((Cause::QueueFull, lost as u64)),
        }
    }

    /// Waits until everything that was taken is settled.
    pub(super) fn flush(&self, patience: Duration) -> Flushed {
        let (mut state, timeout) = self
            .progress
            .wait_timeout_while(self.lock(), patience, |state| {
                state.stage != Stage::Ended && !state.is_settled()
            })
            .unwrap_or_else(PoisonError::into_inner);
        match state.refused.take() {
            Some(error) => Flushed::Refused(error),
            None if timeout.timed_out() || !state.is_settled() => Flushed::TimedOut,
            None => Flushed::Done,
        }
    }

    /// Says that nothing comes any more, and waits until the writer has ended. What is not settled by then is
    /// lost.
    pub(super) fn close(&self, patience: Duration) -> Closed {
        let mut state = self.lock();
        if state.stage == Stage::Open {
            state.stage = Stage::Closed;
        }
        self.work.notify_one();
        let (mut state, _) = self
            .progress
            .wait_timeout_while(state, patience, |state| state.stage != Stage::Ended)
            .unwrap_or_else(PoisonError::into_inner);
        let left = state.in_flight.events + state.lengths.len();
        self.counts.add_dropped(Cause::Deadline, left as u64);
        let ended = state.stage == Stage::Ended;
        *state = State { stage: if ended { Stage::Ended } else { Stage::Abandoned }, ..State::default() };
        if ended { Closed::Ended } else { Closed::Abandoned }
    }

    /// Fills `chunk` with the events that wait longest, as soon as there are any.
    pub(super) fn take(&self, chunk: &mut Chunk) -> Next {
        chunk.bytes.clear();
        chunk.ends.clear();
        let mut state = self
            .work
            .wait_while(self.lock(), |state| state.stage == Stage::Open && state.lengths.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        let mut end = 0;
        while let Some(length) = state.lengths.front() {
            if end > 0 && end + length > CHUNK {
                break;
            }
            end += length;
            chunk.ends.push(end);
            state.lengths.pop_front();
        }
        if chunk.ends.is_empty() {
            return Next::End;
        }
        let (front, back) = state.bytes.as_slices();
        let from_front = end.min(front.len());
        chunk.bytes.extend_from_slice(front.get(..from_front).unwrap_or_default());
        chunk.bytes.extend_from_slice(back.get(..end - from_front).unwrap_or_default());
        state.bytes.drain(..end);
        state.in_flight = Held { bytes: end, events: chunk.ends.len() };
        Next::Write
    }

    /// Settles `events` and frees the room of `bytes`, both of the chunk that is in flight.
    pub(super) fn written(&self, bytes: usize, events: usize) -> Next {
        let mut state = self.lock();
        if state.stage == Stage::Abandoned {
            return Next::End;
        }
        state.in_flight.bytes = state.in_flight.bytes.saturating_sub(bytes);
        state.in_flight.events = state.in_flight.events.saturating_sub(events);
        self.counts.add_written(events as u64);
        self.counts.set_working(true);
        self.progress.notify_all();
        Next::Write
    }

    /// Settles what is left of the chunk in flight as lost.
    pub(super) fn refused(&self, error: io::Error) -> Next {
        let mut state = self.lock();
        if state.stage == Stage::Abandoned {
            return Next::End;
        }
        let lost = mem::take(&mut state.in_flight);
        self.counts.add_dropped(cause_of(&error), lost.events as u64);
        self.counts.set_working(false);
        self.counts.add_failure();
        state.refused = Some(error);
        self.progress.notify_all();
        Next::Write
    }

    /// Says that the writer ends, however it came to it.
    pub(super) fn end(&self) {
        self.lock().stage = Stage::Ended;
        self.progress.notify_all();
    }

    /// A panic cannot leave the state half changed in a way that matters: the account is kept in whole
    /// numbers that are changed together.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What became of the writer when the queue was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    /// It has ended and can be joined.
    Ended,
    /// It is still in a write and ends by itself after that.
    Abandoned,
}

impl State {
    fn is_settled(&self) -> bool {
        self.in_flight.events == 0 && self.lengths.is_empty()
    }
}
