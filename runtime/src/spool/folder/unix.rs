//! A directory that is held open, and that is nobody else's.

use std::fs::{DirBuilder, File};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt};
use std::path::Path;

use rustix::fs::{AtFlags, FileType, Mode, OFlags};
use rustix::io::Errno;

use super::{Enter, Folder, Handle, How, Look};

/// A directory with mode 0700 or less of it, owned by the user that this process runs as.
#[derive(Debug)]
pub(crate) struct Directory(OwnedFd);

impl Directory {
    /// Opens the directory, and creates it and those above it where they are missing.
    ///
    /// # Errors
    ///
    /// The path is no directory, is a symbolic link, belongs to somebody else, or others may write to it.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let open = || again(|| rustix::fs::open(path, flags(), Mode::empty()));
        let found = match open() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                DirBuilder::new().recursive(true).mode(0o700).create(path)?;
                open()
            }
            opened => opened,
        };
        let stat = || rustix::fs::lstat(path).map(|stat| FileType::from_raw_mode(stat.st_mode));
        match found {
            Err(_) if matches!(stat(), Ok(FileType::Symlink)) => {
                Err(io::Error::other("it is a symbolic link; name the directory that it points to"))
            }
            found => checked(found?),
        }
    }
}

fn flags() -> OFlags {
    OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::NOFOLLOW
}

/// The directory, if it is ours alone.
fn checked(open: OwnedFd) -> io::Result<Directory> {
    let stat = again(|| rustix::fs::fstat(&open))?;
    let user = rustix::process::geteuid().as_raw();
    if stat.st_uid != user {
        let owner = stat.st_uid;
        return Err(io::Error::other(format!(
            "it belongs to user {owner} and this process runs as user {user}; name a directory of its own"
        )));
    }
    #[allow(clippy::unnecessary_cast, reason = "the type differs from system to system")]
    let mode = stat.st_mode as u32 & 0o7777;
    if mode & 0o022 != 0 {
        return Err(io::Error::other(format!(
            "others may write to it (mode {mode:04o}), and so to the events in it; say `chmod 0700`, or name another one"
        )));
    }
    Ok(Directory(open))
}

/// Makes a call until no signal interrupts it.
fn again<T>(mut call: impl FnMut() -> Result<T, Errno>) -> io::Result<T> {
    loop {
        match call() {
            Err(Errno::INTR) => {}
            result => return result.map_err(io::Error::from),
        }
    }
}

impl Folder for Directory {
    type File = File;

    fn list(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in rustix::fs::Dir::read_from(&self.0)? {
            match entry?.file_name().to_str() {
                Ok("." | "..") | Err(_) => {}
                Ok(name) => names.push(name.to_owned()),
            }
        }
        Ok(names)
    }

    fn open(&self, name: &str, how: How) -> io::Result<File> {
        // NONBLOCK, so that no FIFO holds the opening up; it means nothing to a regular file.
        let always = OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
        let flags = match how {
            How::Read => OFlags::RDONLY,
            How::OpenOrCreate => OFlags::RDWR | OFlags::CREATE,
            How::CreateNew => OFlags::RDWR | OFlags::CREATE | OFlags::EXCL,
        };
        let mode = Mode::RUSR | Mode::WUSR;
        let file = again(|| rustix::fs::openat(&self.0, name, always | flags, mode)).map(File::from)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() || metadata.nlink() > 1 {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        Ok(file)
    }

    fn leads_to(&self, name: &str, file: &File) -> bool {
        let there = again(|| rustix::fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW));
        let here = again(|| rustix::fs::fstat(file));
        let id = |stat: rustix::fs::Stat| (stat.st_dev, stat.st_ino);
        there.is_ok_and(|there| here.is_ok_and(|here| id(here) == id(there)))
    }

    fn rename(&self, from: &str, into: &Self, to: &str) -> io::Result<()> {
        again(|| rustix::fs::renameat(&self.0, from, &into.0, to))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        again(|| rustix::fs::unlinkat(&self.0, name, AtFlags::empty()))
    }

    fn sync(&self) -> io::Result<()> {
        match again(|| rustix::fs::fsync(&self.0)) {
            // A file system that keeps no directories on a disk.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            result => result,
        }
    }

    fn enter(&self, name: &str, how: Enter) -> io::Result<Self> {
        if how == Enter::OrCreate {
            match again(|| rustix::fs::mkdirat(&self.0, name, Mode::RWXU)) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
        }
        checked(again(|| rustix::fs::openat(&self.0, name, flags(), Mode::empty()))?)
    }

    fn remove_folder(&self, name: &str) -> io::Result<()> {
        again(|| rustix::fs::unlinkat(&self.0, name, AtFlags::REMOVEDIR))
    }
}

impl Handle for File {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        FileExt::read_at(self, buffer, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        FileExt::write_at(self, bytes, offset)
    }

    fn truncate(&self, size: u64) -> io::Result<()> {
        self.set_len(size)
    }

    fn sync(&self) -> io::Result<()> {
        self.sync_data()
    }

    fn look(&self) -> io::Result<Look> {
        self.metadata().map(|metadata| Look { size: metadata.len(), modified: metadata.modified().ok() })
    }

    fn try_own(&self) -> io::Result<bool> {
        super::lock(self)
    }

    fn disown(&self) {
        // When this fails, the lock goes with the last copy of the handle.
        let _goes_with_the_handle = self.unlock();
    }
}
