//! The sinks of a capture: one for each way in which it shows events.

use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::encode::Encoding;
use crate::error::Result;
use crate::level::Level;
use crate::secret::Class;
use crate::sink::{Batch, IntoSink, Outcome, Sink, SinkCounts, SinkOptions};

/// One event as it was rendered.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) unix_nanos: u64,
    pub(super) level: Level,
    pub(super) event_id: u32,
}

/// Keeps events of one rendering; clones look at the same ones.
#[derive(Debug, Clone)]
pub(super) struct Keep {
    lines: Arc<Mutex<Vec<Line>>>,
    encoding: Encoding,
    options: SinkOptions,
}

impl Keep {
    /// For this encoding, as a sink with that clearance sees it.
    pub(super) fn new(encoding: Encoding, clearance: Class) -> Self {
        let mut options = SinkOptions::new();
        options.set_clearance(clearance);
        Self { lines: Arc::default(), encoding, options }
    }

    /// What came until now, in order.
    pub(super) fn lines(&self) -> Vec<Line> {
        self.kept().clone()
    }

    /// How many came until now.
    pub(super) fn len(&self) -> usize {
        self.kept().len()
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Line>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl IntoSink for Keep {
    fn name(&self) -> String {
        "capture".to_owned()
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

impl Sink for Keep {
    fn write(&mut self, batch: &Batch) -> Outcome {
        let lines = batch.events().map(|event| Line {
            text: String::from_utf8_lossy(event.bytes).trim_end_matches('\n').to_owned(),
            unix_nanos: event.unix_nanos,
            level: event.level,
            event_id: event.event_id,
        });
        self.kept().extend(lines);
        Outcome::written(batch.len() as u64)
    }

    fn flush(&mut self, _patience: Duration) -> Result<()> {
        Ok(())
    }
}
