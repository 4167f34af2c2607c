//! A file system in memory: it fills up, tears writes, hangs, fails and dies as it is told, and somebody else uses it too.

mod folder;
mod handle;

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use super::super::folder::{FileId, Kind, Look};
use super::super::keeper::tidy::Tidy;
use super::super::writer::{Clock, FileSink};
use crate::clock::Now;
use crate::sink::{RollingFile, SinkCounts};

/// One directory; clones are the test's view of the same one.
#[derive(Debug, Clone, Default)]
pub(super) struct Disk(Arc<Mutex<Platter>>);

#[derive(Debug, Default)]
pub(super) struct Platter {
    pub(super) names: BTreeMap<String, Entry>,
    files: BTreeMap<u64, Vec<u8>>,
    /// How much of each file, and which names, would be there after a power loss.
    synced: BTreeMap<u64, usize>,
    pub(super) synced_names: Vec<String>,
    /// Files that somebody has locked.
    locked: Vec<u64>,
    made: u64,
    /// How many bytes still fit; without limit at first.
    pub(super) room: Option<usize>,
    /// What happens at the next writes; after them only the room counts.
    pub(super) script: VecDeque<Step>,
    pub(super) cannot_truncate: bool,
    pub(super) writes: usize,
    /// The time of the clock that files and the log go by.
    pub(super) now: Duration,
    pub(super) up: Duration,
    /// Calls that change something, and which of them fails, how, and whether it is the last one of the process.
    pub(super) calls: u64,
    pub(super) failing: Option<Failing>,
    /// All calls of these kinds fail.
    pub(super) refused: Vec<(Call, io::ErrorKind)>,
    /// How often one of them did.
    pub(super) refusals: usize,
    /// Writes do not come back until this is over; and whether one is waiting for that.
    pub(super) hangs: bool,
    pub(super) waits: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Failing {
    pub(super) at: u64,
    pub(super) kind: io::ErrorKind,
    pub(super) for_good: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    Open,
    Rename,
    Remove,
    Write,
    /// Of a file.
    Sync,
    SyncNames,
    Refresh,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    File(u64, Duration),
    Symlink(String),
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// Takes at most so many bytes.
    Take(usize),
    /// Takes at most so many bytes, and then somebody else appends.
    TakeThenForeign(usize, &'static str),
    Refuse(io::ErrorKind),
    /// Takes nothing and does not say why.
    Nothing,
    /// Somebody else appends, and the write is refused.
    ForeignThenRefuse(&'static str),
}

impl Disk {
    pub(super) fn with_room(bytes: usize) -> Self {
        let disk = Self::default();
        disk.platter(|platter| platter.room = Some(bytes));
        disk
    }

    pub(super) fn with_script(script: impl IntoIterator<Item = Step>) -> Self {
        let disk = Self::default();
        disk.platter(|platter| platter.script.extend(script));
        disk
    }

    pub(super) fn platter<T>(&self, with: impl FnOnce(&mut Platter) -> T) -> T {
        with(&mut self.0.lock().unwrap())
    }

    /// What the active file holds.
    pub(super) fn text(&self) -> String {
        self.content("app.log").unwrap()
    }

    pub(super) fn content(&self, name: &str) -> Option<String> {
        self.platter(|platter| match platter.names.get(name)? {
            Entry::File(file, _) => Some(String::from_utf8(platter.files[file].clone()).unwrap()),
            Entry::Symlink(target) => Some(target.clone()),
        })
    }

    /// Puts a file there, as somebody else may.
    pub(super) fn put(&self, name: &str, content: &str) {
        self.platter(|platter| {
            let file = platter.make(name);
            platter.files.insert(file, content.as_bytes().to_vec());
        });
    }

    /// Whether a power loss would cost nothing that was written. A file system that brings a file's bytes to the disk
    /// brings the name along that it was made with.
    pub(super) fn is_synced(&self) -> bool {
        self.platter(|platter| {
            let names = platter.names.iter().filter(|(name, _)| !name.ends_with(".lock"));
            names.into_iter().all(|(name, entry)| match entry {
                Entry::File(file, _) => {
                    let size = platter.files[file].len();
                    let synced = platter.synced.get(file).copied().unwrap_or_default();
                    synced == size && (size == 0 || platter.synced_names.contains(name) || name == "app.log")
                }
                Entry::Symlink(_) => true,
            })
        })
    }

    /// The names on it, without the lock.
    pub(super) fn names(&self) -> Vec<String> {
        self.platter(|platter| {
            platter.names.keys().filter(|name| !name.ends_with(".lock")).cloned().collect()
        })
    }

    pub(super) fn clock(&self) -> Clock {
        let disk = self.clone();
        Arc::new(move || {
            disk.platter(|platter| Now {
                unix_nanos: u64::try_from(platter.now.as_nanos()).unwrap(),
                up: platter.up,
            })
        })
    }

    /// Lets time pass on both clocks.
    pub(super) fn pass(&self, time: Duration) {
        self.platter(|platter| {
            platter.now += time;
            platter.up += time;
        });
    }

    /// A log in one file, which others may write to.
    pub(super) fn sink(&self) -> (FileSink<Self>, Arc<SinkCounts>) {
        self.open(&RollingFile::new("logs/app.log").shared()).unwrap()
    }

    /// This log, without any threads beside it.
    pub(super) fn open(&self, file: &RollingFile) -> crate::Result<(FileSink<Self>, Arc<SinkCounts>)> {
        let counts = Arc::new(SinkCounts::default());
        let log = file.open_log(Arc::new(self.clone()), "app.log", &self.clock())?;
        let requests = Arc::clone(file.handle().requests());
        Ok((FileSink::new(log, self.clock(), Arc::clone(&counts), requests, None), counts))
    }

    /// What deletes for a log.
    pub(super) fn tidy(&self, sink: &FileSink<Self>) -> Tidy<Self> {
        Tidy::new(Arc::clone(&sink.log.folder), Arc::clone(&sink.log.settings), self.clock())
    }

    /// Somebody else takes the name away from the file, which goes on without.
    pub(super) fn unlink(&self, name: &str) {
        self.platter(|platter| platter.names.remove(name));
    }

    /// Counts a call that changes something, and says whether it fails.
    fn called(&self, call: Call) -> io::Result<()> {
        self.platter(|platter| {
            platter.calls += 1;
            match platter.failing {
                Some(failing) if platter.calls == failing.at => return Err(failing.kind.into()),
                Some(failing) if failing.for_good && platter.calls > failing.at => {
                    return Err(failing.kind.into());
                }
                _ => {}
            }
            match platter.refused.iter().find(|(refused, _)| *refused == call) {
                Some((_, kind)) => {
                    platter.refusals += 1;
                    Err((*kind).into())
                }
                None => Ok(()),
            }
        })
    }
}

impl Platter {
    fn make(&mut self, name: &str) -> u64 {
        self.made += 1;
        self.files.insert(self.made, Vec::new());
        self.names.insert(name.to_owned(), Entry::File(self.made, self.now));
        self.made
    }

    fn append(&mut self, file: u64, bytes: &[u8], most: usize) -> io::Result<usize> {
        let fits = self.room.unwrap_or(usize::MAX).min(most).min(bytes.len());
        if fits == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let now = self.now;
        self.files.get_mut(&file).unwrap().extend_from_slice(&bytes[..fits]);
        self.room = self.room.map(|room| room - fits);
        for entry in self.names.values_mut() {
            if let Entry::File(named, modified) = entry
                && *named == file
            {
                *modified = now;
            }
        }
        Ok(fits)
    }

    fn look(&self, file: u64) -> Look {
        let named =
            self.names.values().filter(|entry| matches!(entry, Entry::File(named, _) if *named == file));
        let modified = named.clone().find_map(|entry| match entry {
            Entry::File(_, modified) => Some(SystemTime::UNIX_EPOCH + *modified),
            Entry::Symlink(_) => None,
        });
        let size = self.files[&file].len() as u64;
        Look { kind: Kind::File, id: FileId(1, file), size, names: named.count() as u64, modified }
    }
}
