//! Deletes the rotated files that are too many, and brings names and bytes to the disk.

use core::time::Duration;
use std::io;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::sink::file::append::LogFile;
use crate::sink::file::family::{Family, Member};
use crate::sink::file::folder::{Folder, Kind};
use crate::sink::file::retention::{Calendar, Kept, oldest};
use crate::sink::file::rotation::timestamp;
use crate::sink::file::settings::Settings;
use crate::sink::file::writer::Clock;

/// The deletions of one log.
pub(in crate::sink::file) struct Tidy<F> {
    folder: Arc<F>,
    settings: Arc<Settings>,
    clock: Clock,
    calendar: Calendar,
    /// Whether compression may have left something that nobody clears up.
    halves: bool,
    /// When the names were last brought to the disk, in time since the start.
    named: Option<Duration>,
    /// Whether names have changed since then.
    changed: bool,
}

/// Between two times that names are brought to the disk for their own sake. The journal of the file system makes whoever writes to the
/// file wait for it.
pub(in crate::sink::file) const NAMES: Duration = Duration::from_secs(1);

impl<F: Folder> Tidy<F> {
    pub(in crate::sink::file) fn new(folder: Arc<F>, settings: Arc<Settings>, clock: Clock) -> Self {
        // As long as compression is asked for, it clears up by itself.
        let halves = settings.packing.is_none();
        Self { folder, settings, clock, calendar: Calendar::default(), halves, named: None, changed: false }
    }

    /// Does all of it once; a step that fails does not keep the others from being done. The names go to the disk with
    /// the files in `to_sync`, or when it has been long enough.
    pub(in crate::sink::file) fn run(&mut self, to_sync: &[F::File]) -> Result<()> {
        let synced = to_sync.iter().map(LogFile::sync).fold(Ok(()), io::Result::and);
        let halves = if self.halves { self.delete_halves() } else { Ok(()) };
        self.halves &= halves.is_err();
        let kept = if self.settings.keep.any() { self.keep() } else { Ok(()) };
        self.changed = true;
        let named = if to_sync.is_empty() { self.name_in_time() } else { self.name() };
        synced
            .map_err(|error| self.trouble("synchronise rotated files of", error))
            .and(kept.map_err(|error| self.trouble("delete rotated files of", error)))
            .and(halves.map_err(|error| self.trouble("delete what compression left of", error)))
            .and(named)
    }

    /// Brings the names to the disk if they have changed.
    pub(in crate::sink::file) fn name(&mut self) -> Result<()> {
        if !core::mem::take(&mut self.changed) {
            return Ok(());
        }
        self.named = Some((self.clock)().up);
        self.folder.sync().map_err(|error| self.trouble("synchronise the directory of", error))
    }

    fn name_in_time(&mut self) -> Result<()> {
        let up = (self.clock)().up;
        if self.named.is_some_and(|named| up.saturating_sub(named) < NAMES) { Ok(()) } else { self.name() }
    }

    /// Whether there are names that are still to be brought to the disk.
    pub(in crate::sink::file) fn is_due(&self) -> bool {
        self.changed
    }

    /// What compression left when it was interrupted.
    fn delete_halves(&self) -> io::Result<()> {
        let names = self.folder.list()?.into_iter();
        let halves = names.filter(|name| matches!(self.settings.family.member(name), Some(Member::Half(_))));
        halves.map(|name| delete(&*self.folder, &name)).fold(Ok(()), io::Result::and)
    }

    fn keep(&mut self) -> io::Result<()> {
        let settings = Arc::clone(&self.settings);
        let mut kept = archives(&*self.folder, &settings.family)?;
        let active = self.folder.look(settings.family.active()).ok();
        // The active file may grow up to its limit before anybody looks again.
        let size = active.map_or(0, |look| look.size);
        let reserved = settings.limits.size.map_or(size, |limit| limit.max(size));
        let now = settings.keep.age.and_then(|age| {
            let now = (self.clock)();
            let newest = kept.iter().map(|kept| kept.archive.at).max();
            self.calendar.now(timestamp(now.unix_nanos), now.up, newest, age)
        });
        let doomed = settings.keep.doomed(&mut kept, reserved, now);
        doomed.into_iter().map(|file| delete(&*self.folder, &file.name)).fold(Ok(()), io::Result::and)
    }

    fn trouble(&self, doing: &str, error: io::Error) -> Error {
        Error::io(
            format!("{doing} `{}`", self.settings.path.display()),
            error,
            "no event is lost; it is tried again at the next rotation",
        )
    }
}

/// Deletes the oldest rotated file; says whether there was one.
pub(in crate::sink::file) fn delete_oldest<F: Folder>(folder: &F, family: &Family) -> io::Result<bool> {
    match oldest(&archives(folder, family)?) {
        None => Ok(false),
        Some(file) => delete(folder, &file.name).map(|()| true),
    }
}

/// The rotated files that are there. Only regular files count: a directory or a link of that name is not ours.
pub(in crate::sink::file) fn archives<F: Folder>(folder: &F, family: &Family) -> io::Result<Vec<Kept>> {
    let mut kept = Vec::new();
    for name in folder.list()? {
        let Some(Member::Archive(archive)) = family.member(&name) else { continue };
        match folder.look(&name) {
            Ok(look) if look.kind == Kind::File => kept.push(Kept { archive, name, bytes: look.size }),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(kept)
}

pub(super) fn delete<F: Folder>(folder: &F, name: &str) -> io::Result<()> {
    match folder.remove(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}
