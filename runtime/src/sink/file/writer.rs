//! The sink: takes batches, asks the policies, and lets the log do what they say.

use core::time::Duration;
use std::io;
use std::sync::Arc;

use super::append::{Appended, LogFile};
use super::backoff::Backoff;
use super::folder::Folder;
use super::handle::Requests;
use super::keeper::{Keeper, tidy};
use super::log::{Found, Log};
use super::rotation::Coming;
use super::settings::{FileSync, Settings};
use crate::clock::Now;
use crate::count::Cause;
use crate::error::{Error, Result};
use crate::sink::{Batch, Outcome, Sink, SinkCounts, cause_of};

/// Where the time comes from.
pub(super) type Clock = Arc<dyn Fn() -> Now + Send + Sync>;

/// An open file.
pub(super) struct FileSink<F: Folder> {
    pub(super) log: Log<F>,
    settings: Arc<Settings>,
    clock: Clock,
    counts: Arc<SinkCounts>,
    requests: Arc<Requests>,
    /// The threads beside; a log without rotation and retention needs none.
    keeper: Option<Keeper<F>>,
    /// When the path is to be looked at next, in time since the start.
    next_look: Duration,
    looking: Backoff,
    rotating: Backoff,
    writing: Backoff,
    /// Why the last write was refused, until one works.
    refusal: Option<Cause>,
    /// A rotation that was asked for and has not worked yet.
    rotate: bool,
    /// Whether something was written that is not on the disk yet, and since when.
    unsynced: Option<Duration>,
    /// The first refusal that no flush has told yet.
    refused: Option<Error>,
}

/// How often the path is looked at.
const LOOK: Duration = Duration::from_millis(250);

impl<F: Folder> FileSink<F> {
    pub(super) fn new(
        log: Log<F>,
        clock: Clock,
        counts: Arc<SinkCounts>,
        requests: Arc<Requests>,
        keeper: Option<Keeper<F>>,
    ) -> Self {
        let settings = Arc::clone(&log.settings);
        let next_look = clock().up + LOOK;
        let rotate = settings.rotate_at_start;
        let mut sink = Self {
            log,
            settings,
            clock,
            counts,
            requests,
            keeper,
            next_look,
            looking: Backoff::patient(),
            rotating: Backoff::patient(),
            writing: Backoff::eager(),
            refusal: None,
            rotate,
            unsynced: None,
            refused: None,
        };
        if rotate {
            sink.rotate_if_asked((sink.clock)());
        }
        if let Some(keeper) = &sink.keeper {
            keeper.rotated(sink.log.number(), None);
        }
        sink
    }

    /// Everything that is not writing: requests, the look at the path, synchronising in time.
    fn attend(&mut self) -> Now {
        let now = (self.clock)();
        let asked = self.requests.take_reopen();
        if asked || now.up >= self.next_look {
            self.look(now, asked);
        }
        self.rotate |= self.requests.take_rotate();
        if self.rotate {
            self.rotate_if_asked(now);
        }
        if let (FileSync::Every(interval), Some(since)) = (self.settings.sync, self.unsynced)
            && now.up.saturating_sub(since) >= interval
        {
            self.sync_beside();
        }
        now
    }

    fn look(&mut self, now: Now, asked: bool) {
        if !asked && !self.looking.may_try(now.up) {
            return;
        }
        self.next_look = now.up.saturating_add(LOOK);
        match self.log.inspect(now) {
            Ok(found) => {
                self.looking.worked();
                if found == Found::Another {
                    // Another file has other reasons to fail.
                    self.rotating.worked();
                    self.writing.worked();
                }
            }
            Err(error) => {
                self.looking.failed(now.up);
                self.log.close_if_deleted();
                self.counts.set_working(false);
                self.note(error);
            }
        }
    }

    fn rotate_if_asked(&mut self, now: Now) {
        let empty = self.log.active.as_ref().is_none_or(|active| active.fill.is_empty());
        if empty {
            self.rotate = false;
        } else if self.rotating.may_try(now.up) {
            self.rotate = !self.rotate_now(now);
        }
    }

    /// Says whether it worked.
    fn rotate_now(&mut self, now: Now) -> bool {
        match self.log.rotate(now) {
            Ok(old) => {
                self.rotating.worked();
                if self.settings.sync == FileSync::Batch || self.settings.sync_at.is_some() {
                    // What was written before, and the new name too, belong to what is promised to be on the disk.
                    self.note_io("synchronise", old.sync());
                    let synced = self.log.folder.sync();
                    self.note_io("synchronise the directory of", synced);
                }
                let old = matches!(self.settings.sync, FileSync::Every(_)).then_some(old);
                match &self.keeper {
                    Some(keeper) => keeper.rotated(self.log.number(), old),
                    None => self.note_io("synchronise the directory of", self.log.folder.sync()),
                }
                true
            }
            Err(error) => {
                self.rotating.failed(now.up);
                // Perhaps the path leads elsewhere by now.
                self.next_look = Duration::ZERO;
                self.note(error);
                false
            }
        }
    }

