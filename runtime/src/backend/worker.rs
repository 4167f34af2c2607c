//! The loop of the backend thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::collect::{Next, Sources, Taken};
use super::heart::{Heart, Occasion};
use super::herald::Herald;
use super::idle::Idle;
use super::monitor::Monitor;
#[cfg(feature = "metrics")]
use super::publish::Publisher;
use super::repeats::{Fate, Repeats};
use super::report::Reporter;
use super::silence::Silence;
use super::stream::Stream;
use super::{Answer, Command, Engine, Rest, Watch};
use crate::clock::{RawClock, WallClock};
use crate::encode::{Identity, Occurrence};
use crate::error::{Error, Result};
use crate::event::{self, Registered, SchemaId};
use crate::filter::Filters;
use crate::frontend::{self, Arrival, Port};
use crate::record::Record;

/// Everything the backend thread owns.
pub(super) struct Worker {
    port: Arc<Port>,
    commands: Receiver<Command>,
    clock: RawClock,
    sources: Sources,
    renderer: Renderer,
    reporter: Reporter,
    silence: Silence,
    herald: Herald,
    heart: Option<Heart>,
    #[cfg(feature = "metrics")]
    publisher: Option<Publisher>,
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
    /// Events rendered and not yet counted, and those of them that had been cut.
    accepted: u64,
    truncated: u64,
    repeats: Option<Box<Repeats>>,
}

impl Worker {
    pub(super) fn new(engine: Engine, commands: Receiver<Command>, monitor: Arc<Monitor>) -> Self {
        let Engine { port, clock, filters, identity, sinks, watch, deduplicate } = engine;
        let Watch { heartbeat, .. } = watch;
        let filters_now = filters.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self {
            reporter: Reporter::new(clock.clone(), Arc::clone(&port), Arc::clone(&monitor)),
            silence: Silence::new(clock.clone(), Arc::clone(&port)),
            herald: Herald::new(clock.clone(), Arc::clone(&monitor)),
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
                truncated: 0,
                repeats: deduplicate.map(|window| Box::new(Repeats::new(clock.clone(), window))),
            },
            heart: heartbeat.map(|interval| Heart::new(clock.clone(), interval)),
            #[cfg(feature = "metrics")]
            publisher: watch.metrics.map(|interval| Publisher::new(clock.clone(), interval)),
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
        attached.give(Ok(Vec::new()));
        #[cfg(feature = "metrics")]
        self.publish(true);
        loop {
            // Commands first: the pass after them sees whatever was committed before they were sent.
            let commands: Vec<Command> = self.commands.try_iter().collect();
            let events = self.pass();
            let mut stop = None;
            for command in commands {
                match command {
                    Command::Flush { deadline, answer } => answer.give(self.flush(deadline)),
                    Command::Farewell { deadline, answer } => answer.give(self.last_flush(deadline)),
                    Command::Stop { deadline, answer } => stop = Some((deadline, answer)),
                }
            }
            if let Some((deadline, answer)) = stop {
                let flushed = self.last_flush(deadline);
                // The sinks are closed before the answer: who waits for it may look at what they wrote.
                let flushed =
                    flushed.and_then(|rest| rest.into_iter().try_for_each(|rest| rest.wait(deadline)));
                self.renderer.close(deadline);
                let closed = catch_unwind(AssertUnwindSafe(|| drop(self)));
                let answered = if closed.is_ok() { flushed } else { Err(Error::BackendGone) };
                return answer.give(answered.map(|()| Vec::new()));
            }
            self.renderer.tick();
            #[cfg(feature = "metrics")]
            self.publish(false);
            if let Some(nap) = self.idle.after(events) {
                self.port.doorbell.wait(nap);
            }
        }
    }

    /// Drains what was committed until now; returns the number of events.
    fn pass(&mut self) -> usize {
        let cutoff = self.clock.now();
        let arrivals = self.port.take_arrivals();
        self.renderer.begin(cutoff);
        for arrival in &arrivals {
            if let Arrival::Handover { number, .. } = arrival {
                self.renderer.end_run(*number);
            }
        }
        self.sources.take_in(arrivals);
        self.renderer.monitor.progress.begin_pass(cutoff, self.sources.look());
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
        self.renderer.look_at_repeats(cutoff, &self.sources);
        self.renderer.monitor.progress.set_rings(self.sources.len());
        self.report(false);
        self.break_silence(Occasion::Interval);
        self.tell_of_destinations();
        self.beat(Occasion::Interval);
        events
    }

    /// Brings everything to where it belongs, or on its way there.
    fn flush(&mut self, deadline: Option<Instant>) -> Result<Rest> {
        self.renderer.end_runs(self.clock.now());
        self.report(true);
        self.renderer.flush(deadline)
    }

    /// The same before the logger or its program ends.
    fn last_flush(&mut self, deadline: Option<Instant>) -> Result<Rest> {
        self.renderer.end_runs(self.clock.now());
        self.report(true);
        self.break_silence(Occasion::End);
        self.beat(Occasion::End);
        let flushed = self.renderer.flush(deadline);
        #[cfg(feature = "metrics")]
        self.publish(true);
        flushed
    }

    /// Tells what rates kept back and no event told, if it is time.
    fn break_silence(&mut self, occasion: Occasion) {
        let renderer = &mut self.renderer;
        let reports = self.silence.write(occasion, |bytes| renderer.own_event(bytes));
        if reports > 0 {
            self.renderer.deliver();
            (0..reports).for_each(|_| self.reporter.add_own_event());
        }
    }

