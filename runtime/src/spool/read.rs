//! Reading in order, and what is told of what cannot be read.

use core::ops::Range;

use super::Spool;
use super::folder::{Folder, How, write_all};
use super::name::damaged;
use super::reader::Step;
use super::settings::Read;

/// How many copies of damaged blocks are kept, each of 64 KiB at most.
pub(super) const KEPT: usize = 16;

impl<F: Folder> Spool<F> {
    /// Reads records with consecutive numbers from `from` on: at most `max_events` of them with at most `max_bytes` of
    /// payload, but one if there is one. Each is handed over as its flags and its payload.
    ///
    /// What is damaged on the way is passed over, counted once, and copied aside. Reading from an earlier number again is
    /// possible as long as it is not released.
    pub(crate) fn read(
        &mut self,
        from: u64,
        max_events: usize,
        max_bytes: usize,
        mut take: impl FnMut(u8, &[u8]),
    ) -> Read {
        self.expire();
        let mut read = Read { first: from.max(self.released), next: from.max(self.released), trouble: None };
        let (mut events, mut bytes) = (0, 0);
        while events < max_events.max(1) {
            let Some(segment) = self.shelf.find(read.next) else { break };
            if segment.first() > read.next {
                // Numbers that were never spooled.
                if events > 0 {
                    break;
                }
                read.next = segment.first();
            }
            let (sequence, end) = (segment.name.sequence, segment.end);
            match self.reader.step(&self.folder, segment, read.next) {
                Ok(Step::Record { number, flags, payload, at }) if number < end => {
                    let length = usize::try_from(payload.end - payload.start).unwrap_or(usize::MAX);
                    if events > 0 && (number > read.next || length > max_bytes.saturating_sub(bytes)) {
                        self.reader.put_back(at, read.next);
                        break;
                    }
                    self.losses.damaged += self.gaps.miss(read.next..number);
                    if events == 0 {
                        read.first = number;
                    }
                    take(flags, self.reader.payload(payload));
                    (events, bytes) = (events + 1, bytes + length);
                    read.next = number + 1;
                }
                Ok(Step::Damage(range)) => self.damage(sequence, range),
                // The rest of the segment, or what the next one has in its place.
                Ok(Step::Record { .. } | Step::End) => {
                    if events > 0 {
                        break;
                    }
                    self.losses.damaged += self.gaps.miss(read.next..end);
                    read.next = end;
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    if events > 0 {
                        break;
                    }
                    self.damage(sequence, 0..0);
                    self.losses.damaged += self.gaps.miss(read.next..end);
                    read.next = end;
                }
                Err(error) => {
                    read.trouble = Some(error);
                    break;
                }
            }
        }
        self.gaps.seen(read.next);
        if events == 0 {
            read.first = read.next;
        }
        read
    }

    /// Counts a damaged place when it is new, and keeps a copy of it for people.
    fn damage(&mut self, sequence: u64, range: Range<u64>) {
        if !self.gaps.damage(sequence, range.start) {
            return;
        }
        self.losses.damaged_blocks += 1;
        if self.kept >= KEPT || range.is_empty() {
            return;
        }
        self.kept += 1;
        let offset = range.start;
        let bytes = self.reader.copy(range);
        if let Ok(file) = self.folder.open(&damaged(sequence, offset), How::CreateNew) {
            // A favour: where the disk has no room for it, there is none.
            let _as_far_as_it_went = write_all(&file, 0, &bytes);
        }
    }
}
