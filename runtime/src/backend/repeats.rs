//! Equal events of a thread, one after another: the first is written, the others are counted.
//!
//! An event is equal to the one before it when call site and type, fields and context are; the time is not looked at. The
//! first of a streak is written at once. Those that follow are held back, as a count and the time of the last, until another
//! event comes on the thread, or the window since the last line is over, or somebody flushes: then the event is written
//! again, with the time of the last and with how many there were. So a line that says `repeated` may stand behind lines of
//! other threads that are later than it, by a window at most.
//!
//! Of each ring the last event is kept, up to [`LONGEST`] bytes; a longer one, and one that was cut, is written as it comes.

use core::time::Duration;
use std::collections::HashMap;

use crate::clock::RawClock;
use crate::event::SchemaId;
use crate::record::{Record, ValueReader};

/// Bytes of fields and context up to which an event is compared.
const LONGEST: usize = 4096;

/// The streaks of all threads.
#[derive(Debug)]
pub(super) struct Repeats {
    clock: RawClock,
    window: Duration,
    /// By the number of the ring.
    streaks: HashMap<u32, Streak>,
}

/// The last event of a thread, and what came after it that was equal to it.
#[derive(Debug)]
struct Streak {
    id: SchemaId,
    fields: Vec<u8>,
    context: Vec<u8>,
    /// When a line of it was written last.
    written: u64,
    thread: String,
    /// How many are held back, the last one's stamp, and what rates kept back before them.
    held: u32,
    last: u64,
    suppressed: u32,
}

/// What becomes of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It was written.
    Written,
    /// It is held back.
    Held,
    /// It is held back in place of the one before it, which has no line of its own.
    Counted,
}

/// Takes a line: the record, the thread, and how many events it stands for, 0 for itself only.
pub(super) trait Write: FnMut(&Record<'_>, &str, u32) {}
impl<F: FnMut(&Record<'_>, &str, u32)> Write for F {}

impl Repeats {
    pub(super) fn new(clock: RawClock, window: Duration) -> Self {
        Self { clock, window, streaks: HashMap::new() }
    }

    /// Takes the next event of a ring: writes it, with what was held back before it, or holds it back.
    pub(super) fn take(
        &mut self,
        record: &Record<'_>,
        ring: u32,
        thread: &str,
        mut write: impl Write,
    ) -> Fate {
        let comparable =
            record.original_len.is_none() && record.fields.as_bytes().len() + record.context.len() <= LONGEST;
        if let Some(streak) = self.streaks.get_mut(&ring) {
            let in_time = self.clock.between(streak.written, record.clock) < self.window;
            if comparable && in_time && streak.is_continued_by(record) {
                return streak.hold(record);
            }
            streak.end(&mut write);
        }
        write(record, thread, 0);
        match (comparable, self.streaks.get_mut(&ring)) {
            (true, Some(streak)) => streak.restart(record, thread),
            (true, None) => _ = self.streaks.insert(ring, Streak::new(record, thread)),
            (false, _) => _ = self.streaks.remove(&ring),
        }
        Fate::Written
    }

    /// Writes what was held back for a whole window at the stamp `now`, and forgets rings that are gone.
    pub(super) fn look(&mut self, now: u64, is_there: impl Fn(u32) -> bool, mut write: impl Write) {
        for streak in self.streaks.values_mut() {
            if streak.held > 0 && self.clock.between(streak.written, now) >= self.window {
                streak.end(&mut write);
                streak.written = now;
            }
        }
        self.streaks.retain(|ring, streak| streak.held > 0 || is_there(*ring));
    }

    /// Writes all that is held back.
    pub(super) fn end_all(&mut self, now: u64, mut write: impl Write) {
        for streak in self.streaks.values_mut().filter(|streak| streak.held > 0) {
            streak.end(&mut write);
            streak.written = now;
        }
    }

    /// Ends the streak of a ring: it belongs to another thread from now on.
    pub(super) fn end(&mut self, ring: u32, mut write: impl Write) {
        if let Some(mut streak) = self.streaks.remove(&ring) {
            streak.end(&mut write);
        }
    }
}

impl Streak {
    fn new(record: &Record<'_>, thread: &str) -> Self {
        let mut streak = Self {
            id: record.id,
            fields: Vec::new(),
            context: Vec::new(),
            written: 0,
            thread: String::new(),
            held: 0,
            last: 0,
            suppressed: 0,
        };
        streak.restart(record, thread);
        streak
    }

    fn restart(&mut self, record: &Record<'_>, thread: &str) {
        self.id = record.id;
        self.written = record.clock;
        let copies = [(&mut self.fields, record.fields.as_bytes()), (&mut self.context, record.context)];
        for (place, bytes) in copies {
            place.clear();
            place.extend_from_slice(bytes);
        }
        if self.thread != thread {
            thread.clone_into(&mut self.thread);
        }
    }

    fn is_continued_by(&self, record: &Record<'_>) -> bool {
        self.id == record.id
            && self.fields == record.fields.as_bytes()
            && self.context == record.context
            && self.held < u32::MAX
            && self.suppressed.checked_add(record.suppressed).is_some()
    }

    fn hold(&mut self, record: &Record<'_>) -> Fate {
        self.held += 1;
        self.last = record.clock;
        self.suppressed += record.suppressed;
        if self.held == 1 { Fate::Held } else { Fate::Counted }
    }

    /// Writes what is held back, as one line.
    fn end(&mut self, write: &mut impl Write) {
        if self.held == 0 {
            return;
        }
        let record = Record {
            id: self.id,
            clock: self.last,
            context: &self.context,
            suppressed: self.suppressed,
            original_len: None,
            fields: ValueReader::new(&self.fields),
            length: 0,
        };
        write(&record, &self.thread, self.held);
        (self.held, self.suppressed) = (0, 0);
    }
}
