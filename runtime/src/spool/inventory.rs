//! What stands in a directory when it is opened.

use core::time::Duration;
use std::io;
use std::time::UNIX_EPOCH;

use super::cursor;
use super::folder::{Folder, Handle, How, read_full};
use super::format::{Beginning, SEGMENT_HEAD, SegmentHead};
use super::name::{Member, Name, member};
use super::reader::{Reader, Step};
use super::shelf::{Age, Extent, Segment};
use crate::clock::Now;

/// Everything in a directory that a spool knows.
#[derive(Debug, Default)]
pub(super) struct Inventory {
    /// In order, with their ends.
    pub(super) segments: Vec<Segment>,
    /// There are files of a newer version.
    pub(super) newer: bool,
    pub(super) cursor: cursor::Slot,
    /// All records with smaller numbers are done with.
    pub(super) released: u64,
    /// The number after the last record.
    pub(super) data_end: u64,
    /// Higher than that of every segment there is.
    pub(super) next_sequence: u64,
    pub(super) damaged_blocks: u64,
    pub(super) lost_events: u64,
    pub(super) rescanned: bool,
    /// Directories of other spools.
    pub(super) rooms: Vec<String>,
    /// Copies of damaged blocks.
    pub(super) damaged: Vec<String>,
    /// Rewritten segments that never became whole.
    pub(super) parts: Vec<String>,
}

/// A segment by its name and its head.
struct Headed {
    segment: Segment,
    head: Option<SegmentHead>,
}

/// Looks at everything, and changes nothing.
///
/// # Errors
///
/// The directory cannot be listed, or one of our files not be opened: better no spool than one without them.
pub(super) fn look<F: Folder>(folder: &F, now: Now) -> io::Result<Inventory> {
    let mut found = Inventory::default();
    let mut headed = Vec::new();
    for name in folder.list()? {
        match member(&name) {
            Some(Member::Segment(known)) => {
                found.next_sequence = found.next_sequence.max(known.sequence + 1);
                match open(folder, known, now) {
                    Ok(Some(segment)) => headed.push(segment),
                    Ok(None) => found.newer = true,
                    // A link or something else that no spool makes.
                    Err(error) if is_foreign(&error) => {}
                    Err(error) => return Err(error),
                }
            }
            Some(Member::Part) => found.parts.push(name),
            Some(Member::Damaged) => found.damaged.push(name),
            Some(Member::Room) => found.rooms.push(name),
            None => {}
        }
    }
    let slot = match cursor::look(folder) {
        Ok(cursor::Found::Slot(slot)) => Some(slot),
        Ok(cursor::Found::Nothing) => None,
        Ok(cursor::Found::Newer) => {
            found.newer = true;
            None
        }
        Err(error) if is_foreign(&error) => None,
        Err(error) => return Err(error),
    };
    headed.sort_by_key(|headed| headed.segment.order());
    settle(folder, &mut headed, &mut found)?;
    place(slot, &headed, &mut found);
    found.segments = headed.into_iter().map(|headed| headed.segment).collect();
    Ok(found)
}

fn is_foreign(error: &io::Error) -> bool {
    #[cfg(unix)]
    if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) {
        return true;
    }
    matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::IsADirectory)
}

/// `None` when it is of a newer version.
fn open<F: Folder>(folder: &F, name: Name, now: Now) -> io::Result<Option<Headed>> {
    let file = folder.open(&name.text(), How::Read)?;
    let look = file.look()?;
    let mut bytes = [0; SEGMENT_HEAD];
    let head = match read_full(&file, 0, &mut bytes)
        .map(|read| Beginning::read(bytes.get(..read).unwrap_or_default()))
    {
        Ok(Beginning::Newer) => return Ok(None),
        Ok(Beginning::Known(head)) => Some(head),
        Ok(Beginning::Damaged) | Err(_) => None,
    };
    let written = look.modified.and_then(|modified| modified.duration_since(UNIX_EPOCH).ok());
    let known = written
        .map_or(Duration::ZERO, |written| Duration::from_nanos(now.unix_nanos).saturating_sub(written));
    let segment = Segment {
        name,
        end: name.first,
        length: look.size,
        size: look.size,
        // Whoever wrote it may not have come to sync it.
        synced: Extent { bytes: 0, below: name.first },
        age: Age { known, at: now.up },
        suspect: false,
    };
    Ok(Some(Headed { segment, head }))
}

