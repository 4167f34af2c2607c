//! What is done beside the writing: deleting, compressing, synchronising.
//!
//! `tidy` deletes what is too much and brings the names to the disk, on one thread; `pack` compresses, on another one
//! that makes way for everybody else. Both only touch files that have been rotated away, by names that are ours, and
//! both begin by looking at the directory: what a former process left is finished like the rest.

#![cfg_attr(
    not(any(feature = "gzip", feature = "zstd")),
    allow(dead_code, reason = "only compression asks for some of it")
)]

#[cfg(any(feature = "gzip", feature = "zstd"))]
mod pack;
pub(super) mod tidy;

use core::time::Duration;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};

use self::tidy::{NAMES, Tidy};
use super::append::LogFile;
use super::folder::Folder;
use super::settings::Settings;
use super::writer::Clock;
use crate::error::{Error, Result};
use crate::sink::SinkCounts;

/// The handle to the threads beside. Dropping it lets them end what may not be left half done, and waits for that.
pub(super) struct Keeper<F: Folder> {
    shared: Arc<Shared<F::File>>,
    threads: Vec<JoinHandle<()>>,
}

/// What the threads beside are told.
struct Shared<L> {
    state: Mutex<State<L>>,
    changed: Condvar,
    counts: Arc<SinkCounts>,
}

struct State<L> {
    /// How often something changed in the directory, and how much of that has been seen.
    asked: u64,
    tidied: u64,
    packed: u64,
    /// Files with higher numbers may still get their old name back.
    settled: u64,
    to_sync: Vec<L>,
    stop: bool,
    /// What went wrong last, until a flush tells it.
    trouble: Option<Error>,
}

/// What became of waiting for something to do.
enum Next<L> {
    Task(Task<L>),
    /// For as long as it was waited.
    Nothing,
    /// That was all.
    End,
}

/// What there is to do.
struct Task<L> {
    asked: u64,
    /// Files up to this number are nobody else's any more.
    settled: u64,
    to_sync: Vec<L>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    Tidy,
    #[cfg(any(feature = "gzip", feature = "zstd"))]
    Pack,
}

impl<F: Folder> Keeper<F> {
    /// Starts the threads.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn start(
        folder: &Arc<F>,
        settings: &Arc<Settings>,
        clock: Clock,
        counts: Arc<SinkCounts>,
    ) -> Result<Self> {
        let state = State {
            asked: 0,
            tidied: 0,
            packed: 0,
            settled: 0,
            to_sync: Vec::new(),
            stop: false,
            trouble: None,
        };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new(), counts });
        let mut keeper = Self { shared: Arc::clone(&shared), threads: Vec::new() };
        let mut tidy = Tidy::new(Arc::clone(folder), Arc::clone(settings), clock);
        keeper.run("blackbar-keep", move || {
            loop {
                let patience = tidy.is_due().then_some(NAMES);
                match shared.next(Work::Tidy, patience) {
                    Next::Task(task) => {
                        let done = tidy.run(&task.to_sync);
                        shared.done(Work::Tidy, task.asked, done);
                    }
                    Next::Nothing => shared.note(tidy.name()),
                    Next::End => return shared.note(tidy.name()),
                }
            }
        })?;
        #[cfg(any(feature = "gzip", feature = "zstd"))]
        if let Some(packing) = settings.packing {
            let shared = Arc::clone(&keeper.shared);
            let (folder, settings) = (Arc::clone(folder), Arc::clone(settings));
            keeper.run("blackbar-pack", move || {
                pack::make_way();
                while let Next::Task(task) = shared.next(Work::Pack, None) {
                    let stop = || shared.lock().stop;
                    let done = pack::run(&*folder, &settings, packing, task.settled, &stop);
                    // What was compressed takes less room: retention looks again.
                    if done.as_ref().is_ok_and(|packed| *packed > 0) {
                        shared.lock().tidied = 0;
                    }
                    shared.done(Work::Pack, task.asked, done.map(drop));
                }
            })?;
        }
        Ok(keeper)
    }

    fn run(&mut self, name: &str, work: impl FnOnce() + Send + 'static) -> Result<()> {
        let thread = Builder::new().name(name.to_owned()).spawn(work).map_err(|source| {
            Error::io(format!("start the thread `{name}`"), source, "raise the limit on threads")
        })?;
        self.threads.push(thread);
        Ok(())
    }

    /// Says that the directory changed, up to the file with this number. `old` is to be synchronised.
    pub(super) fn rotated(&self, settled: u64, old: Option<F::File>) {
        let mut state = self.shared.lock();
        state.asked += 1;
        state.settled = settled;
        state.to_sync.extend(old);
        drop(state);
        self.shared.changed.notify_all();
    }

    /// Asks for a file to be synchronised.
    pub(super) fn sync(&self, file: F::File) {
        let mut state = self.shared.lock();
        state.asked += 1;
        state.to_sync.push(file);
        drop(state);
        self.shared.changed.notify_all();
    }

    /// Waits until everything asked for until now is done, but for compression. Returns what went wrong since the last
    /// time.
    pub(super) fn flush(&self, patience: Duration) -> Option<Error> {
        let state = self.shared.lock();
        let asked = state.asked;
        let patience = patience.min(Duration::from_secs(u64::from(u32::MAX)));
        let (mut state, waited) = self
            .shared
            .changed
            .wait_timeout_while(state, patience, |state| state.tidied < asked)
            .unwrap_or_else(PoisonError::into_inner);
        let late = waited.timed_out().then_some(Error::FlushTimedOut { waited: patience });
        state.trouble.take().or(late)
    }
}

