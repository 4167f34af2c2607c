//! The loop of the backend thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::collect::{Next, Sources, Taken};
use super::idle::Idle;
use super::monitor::Monitor;
use super::report::Reporter;
use super::stream::Stream;
use super::{Answer, Command, Engine};
use crate::clock::{RawClock, WallClock};
use crate::encode::{Identity, Occurrence};
use crate::error::{Error, Result};
use crate::event::{self, Registered, SchemaId};
use crate::filter::Filters;
use crate::frontend::{self, Port};
use crate::record::Record;

/// Everything the backend thread owns.
pub(super) struct Worker {
    port: Arc<Port>,
    commands: Receiver<Command>,
    clock: RawClock,
    sources: Sources,
    renderer: Renderer,
    reporter: Reporter,
    idle: Idle,
}

/// From records to batches in the hands of sinks.
struct Renderer {
    wall: WallClock,
    monitor: Arc<Monitor>,
    streams: Vec<Stream>,
    /// What schema ids stand for, as far as they have come up.
    known: Vec<Option<Registered>>,
    identity: Arc<Identity>,
    filters: Arc<Mutex<Filters>>,
    /// Those that hold in this pass.
    filters_now: Filters,
    filters_changed: u64,
    /// Events rendered and not yet counted.
    accepted: u64,
}

impl Worker {
    pub(super) fn new(engine: Engine, commands: Receiver<Command>, monitor: Arc<Monitor>) -> Self {
        let Engine { port, clock, filters, identity, sinks } = engine;
        let filters_now = filters.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self {
            reporter: Reporter::new(clock.clone(), Arc::clone(&port), Arc::clone(&monitor)),
            renderer: Renderer {
                wall: WallClock::new(clock.clone()),
                monitor,
                streams: Stream::of(sinks, &filters_now, &identity),
                known: Vec::new(),
                identity,
                filters,
                filters_now,
                filters_changed: 0,
                accepted: 0,
            },
            port,
            commands,
            clock,
            sources: Sources::default(),
            idle: Idle::default(),
        }
    }

    /// Runs until it is told to stop.
    pub(super) fn run(mut self, attached: &Answer) {
        frontend::mark_own_thread();
        self.port.doorbell.attach();
        attached.give(Ok(()));
        loop {
            // Commands first: the pass after them sees whatever was committed before they were sent.
            let commands: Vec<Command> = self.commands.try_iter().collect();
            let events = self.pass();
            let mut stop = None;
            for command in commands {
                match command {
                    Command::Flush { deadline, answer } => answer.give(self.flush(deadline)),
                    Command::Stop { deadline, answer } => stop = Some((deadline, answer)),
                }
            }
            if let Some((deadline, answer)) = stop {
                let flushed = self.flush(deadline);
                // The sinks are closed before the answer: who waits for it may look at what they wrote.
                let closed = catch_unwind(AssertUnwindSafe(|| drop(self)));
                return answer.give(if closed.is_ok() { flushed } else { Err(Error::BackendGone) });
            }
            self.renderer.tick();
            if let Some(nap) = self.idle.after(events) {
                self.port.doorbell.wait(nap);
            }
        }
    }

    /// Drains what was committed until now; returns the number of events.
    fn pass(&mut self) -> usize {
        let cutoff = self.clock.now();
        self.sources.take_in(self.port.take_arrivals());
        self.renderer.begin(cutoff);
        let mut events = 0;
        loop {
            let renderer = &mut self.renderer;
            let mut paused = false;
            self.sources.drain(cutoff, |taken| {
                events += 1;
                renderer.take(taken);
                paused = renderer.is_full();
                if paused { Next::Pause } else { Next::Continue }
            });
            self.renderer.deliver();
            self.sources.release();
            if !paused {
                break;
            }
        }
        self.sources.retire();
        self.renderer.monitor.set_rings(self.sources.len());
        self.report(false);
        events
    }

    /// Brings everything to where it belongs.
    fn flush(&mut self, deadline: Option<Instant>) -> Result<()> {
        self.report(true);
        self.renderer.flush(deadline)
    }

    /// Writes reports of losses into the log, if there are any and it is time.
    fn report(&mut self, now: bool) {
        let renderer = &mut self.renderer;
        if self.reporter.write(now, |bytes| renderer.own_event(bytes)) {
            self.renderer.deliver();
        }
    }
}

impl Renderer {
    /// Begins a pass at this stamp.
    fn begin(&mut self, cutoff: u64) {
        self.wall.steer(cutoff);
        let changed = event::filters_changed();
        if changed != self.filters_changed {
            self.filters_changed = changed;
            let filters = self.filters.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if filters.sinks == self.filters_now.sinks {
                self.streams.iter_mut().for_each(Stream::filters_changed);
            } else {
                // Nothing is left in a batch: each pass, and each report, ends with their delivery.
                let streams = core::mem::take(&mut self.streams);
                self.streams = Stream::regrouped(streams, &filters, &self.identity);
            }
            self.filters_now = filters;
        }
    }

    #[inline]
    fn take(&mut self, taken: Taken<'_>) {
        match taken {
            Taken::Record(record, thread) => self.render(&record, thread, true),
            Taken::Malformed => self.monitor.add_malformed(),
        }
    }

    #[inline]
    fn render(&mut self, record: &Record<'_>, thread: &str, filtered: bool) {
        let Some(registered) = self.registered(record.id) else {
            return self.monitor.add_malformed();
        };
        self.accepted += 1;
        let occurrence = Occurrence { registered, unix_nanos: self.wall.unix_nanos(record.clock), thread };
        let filter = filtered.then_some(&*self.filters_now.logger);
        for stream in &mut self.streams {
            stream.push(record, &occurrence, filter);
        }
    }

    /// Renders an event of the backend's own, for every sink.
    fn own_event(&mut self, bytes: &[u8]) {
        if let Ok(record) = Record::parse(bytes) {
            self.render(&record, "blackbar", false);
            self.monitor.add_report();
        }
    }

    #[inline]
    fn registered(&mut self, id: SchemaId) -> Option<Registered> {
        match self.known.get(id.0 as usize) {
            Some(Some(registered)) => Some(*registered),
            _ => self.look_up(id),
        }
    }

    #[cold]
    fn look_up(&mut self, id: SchemaId) -> Option<Registered> {
        let registered = event::registered(id)?;
        let at = id.0 as usize;
        if self.known.len() <= at {
            self.known.resize(at + 1, None);
        }
        if let Some(place) = self.known.get_mut(at) {
            *place = Some(registered);
        }
        Some(registered)
    }

    #[inline]
    fn is_full(&self) -> bool {
        self.streams.iter().any(Stream::is_full)
    }

    fn deliver(&mut self) {
        self.monitor.add_accepted(core::mem::take(&mut self.accepted));
        for stream in &mut self.streams {
            stream.deliver(&self.monitor);
            self.monitor.add_oddities(stream.take_oddities());
        }
    }

    /// Lets the sinks do what is to be done in time.
    fn tick(&mut self) {
        self.streams.iter_mut().for_each(|stream| stream.tick(&self.monitor));
    }

    fn flush(&mut self, deadline: Option<Instant>) -> Result<()> {
        let mut answer = Ok(());
        for stream in &mut self.streams {
            let flushed = stream.flush(deadline, &self.monitor);
            if answer.is_ok() {
                answer = flushed;
            }
        }
        answer
    }
}
