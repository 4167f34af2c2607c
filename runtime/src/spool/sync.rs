//! Bringing everything to the disk, on any thread; and what is done when the disk says that it could not.
//!
//! After an `fsync` that failed the system has forgotten what it could not write, and the next one says that all is well. So none
//! is ever repeated: what was not on the disk for certain is read back, by its checksums, and written into a new segment.

use std::io;
use std::sync::Arc;

use super::Spool;
use super::folder::{Folder, Handle, How, write_all};
use super::format::{BLOCK, Record, SEGMENT_HEAD, Seed, SegmentHead};
use super::name::Name;
use super::reader::{Reader, Step};
use super::shelf::{Extent, Segment};
use super::staging::Staging;

/// What is to be synced. It blocks for as long as the disk takes.
#[derive(Debug)]
pub(crate) struct SyncJob<F: Folder = super::folder::Directory> {
    folder: Arc<F>,
    segments: Vec<Part<F>>,
    cursor: Option<(Arc<F::File>, u64)>,
    names: bool,
}

#[derive(Debug)]
struct Part<F: Folder> {
    name: Name,
    /// The segment that is written to; the others are opened for this, one at a time.
    file: Option<Arc<F::File>>,
    extent: Extent,
}

/// What the disk said; for [`Spool::end_sync`].
#[derive(Debug, Default)]
pub(crate) struct Synced {
    segments: Vec<(u64, Extent, Outcome)>,
    cursor: Option<(u64, bool)>,
    /// The names that there were are on the disk.
    names: bool,
    failed: Option<io::Error>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    OnDisk,
    /// Nobody knows what is on the disk.
    Suspect,
    /// It could not be tried.
    NotTried,
}

impl<F: Folder> SyncJob<F> {
    /// Waits for the disk.
    pub(crate) fn run(self) -> Synced {
        let mut synced = Synced::default();
        for Part { name, file, extent } in self.segments {
            let opened = file.map_or_else(|| self.folder.open(&name.text(), How::Read).map(Arc::new), Ok);
            let outcome = match opened.map(|file| file.sync()) {
                Ok(Ok(())) => Outcome::OnDisk,
                Ok(Err(error)) => {
                    synced.failed = Some(error);
                    Outcome::Suspect
                }
                // Unlinked meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => Outcome::OnDisk,
                Err(error) => {
                    synced.failed = Some(error);
                    Outcome::NotTried
                }
            };
            synced.segments.push((name.sequence, extent, outcome));
        }
        synced.names = !self.names || self.folder.sync().map_err(|error| synced.failed = Some(error)).is_ok();
        // The last: it must not say more than the segments hold.
        synced.cursor = self.cursor.map(|(file, released)| {
            (released, file.sync().map_err(|error| synced.failed = Some(error)).is_ok())
        });
        synced
    }
}

impl Synced {
    /// What the disk did not do, if anything.
    pub(crate) fn failed(&self) -> Option<&io::Error> {
        self.failed.as_ref()
    }
}

impl<F: Folder> Spool<F> {
    /// What has to be synced for everything that is in the spool now to outlive a power cut. `None` when there is nothing, or
    /// while another job is under way. Appending, reading and releasing may go on while it runs.
    pub(crate) fn begin_sync(&mut self) -> Option<SyncJob<F>> {
        if self.syncing {
            return None;
        }
        self.rescue_suspects();
        if self.cursor.heal(&self.folder) {
            self.reclaim();
        }
        let active = self.active_sequence();
        let released = self.released;
        let unsynced = self.shelf.iter().filter(|segment| !segment.is_synced() && segment.end > released);
        let segments: Vec<_> = unsynced
            .filter(|segment| !segment.suspect)
            .map(|segment| Part {
                name: segment.name,
                file: self
                    .active
                    .as_ref()
                    .filter(|_| active == Some(segment.name.sequence))
                    .map(|active| Arc::clone(&active.file)),
                extent: Extent { bytes: segment.length, below: segment.end },
            })
            .collect();
        let cursor = self.cursor.unsynced();
        if segments.is_empty() && cursor.is_none() && self.names_synced {
            return None;
        }
        self.syncing = true;
        // A segment that is begun while the job runs sets it back.
        let names = !std::mem::replace(&mut self.names_synced, true);
        Some(SyncJob { folder: Arc::clone(&self.folder), segments, cursor, names })
    }

