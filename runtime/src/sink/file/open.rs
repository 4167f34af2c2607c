//! Opening a log file: which files are refused, and why.
//!
//! A log is written with the rights of the program and often into a directory where others may write too. So
//! no symbolic link is followed, nothing but a regular file is written to, and none that has a second name.

use std::fs::{self, DirBuilder, File, FileType, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::append::Tail;
use crate::error::{Error, Result};

/// Opens `path` for appending and creates it and its directories where they are missing.
pub(super) fn open(path: &Path) -> Result<(File, Tail)> {
    if let Some(instead) = console_for(path) {
        return Err(refuse(path, format!("it is the console; use `{instead}`")));
    }
    if path.as_os_str().is_empty() {
        return Err(refuse(path, "name a file, for instance `logs/app.log`".to_owned()));
    }
    if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
        create_directories(directory).map_err(|error| {
            Error::io(
                format!("create the directory `{}`", directory.display()),
                error,
                "create it yourself, or let this user do it",
            )
        })?;
    }
    let mut file = open_to_append(path).map_err(|error| explain(path, error))?;
    let metadata = file.metadata().map_err(|error| explain(path, error))?;
    if let Some(objection) = objection(&metadata) {
        return Err(refuse(path, objection));
    }
    let tail = tail(&mut file).map_err(|error| {
        Error::io(format!("read the end of `{}`", path.display()), error, "let this user read it")
    })?;
    Ok((file, tail))
}

/// The system's own error, unless the path names something that would be refused anyway.
fn explain(path: &Path, error: io::Error) -> Error {
    match fs::symlink_metadata(path).ok().as_ref().and_then(objection) {
        Some(objection) => refuse(path, objection),
        None => Error::io(
            format!("open `{}`", path.display()),
            error,
            "let this user read and write the file and its directory",
        ),
    }
}

fn refuse(path: &Path, objection: String) -> Error {
    Error::invalid("file", path.display(), objection)
}

/// What to use in place of a name that stands for the console.
fn console_for(path: &Path) -> Option<&'static str> {
    match path.to_str()? {
        "/dev/stdout" | "/dev/fd/1" | "/proc/self/fd/1" => Some("Console::stdout().json()"),
        "/dev/stderr" | "/dev/fd/2" | "/proc/self/fd/2" => Some("Console::stderr().json()"),
        "/dev/tty" | "/dev/console" => Some("Console::auto()"),
        _ => None,
    }
}

/// Why nothing is to be written there: what it is, and what to do.
fn objection(metadata: &Metadata) -> Option<String> {
    let kind = metadata.file_type();
    if kind.is_symlink() {
        return Some(
            "it is a symbolic link, which could lead the log anywhere; name the file it points to".to_owned(),
        );
    }
    if kind.is_dir() {
        return Some("it is a directory; name a file in it".to_owned());
    }
    if !kind.is_file() {
        return Some(format!("it is {}; name a regular file", special(kind)));
    }
    match names(metadata) {
        0 | 1 => None,
        names => Some(format!(
            "it has {names} names (hard links), so the log would be written into a file of somebody else's; \
             remove the others or name a new file"
        )),
    }
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;

    if kind.is_fifo() {
        "a FIFO"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_kind: FileType) -> &'static str {
    "not a file"
}

#[cfg(unix)]
fn names(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn names(_metadata: &Metadata) -> u64 {
    1
}

#[cfg(unix)]
fn create_directories(directory: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;

    DirBuilder::new().recursive(true).mode(0o750).create(directory)
}

#[cfg(not(unix))]
fn create_directories(directory: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).create(directory)
}

/// For reading too, because of [`tail`].
#[cfg(unix)]
fn open_to_append(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};

    // NONBLOCK, so that no FIFO, serial line or tape can hold the opening up on any system; it means nothing to a
    // regular file. NOCTTY, so that a terminal which is refused below does not become ours.
    let flags = OFlags::RDWR
        | OFlags::APPEND
        | OFlags::CREATE
        | OFlags::CLOEXEC
        | OFlags::NOFOLLOW
        | OFlags::NONBLOCK
        | OFlags::NOCTTY;
    let mode = Mode::RUSR | Mode::WUSR | Mode::RGRP;
    loop {
        match rustix::fs::open(path, flags, mode) {
            Ok(file) => return Ok(File::from(file)),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(not(unix))]
fn open_to_append(path: &Path) -> io::Result<File> {
    fs::OpenOptions::new().read(true).append(true).create(true).open(path)
}

/// Whether a former process left half a line.
fn tail(file: &mut File) -> io::Result<Tail> {
    if file.metadata()?.len() == 0 {
        return Ok(Tail::Whole);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(if last == *b"\n" { Tail::Whole } else { Tail::MidLine })
}
