//! One spool has one owner.
//!
//! The owner holds `flock` on the file `lock` in the directory. The lock goes away with the process however it ends, so a
//! directory whose lock can be had belongs to nobody any more.

use std::path::Path;

use super::folder::{Enter, Folder, Handle, How, read_full, write_all};
use super::name::{LOCK, room_of_process};
use super::settings::IfTaken;
use crate::error::{Error, Result};

/// The lock on a directory; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Lock<H: Handle> {
    file: H,
    /// The process that took it.
    process: u32,
}

impl<H: Handle> Drop for Lock<H> {
    fn drop(&mut self) {
        // A child of another thread holds a copy of the handle between `fork` and `exec`, and with it the lock; closing our
        // handle would not end it. In a forked child the lock is the parent's.
        if self.process == std::process::id() {
            self.file.disown();
        }
    }
}

/// Whom a directory belongs to.
#[derive(Debug)]
pub(super) enum Owner<H: Handle> {
    Us(Lock<H>),
    /// What the owner wrote down of itself, mostly its process id.
    Another(String),
}

/// Takes the directory for this spool, if it is nobody's.
pub(super) fn own<F: Folder>(folder: &F) -> std::io::Result<Owner<F::File>> {
    let file = folder.open(LOCK, How::OpenOrCreate)?;
    // Whoever adopted this directory has removed the lock's name.
    if !file.try_own()? || !folder.leads_to(LOCK, &file) {
        let mut text = [0; 16];
        let length = read_full(&file, 0, &mut text).unwrap_or(0);
        let text = String::from_utf8_lossy(text.get(..length).unwrap_or_default()).trim().to_owned();
        return Ok(Owner::Another(text));
    }
    let process = std::process::id();
    // Only for the text of an error: the lock holds without it.
    let _nobody_is_named =
        file.truncate(0).and_then(|()| write_all(&file, 0, process.to_string().as_bytes()).1);
    Ok(Owner::Us(Lock { file, process }))
}

/// A directory that is ours, and what it is called in the one that was asked for: nothing, when it is that one.
#[derive(Debug)]
pub(super) struct Room<F: Folder> {
    pub(super) folder: F,
    pub(super) lock: Lock<F::File>,
    pub(super) name: Option<String>,
}

/// A directory inside `root` that is ours.
pub(super) fn inside<F: Folder>(root: &F, path: &Path, name: String) -> Result<Room<F>> {
    let refused = |error| no_spool(&path.join(&name), error);
    let folder = root.enter(&name, Enter::OrCreate).map_err(refused)?;
    match own(&folder).map_err(refused)? {
        Owner::Us(lock) => Ok(Room { folder, lock, name: Some(name) }),
        Owner::Another(owner) => Err(taken(&path.join(name), &owner)),
    }
}

/// The directory that was asked for, or one inside it when that is taken and the settings say so.
pub(super) fn find<F: Folder>(root: F, path: &Path, shared: IfTaken) -> Result<(Room<F>, Option<F>)> {
    match own(&root).map_err(|error| no_spool(path, error))? {
        Owner::Us(lock) => Ok((Room { folder: root, lock, name: None }, None)),
        Owner::Another(owner) if shared == IfTaken::Refuse => Err(taken(path, &owner)),
        Owner::Another(_) => {
            #[expect(clippy::cast_possible_truncation, reason = "any 32 bits of it")]
            let name = room_of_process(std::process::id(), super::random() as u32);
            Ok((inside(&root, path, name)?, Some(root)))
        }
    }
}

/// What to say when the directory cannot be had.
pub(super) fn no_spool(path: &Path, error: std::io::Error) -> Error {
    Error::io(
        format!("open the spool `{}`", path.display()),
        error,
        "a spool needs a directory of its own that this user alone may write to",
    )
}

fn taken(path: &Path, owner: &str) -> Error {
    let who = if owner.is_empty() { "another process".to_owned() } else { format!("process {owner}") };
    Error::invalid(
        "spool",
        path.display(),
        format!("{who} has it; name another directory, or let each process have one of its own inside"),
    )
}
