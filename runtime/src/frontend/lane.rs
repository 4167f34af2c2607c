//! A lane: one thread's way to one logger.

use core::fmt;
use core::sync::atomic::Ordering;
use core::time::Duration;
use std::sync::Arc;
use std::time::Instant;

use super::port::{Key, Port};
use super::{Origin, local};
use crate::clock::{self, RawClock};
use crate::context;
use crate::count::Cause;
use crate::event::{Callsite, Schema};
use crate::level::Level;
use crate::record::{self, Content, Encoded, Head, Scratch};
use crate::ring::Producer;
use crate::secret::Hasher;

/// The producing end of a ring, with what it takes to write a record into it.
pub(super) struct Lane {
    key: Key,
    producer: Producer,
    clock: RawClock,
    /// The backend was woken and the ring has not been below half since.
    rung: bool,
    /// How far the backend had freed space when the wait of this stall was used up. The stall lasts until it frees more.
    budget_spent_at: Option<usize>,
    scratch: Option<Scratch>,
    hasher: Hasher,
    number: u32,
    port: Arc<Port>,
}

/// Free bytes below which the backend is asked how far it is. Most records are shorter.
const USUAL_RECORD: usize = 512;

impl Lane {
    /// A lane for the calling thread. `None` when there is no memory for its ring.
    pub(super) fn open(port: &Arc<Port>) -> Option<Self> {
        let (number, producer) = port.ring()?;
        Some(Self {
            key: port.key(),
            producer,
            clock: port.clock.clone(),
            rung: false,
            budget_spent_at: None,
            scratch: None,
            hasher: Hasher::new(&port.hash_key),
            number,
            port: Arc::clone(port),
        })
    }

    #[inline]
    pub(super) fn key(&self) -> Key {
        self.key
    }

    pub(super) fn port(&self) -> &Port {
        &self.port
    }

    pub(super) fn is_abandoned(&self) -> bool {
        self.producer.is_abandoned()
    }

    /// Gives the ring back: the thread ends.
    pub(super) fn retire(self) {
        self.port.give_back(self.number, self.producer);
    }

    /// Encodes an event of which all fields are leaves and commits it, or counts why not.
    #[inline(always)]
    pub(super) fn write_leaf(
        &mut self,
        callsite: &'static Callsite,
        schema: &'static Schema,
        content: &dyn Content,
    ) {
        if context::is_in_force() || !self.write_usual(callsite, schema, content, &[], &[]) {
            self.write_leaf_otherwise(callsite, schema, content);
        }
    }

    #[inline(never)]
    fn write_leaf_otherwise(
        &mut self,
        callsite: &'static Callsite,
        schema: &'static Schema,
        content: &dyn Content,
    ) {
        self.write(Origin::leaf(callsite, schema), content);
    }

    /// Encodes an event and commits it, or counts why not.
    pub(super) fn write(&mut self, origin: Origin, content: &dyn Content) {
        if !origin.leaf {
            self.stage(content);
        }
        if origin.suppressed > 0 || !self.write_whole(origin, content) {
            self.write_any(&origin, content);
        }
    }

    #[inline(never)]
    fn write_whole(&mut self, origin: Origin, content: &dyn Content) -> bool {
        let scratch = self.scratch.take();
        let frames = match &scratch {
            Some(scratch) if !origin.leaf => scratch.staged().whole(),
            _ => Some(Default::default()),
        };
        let Origin { callsite, schema, .. } = origin;
        let written = frames.is_some_and(|frames| {
            self.write_usual(callsite, schema, content, frames, context::in_force().bytes())
        });
        self.scratch = scratch;
        written
    }

    /// Encodes an event and commits it if it and the ring are as they mostly are: there is room for it in what is known to be
    /// free, and nothing has to be cut or told beside it. `false` when not; then nothing was done.
    #[inline(always)]
    fn write_usual(
        &mut self,
        callsite: &'static Callsite,
        schema: &'static Schema,
        content: &dyn Content,
        frames: &[u8],
        context: &[u8],
    ) -> bool {
        let Some((header, pen)) = self.producer.usual_space() else { return false };
        let head = Head { id: callsite.id_of(schema), clock: self.clock.now(), context, suppressed: 0 };
        let Some(length) = record::encode_usual(content, &head, &self.hasher, frames, header, pen) else {
            return false;
        };
        self.producer.commit(length);
        if callsite.may_be_urgent() {
            self.wake_if_urgent(callsite.level_of(schema));
        }
        true
    }

    /// Encodes an event and commits it, whatever it and the ring are like, or counts why not.
    #[cold]
    #[inline(never)]
    fn write_any(&mut self, origin: &Origin, content: &dyn Content) {
        match self.encode(origin, content, USUAL_RECORD) {
            Encoded::Whole(length) | Encoded::Truncated(length) => self.commit(length, origin.level()),
            Encoded::NoRoom(length) => self.write_when_there_is_room(origin, content, length),
        }
    }

