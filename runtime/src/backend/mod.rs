//! The backend: the one thread that empties the rings of a logger.
//!
//! A pass takes a cut-off stamp, drains every ring up to it, merges by time, renders each record once for every distinct
//! stream of sinks, hands the batches over and then gives the ring space back. Between passes it sleeps, longer the longer
//! nothing came. It is the only consumer of the rings and the only thread that calls a sink.
//!
//! It does not decide what callers do when a ring is full, and it knows no file and no socket.

mod collect;
mod deliveries;
mod heart;
mod herald;
mod idle;
#[cfg(feature = "serde")]
mod json;
mod leftovers;
mod monitor;
#[cfg(feature = "metrics")]
mod numbers;
mod progress;
#[cfg(feature = "metrics")]
mod publish;
mod renderer;
mod repeats;
mod report;
mod silence;
mod since;
mod stats;
mod stream;
#[cfg(test)]
mod tests;
mod timer;
mod wanted;
mod worker;

use core::time::Duration;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

pub use deliveries::DeliveryStats;
pub(crate) use leftovers::leftovers;
pub use stats::{SinkStats, Stats};
pub(crate) use stream::OpenSink;

use crate::clock::{self, RawClock};
use crate::encode::Identity;
use crate::error::{Error, Result};
use crate::filter::Filters;
use crate::frontend::{Port, fork_generation};
use crate::sink::Flushing;
use monitor::Monitor;
use worker::Worker;

/// What a backend is started with.
pub(crate) struct Engine {
    pub(crate) port: Arc<Port>,
    pub(crate) clock: RawClock,
    /// The filters of the logger and of its sinks; the cell is shared with whoever changes them.
    pub(crate) filters: Arc<Mutex<Filters>>,
    pub(crate) identity: Arc<Identity>,
    pub(crate) sinks: Vec<OpenSink>,
    pub(crate) watch: Watch,
    /// The window of deduplication, where it is wanted.
    pub(crate) deduplicate: Option<Duration>,
}

/// How the logger is watched.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    /// What it is called in its numbers.
    pub(crate) name: Option<String>,
    /// The interval of heartbeats.
    pub(crate) heartbeat: Option<Duration>,
    /// The interval at which its numbers are shown to the recorder of `metrics`.
    #[cfg(feature = "metrics")]
    pub(crate) metrics: Option<Duration>,
}

impl Watch {
    const NAME: &'static str = "default";
}

/// The handle to a running backend. Dropping it stops the thread, within the patience of [`stop`](Self::stop).
pub(crate) struct Backend {
    commands: Mutex<Sender<Command>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    port: Arc<Port>,
    monitor: Arc<Monitor>,
    generation: u32,
}

/// What the backend can be asked for.
pub(crate) enum Command {
    /// Bring everything committed until now to where it belongs.
    Flush { deadline: Option<Instant>, answer: Arc<Answer> },
    /// The same, and tell the numbers: the program is about to end.
    Farewell { deadline: Option<Instant>, answer: Arc<Answer> },
    /// The same, then end.
    Stop { deadline: Option<Instant>, answer: Arc<Answer> },
}

impl Backend {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(crate) fn start(engine: Engine) -> Result<Self> {
        let (sender, commands) = mpsc::channel();
        let port = Arc::clone(&engine.port);
        let name = engine.watch.name.clone().unwrap_or_else(|| Watch::NAME.to_owned());
        let monitor = Arc::new(Monitor::new(name, engine.clock.clone(), &engine.sinks));
        let worker = Worker::new(engine, commands, Arc::clone(&monitor));
        let attached = Answer::new();
        let attach = Arc::clone(&attached);
        let thread =
            std::thread::Builder::new().name("blackbar".into()).spawn(move || worker.run(&attach)).map_err(
                |source| Error::io("start the backend thread", source, "raise the limit on threads"),
            )?;
        // Until the thread has attached to the doorbell nobody can wake it.
        attached.wait(Duration::from_secs(60))?;
        Ok(Self {
            commands: Mutex::new(sender),
            thread: Mutex::new(Some(thread)),
            port,
            monitor,
            generation: fork_generation(),
        })
    }