/// Finds out where each segment ends: the next one knows, if it followed this one; otherwise it is read.
fn settle<F: Folder>(folder: &F, headed: &mut [Headed], found: &mut Inventory) -> io::Result<()> {
    let mut reader = Reader::new();
    let mut rest = headed;
    while let Some((this, behind)) = rest.split_first_mut() {
        found.damaged_blocks += u64::from(this.head.is_none() && this.segment.size > 0);
        let next = behind.first();
        let limit = next.map_or(u64::MAX, |next| next.segment.first());
        let previous = next.and_then(|next| {
            let head = next.head.as_ref()?;
            Some((next.segment.name.number(head.previous_end).unwrap_or(0).min(limit), head.previous_salt))
        });
        match previous {
            Some((end, salt)) if salt == this.segment.name.salt => {
                this.segment.end = end.max(this.segment.first())
            }
            _ => {
                let is_torn = measure(folder, &mut reader, &mut this.segment, limit)?;
                found.damaged_blocks += u64::from(is_torn);
                // What stood between the two and is gone.
                found.lost_events += previous.map_or(0, |(end, _)| end.saturating_sub(this.segment.end));
            }
        }
        rest = behind;
    }
    Ok(())
}

/// Reads a segment to its last record, and cuts off in thought what is behind. Says whether there is anything.
fn measure<F: Folder>(
    folder: &F,
    reader: &mut Reader<F>,
    segment: &mut Segment,
    limit: u64,
) -> io::Result<bool> {
    let (mut end, mut good) = (segment.first(), (SEGMENT_HEAD as u64).min(segment.length));
    loop {
        let step = reader.step(folder, segment, end)?;
        // A block that was written to its end was there, whatever is left of its records.
        if let Some((until, behind)) = reader.whole_block() {
            (end, good) = (end.max(behind.min(limit)), good.max(until));
        }
        match step {
            Step::Record { number, payload, .. } if number < limit => {
                (end, good) = (end.max(number + 1), good.max(payload.end));
            }
            Step::Damage(_) => {}
            Step::Record { .. } | Step::End => break,
        }
    }
    // Where records of somebody else's follow, the next segment says so.
    let is_torn = end < limit && good < segment.length;
    (segment.end, segment.length) = (end, good);
    Ok(is_torn)
}

/// Says where reading goes on.
fn place(slot: Option<cursor::Slot>, headed: &[Headed], found: &mut Inventory) {
    let first = headed.first().map_or(0, |headed| headed.segment.first());
    let with_records =
        headed.iter().map(|headed| &headed.segment).filter(|segment| segment.end > segment.first());
    let end = with_records.map(|segment| segment.end).max().unwrap_or(0);
    let cursor = slot.unwrap_or_default();
    let is_ahead = !cursor.is_emptied && cursor.end > end && cursor.released > end && end > first;
    found.rescanned = (slot.is_none() && end > first) || is_ahead;
    found.released = if found.rescanned { first } else { cursor.released };
    if slot.is_some() && !cursor.is_emptied && !is_ahead {
        let before = headed.first().and_then(|headed| {
            let previous = headed.head.as_ref()?.previous_end;
            Some(headed.segment.name.number(previous).unwrap_or(0).min(first))
        });
        found.lost_events += before.unwrap_or(0).saturating_sub(cursor.released);
    }
    if !cursor.is_emptied {
        found.lost_events += cursor.end.saturating_sub(end.max(cursor.released));
    }
    found.data_end = end.max(cursor.end);
    found.cursor = cursor;
}
