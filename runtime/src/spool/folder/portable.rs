//! A directory by its path, with what every system offers. Who may write to it is for the system's own rights to say.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{Enter, Folder, Handle, How, Look};

/// A directory by its path.
#[derive(Debug)]
pub(crate) struct Directory(PathBuf);

/// A file with one position, which is held while it is used.
#[derive(Debug)]
pub(crate) struct Positioned(Mutex<File>);

impl Directory {
    /// Opens the directory, and creates it and those above it where they are missing.
    ///
    /// # Errors
    ///
    /// The system's own.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        Ok(Self(path.to_owned()))
    }
}

impl Folder for Directory {
    type File = Positioned;

    fn list(&self) -> io::Result<Vec<String>> {
        let names = fs::read_dir(&self.0)?.map(|entry| Ok(entry?.file_name().into_string().ok()));
        names.filter_map(Result::transpose).collect()
    }

    fn open(&self, name: &str, how: How) -> io::Result<Positioned> {
        let path = self.0.join(name);
        // Between this look and the opening somebody may put a link there; no call of every system prevents that.
        if fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mut options = OpenOptions::new();
        options.read(true);
        match how {
            How::Read => &mut options,
            How::OpenOrCreate => options.write(true).create(true),
            How::CreateNew => options.write(true).create_new(true),
        };
        Ok(Positioned(Mutex::new(options.open(path)?)))
    }

    fn leads_to(&self, name: &str, _file: &Positioned) -> bool {
        self.0.join(name).exists()
    }

    fn rename(&self, from: &str, into: &Self, to: &str) -> io::Result<()> {
        fs::rename(self.0.join(from), into.0.join(to))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }

    fn enter(&self, name: &str, how: Enter) -> io::Result<Self> {
        let path = self.0.join(name);
        if how == Enter::OrCreate {
            fs::create_dir_all(&path)?;
        }
        if fs::symlink_metadata(&path)?.is_dir() {
            Ok(Self(path))
        } else {
            Err(io::ErrorKind::NotADirectory.into())
        }
    }

    fn remove_folder(&self, name: &str) -> io::Result<()> {
        fs::remove_dir(self.0.join(name))
    }
}

impl Positioned {
    fn with<T>(&self, then: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
        then(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Handle for Positioned {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.with(|file| {
            file.seek(SeekFrom::Start(offset))?;
            file.read(buffer)
        })
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        self.with(|file| {
            file.seek(SeekFrom::Start(offset))?;
            file.write(bytes)
        })
    }

    fn truncate(&self, size: u64) -> io::Result<()> {
        self.with(|file| file.set_len(size))
    }

    fn sync(&self) -> io::Result<()> {
        self.with(|file| file.sync_data())
    }

    fn look(&self) -> io::Result<Look> {
        self.with(|file| file.metadata())
            .map(|metadata| Look { size: metadata.len(), modified: metadata.modified().ok() })
    }

    fn try_own(&self) -> io::Result<bool> {
        self.with(|file| super::lock(file))
    }

    fn disown(&self) {
        let _goes_with_the_handle = self.with(|file| file.unlock());
    }
}
