//! A file on the disk, as the log sees it.

use std::io::{self, SeekFrom};
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Call, Disk, Platter, Step};
use crate::sink::file::append::LogFile;
use crate::sink::file::folder::Look;

/// An open file on it.
#[derive(Debug)]
pub(in crate::sink::file::tests) struct Handle {
    disk: Disk,
    file: u64,
    position: usize,
    owns: AtomicBool,
}

impl Disk {
    pub(super) fn handle(&self, file: u64) -> Handle {
        Handle { disk: self.clone(), file, position: 0, owns: AtomicBool::new(false) }
    }
}

impl LogFile for Handle {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let file = self.file;
        while self.disk.platter(|platter| {
            platter.waits = platter.hangs;
            platter.hangs
        }) {
            std::thread::yield_now();
        }
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
        self.disk.called(Call::Sync)?;
        self.disk.platter(|platter| {
            let size = platter.files[&self.file].len();
            platter.synced.insert(self.file, size);
        });
        Ok(())
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