    /// Takes in what the disk said to the job that was begun last.
    pub(crate) fn end_sync(&mut self, synced: Synced) {
        self.syncing = false;
        self.names_synced &= synced.names;
        for (sequence, extent, outcome) in synced.segments {
            match (self.shelf.get_mut(sequence), outcome) {
                // Bytes that no name leads to are lost too.
                (Some(segment), Outcome::OnDisk) if synced.names => segment.synced = extent,
                (Some(segment), Outcome::Suspect) => segment.suspect = true,
                (_, Outcome::OnDisk | Outcome::NotTried) | (None, Outcome::Suspect) => {}
            }
        }
        match synced.cursor {
            Some((released, true)) => self.cursor.is_synced(released),
            Some((_, false)) => self.cursor.is_suspect(),
            None => {}
        }
        self.rescue_suspects();
        self.reclaim();
    }

    /// All records with smaller numbers outlive a power cut, or are done with.
    pub(crate) fn synced_below(&self) -> u64 {
        let unsynced = self.shelf.iter().find(|segment| segment.end > self.released && !segment.is_synced());
        unsynced.map_or(self.next_number, |segment| segment.synced.below)
    }

    /// Writes what is not on the disk of suspect segments into new ones. What does not work is tried again with the next sync.
    fn rescue_suspects(&mut self) {
        let suspects = self.shelf.iter().filter(|segment| segment.suspect);
        for suspect in suspects.cloned().collect::<Vec<_>>() {
            if self.active_sequence() == Some(suspect.name.sequence) {
                self.active = None;
            }
            let from = suspect.synced.below.max(self.released);
            if from >= suspect.end {
                // Nothing in it is wanted any more.
                if let Some(segment) = self.shelf.get_mut(suspect.name.sequence) {
                    segment.suspect = false;
                }
                continue;
            }
            if let Ok(rescued) = self.rescue(&suspect, from) {
                self.shelf.insert(rescued);
                if let Some(segment) = self.shelf.get_mut(suspect.name.sequence) {
                    segment.suspect = false;
                    // The rest of it is in the other one.
                    segment.synced.bytes = segment.length;
                }
                if from <= suspect.first() {
                    self.remove(suspect.name.sequence);
                }
            }
        }
    }

    /// A new segment with the records of `suspect` from the number `from` on, on the disk, under a name that counts.
    fn rescue(&mut self, suspect: &Segment, from: u64) -> io::Result<Segment> {
        let name = Name { sequence: self.next_sequence, first: from, salt: super::random(), shift: None };
        self.next_sequence += 1;
        let written = self.rewrite(suspect, &name).and_then(|length| {
            self.folder.rename(&name.part(), &self.folder, &name.text())?;
            self.folder.sync()?;
            Ok(length)
        });
        match written {
            Ok(length) => Ok(Segment {
                name,
                end: suspect.end,
                length,
                size: length,
                synced: Extent { bytes: length, below: suspect.end },
                age: suspect.age,
                suspect: false,
            }),
            Err(error) => {
                // One that is left is removed when the spool is opened.
                let _none_is_left = self.folder.remove(&name.part());
                let _none_is_left = self.folder.remove(&name.text());
                Err(error)
            }
        }
    }

    /// Copies the records into the file of a name that does not count yet, syncs it, and says how long it is.
    fn rewrite(&self, suspect: &Segment, name: &Name) -> io::Result<u64> {
        let file = self.folder.open(&name.part(), How::CreateNew)?;
        let head = SegmentHead {
            salt: name.salt,
            first: name.first,
            previous_end: name.first,
            previous_salt: suspect.name.salt,
            created: (self.clock)().unix_nanos,
            process: std::process::id(),
        };
        let seed = Seed::of(name.salt);
        let (mut staging, mut reader) = (Staging::default(), Reader::<F>::new());
        staging.begin(Some(&head));
        let (mut length, mut next) = (0, name.first);
        loop {
            let step = reader.step(&self.folder, suspect, next)?;
            // In a block numbers are consecutive. What lies behind the end of the segment belongs to the next one.
            let goes_on =
                matches!(step, Step::Record { number, .. } if number == next && number < suspect.end);
            if !goes_on || staging.length() >= BLOCK {
                staging.seal(seed);
                write_all(&file, length, staging.bytes()).1?;
                length += staging.length() as u64;
                staging.begin(None);
            }
            match step {
                Step::Record { number, flags, payload, .. } if number < suspect.end => {
                    staging.put(Record { number, flags, payload: reader.payload(payload) }, seed);
                    next = number + 1;
                }
                Step::Damage(_) => {}
                Step::Record { .. } | Step::End => break,
            }
        }
        debug_assert!(length >= SEGMENT_HEAD as u64, "the head is written with the first");
        file.sync()?;
        Ok(length)
    }
}
