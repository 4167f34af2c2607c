//! A directory by its path, with what every system offers.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::{Folder, How, Kind, Look};

/// A directory by its path.
#[derive(Debug)]
pub(in crate::sink::file) struct Directory(PathBuf);

impl Directory {
    /// Creates the directory and those above it where they are missing.
    pub(in crate::sink::file) fn open(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        Ok(Self(path.to_owned()))
    }
}

impl Folder for Directory {
    type File = File;

    fn list(&self) -> io::Result<Vec<String>> {
        let names = fs::read_dir(&self.0)?.map(|entry| Ok(entry?.file_name().into_string().ok()));
        names.filter_map(Result::transpose).collect()
    }

    fn look(&self, name: &str) -> io::Result<Look> {
        fs::symlink_metadata(self.0.join(name)).map(|metadata| Look::of(&metadata))
    }

    fn open(&self, name: &str, how: How) -> io::Result<File> {
        // Between this look and the opening somebody may put a link there; no call of every system prevents that.
        if matches!(self.look(name), Ok(Look { kind: Kind::Symlink | Kind::Special(_), .. })) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mut options = OpenOptions::new();
        options.read(true);
        match how {
            How::OpenOrCreate => options.append(true).create(true),
            How::CreateNew => options.append(true).create_new(true),
            #[cfg(any(feature = "gzip", feature = "zstd", test))]
            How::Read => &mut options,
        }
        .open(self.0.join(name))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::hard_link(self.0.join(from), self.0.join(to))?;
        fs::remove_file(self.0.join(from))
    }

    fn link(&self, _target: &str, _name: &str) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }

    fn refresh(&self) -> io::Result<bool> {
        fs::create_dir_all(&self.0)?;
        Ok(false)
    }
}
