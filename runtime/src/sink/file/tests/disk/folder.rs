//! The directory as the log sees it.

use std::io;

use super::handle::Handle;
use super::{Call, Disk, Entry};
use crate::sink::file::folder::{FileId, Folder, How, Kind, Look};

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
        self.called(Call::SyncNames)?;
        self.platter(|platter| platter.synced_names = platter.names.keys().cloned().collect());
        Ok(())
    }

    fn refresh(&self) -> io::Result<bool> {
        self.called(Call::Refresh)?;
        Ok(false)
    }
}
