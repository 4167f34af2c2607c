//! The calls that a spool makes of the file system.
//!
//! A [`Folder`] is one directory that nobody else may write to; names in it are names, never paths. `unix` holds it open, so
//! that a spool cannot be led elsewhere by what happens to the path; `portable` is for other systems. Tests put a folder of
//! their own in their place, which tears, forgets, fills up and dies as it is told.

#[cfg(any(not(unix), test))]
mod portable;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(crate) use portable::Directory;
#[cfg(all(unix, test))]
pub(super) use portable::Directory as PortableDirectory;
#[cfg(unix)]
pub(crate) use unix::Directory;

use std::io;
use std::time::SystemTime;

/// One directory.
pub(crate) trait Folder: Send + Sync + Sized + 'static {
    type File: Handle;

    /// The names of everything in it, as far as they are text.
    fn list(&self) -> io::Result<Vec<String>>;

    /// Opens a regular file, without following a link and without ever waiting.
    fn open(&self, name: &str, how: How) -> io::Result<Self::File>;

    /// Whether this name still stands for this file.
    fn leads_to(&self, name: &str, file: &Self::File) -> bool;

    /// Gives a file another name, here or in another folder of the same file system; what had that name is gone.
    fn rename(&self, from: &str, into: &Self, to: &str) -> io::Result<()>;

    fn remove(&self, name: &str) -> io::Result<()>;

    /// Brings the names to the disk.
    fn sync(&self) -> io::Result<()>;

    /// A folder in this one, under the same conditions as this one.
    fn enter(&self, name: &str, how: Enter) -> io::Result<Self>;

    /// Removes a folder that is empty.
    fn remove_folder(&self, name: &str) -> io::Result<()>;
}

/// An open file. Several threads may use it at once.
pub(crate) trait Handle: Send + Sync + 'static {
    /// Reads some bytes and says how many; none at the end.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;

    /// Writes some of `bytes` and says how many.
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize>;

    fn truncate(&self, size: u64) -> io::Result<()>;

    /// Brings the bytes to the disk.
    fn sync(&self) -> io::Result<()>;

    fn look(&self) -> io::Result<Look>;

    /// Locks the file until this handle is closed; `false` when another one has it locked, in whatever process.
    fn try_own(&self) -> io::Result<bool>;

    /// Gives the lock back, also where another process holds a copy of this handle.
    fn disown(&self);
}

/// How a file is to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// To read it only.
    Read,
    /// Whether it is there or not.
    OpenOrCreate,
    /// It must not be there.
    CreateNew,
}

/// How a folder is to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Enter {
    Existing,
    OrCreate,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) size: u64,
    /// When it was last written to.
    pub(crate) modified: Option<SystemTime>,
}

/// Writes until all is out or the system refuses, and says how much is.
pub(super) fn write_all<H: Handle>(file: &H, offset: u64, bytes: &[u8]) -> (usize, io::Result<()>) {
    let mut written = 0;
    while let Some(rest) = bytes.get(written..).filter(|rest| !rest.is_empty()) {
        match file.write_at(rest, offset + written as u64) {
            Ok(0) => return (written, Err(io::ErrorKind::WriteZero.into())),
            Ok(more) => written += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (written, Err(error)),
        }
    }
    (written, Ok(()))
}

/// Reads until the buffer is full or the file ends, and says how much there was.
pub(super) fn read_full<H: Handle>(file: &H, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while let Some(rest) = buffer.get_mut(read..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, offset + read as u64) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// `flock`, without waiting: it belongs to the opened file, so it keeps two spools of one process apart too.
fn lock(file: &std::fs::File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(std::fs::TryLockError::WouldBlock) => Ok(false),
        Err(std::fs::TryLockError::Error(error)) => Err(error),
    }
}
