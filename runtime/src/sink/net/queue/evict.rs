//! Who is lost when the queue is full.

use super::Size;
use super::state::{Held, State};
use crate::level::Level;
use crate::sink::{Batch, WhenFull};

/// Events that are lost: of the batch, and of those that had been taken in before.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lost {
    pub(super) refused: u64,
    pub(super) evicted: u64,
}

/// Appends a batch for which there may not be enough room.
pub(super) fn append(state: &mut State, batch: &Batch, size: &Size) -> Lost {
    let mut lost = Lost::default();
    for event in batch.events() {
        if make_room(state, event.level, event.bytes.len(), size, &mut lost.evicted) {
            state.append_one(event.level, event.bytes, size.chunk);
        } else {
            lost.refused += 1;
        }
    }
    lost
}

/// Makes room for an event, if the policy finds something to give up for it.
fn make_room(state: &mut State, level: Level, bytes: usize, size: &Size, evicted: &mut u64) -> bool {
    if bytes <= state.room(size.share(level)) {
        return true;
    }
    // Nothing is given up for an event that does not fit even then.
    if size.when_full != WhenFull::DropOldest || bytes > size.bytes.saturating_sub(state.in_flight.bytes) {
        return false;
    }
    while bytes > state.room(size.bytes) {
        if !drop_oldest(state) {
            return false;
        }
        *evicted += 1;
    }
    true
}

/// Gives up the event that waits longest. Whether there was one.
fn drop_oldest(state: &mut State) -> bool {
    let Some(slot) = state.slots.front_mut() else { return false };
    let bytes = slot.chunk.event(slot.from).len();
    slot.from += 1;
    let is_empty = slot.from >= slot.chunk.len();
    state.waiting.subtract(Held { events: 1, bytes });
    if is_empty && let Some(slot) = state.slots.pop_front() {
        state.keep_spare(slot.chunk, usize::MAX);
    }
    true
}
