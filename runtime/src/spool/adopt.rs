//! Taking over what dead processes left in directories of their own.
//!
//! Their segments are renamed into this directory, one by one. The name says what is to be added to the numbers in the file,
//! so that they continue those that are here. Whoever dies half-way leaves each segment in one of the two places.

use super::Spool;
use super::cursor::{self, Cursor};
use super::folder::{Enter, Folder};
use super::inventory;
use super::name::{CURSOR, LOCK, Name};
use super::owner::{Owner, own};
use super::settings::Found;
use super::shelf::Segment;

impl<F: Folder> Spool<F> {
    /// Takes over all rooms that nobody has: those around this one in `outside`, or else those inside.
    pub(super) fn adopt(&mut self, outside: Option<&F>, found: &mut Found) {
        let rooms = match outside {
            None => std::mem::take(&mut self.rooms),
            Some(root) => {
                let names = root.list().unwrap_or_default();
                let is_room = |name: &String| super::name::member(name) == Some(super::name::Member::Room);
                names.into_iter().filter(is_room).collect()
            }
        };
        for name in rooms {
            if self.room.as_ref() == Some(&name) {
                continue;
            }
            let taken_over = match outside {
                Some(root) => self.adopt_room(root, &name, found),
                None => {
                    let folder = std::sync::Arc::clone(&self.folder);
                    self.adopt_room(&*folder, &name, found)
                }
            };
            found.adopted += u64::from(taken_over.unwrap_or(false));
        }
    }

    /// Says whether it was somebody's who is gone. What cannot be taken over is left for the next start.
    fn adopt_room(&mut self, root: &F, name: &str, found: &mut Found) -> std::io::Result<bool> {
        let room = root.enter(name, Enter::Existing)?;
        let Owner::Us(lock) = own(&room)? else { return Ok(false) };
        let inventory = inventory::look(&room, (self.clock)())?;
        if inventory.newer {
            return Ok(false);
        }
        found.damaged_blocks += inventory.damaged_blocks;
        found.lost_events += inventory.lost_events;
        found.rescanned |= inventory.rescanned;
        Cursor::new(cursor::Slot { released: inventory.released, ..inventory.cursor }).is_emptied(&room);
        for segment in &inventory.segments {
            if segment.left(inventory.released) == 0 {
                room.remove(&segment.name.text())?;
            } else {
                self.adopt_segment(&room, segment, inventory.released)?;
            }
        }
        for damaged in &inventory.damaged {
            self.kept += 1;
            room.rename(damaged, &self.folder, damaged)?;
        }
        self.folder.sync()?;
        room.sync()?;
        for name in inventory.parts.iter().map(String::as_str).chain([CURSOR, LOCK]) {
            let _is_not_there = room.remove(name);
        }
        drop(lock);
        let _holds_something_of_somebody_elses = root.remove_folder(name);
        Ok(true)
    }

    fn adopt_segment(&mut self, room: &F, segment: &Segment, released: u64) -> std::io::Result<()> {
        let from = segment.first().max(released);
        let shift = segment.name.shift.unwrap_or(0).wrapping_add(self.next_number).wrapping_sub(from);
        let name = Name {
            sequence: self.next_sequence,
            first: self.next_number,
            salt: segment.name.salt,
            shift: Some(shift),
        };
        room.rename(&segment.name.text(), &self.folder, &name.text())?;
        self.next_sequence += 1;
        self.next_number += segment.left(released);
        let synced = super::shelf::Extent { bytes: 0, below: name.first };
        self.shelf.insert(Segment { name, end: self.next_number, synced, ..segment.clone() });
        Ok(())
    }
}