    /// Whether its thread runs in this process, and not in one that this is a fork of.
    pub(crate) fn is_of_this_process(&self) -> bool {
        self.generation == fork_generation()
    }

    /// Waits until every event whose call returned before this one is where it belongs, or `patience` is over.
    pub(crate) fn flush(&self, patience: Duration) -> Result<()> {
        self.ask(patience, |deadline, answer| Command::Flush { deadline, answer })
    }

    /// Flushes before the program ends, and tells the numbers for the last time.
    pub(crate) fn farewell(&self, patience: Duration) -> Result<()> {
        self.ask(patience, |deadline, answer| Command::Farewell { deadline, answer })
    }

    /// Flushes, ends the thread and closes the sinks.
    pub(crate) fn stop(&self, patience: Duration) -> Result<()> {
        let deadline = clock::deadline_in(patience);
        // Sinks count what they still have when the time is over, which takes a moment more.
        let until_closed = patience.saturating_add(CLOSING);
        let stopped = self.ask(until_closed, |_, answer| Command::Stop { deadline, answer });
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        match (&stopped, thread) {
            // It has said that it is done, so this does not wait long.
            (Ok(()), Some(thread)) => drop(thread.join()),
            // It hangs in a sink: joining would hang this thread too.
            (_, thread) => drop(thread),
        }
        stopped
    }

    /// The names of the sinks, in their order.
    pub(crate) fn sink_names(&self) -> impl Iterator<Item = &str> {
        self.monitor.sinks().iter().map(|(name, _)| name.as_str())
    }

    pub(crate) fn stats(&self) -> Stats {
        self.monitor.stats(&self.port)
    }

    /// Shows the numbers to the recorder of `metrics`, on the calling thread.
    #[cfg(feature = "metrics")]
    pub(crate) fn publish(&self) {
        publish::publish_now(&self.stats(), &self.monitor);
    }

    fn ask(
        &self,
        patience: Duration,
        command: impl FnOnce(Option<Instant>, Arc<Answer>) -> Command,
    ) -> Result<()> {
        let asked = self.ask_in_time(patience, command);
        self.monitor.add_flush(asked.is_ok());
        asked
    }

    fn ask_in_time(
        &self,
        patience: Duration,
        command: impl FnOnce(Option<Instant>, Arc<Answer>) -> Command,
    ) -> Result<()> {
        if self.generation != fork_generation() {
            return Err(Error::BackendGone);
        }
        let answer = Answer::new();
        let deadline = clock::deadline_in(patience);
        let sent = self
            .commands
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .send(command(deadline, Arc::clone(&answer)));
        sent.map_err(|_| Error::BackendGone)?;
        self.port.doorbell.ring();
        // The backend has handed everything to the sinks then. Some have threads of their own; nobody but this one waits for
        // those.
        answer.wait(patience)?.into_iter().try_for_each(|rest| rest.wait(deadline))
    }
}

/// How long sinks may take to close once their time is over.
const CLOSING: Duration = Duration::from_secs(1);

/// What is under way on threads of sinks after the backend has done its part.
pub(super) type Rest = Vec<Arc<dyn Flushing>>;

/// The one answer to a command. It needs no thread-local, so that an exit handler can wait for it.
#[derive(Default)]
pub(crate) struct Answer {
    given: Mutex<Option<Result<Rest>>>,
    ready: Condvar,
}

impl Answer {
    fn new() -> Arc<Self> {
        Arc::default()
    }

    pub(super) fn give(&self, answer: Result<Rest>) {
        *self.given.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
        self.ready.notify_all();
    }

    fn wait(&self, patience: Duration) -> Result<Rest> {
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut given, _) = self
            .ready
            .wait_timeout_while(given, patience.min(FOREVER), |given| given.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        given.take().unwrap_or(Err(Error::FlushTimedOut { waited: patience }))
    }
}

/// What a condition variable can wait for without overflowing.
const FOREVER: Duration = Duration::from_secs(u32::MAX as u64);
