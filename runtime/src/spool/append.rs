//! Appending: many records with one write, and nothing that is half there.

use std::io;
use std::iter::Peekable;
use std::sync::Arc;

use super::folder::{Folder, Handle, How, write_all};
use super::format::{LONGEST, Record, SEGMENT_HEAD, Seed, SegmentHead};
use super::name::Name;
use super::settings::{Appended, Refusal, WhenFull};
use super::shelf::{Age, Extent, Segment};
use super::{Active, Spool};

/// How much is written with one call.
const PIECE: usize = 1024 * 1024;

/// Why no more was staged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// There are no more events.
    Done,
    /// It is enough for one write, or for one segment.
    Enough,
    /// The bound is reached.
    Full,
}

impl<F: Folder> Spool<F> {
    /// Appends events in this order until the disk or the bound refuses one. Each is a payload and its flags, of which the
    /// low three bits are the level, 0 for trace to 5 for critical. They get the numbers from [`next_number`] on; those
    /// that are dropped for their level or length get none.
    ///
    /// They can be read at once. They outlive the process from now on, and a power cut from the next sync on.
    ///
    /// [`next_number`]: Self::next_number
    pub(crate) fn append<'p>(&mut self, records: impl Iterator<Item = (&'p [u8], u8)>) -> Appended {
        let mut records = records.peekable();
        let mut appended = Appended::default();
        self.expire();
        let mut reclaimed = false;
        while records.peek().is_some() {
            self.end_segment_if_due();
            let coming = self.active.is_none().then(|| self.coming());
            let stop = self.stage(coming.as_ref(), &mut records);
            let (taken, written) = self.write_staged(coming);
            appended.taken += usize::try_from(taken).unwrap_or(usize::MAX);
            if let Err(error) = written {
                appended.refused = Some(Refusal::Disk(error));
                break;
            }
            let goes_on = match stop {
                Stop::Done | Stop::Enough => true,
                // What is done with stands there only until the cursor is on the disk.
                Stop::Full if !reclaimed && self.shelf.dead(self.released) > 0 => {
                    reclaimed = true;
                    self.reclaim_now();
                    true
                }
                Stop::Full => {
                    reclaimed = false;
                    self.settings.when_full == WhenFull::DropOldest && self.drop_oldest()
                }
            };
            if !goes_on {
                appended.refused = Some(Refusal::Full);
                break;
            }
        }
        appended
    }

    /// Fills the staging with blocks. An event that is refused stays in `records`.
    fn stage<'p>(
        &mut self,
        coming: Option<&SegmentHead>,
        records: &mut Peekable<impl Iterator<Item = (&'p [u8], u8)>>,
    ) -> Stop {
        let (salt, length) = match (coming, self.shelf.last()) {
            (None, Some(active)) => (active.name.salt, active.length),
            (coming, _) => (coming.map_or(0, |head| head.salt), 0),
        };
        let seed = Seed::of(salt);
        let longest = LONGEST.min(usize::try_from(self.settings.max_bytes / 4).unwrap_or(LONGEST));
        let room_in_segment = self.settings.segment_bytes.saturating_sub(length);
        let enough = PIECE.min(usize::try_from(room_in_segment).unwrap_or(PIECE));
        let used = self.shelf.size();
        let dead = self.shelf.dead(self.released);
        let when_full = self.settings.when_full;
        self.staging.begin(coming);
        let stop = loop {
            let Some((payload, flags)) = records.peek().copied() else { break Stop::Done };
            if payload.len() > longest {
                self.staging.leave_too_large();
                records.next();
                continue;
            }
            let needed = used + (self.staging.length() + self.staging.cost(payload.len())) as u64;
            let share = when_full.share(self.settings.max_bytes, flags);
            if needed > share {
                if dead > 0 || share == self.settings.max_bytes {
                    break Stop::Full;
                }
                self.staging.leave_lowest();
                records.next();
                continue;
            }
            let number = self.next_number + self.staging.records();
            self.staging.put(Record { number, flags, payload }, seed);
            records.next();
            if self.staging.length() >= enough {
                break Stop::Enough;
            }
        };
        self.staging.seal(seed);
        stop
    }

    /// Writes what is staged, and says how many events are dealt with. What is not whole is cut away.
    fn write_staged(&mut self, coming: Option<SegmentHead>) -> (u64, io::Result<()>) {
        if self.staging.records() == 0 {
            return (self.count_staged(usize::MAX), Ok(()));
        }
        if let Some(head) = coming
            && let Err(error) = self.begin_segment(head)
        {
            return (0, Err(error));
        }
        let (Some(active), Some(segment)) = (&self.active, self.shelf.last_mut()) else {
            return (0, Err(io::ErrorKind::NotFound.into()));
        };
        let (written, result) = write_all(&*active.file, segment.length, self.staging.bytes());
        let whole = self.staging.up_to(written);
        segment.length += whole.bytes as u64;
        segment.size = segment.length;
        segment.end += whole.records;
        segment.age = Age { known: core::time::Duration::ZERO, at: (self.clock)().up };
        self.next_number += whole.records;
        if segment.length == 0 {
            self.abandon_segment();
        } else if whole.bytes < written && active.file.truncate(segment.length).is_err() {
            segment.size += (written - whole.bytes) as u64;
            // The next segment's first number says that what is left there does not count.
            self.active = None;
        }
        (self.count_staged(written), result)
    }

    /// Counts what was left out on purpose up to there, and says how many events are dealt with.
    fn count_staged(&mut self, written: usize) -> u64 {
        let mark = self.staging.up_to(written);
        self.losses.dropped_lowest += mark.lowest;
        self.losses.too_large += mark.too_large;
        mark.taken()
    }

    /// The head of the next segment.
    fn coming(&self) -> SegmentHead {
        let (previous_end, previous_salt) =
            self.shelf.last().map_or((self.data_end, 0), |last| (last.end, last.name.salt));
        SegmentHead {
            salt: super::random(),
            first: self.next_number,
            previous_end,
            previous_salt,
            created: (self.clock)().unix_nanos,
            process: std::process::id(),
        }
    }

    /// Creates the file of a segment; its head is the first that is written to it.
    fn begin_segment(&mut self, head: SegmentHead) -> io::Result<()> {
        let sequence = self.next_sequence;
        let name = Name { sequence, first: head.first, salt: head.salt, shift: None };
        // Whatever becomes of it, no other one is called so.
        self.next_sequence += 1;
        let file = Arc::new(self.folder.open(&name.text(), How::CreateNew)?);
        let up = (self.clock)().up;
        self.names_synced = false;
        self.active = Some(Active { file, begun: up });
        self.shelf.insert(Segment {
            name,
            end: head.first,
            length: 0,
            size: 0,
            synced: Extent { bytes: 0, below: head.first },
            age: Age { known: core::time::Duration::ZERO, at: up },
            suspect: false,
        });
        Ok(())
    }

    /// Nothing could be written into the segment that was begun: there is none.
    fn abandon_segment(&mut self) {
        self.active = None;
        if let Some(sequence) = self.shelf.last().map(|segment| segment.name.sequence) {
            self.remove(sequence);
        }
    }

    /// What comes next goes into a new segment when this one is long enough, or spans too much time to expire as one.
    fn end_segment_if_due(&mut self) {
        let Some(active) = &self.active else { return };
        let up = (self.clock)().up;
        let spans = |age: core::time::Duration| up.saturating_sub(active.begun) > age / 8;
        let length = self.shelf.last().map_or(0, |segment| segment.length);
        if length >= self.settings.segment_bytes.max(SEGMENT_HEAD as u64 + 1)
            || self.settings.max_age.is_some_and(spans)
        {
            self.active = None;
        }
    }
}
