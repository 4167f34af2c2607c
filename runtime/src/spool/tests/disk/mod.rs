//! A file system in memory: it fills up, tears writes, forgets what was not synced and dies as it is told.

mod folder;
mod power;

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Now;
use crate::spool::{Found, Settings, Spool};

/// All of it; clones are the test's view of the same one.
#[derive(Debug, Clone, Default)]
pub(super) struct Disk(Arc<Mutex<Platter>>);

/// A folder on it, as a spool has it.
#[derive(Debug)]
pub(in crate::spool) struct DiskFolder {
    disk: Disk,
    path: String,
}

/// A file on it that is open.
#[derive(Debug)]
pub(in crate::spool) struct DiskFile {
    disk: Disk,
    file: u64,
}

#[derive(Debug, Default)]
pub(super) struct Platter {
    /// By path: `""` for the spool's directory, `/` between.
    pub(super) names: BTreeMap<String, Entry>,
    /// What has happened to names since they were synced.
    name_changes: Vec<NameChange>,
    durable_names: BTreeMap<String, Entry>,
    pub(super) files: BTreeMap<u64, File>,
    locked: Vec<u64>,
    made: u64,
    /// How many bytes still fit; without limit at first.
    pub(super) room: Option<usize>,
    pub(super) now: Duration,
    pub(super) up: Duration,
    /// How many files and folders are open, and how many ever were at once.
    open: usize,
    pub(super) most_open: usize,
    /// After so many more calls the process is dead.
    pub(super) dies_after: Option<u64>,
    /// The next syncs of files fail.
    pub(super) failing_syncs: usize,
    /// What the next writes do, before only the room counts.
    pub(super) script: VecDeque<Step>,
    /// All calls of these kinds fail.
    pub(super) refused: Vec<(Call, io::ErrorKind)>,
    /// How many bytes were read.
    pub(super) read: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    File(u64),
    Folder,
    /// Of somebody else.
    Symlink,
}

#[derive(Debug, Clone, Default)]
pub(super) struct File {
    pub(super) bytes: Vec<u8>,
    /// What a power cut leaves for certain, and what it may leave more of.
    durable: Vec<u8>,
    changes: Vec<Change>,
    modified: Duration,
}

#[derive(Debug, Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

#[derive(Debug, Clone)]
enum NameChange {
    Put(String, Entry),
    Remove(String),
    Rename(String, String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    Open,
    Read,
    Truncate,
    Remove,
    SyncNames,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// Takes at most so many bytes.
    Take(usize),
    Refuse(io::ErrorKind),
}

impl Disk {
    pub(super) fn platter<T>(&self, with: impl FnOnce(&mut Platter) -> T) -> T {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn folder(&self, path: &str) -> DiskFolder {
        self.opened();
        DiskFolder { disk: self.clone(), path: path.to_owned() }
    }

    fn opened(&self) {
        self.platter(|platter| {
            platter.open += 1;
            platter.most_open = platter.most_open.max(platter.open);
        });
    }

    fn closed(&self) {
        self.platter(|platter| platter.open -= 1);
    }

    pub(super) fn open(&self, settings: Settings) -> crate::error::Result<(Spool<DiskFolder>, Found)> {
        let clock = self.clone();
        let clock = Arc::new(move || {
            clock.platter(|platter| Now {
                unix_nanos: u64::try_from(platter.now.as_nanos()).unwrap(),
                up: platter.up,
            })
        });
        Spool::open_in(self.folder(""), "spool".as_ref(), settings, clock)
    }

    /// Lets time pass on both clocks.
    pub(super) fn pass(&self, time: Duration) {
        self.platter(|platter| {
            platter.now += time;
            platter.up += time;
        });
    }

    /// The paths of all files.
    pub(super) fn names(&self) -> Vec<String> {
        self.platter(|platter| platter.names.keys().cloned().collect())
    }

    /// The names of files that end so.
    pub(super) fn ending(&self, end: &str) -> Vec<String> {
        self.names().into_iter().filter(|name| name.ends_with(end)).collect()
    }

    pub(super) fn bytes(&self, path: &str) -> Vec<u8> {
        self.platter(|platter| match platter.names[path] {
            Entry::File(file) => platter.files[&file].bytes.clone(),
            other => panic!("{path} is {other:?}"),
        })
    }

    /// Puts a file there, as somebody else may, or a damaged disk.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) {
        self.platter(|platter| {
            platter.made += 1;
            let (file, modified) = (platter.made, platter.now);
            let content =
                File { bytes: bytes.to_vec(), durable: bytes.to_vec(), modified, ..File::default() };
            platter.files.insert(file, content);
            platter.names.insert(path.to_owned(), Entry::File(file));
            platter.durable_names.insert(path.to_owned(), Entry::File(file));
        });
    }

    pub(super) fn remove(&self, path: &str) {
        self.platter(|platter| {
            platter.names.remove(path);
            platter.durable_names.remove(path);
        });
    }

    /// Another disk with the same on it, for a test that damages it in many ways.
    pub(super) fn copy(&self) -> Self {
        let copy = Self::default();
        self.platter(|platter| {
            copy.platter(|copy| {
                copy.names = platter.names.clone();
                copy.durable_names = platter.names.clone();
                copy.files = platter.files.clone();
                copy.made = platter.made;
                (copy.now, copy.up) = (platter.now, platter.up);
            });
        });
        copy
    }

    /// Counts a call, and says whether the process lives to make it.
    fn called(&self, call: Option<Call>) -> io::Result<()> {
        self.platter(|platter| {
            if let Some(left) = &mut platter.dies_after {
                if *left == 0 {
                    return Err(io::Error::other("dead"));
                }
                *left -= 1;
            }
            match platter.refused.iter().find(|(refused, _)| Some(*refused) == call) {
                Some((_, kind)) => Err((*kind).into()),
                None => Ok(()),
            }
        })
    }
}
