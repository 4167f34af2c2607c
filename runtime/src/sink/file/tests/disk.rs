//! A file system in memory: it fills up, tears writes, fails and dies as it is told, and somebody else uses it too.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, SeekFrom};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use super::super::append::LogFile;
use super::super::folder::{FileId, Folder, How, Kind, Look};
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
    Sync,
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

/// An open file on it.
#[derive(Debug)]
pub(super) struct Handle {
    disk: Disk,
    file: u64,
    position: usize,
    owns: AtomicBool,
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
                Some((_, kind)) => Err((*kind).into()),
                None => Ok(()),
            }
        })
    }

    fn handle(&self, file: u64) -> Handle {
        Handle { disk: self.clone(), file, position: 0, owns: AtomicBool::new(false) }
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

impl Folder for Disk {
    type File = Handle;

    fn list(&self) -> io::Result<Vec<String>> {
        Ok(self.platter(|platter| platter.names.keys().cloned().collect()))
    }

    fn look(&self, name: &str) -> io::Result<Look> {
        self.platter(|platter| match platter.names.get(name) {
            None => Err(io::ErrorKind::NotFound.into()),
            Some(Entry::File(file, _)) => Ok(platter.look(*file)),
            Some(Entry::Symlink(_)) => {
                Ok(Look { kind: Kind::Symlink, id: FileId(2, 0), size: 0, names: 1, modified: None })
            }
        })
    }

    fn open(&self, name: &str, how: How) -> io::Result<Handle> {
        self.called(Call::Open)?;
        let file = self.platter(|platter| match (platter.names.get(name), how) {
            (Some(Entry::Symlink(_)), _) => Err(io::ErrorKind::InvalidInput.into()),
            (Some(Entry::File(..)), How::CreateNew) => Err(io::ErrorKind::AlreadyExists.into()),
            (Some(Entry::File(file, _)), _) => Ok(*file),
            (None, How::Read) => Err(io::ErrorKind::NotFound.into()),
            (None, _) => Ok(platter.make(name)),
        });
        file.map(|file| self.handle(file))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.called(Call::Rename)?;
        self.platter(|platter| {
            if platter.names.contains_key(to) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            let entry = platter.names.remove(from).ok_or(io::ErrorKind::NotFound)?;
            platter.names.insert(to.to_owned(), entry);
            Ok(())
        })
    }

    fn link(&self, target: &str, name: &str) -> io::Result<()> {
        self.platter(|platter| platter.names.insert(name.to_owned(), Entry::Symlink(target.to_owned())));
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.called(Call::Remove)?;
        self.platter(|platter| {
            let entry = platter.names.remove(name).ok_or(io::ErrorKind::NotFound)?;
            if let Entry::File(file, _) = entry {
                let freed = platter.files[&file].len();
                platter.room = platter.room.map(|room| room + freed);
            }
            Ok(())
        })
    }

    fn sync(&self) -> io::Result<()> {
        self.called(Call::Sync)
    }

    fn refresh(&self) -> io::Result<bool> {
        self.called(Call::Refresh)?;
        Ok(false)
    }
}

impl LogFile for Handle {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let file = self.file;
        if let Err(error) = self.disk.called(Call::Write) {
            self.disk.platter(|platter| {
                // The last thing a process does may be half a write.
                if platter.failing.is_some_and(|failing| failing.for_good && failing.at == platter.calls) {
                    let _torn = platter.append(file, bytes, bytes.len() / 2);
                }
            });
            return Err(error);
        }
        let (written, position) = self.disk.platter(|platter| {
            let foreign = |platter: &mut Platter, text: &str| {
                platter.files.get_mut(&file).unwrap().extend_from_slice(text.as_bytes());
            };
            platter.writes += 1;
            let written = match platter.script.pop_front() {
                None => platter.append(file, bytes, usize::MAX),
                Some(Step::Take(most)) => platter.append(file, bytes, most),
                Some(Step::TakeThenForeign(most, text)) => {
                    let taken = platter.append(file, bytes, most);
                    let position = platter.files[&file].len();
                    foreign(platter, text);
                    return (taken, Some(position));
                }
                Some(Step::Refuse(kind)) => Err(kind.into()),
                Some(Step::Nothing) => Ok(0),
                Some(Step::ForeignThenRefuse(text)) => {
                    foreign(platter, text);
                    Err(io::ErrorKind::StorageFull.into())
                }
            };
            let position = written.is_ok().then(|| platter.files[&file].len());
            (written, position)
        });
        self.position = position.unwrap_or(self.position);
        written
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.disk.platter(|platter| {
            let rest = platter.files[&self.file].get(self.position..).unwrap_or_default();
            let length = rest.len().min(buffer.len());
            buffer[..length].copy_from_slice(&rest[..length]);
            length
        });
        self.position += read;
        Ok(read)
    }

    fn seek(&mut self, from: SeekFrom) -> io::Result<u64> {
        let size = self.disk.platter(|platter| platter.files[&self.file].len());
        self.position = match from {
            SeekFrom::Start(at) => at as usize,
            SeekFrom::End(by) => (size as i64 + by) as usize,
            SeekFrom::Current(by) => (self.position as i64 + by) as usize,
        };
        Ok(self.position as u64)
    }

    fn truncate(&mut self, size: u64) -> io::Result<()> {
        self.disk.called(Call::Write)?;
        self.disk.platter(|platter| {
            if platter.cannot_truncate {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            let content = platter.files.get_mut(&self.file).unwrap();
            let freed = content.len() - size as usize;
            content.truncate(size as usize);
            platter.room = platter.room.map(|room| room + freed);
            Ok(())
        })
    }

    fn sync(&self) -> io::Result<()> {
        self.disk.called(Call::Sync)
    }

    fn look(&self) -> io::Result<Look> {
        Ok(self.disk.platter(|platter| platter.look(self.file)))
    }

    fn again(&self) -> io::Result<Self> {
        Ok(self.disk.handle(self.file))
    }

    fn try_own(&self) -> io::Result<bool> {
        Ok(self.disk.platter(|platter| {
            let free = !platter.locked.contains(&self.file);
            if free {
                platter.locked.push(self.file);
                self.owns.store(true, Ordering::Relaxed);
            }
            free
        }))
    }

    fn disown(&self) {
        if self.owns.swap(false, Ordering::Relaxed) {
            self.disk.platter(|platter| platter.locked.retain(|file| *file != self.file));
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.disown();
    }
}
