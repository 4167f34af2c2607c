//! Opening a log file: which files are refused, and why.
//!
//! A log is written with the rights of the program and often into a directory where others may write too. So
//! no symbolic link is followed, nothing but a regular file is written to, and none that has a second name.

use std::io::{self, SeekFrom};
use std::path::{Path, PathBuf};

use super::append::{LogFile, Tail};
use super::folder::{Folder, How, Look};
use crate::error::{Error, Result};

/// A file that is ready to be appended to.
#[derive(Debug)]
pub(super) struct Opened<F> {
    pub(super) file: F,
    pub(super) tail: Tail,
    pub(super) look: Look,
}

/// The directory and the name in it; the path becomes absolute, so that the program may change its directory.
pub(super) fn place(path: &Path) -> Result<(PathBuf, String)> {
    if let Some(instead) = console_for(path) {
        return Err(refuse(path, format!("it is the console; use `{instead}`")));
    }
    let nameless = || refuse(path, "name a file, for instance `logs/app.log`");
    let absolute = std::path::absolute(path).map_err(|_| nameless())?;
    if absolute.is_dir() {
        return Err(refuse(path, "it is a directory; name a file in it"));
    }
    let (Some(folder), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return Err(nameless());
    };
    match name.to_str() {
        Some(name) => Ok((folder.to_owned(), name.to_owned())),
        None => Err(refuse(path, "give the file a name in UTF-8")),
    }
}

/// What to say when the directory cannot be had.
pub(super) fn no_folder(folder: &Path, error: io::Error) -> Error {
    Error::io(
        format!("create the directory `{}`", folder.display()),
        error,
        "create it yourself, or let this user do it",
    )
}

/// Opens the file `name`; `path` is what the user calls it.
pub(super) fn open<F: Folder>(folder: &F, name: &str, path: &Path, how: How) -> Result<Opened<F::File>> {
    let mut file = folder.open(name, how).map_err(|error| explain(folder, name, path, error))?;
    let look = file.look().map_err(|error| explain(folder, name, path, error))?;
    if let Some(objection) = look.objection() {
        return Err(refuse(path, objection));
    }
    let tail = tail(&mut file, look.size).map_err(|error| {
        Error::io(format!("read the end of `{}`", path.display()), error, "let this user read it")
    })?;
    Ok(Opened { file, tail, look })
}

/// The system's own error, unless the path names something that would be refused anyway.
fn explain<F: Folder>(folder: &F, name: &str, path: &Path, error: io::Error) -> Error {
    match folder.look(name).ok().as_ref().and_then(Look::objection) {
        Some(objection) => refuse(path, objection),
        None => Error::io(
            format!("open `{}`", path.display()),
            error,
            "let this user read and write the file and its directory",
        ),
    }
}

pub(super) fn refuse(path: &Path, objection: impl Into<String>) -> Error {
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

/// Whether a former process left half a line.
fn tail<F: LogFile>(file: &mut F, size: u64) -> io::Result<Tail> {
    if size == 0 {
        return Ok(Tail::Whole);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    // Nothing to read: it was truncated meanwhile.
    let read = file.read(&mut last)?;
    Ok(if read == 0 || last == *b"\n" { Tail::Whole } else { Tail::MidLine })
}
