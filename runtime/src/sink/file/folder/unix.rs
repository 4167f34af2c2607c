//! A directory that is held open.

use std::fs::{DirBuilder, File};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use super::{FileId, Folder, How, Kind, Look};

/// A directory by its path, and the one that was last found there.
#[derive(Debug)]
pub(in crate::sink::file) struct Directory {
    path: PathBuf,
    open: RwLock<Arc<OwnedFd>>,
}

impl Directory {
    /// Opens the directory, and creates it and those above it where they are missing.
    pub(in crate::sink::file) fn open(path: &Path) -> io::Result<Self> {
        let open = enter(path)?;
        Ok(Self { path: path.to_owned(), open: RwLock::new(Arc::new(open)) })
    }

    fn now(&self) -> Arc<OwnedFd> {
        Arc::clone(&self.open.read().unwrap_or_else(PoisonError::into_inner))
    }
}

fn enter(path: &Path) -> io::Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let open = || again(|| rustix::fs::open(path, flags, Mode::empty()));
    match open() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            DirBuilder::new().recursive(true).mode(0o750).create(path)?;
            open()
        }
        opened => opened,
    }
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
        for entry in rustix::fs::Dir::read_from(&*self.now())? {
            let entry = entry?;
            match entry.file_name().to_str() {
                Ok("." | "..") | Err(_) => {}
                Ok(name) => names.push(name.to_owned()),
            }
        }
        Ok(names)
    }

    fn look(&self, name: &str) -> io::Result<Look> {
        let stat = again(|| rustix::fs::statat(&*self.now(), name, AtFlags::SYMLINK_NOFOLLOW))?;
        Ok(look(&stat))
    }

    fn open(&self, name: &str, how: How) -> io::Result<File> {
        // NONBLOCK, so that no FIFO, serial line or tape can hold the opening up on any system; it means nothing to a
        // regular file. NOCTTY, so that a terminal which is refused later does not become ours.
        let always = OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
        let flags = match how {
            How::OpenOrCreate => OFlags::RDWR | OFlags::APPEND | OFlags::CREATE,
            How::CreateNew => OFlags::RDWR | OFlags::APPEND | OFlags::CREATE | OFlags::EXCL,
            #[cfg(any(feature = "gzip", feature = "zstd", test))]
            How::Read => OFlags::RDONLY,
        };
        let mode = Mode::RUSR | Mode::WUSR | Mode::RGRP;
        again(|| rustix::fs::openat(&*self.now(), name, always | flags, mode)).map(File::from)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let folder = &*self.now();
        #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
        match again(|| {
            rustix::fs::renameat_with(folder, from, folder, to, rustix::fs::RenameFlags::NOREPLACE)
        }) {
            // A file system or a kernel that does not know the flag.
            Err(error) if unknown(&error) => {}
            result => return result,
        }
        rename_by_link(folder, from, to)
    }

    fn link(&self, target: &str, name: &str) -> io::Result<()> {
        let folder = &*self.now();
        let on_its_way = format!(".{name}.new");
        match again(|| rustix::fs::symlinkat(target, folder, &*on_its_way)) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                again(|| rustix::fs::unlinkat(folder, &*on_its_way, AtFlags::empty()))?;
                again(|| rustix::fs::symlinkat(target, folder, &*on_its_way))?;
            }
            result => result?,
        }
        again(|| rustix::fs::renameat(folder, &*on_its_way, folder, name))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        again(|| rustix::fs::unlinkat(&*self.now(), name, AtFlags::empty()))
    }

    fn sync(&self) -> io::Result<()> {
        match again(|| rustix::fs::fsync(&*self.now())) {
            // A file system that keeps no directories on a disk.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            result => result,
        }
    }

    fn refresh(&self) -> io::Result<bool> {
        let here = look(&again(|| rustix::fs::fstat(&*self.now()))?).id;
        // A look needs no descriptor, of which there may be none left.
        if again(|| rustix::fs::stat(&self.path)).is_ok_and(|there| look(&there).id == here) {
            return Ok(false);
        }
        let found = enter(&self.path)?;
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(found);
        Ok(true)
    }
}

/// The two steps of before there was `renameat2`. Between them the file has both names, and nothing is replaced.
pub(super) fn rename_by_link(folder: &OwnedFd, from: &str, to: &str) -> io::Result<()> {
    again(|| rustix::fs::linkat(folder, from, folder, to, AtFlags::empty()))?;
    again(|| rustix::fs::unlinkat(folder, from, AtFlags::empty()))
}

fn unknown(error: &io::Error) -> bool {
    let unknown = [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP].map(Errno::raw_os_error);
    error.raw_os_error().is_some_and(|code| unknown.contains(&code))
}

fn look(stat: &Stat) -> Look {
    #[allow(clippy::unnecessary_cast, reason = "the types differ from system to system")]
    let (mode, id, size, names) = (
        stat.st_mode,
        FileId(stat.st_dev as u64, stat.st_ino as u64),
        stat.st_size as u64,
        stat.st_nlink as u64,
    );
    let seconds = u64::try_from(stat.st_mtime).ok();
    Look {
        kind: match FileType::from_raw_mode(mode) {
            FileType::RegularFile => Kind::File,
            FileType::Directory => Kind::Directory,
            FileType::Symlink => Kind::Symlink,
            FileType::Fifo => Kind::Special("a FIFO"),
            FileType::Socket => Kind::Special("a socket"),
            _ => Kind::Special("a device"),
        },
        id,
        size,
        names,
        modified: seconds.map(|seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use std::fs;

    use super::*;

    #[test]
    fn where_the_kernel_knows_no_rename_without_replacing_a_link_does_it() {
        let temporary = tempfile::tempdir().unwrap();
        let directory = Directory::open(temporary.path()).unwrap();
        fs::write(temporary.path().join("from"), "new").unwrap();
        rename_by_link(&directory.now(), "from", "to").unwrap();
        assert!(!temporary.path().join("from").exists());
        fs::write(temporary.path().join("from"), "newer").unwrap();
        let refused = rename_by_link(&directory.now(), "from", "to").unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(temporary.path().join("to")).unwrap(), "new");
    }
}
