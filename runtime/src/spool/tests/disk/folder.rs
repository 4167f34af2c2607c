//! Folders and files as a spool sees them.

use std::io;
use std::time::SystemTime;

use super::{Call, Change, Disk, DiskFile, DiskFolder, Entry, File, NameChange, Platter, Step};
use crate::spool::folder::{Enter, Folder, Handle, How, Look};

impl Platter {
    fn change(&mut self, change: NameChange) {
        super::power::apply(&mut self.names, &change);
        self.name_changes.push(change);
    }
}

impl DiskFolder {
    fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}/{name}", self.path) }
    }
}

impl Drop for DiskFolder {
    fn drop(&mut self) {
        self.disk.closed();
    }
}

impl Folder for DiskFolder {
    type File = DiskFile;

    fn list(&self) -> io::Result<Vec<String>> {
        let names = self.disk.names();
        let inside = names.iter().filter_map(|path| match self.path.as_str() {
            "" => Some(path.as_str()),
            folder => path.strip_prefix(folder)?.strip_prefix('/'),
        });
        Ok(inside.filter(|name| !name.contains('/')).map(str::to_owned).collect())
    }

    fn open(&self, name: &str, how: How) -> io::Result<DiskFile> {
        self.disk.called(Some(Call::Open))?;
        let path = self.path(name);
        let file = self.disk.platter(|platter| match (platter.names.get(&path), how) {
            (Some(Entry::Symlink | Entry::Folder), _) => Err(io::Error::from(io::ErrorKind::InvalidInput)),
            (Some(Entry::File(_)), How::CreateNew) => Err(io::ErrorKind::AlreadyExists.into()),
            (Some(Entry::File(file)), _) => Ok(*file),
            (None, How::Read) => Err(io::ErrorKind::NotFound.into()),
            (None, _) => {
                platter.made += 1;
                let (file, modified) = (platter.made, platter.now);
                platter.files.insert(file, File { modified, ..File::default() });
                platter.change(NameChange::Put(path.clone(), Entry::File(file)));
                Ok(file)
            }
        })?;
        self.disk.opened();
        Ok(DiskFile { disk: self.disk.clone(), file })
    }

    fn leads_to(&self, name: &str, file: &DiskFile) -> bool {
        let path = self.path(name);
        self.disk.platter(|platter| platter.names.get(&path) == Some(&Entry::File(file.file)))
    }

    fn rename(&self, from: &str, into: &Self, to: &str) -> io::Result<()> {
        self.disk.called(None)?;
        let (from, to) = (self.path(from), into.path(to));
        self.disk.platter(|platter| {
            if !platter.names.contains_key(&from) {
                return Err(io::ErrorKind::NotFound.into());
            }
            platter.change(NameChange::Rename(from, to));
            Ok(())
        })
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.disk.called(Some(Call::Remove))?;
        let path = self.path(name);
        self.disk.platter(|platter| {
            let Some(Entry::File(file)) = platter.names.get(&path) else {
                return Err(io::ErrorKind::NotFound.into());
            };
            let freed = platter.files[file].bytes.len();
            platter.room = platter.room.map(|room| room + freed);
            platter.change(NameChange::Remove(path));
            Ok(())
        })
    }

    fn sync(&self) -> io::Result<()> {
        self.disk.called(Some(Call::SyncNames))?;
        self.disk.platter(|platter| {
            platter.name_changes.clear();
            platter.durable_names = platter.names.clone();
        });
        Ok(())
    }

    fn enter(&self, name: &str, how: Enter) -> io::Result<Self> {
        let path = self.path(name);
        self.disk.platter(|platter| match (platter.names.get(&path), how) {
            (Some(Entry::Folder), _) => Ok(()),
            (None, Enter::OrCreate) => {
                platter.change(NameChange::Put(path.clone(), Entry::Folder));
                Ok(())
            }
            (None, Enter::Existing) => Err(io::Error::from(io::ErrorKind::NotFound)),
            (Some(_), _) => Err(io::ErrorKind::NotADirectory.into()),
        })?;
        Ok(self.disk.folder(&path))
    }