    /// Writes the events of the batch; says how many, and why not the others. A disk that refused is left alone for a
    /// moment.
    fn put(&mut self, batch: &Batch, now: Now) -> (usize, Option<Cause>) {
        let settings = Arc::clone(&self.settings);
        let limits = &settings.limits;
        let coming = |from| {
            let events = batch.events().skip(from);
            events.map(|event| Coming { bytes: event.bytes.len() as u64, at: event.unix_nanos })
        };
        if let Some(cause) = self.refusal.filter(|_| !self.writing.may_try(now.up)) {
            return (0, Some(cause));
        }
        let mut done = 0;
        while done < batch.len() {
            let Some(active) = &mut self.log.active else { return (done, Some(Cause::Io)) };
            let before = active.fill.clone();
            let mut until = batch.len();
            if limits.any() {
                until = done + limits.take(&mut active.fill, coming(done));
                if until == done {
                    if self.rotating.may_try(now.up) && self.rotate_now(now) {
                        continue;
                    }
                    // Into the same file, then, as long as there is no other.
                    let Some(active) = &mut self.log.active else { continue };
                    limits.force(&mut active.fill, coming(done));
                    until = batch.len();
                }
            } else {
                limits.force(&mut active.fill, coming(done));
            }
            let Some(active) = &mut self.log.active else { continue };
            let Appended { events, refused } = active.appender.append(batch, done..until);
            done += events;
            if let Some(error) = refused {
                active.fill = before;
                active.fill.size = active.appender.file().look().map_or(active.fill.size, |look| look.size);
                let cause = cause_of(&error);
                if cause == Cause::DiskFull && settings.make_room && self.make_room() {
                    continue;
                }
                if cause != Cause::DiskFull {
                    // A file that fails may be one that has been replaced or unmounted.
                    self.next_look = Duration::ZERO;
                }
                self.note_io("append to", Err(error));
                self.writing.failed(now.up);
                self.refusal = Some(cause);
                return (done, Some(cause));
            }
        }
        self.writing.worked();
        self.refusal = None;
        (done, None)
    }

    /// Deletes the oldest rotated file; says whether there was one.
    fn make_room(&self) -> bool {
        tidy::delete_oldest(&*self.log.folder, &self.settings.family).unwrap_or(false)
    }

    /// Brings what was written to the disk as the policy says, before the next event is written.
    fn sync_written(&mut self, batch: &Batch, now: Now) {
        let severe = match (self.settings.sync_at, batch.max_level()) {
            (Some(at), Some(most)) => most >= at,
            _ => false,
        };
        if severe || self.settings.sync == FileSync::Batch {
            self.sync_now();
        } else if self.unsynced.is_none() {
            self.unsynced = Some(now.up);
        }
    }

    fn sync_now(&mut self) {
        self.unsynced = None;
        let Some(active) = &self.log.active else { return };
        let synced = active.appender.file().sync();
        if synced.is_err() {
            // Asked again, the kernel may say that all is well: only a file opened anew says the truth.
            self.next_look = Duration::ZERO;
        }
        self.note_io("synchronise", synced);
    }

    fn sync_beside(&mut self) {
        self.unsynced = None;
        let Some(active) = &self.log.active else { return };
        match (active.appender.file().again(), &self.keeper) {
            (Ok(file), Some(keeper)) => keeper.sync(file),
            _ => self.sync_now(),
        }
    }

    fn note_io(&mut self, doing: &str, result: io::Result<()>) {
        if let Err(error) = result {
            self.counts.set_working(false);
            self.note(Error::io(
                format!("{doing} `{}`", self.settings.path.display()),
                error,
                "the lost events are counted in `stats()`; later ones are tried again",
            ));
        }
    }

    fn note(&mut self, error: Error) {
        self.counts.add_failure();
        self.refused.get_or_insert(error);
    }
}

impl<F: Folder> Sink for FileSink<F> {
    fn write(&mut self, batch: &Batch) -> Outcome {
        let now = self.attend();
        let (written, refused) = self.put(batch, now);
        self.counts.set_working(refused.is_none());
        if written > 0 {
            self.sync_written(batch, now);
        }
        match refused {
            None => Outcome::written(batch.len() as u64),
            Some(cause) => {
                Outcome::dropped(written as u64, cause, batch.len().saturating_sub(written) as u64)
            }
        }
    }

    fn tick(&mut self) {
        self.attend();
    }

    fn flush(&mut self, patience: Duration) -> Result<()> {
        self.attend();
        if self.settings.sync != FileSync::Never {
            self.sync_now();
        }
        if let Some(error) = self.keeper.as_ref().and_then(|keeper| keeper.flush(patience)) {
            // Counted where it happened.
            self.refused.get_or_insert(error);
        }
        self.refused.take().map_or(Ok(()), Err)
    }
}

impl<F: Folder> Drop for FileSink<F> {
    fn drop(&mut self) {
        if self.settings.sync != FileSync::Never {
            self.sync_now();
        }
        // Before the lock is given back: what the threads beside do belongs to the owner.
        self.keeper = None;
    }
}
