//! A file that grows.
//!
//! `open` knows which file may be written to, `append` knows how bytes get there whole. Neither knows when
//! another file is due: this sink stays with the one it opened. Nothing is buffered here; a batch that
//! `write` took is with the kernel.

mod append;
mod open;

#[cfg(test)]
mod tests;

use core::time::Duration;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use self::append::{Appender, LogFile};
use crate::encode::Encoding;
use crate::error::{Error, Result};
use crate::sink::{Batch, IntoSink, Outcome, Sink, SinkCounts, SinkOptions, cause_of};

/// A sink that appends JSON lines to one file.
///
/// The file and its directories are made where they are missing, with the modes 0640 and 0750 less the umask.
/// A symbolic link, a directory, a FIFO, a device, a socket and a file with a second hard link are refused
/// when the logger is built. The user must be allowed to read the file too. The name in `stats()` is `file:`
/// and the path.
///
/// # What survives
/// Every batch is one write to the kernel, nothing is kept back in this process. What `stats()` counts as
/// written is in the file when the program exits, panics or is killed (`SIGKILL`). It is not synchronised to
/// the disk, neither by a write nor by a flush: a power loss or a crash of the system can take the last
/// seconds.
///
/// # A full disk
/// The half line that a refused write may leave is cut away again, unless another program appended behind it.
/// Then, and when the file ended in half a line at the start, the next event begins on a line of its own.
/// Lost events are counted as [`DiskFull`](crate::Cause::DiskFull) or [`Io`](crate::Cause::Io). Every later
/// batch is tried again, so that the sink resumes by itself. A flush tells of a refusal since the flush
/// before.
///
/// # Other programs
/// Several programs may append to the same file as long as none of them truncates: each batch is appended in
/// one piece. The file is held open: when it is renamed or deleted, events go on into the same file under its
/// new name, or into none.
///
/// ```
/// use blackbar::AppendFile;
///
/// let everything = AppendFile::new("logs/app.log");
/// let for_people = AppendFile::new("logs/errors.txt").pretty().filter("error");
/// ```
///
/// ```no_run
/// use blackbar::{AppendFile, Console, Logger};
///
/// # fn main() -> blackbar::Result<()> {
/// let _guard = Logger::builder().console(Console::auto()).file(AppendFile::new("logs/app.log")).install()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct AppendFile {
    path: PathBuf,
    encoding: Encoding,
    options: SinkOptions,
}

impl AppendFile {
    /// JSON lines to the file at `path`; a relative path starts at the working directory of the moment in
    /// which the logger is built.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), encoding: Encoding::Json, options: SinkOptions::new() }
    }

    /// JSON lines: the default.
    #[must_use]
    pub fn json(mut self) -> Self {
        self.encoding = Encoding::Json;
        self
    }

    /// Lines for people, without colour.
    #[must_use]
    pub fn pretty(mut self) -> Self {
        self.encoding = Encoding::Pretty { color: false };
        self
    }

    /// Writes only what passes these directives too, for instance `"warn,my_app::db=debug"`. Default:
    /// everything that the logger lets pass. Directives that do not parse are an error of building the
    /// logger.
    #[must_use]
    pub fn filter(mut self, directives: impl Into<String>) -> Self {
        self.options.set_filter(directives);
        self
    }
}

impl IntoSink for AppendFile {
    fn name(&self) -> String {
        format!("file:{}", self.path.display())
    }

    fn encoding(&self) -> Encoding {
        self.encoding.clone()
    }

    fn options(&self) -> &SinkOptions {
        &self.options
    }

    fn open(self: Box<Self>, counts: Arc<SinkCounts>) -> Result<Box<dyn Sink>> {
        let (file, tail) = open::open(&self.path)?;
        let appender = Appender::new(file, tail);
        Ok(Box::new(FileSink { path: self.path, appender, counts, refused: None }))
    }
}

/// An open file.
#[derive(Debug)]
struct FileSink<F> {
    path: PathBuf,
    appender: Appender<F>,
    counts: Arc<SinkCounts>,
    /// What the system said when it last refused, until a flush tells it.
    refused: Option<io::Error>,
}

impl<F: LogFile> Sink for FileSink<F> {
    fn write(&mut self, batch: &Batch) -> Outcome {
        let appended = self.appender.append(batch);
        self.counts.set_working(appended.refused.is_none());
        match appended.refused {
            None => Outcome::written(batch.len() as u64),
            Some(error) => {
                let cause = cause_of(&error);
                self.refused = Some(error);
                let lost = batch.len().saturating_sub(appended.events);
                Outcome::dropped(appended.events as u64, cause, lost as u64)
            }
        }
    }

    fn flush(&mut self, _patience: Duration) -> Result<()> {
        match self.refused.take() {
            None => Ok(()),
            Some(error) => Err(Error::io(
                format!("append to `{}`", self.path.display()),
                error,
                "the lost events are counted in `stats()`; later ones are tried again",
            )),
        }
    }
}