    fn encode(&mut self, origin: &Origin, content: &dyn Content, wanted: usize) -> Encoded {
        let in_force = context::in_force();
        let head = Head {
            id: origin.callsite.id_of(origin.schema),
            clock: self.clock.now(),
            context: in_force.bytes(),
            suppressed: origin.suppressed,
        };
        let largest = self.producer.max_record();
        let space = self.producer.space(wanted);
        let cut = space.len() == largest;
        let scratch = if origin.leaf { None } else { self.scratch.as_ref() };
        record::encode(content, &head, Some(&self.hasher), scratch, space, cut)
    }

    /// Runs the user's conversions, before any record is open. A panic in one goes on to the caller, and is counted.
    #[inline(never)]
    fn stage(&mut self, content: &dyn Content) {
        let mut unfinished = Unfinished { port: &self.port, armed: true };
        self.scratch.get_or_insert_with(Scratch::new).stage(content, Some(&self.hasher));
        unfinished.armed = false;
    }

    fn commit(&mut self, length: usize, level: Level) {
        self.producer.commit(length);
        if self.producer.used_hint() > self.producer.capacity() / 2 {
            self.look_at_half();
        }
        self.wake_if_urgent(level);
    }

    /// Errors do not wait until the backend has slept enough.
    #[inline(never)]
    fn wake_if_urgent(&self, level: Level) {
        if level >= Level::Error && self.port.doorbell.is_in_long_sleep() {
            self.wake();
        }
    }

    /// The ring may be more than half full: wakes the backend, once until it is below half again.
    fn look_at_half(&mut self) {
        if self.producer.free() > self.producer.capacity() / 2 {
            self.rung = false;
        } else if !self.rung {
            self.rung = true;
            self.wake();
        }
    }

    fn wake(&self) {
        self.port.counts.wakes.fetch_add(1, Ordering::Relaxed);
        self.port.doorbell.ring();
    }

    /// The record wants more room than was known to be free.
    fn write_when_there_is_room(&mut self, origin: &Origin, content: &dyn Content, wanted: usize) {
        let wanted = wanted.min(self.producer.max_record());
        if let Err(cause) = self.wait_for(wanted) {
            return self.port.counts.lost.add(cause, 1);
        }
        // With a later stamp than the first attempt: the wait may have been long, and the merge goes by stamps.
        match self.encode(origin, content, wanted) {
            Encoded::Whole(length) | Encoded::Truncated(length) => self.commit(length, origin.level()),
            // The event grew between two looks at it: only a value that changes under the call's hands does that.
            Encoded::NoRoom(_) => self.port.counts.lost.add(Cause::RingFull, 1),
        }
    }

    /// Waits until `wanted` bytes are free, as long as the policy allows.
    fn wait_for(&mut self, wanted: usize) -> Result<(), Cause> {
        if self.producer.free() >= wanted {
            return Ok(());
        }
        let budget = self.port.overflow().budget();
        let budget_spent = self.budget_spent_at == Some(self.producer.freed_until());
        if budget_spent || budget.is_zero() || local::is_own_thread() {
            self.wake_once();
            return Err(Cause::RingFull);
        }
        self.port.counts.waits.fetch_add(1, Ordering::Relaxed);
        let since = self.clock.now();
        let waited = self.wait_within(wanted, clock::deadline_in(budget));
        let took = self.clock.between(since, self.clock.now());
        let took = u64::try_from(took.as_nanos()).unwrap_or(u64::MAX);
        self.port.counts.waited.fetch_add(took, Ordering::Relaxed);
        waited
    }

    fn wait_within(&mut self, wanted: usize, deadline: Option<Instant>) -> Result<(), Cause> {
        self.wake();
        let mut pause = Duration::from_micros(20);
        while self.producer.free() < wanted {
            if self.producer.is_abandoned() {
                return Err(Cause::Closed);
            }
            if self.port.key() != self.key {
                return Err(Cause::Forked);
            }
            if clock::left_until(deadline).is_zero() {
                self.budget_spent_at = Some(self.producer.freed_until());
                return Err(Cause::RingFull);
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(1));
        }
        Ok(())
    }

    fn wake_once(&mut self) {
        if !self.rung {
            self.rung = true;
            self.wake();
        }
    }
}

impl fmt::Debug for Lane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lane").field("key", &self.key).field("number", &self.number).finish_non_exhaustive()
    }
}

/// Counts an event whose conversion did not come to its end.
struct Unfinished<'p> {
    port: &'p Port,
    armed: bool,
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        if self.armed {
            self.port.counts.lost.add(Cause::ConversionPanicked, 1);
            // Before the panic the conversion may have logged; nobody else counts that now.
            self.port.counts.lost.add(Cause::Reentrant, local::take_nested());
        }
    }
}
