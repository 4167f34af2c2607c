//! What the comparison knows of a logger.

use std::path::Path;

use crate::event::Event;
use crate::files;

/// What is told of a peer beside its figures.
pub struct About {
    /// What `--only` takes.
    pub id: &'static str,
    /// What tables and plots show.
    pub label: &'static str,
    /// The package whose version is shown; `""` for none.
    pub package: &'static str,
    /// Who writes to the file.
    pub writer: Writer,
    /// How it is set up, as far as that is a choice, and what it cannot do.
    pub note: &'static str,
}

/// Who writes to the file.
#[derive(Clone, Copy)]
pub enum Writer {
    /// The thread that logs.
    Caller,
    /// A thread of the logger's own.
    Thread,
}

/// A logger under measurement. One value per process, made and used by its main thread.
pub trait Peer: Sized {
    const ABOUT: About;

    /// Sets the logger up so that it writes level `info` and above to files in `folder`, which is empty, and so that a
    /// full queue makes the caller wait, where the logger can be told to.
    fn start(folder: &Path) -> Self;

    /// Logs one event at level `info`, as typed fields where the logger has fields.
    fn log(&self, event: &Event<'_>);

    /// Logs one event at level `debug`, which is off.
    fn log_disabled(&self, event: &Event<'_>);

    /// Whether the level can be set while the program runs; if not, there is nothing to measure of a disabled call.
    const LEVEL_AT_RUN_TIME: bool = true;

    /// Ends when everything that was logged is in the files.
    fn finish(self);

    /// How many events the files in `folder` have.
    fn count(folder: &Path) -> u64 {
        files::lines(folder)
    }
}