    /// Tells which destinations went away or came back.
    fn tell_of_destinations(&mut self) {
        let renderer = &mut self.renderer;
        let events = self.herald.write(|bytes| renderer.own_event(bytes));
        if events > 0 {
            self.renderer.deliver();
            (0..events).for_each(|_| self.reporter.add_own_event());
        }
    }

    /// Writes a heartbeat into the log, if it is time for one.
    fn beat(&mut self, occasion: Occasion) {
        let Some(heart) = &mut self.heart else { return };
        let monitor = &self.renderer.monitor;
        if !heart.is_due(occasion, monitor.taken()) {
            return;
        }
        let stats = monitor.stats(&self.port);
        if let Some(record) = heart.record(occasion, &stats) {
            self.renderer.own_event(record);
            self.renderer.deliver();
            self.reporter.add_own_event();
        }
    }

    /// Shows the numbers to the recorder of `metrics`, if that is wanted and it is time, or `now`.
    #[cfg(feature = "metrics")]
    fn publish(&mut self, now: bool) {
        let monitor = &self.renderer.monitor;
        if let Some(publisher) = &mut self.publisher
            && (publisher.is_due() || now)
        {
            publisher.publish(&monitor.stats(&self.port), monitor);
        }
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
            Taken::Record(record, ring, thread) if self.repeats.is_some() => {
                self.take_once(&record, ring, thread);
            }
            Taken::Record(record, _, thread) => self.render(&record, thread, true, 0),
            Taken::Malformed => self.monitor.add_malformed(),
        }
    }

    /// Writes an event unless it is equal to the one before it.
    #[inline(never)]
    fn take_once(&mut self, record: &Record<'_>, ring: u32, thread: &str) {
        self.with_repeats(|repeats, renderer| {
            let write = |record: &Record<'_>, thread: &str, repeated| {
                renderer.render(record, thread, true, repeated);
            };
            if repeats.take(record, ring, thread, write) == Fate::Counted {
                renderer.accepted += 1;
                renderer.monitor.add_repeated();
            }
        });
    }

    /// Writes what was held back for as long as it may be.
    fn look_at_repeats(&mut self, now: u64, sources: &Sources) {
        self.with_repeats(|repeats, renderer| {
            let is_there = |ring| sources.has(ring);
            repeats.look(now, is_there, |record: &Record<'_>, thread: &str, repeated| {
                renderer.render(record, thread, true, repeated);
            });
            renderer.deliver();
        });
    }

    /// Writes all that is held back.
    fn end_runs(&mut self, now: u64) {
        self.with_repeats(|repeats, renderer| {
            repeats.end_all(now, |record: &Record<'_>, thread: &str, repeated| {
                renderer.render(record, thread, true, repeated);
            });
            renderer.deliver();
        });
    }

    /// The same for one ring, which belongs to another thread from now on.
    fn end_run(&mut self, ring: u32) {
        self.with_repeats(|repeats, renderer| {
            repeats.end(ring, |record: &Record<'_>, thread: &str, repeated| {
                renderer.render(record, thread, true, repeated);
            });
        });
    }

    /// The runs leave the renderer while they write with it.
    fn with_repeats(&mut self, run: impl FnOnce(&mut Repeats, &mut Self)) {
        if let Some(mut repeats) = self.repeats.take() {
            run(&mut repeats, self);
            self.repeats = Some(repeats);
        }
    }

    /// `repeated` is how many events the line stands for, 0 for one that stands for itself.
    #[inline]
    fn render(&mut self, record: &Record<'_>, thread: &str, filtered: bool, repeated: u32) {
        let Some(registered) = self.registered(record.id) else {
            return self.monitor.add_malformed();
        };
        self.accepted += 1;
        self.truncated += u64::from(record.original_len.is_some());
        let occurrence =
            Occurrence { registered, unix_nanos: self.wall.unix_nanos(record.clock), thread, repeated };
        let filter = filtered.then_some(&*self.filters_now.logger);
        for stream in &mut self.streams {
            stream.push(record, &occurrence, filter);
        }
    }

    /// Renders an event of the backend's own, for every sink.
    fn own_event(&mut self, bytes: &[u8]) {
        if let Ok(record) = Record::parse(bytes) {
            self.render(&record, "blackbar", false, 0);
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
        self.monitor.add_truncated(core::mem::take(&mut self.truncated));
        for stream in &mut self.streams {
            stream.deliver(&self.monitor);
            self.monitor.add_oddities(stream.take_oddities());
        }
    }

    /// Lets the sinks do what is to be done in time.
    fn tick(&mut self) {
        self.streams.iter_mut().for_each(|stream| stream.tick(&self.monitor));
    }

    /// Flushes all sinks. Those with a thread of their own begin first and are not waited for here.
    fn flush(&mut self, deadline: Option<Instant>) -> Result<Rest> {
        let mut rest = Vec::new();
        self.streams.iter_mut().for_each(|stream| stream.begin_flush(&self.monitor, &mut rest));
        let mut answer = Ok(());
        for stream in &mut self.streams {
            let flushed = stream.flush(deadline, &self.monitor);
            if answer.is_ok() {
                answer = flushed;
            }
        }
        answer.map(|()| rest)
    }

    /// Tells all sinks that the logger ends.
    fn close(&mut self, deadline: Option<Instant>) {
        self.streams.iter_mut().for_each(|stream| stream.close(deadline, &self.monitor));
    }
}
