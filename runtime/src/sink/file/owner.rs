//! One log has one owner.
//!
//! The owner holds `flock` on a file of its own beside the log (`.app.log.lock`), which is never deleted: a lock on the log
//! itself would go away with each rotation. `flock` belongs to the opened file, so it keeps two loggers of one
//! process apart too (a record lock of `fcntl` would not), goes away with the process however it ends, and is not lost
//! because somebody else in the process closes the same file. Linux carries it over NFS.

use std::io;
use std::path::Path;

use super::append::LogFile;
use super::family::Family;
use super::folder::{Folder, How};
use super::open::{Opened, open, refuse};
use crate::error::{Error, Result};

/// The lock on a log; given back when it is dropped.
pub(super) struct Lock<F: LogFile> {
    file: F,
    /// The process that took it.
    process: u32,
}

impl<F: LogFile> Drop for Lock<F> {
    fn drop(&mut self) {
        // A child of another thread holds a copy of the handle between `fork` and `exec`, and with it the lock; closing our
        // handle would not end it. In a forked child the lock is the parent's.
        if self.process == std::process::id() {
            self.file.disown();
        }
    }
}

/// Takes the log for this process. `None` when it has an owner already, with the error to tell the user.
pub(super) fn own<F: Folder>(
    folder: &F,
    family: &Family,
    path: &Path,
) -> Result<Result<Lock<F::File>, Error>> {
    let name = family.lock();
    let lock_path = path.with_file_name(&name);
    let Opened { mut file, look, .. } = open(folder, &name, &lock_path, How::OpenOrCreate)?;
    let owned = file.try_own().map_err(|error| {
        Error::io(
            format!("lock `{}`", lock_path.display()),
            error,
            "put the log on a file system with locks, or say `.shared()` if nothing rotates it",
        )
    })?;
    if !owned {
        let owner = read(&mut file).unwrap_or_default();
        let owner = owner.trim();
        let who = if owner.is_empty() { "another logger".to_owned() } else { format!("process {owner}") };
        return Ok(Err(refuse(
            path,
            format!(
                "{who} is writing it; name another file, or say what to do with \
                 `.when_taken(WhenTaken::OwnFile)` or `.shared()`"
            ),
        )));
    }
    // Only for the text above: the lock holds without it.
    if look.size > 0 {
        let _old_number_stays = file.truncate(0);
    }
    let process = std::process::id();
    let _nobody_is_named = file.write(process.to_string().as_bytes());
    Ok(Ok(Lock { file, process }))
}

fn read<F: LogFile>(file: &mut F) -> io::Result<String> {
    let mut text = [0; 16];
    file.seek(io::SeekFrom::Start(0))?;
    let length = file.read(&mut text)?;
    Ok(String::from_utf8_lossy(text.get(..length).unwrap_or_default()).into_owned())
}
