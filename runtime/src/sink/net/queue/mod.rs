//! The bounded queue between the backend and the delivery thread, and the account of every event in memory.
//!
//! The backend copies whole batches in and never waits. The delivery takes chunks out; what it took counts against the bound
//! until it is settled or in the spool. Each event that was taken in is settled exactly once, under the one lock, so that a
//! delivery which comes back from a stall after the queue was abandoned finds nothing left to settle.

mod evict;
mod state;
#[cfg(test)]
mod tests;

use core::time::Duration;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

pub(crate) use self::state::Held;
use self::state::{Stage, State};
use super::chunk::Chunk;
use crate::clock;
use crate::count::Cause;
use crate::error::{Error, Result};
use crate::level::Level;
use crate::sink::{Batch, DeliveryCounts, Flushing, Outcome, SinkCounts, WhenFull};

/// See the module. The backend and whoever flushes have one end, the delivery thread the other.
#[derive(Debug)]
pub(crate) struct Queue {
    state: Mutex<State>,
    /// Something came that the delivery waits for.
    wake: Notify,
    /// Something was brought to where it belongs, or the delivery ended.
    progress: Condvar,
    size: Size,
    counts: Arc<SinkCounts>,
    delivery: Arc<DeliveryCounts>,
}

/// How much a queue holds, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    /// Bytes of events, waiting and in flight.
    pub(crate) bytes: usize,
    /// Bytes after which a chunk is sealed.
    pub(crate) chunk: usize,
    /// Who is lost when they do not suffice.
    pub(crate) when_full: WhenFull,
}

impl Size {
    /// How many of the bytes an event of this level may fill.
    fn share(&self, level: Level) -> usize {
        let flags = level as u8 - Level::Trace as u8;
        usize::try_from(self.when_full.share(self.bytes as u64, flags)).unwrap_or(self.bytes)
    }
}

/// A chunk that was taken out, and the position of its first event.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) chunk: Chunk,
    pub(crate) start: u64,
}

/// What became of events that were in flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settled {
    /// They are delivered.
    Written,
    /// They are lost.
    Dropped(Cause),
    /// They are in the spool, which counts them from now on.
    Spooled,
}

/// What the delivery has to know of the queue, at one moment.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct View {
    /// What waits.
    pub(crate) waiting: Held,
    /// What was taken out and is not settled.
    pub(crate) in_flight: Held,
    /// Positions before this one are to be brought to where they belong, without waiting for more.
    pub(crate) flush_to: u64,
    /// The positions before this one have left the queue, one way or another.
    pub(crate) out: u64,
    /// The end is near: what is left has until then.
    pub(crate) closing: Option<Option<Instant>>,
}

impl Queue {
    pub(crate) fn new(size: Size, counts: Arc<SinkCounts>, delivery: Arc<DeliveryCounts>) -> Self {
        Self {
            state: Mutex::default(),
            wake: Notify::new(),
            progress: Condvar::new(),
            size,
            counts,
            delivery,
        }
    }

    /// Takes the events that fit, and makes room for them as the policy says. Never waits for the delivery.
    pub(crate) fn push(&self, batch: &Batch) -> Outcome {
        let mut state = self.lock();
        let events = batch.len() as u64;
        if state.stage != Stage::Open {
            return Outcome::dropped(0, Cause::Closed, events);
        }
        let mut refused = 0;
        let fits = batch.as_bytes().len() <= state.room(self.size.share(Level::Trace));
        if fits {
            state.append_all(batch, self.size.chunk);
        } else {
            let lost = evict::append(&mut state, batch, &self.size);
            // Those that were in the queue are lost beside those of the batch; only the latter are the answer.
            self.counts.add_dropped(Cause::QueueFull, lost.evicted);
            refused = lost.refused;
            self.counts.set_working(false);
        }
        self.show(&state);
        self.wake_if_enough(state);
        Outcome {
            written: 0,
            pending: events - refused,
            dropped: (refused > 0).then_some((Cause::QueueFull, refused)),
        }
    }

    /// Takes out the events that wait longest.
    pub(crate) fn take(&self) -> Option<Taken> {
        let mut state = self.lock();
        let taken = state.take()?;
        self.show(&state);
        Some(taken)
    }

    /// Settles events that were taken out.
    pub(crate) fn settle(&self, events: Held, how: Settled) {
        let mut state = self.lock();
        if state.stage == Stage::Over || events.events == 0 {
            return;
        }
        state.in_flight.subtract(events);
        match how {
            Settled::Written => self.counts.add_written(events.events),
            Settled::Dropped(cause) => self.counts.add_dropped(cause, events.events),
            Settled::Spooled => {}
        }
        self.show(&state);
    }

    /// Gives back the memory of a chunk that nobody needs any more.
    pub(crate) fn recycle(&self, chunk: Chunk) {
        self.lock().keep_spare(chunk, self.size.chunk);
    }

