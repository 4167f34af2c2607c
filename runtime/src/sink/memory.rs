//! Events kept in memory, for tests to look at.

use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::encode::Encoding;
use crate::error::Result;
use crate::secret::Class;
use crate::sink::{Batch, IntoSink, Outcome, Sink, SinkCounts, SinkOptions};

/// A sink that keeps what it gets, for tests.
///
/// It is a handle: clones look at the same events. The logger takes one clone, the test reads the other, also
/// after the logger is gone. The name in `stats()` is `memory`.
///
/// Nothing is ever forgotten but by [`clear`](Self::clear), so it is not for a program that runs for long.
///
/// ```
/// use blackbar::{Logger, Memory, log_event};
///
/// let memory = Memory::new();
/// let logger = Logger::builder().sink(memory.clone()).build()?;
/// log_event!(logger: logger, info, "user {user_id} logged in", user_id = 123);
/// logger.flush()?;
/// assert_eq!(memory.len(), 1);
/// assert!(memory.text().contains(r#""user_id":123"#));
/// # Ok::<(), blackbar::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Memory {
    kept: Arc<Mutex<Kept>>,
    encoding: Encoding,
    options: SinkOptions,
}

#[derive(Debug, Default)]
struct Kept {
    bytes: Vec<u8>,
    /// Where each event ends in `bytes`.
    ends: Vec<usize>,
}

impl Memory {
    /// An empty one, for JSON lines.
    #[must_use]
    pub fn new() -> Self {
        Self { kept: Arc::default(), encoding: Encoding::Json, options: SinkOptions::new() }
    }

    /// Asks for JSON lines: the default.
    #[must_use]
    pub fn json(mut self) -> Self {
        self.encoding = Encoding::Json;
        self
    }

    /// Asks for JSON lines with the names of the Elastic Common Schema; see [`Encoding::Ecs`].
    #[must_use]
    pub fn ecs(mut self) -> Self {
        self.encoding = Encoding::Ecs;
        self
    }

    /// Asks for JSON lines as Logstash expects them; see [`Encoding::Logstash`].
    #[must_use]
    pub fn logstash(mut self) -> Self {
        self.encoding = Encoding::Logstash;
        self
    }

    /// Asks for lines for people, without colour.
    #[must_use]
    pub fn pretty(mut self) -> Self {
        self.encoding = Encoding::Pretty { color: false };
        self
    }

    /// Keeps what passes these directives, for instance `"warn,my_app::db=debug"`, in place of those of the logger: it
    /// may be more than other sinks get, or less. Default: what the logger's filter lets pass. Directives that do not parse
    /// are an error of building the logger. [`Logger::set_sink_filter`](crate::Logger::set_sink_filter) changes them later.
    #[must_use]
    pub fn filter(mut self, directives: impl Into<String>) -> Self {
        self.options.set_filter(directives);
        self
    }

    /// Keeps values up to this class as they are. Default: [`Class::Internal`].
    ///
    /// A value of a higher class is written as `"[redacted]"`, in the message too, unless its field says what to
    /// write in its place: a mask, a hash or a length is for every sink. What a field under `#[log(redact)]` or
    /// `#[log(skip)]` holds never gets into a record, so no clearance brings it back.
    #[must_use]
    pub fn clearance(mut self, clearance: Class) -> Self {
        self.options.set_clearance(clearance);
        self
    }

    /// The events in order, each without its line end.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let kept = self.kept();
        let starts = core::iter::once(0).chain(kept.ends.iter().copied());
        starts
            .zip(&kept.ends)
            .map(|(start, end)| {
                let event = kept.bytes.get(start..*end).unwrap_or_default();
                String::from_utf8_lossy(event.strip_suffix(b"\n").unwrap_or(event)).into_owned()
            })
            .collect()
    }

    /// All events as one text, each with its line end.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.kept().bytes).into_owned()
    }

    /// Forgets the events that came until now.
    pub fn clear(&self) {
        *self.kept() = Kept::default();
    }

    /// The number of events.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept().ends.len()
    }

    /// Whether there is no event.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

impl IntoSink for Memory {
    fn name(&self) -> String {
        "memory".to_owned()
    }

    fn encoding(&self) -> Encoding {
        self.encoding.clone()
    }

    fn options(&self) -> &SinkOptions {
        &self.options
    }

    fn open(self: Box<Self>, _counts: Arc<SinkCounts>) -> Result<Box<dyn Sink>> {
        Ok(self)
    }
}

impl Sink for Memory {
    fn write(&mut self, batch: &Batch) -> Outcome {
        let mut kept = self.kept();
        let mut end = kept.bytes.len();
        kept.bytes.extend_from_slice(batch.as_bytes());
        kept.ends.extend(batch.events().map(|event| {
            end += event.bytes.len();
            end
        }));
        Outcome::written(batch.len() as u64)
    }

    fn flush(&mut self, _patience: Duration) -> Result<()> {
        Ok(())
    }
}
