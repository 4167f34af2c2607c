//! From records to batches in the hands of sinks.

use core::time::Duration;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::Rest;
use super::collect::{Sources, Taken};
use super::monitor::Monitor;
use super::repeats::{Fate, Repeats};
use super::stream::{OpenSink, Stream};
use crate::clock::{RawClock, WallClock};
use crate::encode::{Identity, Occurrence};
use crate::error::Result;
use crate::event::{self, Registered, SchemaId};
use crate::filter::Filters;
use crate::record::Record;

/// Everything between a record that was taken out and the sinks.
pub(super) struct Renderer {
    wall: WallClock,
    pub(super) monitor: Arc<Monitor>,
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

impl Renderer {
    pub(super) fn new(
        clock: RawClock,
        monitor: Arc<Monitor>,
        sinks: Vec<OpenSink>,
        filters: Arc<Mutex<Filters>>,
        identity: Arc<Identity>,
        deduplicate: Option<Duration>,
    ) -> Self {
        let filters_now = filters.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self {
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
            repeats: deduplicate.map(|window| Box::new(Repeats::new(clock, window))),
        }
    }

    /// Begins a pass at this stamp.
    pub(super) fn begin(&mut self, cutoff: u64) {
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
    pub(super) fn take(&mut self, taken: Taken<'_>) {
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
    pub(super) fn look_at_repeats(&mut self, now: u64, sources: &Sources) {
        self.with_repeats(|repeats, renderer| {
            let is_there = |ring| sources.has(ring);
            repeats.look(now, is_there, |record: &Record<'_>, thread: &str, repeated| {
                renderer.render(record, thread, true, repeated);
            });
            renderer.deliver();
        });
    }

    /// Writes all that is held back.
    pub(super) fn end_streaks(&mut self, now: u64) {
        self.with_repeats(|repeats, renderer| {
            repeats.end_all(now, |record: &Record<'_>, thread: &str, repeated| {
                renderer.render(record, thread, true, repeated);
            });
            renderer.deliver();
        });
    }

    /// The same for one ring, which belongs to another thread from now on.
    pub(super) fn end_streak(&mut self, ring: u32) {
        self.with_repeats(|repeats, renderer| {
            repeats.end(ring, |record: &Record<'_>, thread: &str, repeated| {
                renderer.render(record, thread, true, repeated);
            });
        });
    }

    /// The streaks leave the renderer while they write with it.
    fn with_repeats(&mut self, run: impl FnOnce(&mut Repeats, &mut Self)) {
        if let Some(mut repeats) = self.repeats.take() {
            run(&mut repeats, self);
            self.repeats = Some(repeats);
        }
    }

    /// `repeated` is how many events the line stands for, 0 for one that stands for itself.
    #[inline]
    pub(super) fn render(&mut self, record: &Record<'_>, thread: &str, filtered: bool, repeated: u32) {
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
    pub(super) fn own_event(&mut self, bytes: &[u8]) {
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
    pub(super) fn is_full(&self) -> bool {
        self.streams.iter().any(Stream::is_full)
    }

    pub(super) fn deliver(&mut self) {
        self.monitor.add_accepted(core::mem::take(&mut self.accepted));
        self.monitor.add_truncated(core::mem::take(&mut self.truncated));
        for stream in &mut self.streams {
            stream.deliver(&self.monitor);
            self.monitor.add_oddities(stream.take_oddities());
        }
    }

    /// Lets the sinks do what is to be done in time.
    pub(super) fn tick(&mut self) {
        self.streams.iter_mut().for_each(|stream| stream.tick(&self.monitor));
    }

    /// Flushes all sinks. Those with a thread of their own begin first and are not waited for here.
    pub(super) fn flush(&mut self, deadline: Option<Instant>) -> Result<Rest> {
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
    pub(super) fn close(&mut self, deadline: Option<Instant>) {
        self.streams.iter_mut().for_each(|stream| stream.close(deadline, &self.monitor));
    }
}
