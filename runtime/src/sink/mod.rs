//! Sinks: where rendered events go.
//!
//! A sink sees batches of bytes, never records, and it runs on the backend thread: while `write` runs, no
//! other sink of the logger gets anything. A sink whose destination can stall keeps a queue and a thread of
//! its own, and counts what becomes of an event there. Nothing here renders, and nothing here decides which
//! events a sink gets.

mod batch;
mod console;
mod counts;
mod delivery;
mod file;
mod memory;
#[cfg(feature = "logstash")]
mod net;
mod options;

#[cfg(test)]
mod tests;

pub use batch::{Batch, BatchEvent};
pub use console::{Color, Console};
pub use counts::{Health, SinkCounts};
pub use delivery::{Condition, DeliveryCounts, DeliveryState, Guarantee};
#[cfg(any(feature = "gzip", feature = "zstd"))]
pub use file::Compression;
pub use file::{Every, FileHandle, FileSync, GIB, KIB, MIB, RollingFile, WhenTaken};
pub use memory::Memory;
#[cfg(feature = "logstash")]
pub use net::{
    Beats, Datagrams, DeliveryChange, HttpLines, JsonLines, Logstash, Resolve, Shipper, Spool, SpoolSync,
    Strategy, WhenFull,
};
#[cfg(feature = "tls")]
pub use net::{Tls, TlsVersion};
pub use options::SinkOptions;

use core::time::Duration;
use std::io;
use std::sync::Arc;
use std::time::Instant;

use crate::count::Cause;
use crate::encode::Encoding;
use crate::error::Result;

/// A destination that is ready to be opened: what a builder method takes.
pub trait IntoSink: Send + 'static {
    /// The name under which `stats()` and reports show it.
    fn name(&self) -> String;

    /// How its events are to be rendered.
    fn encoding(&self) -> Encoding;

    /// What it was told that concerns every sink. None of it, unless the sink says otherwise.
    fn options(&self) -> &SinkOptions {
        SinkOptions::NONE
    }

    /// Opens the destination. `counts` is the sink's own line in the ledger, for what happens outside of `write`.
    ///
    /// # Errors
    /// Whatever keeps the destination from working, with its path or address and what to do about it.
    fn open(self: Box<Self>, counts: Arc<SinkCounts>) -> Result<Box<dyn Sink>>;
}

/// An open destination, owned by the backend thread.
pub trait Sink: Send {
    /// Takes a batch. An event of it is in the end either written or dropped for a cause; one that the sink
    /// keeps in a queue of its own is [`pending`](Outcome::pending) until the sink counts it.
    ///
    /// A panic in here marks the sink as failed; the others go on.
    fn write(&mut self, batch: &Batch) -> Outcome;

    /// Called between batches, every 20 ms at least while there is nothing to write: for what is to happen in time, whether
    /// or not somebody logs. It runs on the backend thread like the rest and should be short. Does nothing by default.
    fn tick(&mut self) {}

    /// Brings everything that was taken to where it belongs, within `patience`.
    ///
    /// # Errors
    /// When that did not happen in time, or the destination refused.
    fn flush(&mut self, patience: Duration) -> Result<()>;

    /// Starts to bring everything that was taken to where it belongs, and returns at once with what to wait for. It is for
    /// sinks that do so on a thread of their own: the backend goes on meanwhile, and whoever asked for the flush waits.
    /// [`flush`](Self::flush) is not called when there is an answer. There is none by default.
    fn begin_flush(&mut self) -> Option<Arc<dyn Flushing>> {
        None
    }

    /// Called once when the logger ends, after the last flush and before the sink is dropped. What a sink with a thread of
    /// its own still has by `deadline` is counted as lost to [`Cause::Deadline`]. Does nothing by default.
    fn close(&mut self, deadline: Option<Instant>) {
        let _none_of_it_needs_time = deadline;
    }
}

/// A flush under way on the thread of a sink.
pub trait Flushing: Send + Sync {
    /// Waits until everything is where it belongs. Any thread may call it, and several may at once.
    ///
    /// # Errors
    /// When that did not happen by `deadline`; `None` is as long as it takes.
    fn wait(&self, deadline: Option<Instant>) -> Result<()>;
}

/// What became of the events of a batch. The three numbers add up to the length of the batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Events that are where they belong.
    pub written: u64,
    /// Events the sink keeps, and will count by itself.
    pub pending: u64,
    /// Events that are lost, and why.
    pub dropped: Option<(Cause, u64)>,
}

impl Outcome {
    /// All `events` are written.
    #[must_use]
    pub const fn written(events: u64) -> Self {
        Self { written: events, pending: 0, dropped: None }
    }

    /// All `events` are in the sink's own queue.
    #[must_use]
    pub const fn pending(events: u64) -> Self {
        Self { written: 0, pending: events, dropped: None }
    }

    /// The first `written` events are written, the `dropped` others are lost.
    #[must_use]
    pub const fn dropped(written: u64, cause: Cause, dropped: u64) -> Self {
        Self { written, pending: 0, dropped: Some((cause, dropped)) }
    }
}

/// The cause to count when the system refuses a write.
fn cause_of(error: &io::Error) -> Cause {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Cause::DiskFull,
        _ => Cause::Io,
    }
}
