//! What is done with goes, what is too old goes, and what there is no room for.

use super::Spool;
use super::folder::Folder;

impl<F: Folder> Spool<F> {
    /// Everything with a smaller number is done with: the cursor says so from now on. A segment is unlinked when all of it is
    /// done and the cursor is on the disk, mostly after the next sync.
    pub(crate) fn release(&mut self, below: u64) {
        if below <= self.released {
            return;
        }
        self.skip_to(below);
        self.released = below;
        self.gaps.release(below);
        self.write_cursor();
        // Without syncs from outside nothing would ever be unlinked.
        if self.shelf.dead(self.released) > self.settings.max_bytes / 4 {
            self.reclaim_now();
        }
    }

    /// The next record gets this number, if it is higher than the one it would have: those between are never in this spool.
    pub(crate) fn skip_to(&mut self, number: u64) {
        if number > self.next_number {
            self.next_number = number;
            // In a segment numbers are consecutive.
            self.active = None;
        }
    }

    /// Brings the cursor to the disk and unlinks what is done with.
    pub(super) fn reclaim_now(&mut self) {
        if self.cursor.sync(&self.folder).is_ok() {
            self.reclaim();
        }
    }

    /// Unlinks the segments that the cursor on the disk is past.
    pub(super) fn reclaim(&mut self) {
        let safe = self.cursor.safe().min(self.released);
        let active = self.active_sequence();
        let dead =
            self.shelf.iter().filter(|segment| segment.end <= safe).map(|segment| segment.name.sequence);
        let dead: Vec<u64> = dead.filter(|sequence| Some(*sequence) != active).collect();
        for sequence in dead {
            self.remove(sequence);
        }
    }

    /// Removes a segment's file, and the segment if that worked. Says how many bytes are free now.
    pub(super) fn remove(&mut self, sequence: u64) -> u64 {
        let Some(segment) = self.shelf.get(sequence) else { return 0 };
        let (name, size) = (segment.name.text(), segment.size);
        self.reader.close(sequence);
        match self.folder.remove(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => 0,
            _ => {
                self.gaps.forget(sequence);
                self.shelf.remove(sequence);
                size
            }
        }
    }

    /// Drops the segments in which the newest event is too old.
    pub(super) fn expire(&mut self) {
        let Some(max_age) = self.settings.max_age else { return };
        let up = (self.clock)().up;
        while self.front().is_some_and(|(_, _, age)| age.now(up) > max_age) {
            let before = self.released;
            let (events, _) = self.drop_front();
            self.losses.expired += events;
            if self.released == before {
                break;
            }
        }
    }

    /// Drops the oldest segment that has events, and says whether there is more room now.
    pub(super) fn drop_oldest(&mut self) -> bool {
        let (events, bytes) = self.drop_front();
        self.losses.dropped_oldest += events;
        bytes > 0
    }

    /// The oldest segment with events: its sequence, its end, and how old its newest event is.
    fn front(&self) -> Option<(u64, u64, super::shelf::Age)> {
        let segment = self.shelf.find(self.released)?;
        Some((segment.name.sequence, segment.end, segment.age))
    }

    /// Drops that segment: how many events, how many bytes.
    fn drop_front(&mut self) -> (u64, u64) {
        let Some((sequence, end, _)) = self.front() else { return (0, 0) };
        if self.active_sequence() == Some(sequence) {
            self.active = None;
        }
        let before = self.shelf.size();
        let events = self.shelf.get(sequence).map_or(0, |segment| segment.left(self.released));
        let missing = self.gaps.within(self.released..end);
        self.released = end;
        self.gaps.release(end);
        self.write_cursor();
        self.reclaim_now();
        (events.saturating_sub(missing), before.saturating_sub(self.shelf.size()))
    }

    /// The number after the last record that was ever here.
    pub(super) fn data_end(&mut self) -> u64 {
        let last = self.shelf.iter().rev().find(|segment| segment.end > segment.first());
        self.data_end = self.data_end.max(last.map_or(0, |last| last.end));
        self.data_end
    }

    pub(super) fn write_cursor(&mut self) {
        let end = self.data_end();
        self.cursor.write(&self.folder, self.released, end);
    }

    pub(super) fn active_sequence(&self) -> Option<u64> {
        self.active.as_ref().and(self.shelf.last()).map(|segment| segment.name.sequence)
    }
}