    fn remove_folder(&self, name: &str) -> io::Result<()> {
        let path = self.path(name);
        let inside = format!("{path}/");
        self.disk.platter(|platter| {
            if platter.names.keys().any(|name| name.starts_with(&inside)) {
                return Err(io::ErrorKind::DirectoryNotEmpty.into());
            }
            platter.change(NameChange::Remove(path));
            Ok(())
        })
    }
}

impl Disk {
    fn put_bytes(&self, file: u64, bytes: &[u8], offset: usize) -> io::Result<usize> {
        self.platter(|platter| {
            let now = platter.now;
            let content = platter.files.get_mut(&file).unwrap();
            // A hole takes no room.
            let there = content.bytes.len().saturating_sub(offset).min(bytes.len());
            let fits = platter.room.map_or(bytes.len(), |room| bytes.len().min(there + room));
            if fits == 0 && !bytes.is_empty() {
                return Err(io::ErrorKind::StorageFull.into());
            }
            platter.room = platter.room.map(|room| room - fits.saturating_sub(there));
            content.put(offset, &bytes[..fits]);
            content.changes.push(Change::Write(offset, bytes[..fits].to_vec()));
            content.modified = now;
            Ok(fits)
        })
    }
}

impl File {
    pub(super) fn put(&mut self, offset: usize, bytes: &[u8]) {
        super::power::put(&mut self.bytes, offset, bytes);
    }
}

impl Handle for DiskFile {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.disk.called(Some(Call::Read))?;
        self.disk.platter(|platter| {
            let rest = platter.files[&self.file].bytes.get(offset as usize..).unwrap_or_default();
            let length = rest.len().min(buffer.len());
            buffer[..length].copy_from_slice(&rest[..length]);
            platter.read += length;
            Ok(length)
        })
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        self.disk.called(None)?;
        // The last thing a process does may be half a write.
        if self.disk.platter(|platter| platter.dies_after == Some(0)) {
            let _torn = self.disk.put_bytes(self.file, &bytes[..bytes.len() / 2], offset as usize);
            return Err(io::Error::other("dead"));
        }
        match self.disk.platter(|platter| platter.script.pop_front()) {
            None => self.disk.put_bytes(self.file, bytes, offset as usize),
            Some(Step::Take(most)) => {
                self.disk.put_bytes(self.file, &bytes[..most.min(bytes.len())], offset as usize)
            }
            Some(Step::Refuse(kind)) => Err(kind.into()),
        }
    }

    fn truncate(&self, size: u64) -> io::Result<()> {
        self.disk.called(Some(Call::Truncate))?;
        self.disk.platter(|platter| {
            let content = platter.files.get_mut(&self.file).unwrap();
            let freed = content.bytes.len().saturating_sub(size as usize);
            content.bytes.resize(size as usize, 0);
            content.changes.push(Change::Truncate(size as usize));
            platter.room = platter.room.map(|room| room + freed);
        });
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        self.disk.called(None)?;
        self.disk.platter(|platter| {
            let content = platter.files.get_mut(&self.file).unwrap();
            let changes = std::mem::take(&mut content.changes);
            // What could not be written is forgotten, and the next sync says that all is well.
            if platter.failing_syncs > 0 {
                platter.failing_syncs -= 1;
                return Err(io::Error::other("input/output error"));
            }
            changes.iter().for_each(|change| change.apply(&mut content.durable));
            Ok(())
        })
    }

    fn look(&self) -> io::Result<Look> {
        Ok(self.disk.platter(|platter| {
            let file = &platter.files[&self.file];
            Look { size: file.bytes.len() as u64, modified: Some(SystemTime::UNIX_EPOCH + file.modified) }
        }))
    }

    fn try_own(&self) -> io::Result<bool> {
        Ok(self.disk.platter(|platter| {
            let free = !platter.locked.contains(&self.file);
            if free {
                platter.locked.push(self.file);
            }
            free
        }))
    }

    fn disown(&self) {
        self.disk.platter(|platter| platter.locked.retain(|file| *file != self.file));
    }
}

impl Drop for DiskFile {
    fn drop(&mut self) {
        self.disk.closed();
    }
}
