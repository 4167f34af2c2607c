//! The calls that a log makes of the file system.
//!
//! A [`Folder`] is one directory; names in it are names, never paths. `unix` holds the directory open, so that a
//! log cannot be led elsewhere by what happens to the path; `portable` is for other systems. Tests put a folder
//! of their own in their place, which fails and tears as it is told. What the calls are good for is decided elsewhere.

#[cfg(any(not(unix), test))]
mod portable;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(super) use portable::Directory;
#[cfg(all(unix, test))]
pub(super) use portable::Directory as PortableDirectory;
#[cfg(unix)]
pub(super) use unix::Directory;

use std::fs::{File, Metadata};
use std::io;
use std::time::SystemTime;

use super::append::LogFile;

/// One directory.
pub(super) trait Folder: Send + Sync + 'static {
    type File: LogFile + 'static;

    /// The names of everything in it, as far as they are text.
    fn list(&self) -> io::Result<Vec<String>>;

    /// What a name stands for; of a symbolic link, the link.
    fn look(&self, name: &str) -> io::Result<Look>;

    /// Opens a file to append to, and creates it if `how` says so. A symbolic link is an error, nothing else hangs.
    fn open(&self, name: &str, how: How) -> io::Result<Self::File>;

    /// Gives a file another name, which nothing has: [`AlreadyExists`](io::ErrorKind::AlreadyExists) otherwise.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Makes a symbolic link `name` with this content; a link that is there is replaced in one step.
    fn link(&self, target: &str, name: &str) -> io::Result<()>;

    fn remove(&self, name: &str) -> io::Result<()>;

    /// Brings the names to the disk.
    fn sync(&self) -> io::Result<()>;

    /// Makes sure that the path still leads here: creates the directory where it is missing, and goes over to the one
    /// that stands there now. Says whether it is another one.
    fn refresh(&self) -> io::Result<bool>;
}

/// How a file is to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// Whether it is there or not.
    OpenOrCreate,
    /// It must not be there.
    CreateNew,
    /// To read it only.
    #[cfg(any(feature = "gzip", feature = "zstd", test))]
    Read,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) kind: Kind,
    pub(super) id: FileId,
    pub(super) size: u64,
    /// How many names the file has.
    pub(super) names: u64,
    /// When it was last written to.
    pub(super) modified: Option<SystemTime>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Directory,
    Symlink,
    /// A FIFO, a socket, a device, in these words.
    Special(&'static str),
}

/// Which file it is, whatever its name. Always the same where the system has no such number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileId(pub(super) u64, pub(super) u64);

impl Look {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self {
            kind: kind(metadata),
            id: id(metadata),
            size: metadata.len(),
            names: names(metadata),
            modified: metadata.modified().ok(),
        }
    }

    /// Why nothing is to be written there: what it is, and what to do.
    pub(super) fn objection(&self) -> Option<String> {
        match self.kind {
            Kind::Symlink => Some(
                "it is a symbolic link, which could lead the log anywhere; name the file it points to"
                    .to_owned(),
            ),
            Kind::Directory => Some("it is a directory; name a file in it".to_owned()),
            Kind::Special(what) => Some(format!("it is {what}; name a regular file")),
            Kind::File if self.names > 1 => Some(format!(
                "it has {} names (hard links), so the log would be written into a file of somebody else's; \
                 remove the others or name a new file",
                self.names
            )),
            Kind::File => None,
        }
    }
}

#[cfg(unix)]
fn kind(metadata: &Metadata) -> Kind {
    use std::os::unix::fs::FileTypeExt;

    let kind = metadata.file_type();
    if kind.is_file() {
        Kind::File
    } else if kind.is_dir() {
        Kind::Directory
    } else if kind.is_symlink() {
        Kind::Symlink
    } else if kind.is_fifo() {
        Kind::Special("a FIFO")
    } else if kind.is_socket() {
        Kind::Special("a socket")
    } else {
        Kind::Special("a device")
    }
}

#[cfg(not(unix))]
fn kind(metadata: &Metadata) -> Kind {
    let kind = metadata.file_type();
    if kind.is_file() {
        Kind::File
    } else if kind.is_dir() {
        Kind::Directory
    } else if kind.is_symlink() {
        Kind::Symlink
    } else {
        Kind::Special("not a file")
    }
}

#[cfg(unix)]
fn id(metadata: &Metadata) -> FileId {
    use std::os::unix::fs::MetadataExt;

    FileId(metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn id(_metadata: &Metadata) -> FileId {
    FileId(0, 0)
}

#[cfg(unix)]
fn names(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn names(_metadata: &Metadata) -> u64 {
    1
}

impl LogFile for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        io::Write::write(self, bytes)
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        io::Read::read(self, buffer)
    }

    fn seek(&mut self, from: io::SeekFrom) -> io::Result<u64> {
        io::Seek::seek(self, from)
    }

    fn truncate(&mut self, size: u64) -> io::Result<()> {
        self.set_len(size)
    }

    fn sync(&self) -> io::Result<()> {
        self.sync_data()
    }

    fn look(&self) -> io::Result<Look> {
        self.metadata().map(|metadata| Look::of(&metadata))
    }

    fn again(&self) -> io::Result<Self> {
        self.try_clone()
    }

    fn try_own(&self) -> io::Result<bool> {
        match self.try_lock() {
            Ok(()) => Ok(true),
            Err(std::fs::TryLockError::WouldBlock) => Ok(false),
            Err(std::fs::TryLockError::Error(error)) => Err(error),
        }
    }

    fn disown(&self) {
        // When this fails, the lock goes with the last copy of the handle.
        let _goes_with_the_handle = self.unlock();
    }
}
