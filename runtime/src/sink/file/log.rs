//! An open log: its active file, and the way to the next one.
//!
//! Decides neither when to rotate nor which files go; it carries out, step by step, so that each step may fail or be the
//! last: at every moment each event that was written is in exactly one file.

use core::time::Duration;
use std::io;
use std::sync::Arc;

use super::append::{Appender, LogFile};
use super::family::{Archive, Member, Suffix, whole_second};
use super::folder::{FileId, Folder, How, Look};
use super::open::{Opened, open};
use super::owner::{Lock, own};
use super::rotation::{Fill, timestamp};
use super::settings::Settings;
use crate::clock::Now;
use crate::error::{Error, Result};

/// A log whose directory is there.
pub(super) struct Log<F: Folder> {
    pub(super) folder: Arc<F>,
    pub(super) settings: Arc<Settings>,
    pub(super) active: Option<Active<F::File>>,
    /// Held as long as the log is open.
    _lock: Option<Lock<F::File>>,
    /// The highest number of a rotated file.
    number: u64,
}

/// The file that is written to.
pub(super) struct Active<L> {
    pub(super) appender: Appender<L>,
    pub(super) fill: Fill,
    id: FileId,
}

/// What a look at the path showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// The file that is open.
    Same,
    /// Another one, which is open now.
    Another,
}

impl<F: Folder> Log<F> {
    /// Opens the log of which `lock` says that it is ours.
    pub(super) fn open(
        folder: Arc<F>,
        settings: Arc<Settings>,
        lock: Option<Lock<F::File>>,
        now: Now,
    ) -> Result<Self> {
        let mut log = Self { folder, settings, active: None, _lock: lock, number: 0 };
        log.number = log.highest_number().unwrap_or_default();
        log.open_active(How::OpenOrCreate, now)?;
        log.link()?;
        Ok(log)
    }