    /// What there is now.
    pub(crate) fn view(&self) -> View {
        let state = self.lock();
        View {
            waiting: state.waiting,
            in_flight: state.in_flight,
            flush_to: state.flush_to,
            out: state.out(),
            closing: match state.stage {
                Stage::Closing(deadline) => Some(deadline),
                Stage::Open | Stage::Over => None,
            },
        }
    }

    /// Waits until as much waits as `enough`, or somebody asks for a flush or for the end; `None` waits for these alone. What
    /// was asked for since `seen` ends the wait too. A future that is dropped has lost nothing.
    pub(crate) async fn wait(&self, enough: Option<Held>, seen: &View) {
        loop {
            {
                let mut state = self.lock();
                let is_new = state.flush_to != seen.flush_to
                    || matches!(state.stage, Stage::Closing(_)) != seen.closing.is_some();
                if is_new || enough.is_some_and(|enough| state.waiting.reaches(enough)) {
                    state.wanted = None;
                    return;
                }
                state.wanted = enough;
            }
            self.wake.notified().await;
        }
    }

    /// Says that everything before this position is where it belongs.
    pub(crate) fn done(&self, position: u64) {
        let mut state = self.lock();
        if state.done < position {
            state.done = position;
            self.progress.notify_all();
        }
    }

    /// Asks for everything that was taken in until now to be brought to where it belongs.
    pub(crate) fn begin_flush(self: &Arc<Self>) -> Arc<dyn Flushing> {
        let mut state = self.lock();
        let position = state.position;
        state.flush_to = position;
        drop(state);
        self.wake.notify_one();
        Arc::new(Flush { queue: Arc::clone(self), position })
    }

    /// Says that nothing comes any more, and until when what is there has time.
    pub(crate) fn begin_close(&self, deadline: Option<Instant>) {
        let mut state = self.lock();
        if state.stage == Stage::Open {
            state.stage = Stage::Closing(deadline);
        }
        drop(state);
        self.wake.notify_one();
    }

    /// The same, and waits until the delivery has ended. What is not settled some `grace` after the deadline is lost.
    pub(crate) fn close(&self, deadline: Option<Instant>, grace: Duration) -> Closed {
        self.begin_close(deadline);
        let patience = clock::left_until(deadline).saturating_add(grace).min(FOREVER);
        let (state, timeout) = self
            .progress
            .wait_timeout_while(self.lock(), patience, |state| state.stage != Stage::Over)
            .unwrap_or_else(PoisonError::into_inner);
        self.give_up(state, Cause::Deadline);
        if timeout.timed_out() { Closed::Abandoned } else { Closed::Ended }
    }

    /// Says that the delivery has ended, however it came to it. What is not settled is lost.
    pub(crate) fn end(&self, cause: Cause) {
        self.give_up(self.lock(), cause);
        self.progress.notify_all();
    }

    fn give_up(&self, mut state: MutexGuard<'_, State>, cause: Cause) {
        if state.stage != Stage::Over {
            self.counts.add_dropped(cause, state.waiting.events + state.in_flight.events);
            *state = State {
                stage: Stage::Over,
                position: state.position,
                done: state.position,
                ..State::default()
            };
            self.show(&state);
        }
    }

    /// Wakes the delivery if it waits for no more than there is.
    fn wake_if_enough(&self, mut state: MutexGuard<'_, State>) {
        let waiting = state.waiting;
        let enough = state.wanted.take_if(|enough| waiting.reaches(*enough));
        drop(state);
        if enough.is_some() {
            self.wake.notify_one();
        }
    }

    fn show(&self, state: &State) {
        self.delivery.set_queued_events(state.waiting.events + state.in_flight.events);
        self.delivery.set_queued_bytes((state.waiting.bytes + state.in_flight.bytes) as u64);
    }

    /// A panic cannot leave the state half changed in a way that matters: the account is kept in whole numbers that are
    /// changed together.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What became of the delivery when the queue was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closed {
    /// It has ended and can be joined.
    Ended,
    /// It is still in a call that does not return, and ends by itself after that.
    Abandoned,
}

/// What a condition variable can wait for without overflowing.
const FOREVER: Duration = Duration::from_secs(u32::MAX as u64);

#[derive(Debug)]
struct Flush {
    queue: Arc<Queue>,
    position: u64,
}

impl Flushing for Flush {
    fn wait(&self, deadline: Option<Instant>) -> Result<()> {
        let patience = clock::left_until(deadline).min(FOREVER);
        let (guard, timeout) = self
            .queue
            .progress
            .wait_timeout_while(self.queue.lock(), patience, |state| state.done < self.position)
            .unwrap_or_else(PoisonError::into_inner);
        drop(guard);
        if timeout.timed_out() { Err(Error::FlushTimedOut { waited: patience }) } else { Ok(()) }
    }
}
