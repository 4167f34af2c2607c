//! Opening: whose directory it is, what is in it, and what others left inside.

use std::path::Path;
use std::sync::Arc;

use super::cursor::Cursor;
use super::folder::{Directory, Folder};
use super::format::VERSION;
use super::inventory::{self, Inventory};
use super::name::room_of_version;
use super::owner::{self, Room, no_spool};
use super::reader::Reader;
use super::settings::{Found, LEAST_BYTES, Losses, Settings};
use super::shelf::Shelf;
use super::staging::Staging;
use super::{Clock, Gaps, Spool};
use crate::error::{Error, Result};

impl Spool {
    /// Opens the spool in this directory, which is created where it is missing.
    ///
    /// What an earlier process left there is there again, from the first event on that was not released; so is what dead
    /// processes left in directories of their own inside. Nothing that is damaged keeps a spool from opening.
    ///
    /// # Errors
    ///
    /// The directory cannot be created, read or written; it belongs to somebody else; others may write to it; another spool
    /// has it and the settings say [`IfTaken::Refuse`](super::IfTaken).
    pub(crate) fn open(path: &Path, settings: Settings) -> Result<(Self, Found)> {
        let folder = Directory::open(path).map_err(|error| no_spool(path, error))?;
        Self::open_in(folder, path, settings, Arc::new(crate::clock::now))
    }
}

impl<F: Folder> Spool<F> {
    /// The same in any folder and at any time. `path` is what people call it.
    pub(super) fn open_in(
        folder: F,
        path: &Path,
        mut settings: Settings,
        clock: Clock,
    ) -> Result<(Self, Found)> {
        if settings.max_bytes < LEAST_BYTES {
            return Err(Error::invalid(
                "max_bytes",
                settings.max_bytes,
                format!("a spool needs {LEAST_BYTES} bytes at least"),
            ));
        }
        settings.segment_bytes = settings.segment_bytes.min(settings.max_bytes / 4);
        let (room, inventory, outside) = choose(folder, path, &settings, &clock)?;
        let mut found =
            Found { newer: outside.as_ref().is_some_and(|(_, newer)| *newer), ..Found::default() };
        let mut spool = Self::new(room, inventory, settings, clock, &mut found);
        spool.clear_empty(&mut found);
        spool.adopt(outside.as_ref().map(|(root, _)| root), &mut found);
        spool.write_cursor();
        // A cursor that was not believed must not be there again, when there is more that it could stand for.
        if found.rescanned {
            let _as_far_as_the_disk_does_it = spool.cursor.sync(&spool.folder);
        }
        if spool.shelf.dead(spool.released) > 0 {
            spool.reclaim_now();
        }
        (found.events, found.bytes) = (spool.events(), spool.bytes());
        Ok((spool, found))
    }

    fn new(room: Room<F>, inventory: Inventory, settings: Settings, clock: Clock, found: &mut Found) -> Self {
        found.damaged_blocks += inventory.damaged_blocks;
        found.lost_events += inventory.lost_events;
        found.rescanned |= inventory.rescanned;
        let mut shelf = Shelf::default();
        inventory.segments.into_iter().for_each(|segment| shelf.insert(segment));
        let last = shelf.last().map_or(0, |segment| segment.end);
        let folder = Arc::new(room.folder);
        for part in inventory.parts {
            let _is_tried_again_at_the_next_start = folder.remove(&part);
        }
        Self {
            cursor: Cursor::new(inventory.cursor),
            reader: Reader::new(),
            shelf,
            staging: Staging::default(),
            gaps: Gaps::default(),
            losses: Losses::default(),
            active: None,
            released: inventory.released,
            // Behind everything there is, for what is written to is the last.
            next_number: last.max(inventory.data_end).max(inventory.cursor.released),
            data_end: inventory.data_end,
            next_sequence: inventory.next_sequence,
            kept: inventory.damaged.len(),
            rooms: inventory.rooms,
            names_synced: false,
            syncing: false,
            room: room.name,
            _lock: room.lock,
            folder,
            settings,
            clock,
        }
    }

    /// Removes files in which nothing is: a process died between two calls, or a power cut took what was there.
    fn clear_empty(&mut self, found: &mut Found) {
        let empty = |segment: &&super::shelf::Segment| segment.size <= super::format::SEGMENT_HEAD as u64;
        let empty: Vec<u64> = self.shelf.iter().filter(empty).map(|segment| segment.name.sequence).collect();
        for sequence in empty {
            found.lost_events += self.shelf.get(sequence).map_or(0, |segment| segment.left(self.released));
            self.remove(sequence);
        }
    }
}

/// The folder around the one that was chosen, and whether it is left because of something newer in it.
type Outside<F> = Option<(F, bool)>;

fn choose<F: Folder>(
    folder: F,
    path: &Path,
    settings: &Settings,
    clock: &Clock,
) -> Result<(Room<F>, Inventory, Outside<F>)> {
    let look = |folder: &F| inventory::look(folder, clock()).map_err(|error| no_spool(path, error));
    let (room, root) = owner::find(folder, path, settings.shared)?;
    let inventory = look(&room.folder)?;
    match root {
        Some(root) => Ok((room, inventory, Some((root, false)))),
        None if !inventory.newer => Ok((room, inventory, None)),
        None => {
            // The newer program may come back while this one runs: the directory is its own.
            let Room { folder: root, lock, .. } = room;
            drop(lock);
            let room = owner::inside(&root, path, room_of_version(VERSION))?;
            let inventory = look(&room.folder)?;
            Ok((room, inventory, Some((root, true))))
        }
    }
}
