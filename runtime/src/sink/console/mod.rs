//! Standard error and standard output.
//!
//! A terminal can stall for as long as somebody holds Ctrl-S, a pipe for as long as its reader sleeps. So the
//! console has a bounded queue and a thread of its own: the backend only copies whole events into the queue,
//! and what does not fit is dropped and counted. The queue never throws out what it once took; the newest
//! events are those that are lost.
//!
//! Nothing here renders: the console only says which rendering it wants.

mod look;
mod output;
mod queue;
mod writer;

#[cfg(test)]
mod tests;

pub use look::Color;

use std::io::{self, IsTerminal};
use std::sync::Arc;

use self::look::{Format, Surroundings, decide};
use self::writer::{ConsoleSink, LAST_PATIENCE};
use crate::encode::Encoding;
use crate::error::{Error, Result};
use crate::secret::Class;
use crate::sink::{IntoSink, Sink, SinkCounts, SinkOptions};

/// Default size of the queue, in bytes.
const QUEUE: usize = 4 * 1024 * 1024;

/// A sink that writes to standard error or standard output.
///
/// By default it writes lines for people to a terminal and JSON lines to anything else. The terminal and the
/// environment are looked at once, when the logger is built. The name in `stats()` is `stderr` or `stdout`.
///
/// It never holds the other sinks up: events wait in a queue of [bounded size](Self::queue) for a thread that
/// writes them (`blackbar-console`). When the queue is full, new events are dropped and counted as
/// [`QueueFull`](crate::Cause::QueueFull). When the system refuses a write, the events concerned are counted
/// as [`Io`](crate::Cause::Io) or [`DiskFull`](crate::Cause::DiskFull) and later ones are tried again.
///
/// A reader of the pipe that goes away (`app | head`) makes every write fail with a broken pipe: the events
/// are counted, the program lives on. That holds as long as `SIGPIPE` is ignored, which is how a Rust `main`
/// starts.
///
/// The end of the logger waits up to 500 milliseconds for what is still in the queue; what is left then is
/// counted as [`Deadline`](crate::Cause::Deadline). Flush the logger before to wait longer.
///
/// ```
/// use blackbar::{Color, Console};
///
/// let for_people = Console::stderr().pretty().color(Color::Never);
/// let for_a_collector = Console::stdout().json().filter("warn").queue(16 * 1024 * 1024);
/// ```
///
/// ```no_run
/// use blackbar::{RollingFile, Console, Logger};
///
/// # fn main() -> blackbar::Result<()> {
/// let _guard = Logger::builder().console(Console::auto()).file(RollingFile::new("logs/app.log")).install()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Console {
    stream: Stream,
    format: Format,
    color: Color,
    queue: usize,
    options: SinkOptions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stream {
    Stdout,
    Stderr,
}

impl Console {
    /// To standard error: lines for people on a terminal, JSON lines elsewhere.
    #[must_use]
    pub fn auto() -> Self {
        Self::stderr()
    }

    /// To standard error: lines for people on a terminal, JSON lines elsewhere, until told otherwise.
    #[must_use]
    pub fn stderr() -> Self {
        Self::to(Stream::Stderr)
    }

    /// To standard output: lines for people on a terminal, JSON lines elsewhere, until told otherwise.
    #[must_use]
    pub fn stdout() -> Self {
        Self::to(Stream::Stdout)
    }

    fn to(stream: Stream) -> Self {
        Self { stream, format: Format::Auto, color: Color::Auto, queue: QUEUE, options: SinkOptions::new() }
    }

    /// JSON lines, also on a terminal.
    #[must_use]
    pub fn json(mut self) -> Self {
        self.format = Format::Lines(Encoding::Json);
        self
    }

    /// JSON lines with the names of the Elastic Common Schema, also on a terminal; see [`Encoding::Ecs`].
    #[must_use]
    pub fn ecs(mut self) -> Self {
        self.format = Format::Lines(Encoding::Ecs);
        self
    }

    /// JSON lines as Logstash expects them, also on a terminal; see [`Encoding::Logstash`].
    #[must_use]
    pub fn logstash(mut self) -> Self {
        self.format = Format::Lines(Encoding::Logstash);
        self
    }

    /// Lines for people, also where there is no terminal.
    #[must_use]
    pub fn pretty(mut self) -> Self {
        self.format = Format::Pretty;
        self
    }

    /// Whether lines for people are coloured. Default: [`Color::Auto`].
    #[must_use]
    pub fn color(mut self, color: Color) -> Self {
        self.color = color;
        self
    }

    /// The size of the queue, in bytes of rendered events. Default: 4 MiB. An event that is longer than the
    /// whole queue is dropped. Zero is an error of building the logger.
    #[must_use]
    pub fn queue(mut self, bytes: usize) -> Self {
        self.queue = bytes;
        self
    }

    /// Shows what passes these directives, for instance `"warn,my_app::db=debug"`, in place of those of the logger: it
    /// may be more than other sinks get, or less. Default: what the logger's filter lets pass. Directives that do not parse
    /// are an error of building the logger. [`Logger::set_sink_filter`](crate::Logger::set_sink_filter) changes them later.
    #[must_use]
    pub fn filter(mut self, directives: impl Into<String>) -> Self {
        self.options.set_filter(directives);
        self
    }

    /// Shows values up to this class as they are. Default: [`Class::Internal`].
    ///
    /// A value of a higher class is written as `"[redacted]"`, in the message too, unless its field says what to
    /// write in its place: a mask, a hash or a length is for every sink. What a field under `#[log(redact)]` or
    /// `#[log(skip)]` holds never gets into a record, so no clearance brings it back.
    #[must_use]
    pub fn clearance(mut self, clearance: Class) -> Self {
        self.options.set_clearance(clearance);
        self
    }
}

impl Stream {
    fn name(self) -> &'static str {
        match self {
            Self::Stdout => "stdout",
            Self::Stderr => "stderr",
        }
    }

    fn is_terminal(self) -> bool {
        match self {
            Self::Stdout => io::stdout().is_terminal(),
            Self::Stderr => io::stderr().is_terminal(),
        }
    }
}

impl IntoSink for Console {
    fn name(&self) -> String {
        self.stream.name().to_owned()
    }

    fn encoding(&self) -> Encoding {
        decide(self.format.clone(), self.color, &Surroundings::now(self.stream.is_terminal()))
    }

    fn options(&self) -> &SinkOptions {
        &self.options
    }

    fn open(self: Box<Self>, counts: Arc<SinkCounts>) -> Result<Box<dyn Sink>> {
        if self.queue == 0 {
            return Err(Error::invalid(
                "queue",
                self.queue,
                format!(
                    "give the queue of {} some bytes: `.queue(4 * 1024 * 1024)` is the default",
                    self.stream.name()
                ),
            ));
        }
        let start =
            |output| ConsoleSink::start(self.stream.name(), self.queue, LAST_PATIENCE, output, counts);
        #[cfg(unix)]
        let sink = start(match self.stream {
            Stream::Stdout => output::FdOutput::stdout(),
            Stream::Stderr => output::FdOutput::stderr(),
        })?;
        #[cfg(not(unix))]
        let sink = start(match self.stream {
            Stream::Stdout => output::StdOutput(Box::new(io::stdout()) as Box<dyn io::Write + Send>),
            Stream::Stderr => output::StdOutput(Box::new(io::stderr()) as Box<dyn io::Write + Send>),
        })?;
        Ok(Box::new(sink))
    }
}