    /// The highest number of a rotated file.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    fn highest_number(&self) -> io::Result<u64> {
        let numbers =
            self.folder.list()?.into_iter().filter_map(|name| match self.settings.family.member(&name)? {
                Member::Archive(archive) | Member::Half(archive) => Some(archive.number),
            });
        Ok(numbers.max().unwrap_or_default())
    }

    /// Opens the file that the path names now, and goes on with that.
    fn open_active(&mut self, how: How, now: Now) -> Result<()> {
        let settings = &self.settings;
        let Opened { file, tail, look } = open(&*self.folder, settings.family.active(), &settings.path, how)?;
        let mut appender = Appender::new(file, tail);
        let mut fill = settings.limits.resume(look.size, nanos(&look).unwrap_or(now.unix_nanos));
        if look.size == 0 && !settings.header.is_empty() {
            appender.begin(&settings.header);
            fill.size = appender.file().look().map_or(0, |look| look.size);
            fill.header = fill.size;
        }
        self.active = Some(Active { appender, fill, id: look.id });
        Ok(())
    }

    /// Gives the active file its name in the archive and begins a new one. When that does not work, the file stays what
    /// it was. Returns the file that was rotated away.
    pub(super) fn rotate(&mut self, now: Now) -> Result<F::File> {
        let settings = Arc::clone(&self.settings);
        let active = settings.family.active();
        if let Some(open) = &mut self.active {
            // Worth a try, and no reason to stay: a file may end in half a line.
            let _half_as_it_was = open.appender.end_line();
        }
        let Some(open) = &self.active else { return Err(self.cannot_rotate(io::ErrorKind::NotFound.into())) };
        let look = self.folder.look(active).map_err(|error| self.cannot_rotate(error))?;
        if look.id != open.id {
            // Not ours to rename; the next look at the path goes over to it.
            return Err(self.cannot_rotate(io::ErrorKind::StaleNetworkFileHandle.into()));
        }
        let at = open.fill.last.or_else(|| nanos(&look)).unwrap_or(now.unix_nanos);
        let name = self.rename_active(at).map_err(|error| self.cannot_rotate(error))?;
        let old = self.active.take();
        let opened = self.open_active(How::CreateNew, now);
        match (old, opened) {
            (Some(old), Ok(())) => Ok(old.appender.into_file()),
            (old, opened) => {
                // The file goes on under its old name. If somebody else has taken that, the events are safe under the
                // new one, and the next look at the path goes over to what stands there.
                if self.folder.rename(&name, active).is_ok() {
                    self.number -= 1;
                }
                self.active = old;
                Err(opened.err().unwrap_or_else(|| self.cannot_rotate(io::ErrorKind::NotFound.into())))
            }
        }
    }

    fn rename_active(&mut self, at: u64) -> io::Result<String> {
        let family = &self.settings.family;
        let at = timestamp(at);
        let offset = Suffix::of(&self.settings.limits.zone, at);
        // Somebody else may have put files with higher numbers there since the last rotation.
        for _ in 0..8 {
            let number = self.number.checked_add(1).ok_or(io::ErrorKind::AlreadyExists)?;
            let name = family.name(&Archive { at: whole_second(at), offset, number, packing: None });
            match self.folder.rename(family.active(), &name) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    self.number = self.highest_number()?.max(number);
                }
                result => {
                    result?;
                    self.number = number;
                    return Ok(name);
                }
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Looks whether the path still leads to the open file, and opens what stands there if it does not.
    pub(super) fn inspect(&mut self, now: Now) -> Result<Found> {
        let settings = Arc::clone(&self.settings);
        let moved = self.folder.refresh().map_err(|error| self.unreachable(error))?;
        if moved && !settings.shared {
            // Another directory at the same path may have another owner.
            self._lock = Some(own(&*self.folder, &settings.family, &settings.path)??);
        }
        if let Some(active) = &mut self.active
            && let Ok(look) = self.folder.look(settings.family.active())
            && look.id == active.id
            && !moved
        {
            // Others may append to it or cut it off.
            active.fill.size = look.size;
            return Ok(Found::Same);
        }
        self.open_active(How::OpenOrCreate, now)?;
        if moved {
            self.number = self.highest_number().unwrap_or(self.number);
        }
        self.link()?;
        Ok(Found::Another)
    }

    /// Closes a file that no name leads to any more: what is written there is lost.
    pub(super) fn close_if_deleted(&mut self) {
        let deleted =
            |active: &Active<F::File>| active.appender.file().look().is_ok_and(|look| look.names == 0);
        if self.active.as_ref().is_some_and(deleted) {
            self.active = None;
        }
    }

    /// Makes the link to the active file, unless it is there.
    fn link(&self) -> Result<()> {
        let Some(link) = &self.settings.link else { return Ok(()) };
        let refused = |error| {
            Error::io(
                format!("make the link `{}`", self.settings.path.with_file_name(link).display()),
                error,
                "only a link may stand there: remove what does",
            )
        };
        match self.folder.look(link) {
            Ok(look) if look.kind != super::folder::Kind::Symlink => {
                return Err(refused(io::ErrorKind::AlreadyExists.into()));
            }
            _ => {}
        }
        self.folder.link(self.settings.family.active(), link).map_err(refused)
    }

    fn cannot_rotate(&self, error: io::Error) -> Error {
        Error::io(
            format!("rotate `{}`", self.settings.path.display()),
            error,
            "events go on into the same file, and it is tried again; let this user rename and create files there",
        )
    }

    fn unreachable(&self, error: io::Error) -> Error {
        let folder = self.settings.path.parent().unwrap_or(&self.settings.path);
        Error::io(
            format!("reach the directory `{}`", folder.display()),
            error,
            "let this user enter it, or create it where it is missing; it is tried again",
        )
    }
}

/// When the file was last written to.
fn nanos(look: &Look) -> Option<u64> {
    let since = look.modified?.duration_since(std::time::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    u64::try_from(since.as_nanos()).ok()
}