impl<F: Folder> Drop for Keeper<F> {
    fn drop(&mut self) {
        self.shared.lock().stop = true;
        self.shared.changed.notify_all();
        for thread in self.threads.drain(..) {
            // A panic there has been reported by the hook; there is nothing left to save here.
            let _ended = thread.join();
        }
    }
}

impl<L: LogFile> Shared<L> {
    fn lock(&self) -> MutexGuard<'_, State<L>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for something to do, no longer than `patience` where there is one. What was asked for before the end is still
    /// done, but for compression, which the next process can do as well.
    fn next(&self, work: Work, patience: Option<Duration>) -> Next<L> {
        let idle = |state: &State<L>| match work {
            Work::Tidy => state.tidied >= state.asked,
            #[cfg(any(feature = "gzip", feature = "zstd"))]
            Work::Pack => state.packed >= state.asked,
        };
        let waits = |state: &mut State<L>| !state.stop && idle(state);
        let mut state = match patience {
            None => self.changed.wait_while(self.lock(), waits).unwrap_or_else(PoisonError::into_inner),
            Some(patience) => {
                let waited = self.changed.wait_timeout_while(self.lock(), patience, waits);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
        };
        if state.stop && (work != Work::Tidy || idle(&state)) {
            return Next::End;
        }
        if idle(&state) {
            return Next::Nothing;
        }
        let to_sync = if work == Work::Tidy { core::mem::take(&mut state.to_sync) } else { Vec::new() };
        Next::Task(Task { asked: state.asked, settled: state.settled, to_sync })
    }

    fn done(&self, work: Work, asked: u64, result: Result<()>) {
        let mut state = self.lock();
        match work {
            Work::Tidy => state.tidied = asked,
            #[cfg(any(feature = "gzip", feature = "zstd"))]
            Work::Pack => state.packed = asked,
        }
        // With the lock still held: who waits for it to be done asks for this too.
        if let Err(error) = result {
            self.counts.add_failure();
            state.trouble.get_or_insert(error);
        }
        drop(state);
        self.changed.notify_all();
    }

    /// Keeps what went wrong for the next flush.
    fn note(&self, result: Result<()>) {
        if let Err(error) = result {
            self.counts.add_failure();
            self.lock().trouble.get_or_insert(error);
        }
    }
}
