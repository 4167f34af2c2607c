//! A stream: the sinks that get the same bytes, and the batch rendered for them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use super::Rest;
use super::monitor::Monitor;
use super::wanted::{Wanted, Wish};
use crate::clock;
use crate::count::Cause;
use crate::encode::{Encoder, Encoding, Identity, Occurrence, Oddities, encoder};
use crate::error::{Error, Result};
use crate::filter::{Filter, Filters};
use crate::record::Record;
use crate::secret::Class;
use crate::sink::{Batch, Health, Sink, SinkCounts};

/// A sink that is open, and what it wants to get.
pub(crate) struct OpenSink {
    pub(crate) name: String,
    pub(crate) sink: Box<dyn Sink>,
    pub(crate) counts: Arc<SinkCounts>,
    pub(crate) encoding: Encoding,
    pub(crate) clearance: Class,
}

/// Bytes after which a batch is handed over: a batch stays in the second-level cache.
pub(super) const FULL_BATCH: usize = 256 * 1024;

/// The sinks that share an encoding, a clearance and a filter.
pub(super) struct Stream {
    encoding: Encoding,
    clearance: Class,
    /// That of its sinks; none where the logger's holds.
    filter: Option<Arc<Filter>>,
    encoder: Box<dyn Encoder>,
    batch: Batch,
    wanted: Wanted,
    filtered: u64,
    /// Records that could not be rendered, by the cause.
    unrendered: [(Cause, u64); 2],
    slots: Vec<Slot>,
}

/// One sink of a stream.
struct Slot {
    index: usize,
    sink: Box<dyn Sink>,
    counts: Arc<SinkCounts>,
    /// Whether the flush under way is one on a thread of the sink.
    flushes_itself: bool,
}

impl Stream {
    /// Sorts sinks into streams.
    pub(super) fn of(sinks: Vec<OpenSink>, filters: &Filters, identity: &Arc<Identity>) -> Vec<Self> {
        let seats = sinks.into_iter().enumerate().map(|(index, open)| {
            let OpenSink { sink, counts, encoding, clearance, .. } = open;
            (encoding, clearance, Slot { index, sink, counts, flushes_itself: false })
        });
        Self::grouped(seats, filters, identity)
    }

    /// Sorts the sinks of `streams` anew, after the filter of one has changed. Between batches, for those are left out.
    pub(super) fn regrouped(streams: Vec<Self>, filters: &Filters, identity: &Arc<Identity>) -> Vec<Self> {
        let mut seats = Vec::new();
        for Self { encoding, clearance, slots, .. } in streams {
            seats.extend(slots.into_iter().map(|slot| (encoding.clone(), clearance, slot)));
        }
        seats.sort_by_key(|(_, _, slot)| slot.index);
        Self::grouped(seats.into_iter(), filters, identity)
    }

    fn grouped(
        seats: impl Iterator<Item = (Encoding, Class, Slot)>,
        filters: &Filters,
        identity: &Arc<Identity>,
    ) -> Vec<Self> {
        let mut streams: Vec<Self> = Vec::new();
        for (encoding, clearance, slot) in seats {
            let filter = filters.sinks.get(slot.index).cloned().flatten();
            let same = streams.iter_mut().find(|stream| {
                stream.encoding == encoding && stream.clearance == clearance && stream.filter == filter
            });
            match same {
                Some(stream) => stream.slots.push(slot),
                None => streams.push(Self {
                    encoder: encoder(&encoding, clearance, identity),
                    encoding,
                    clearance,
                    filter,
                    batch: Batch::default(),
                    wanted: Wanted::default(),
                    filtered: 0,
                    unrendered: [(Cause::Malformed, 0), (Cause::EncoderPanicked, 0)],
                    slots: vec![slot],
                }),
            }
        }
        streams
    }

    /// Forgets what was decided under the filters of before.
    pub(super) fn filters_changed(&mut self) {
        self.wanted.clear();
    }

    /// Renders one event into the batch, unless the stream does not want it. The filter of the logger is asked where the
    /// sinks have none of their own; without either, every event is wanted.
    #[inline]
    pub(super) fn push(&mut self, record: &Record<'_>, occurrence: &Occurrence<'_>, logger: Option<&Filter>) {
        let wish = Wish { filter: self.filter.as_deref().or(logger), clearance: self.clearance };
        if !self.wanted.is(record, &occurrence.registered, wish) {
            self.filtered += 1;
            return;
        }
        let level = occurrence.registered.level();
        let encoder = &mut self.encoder;
        let batch = &mut self.batch;
        let rendered = catch_unwind(AssertUnwindSafe(|| {
            batch
                .push(occurrence.unix_nanos, level, record.id.0, |out| encoder.event(record, occurrence, out))
        }));
        let [malformed, panicked] = &mut self.unrendered;
        match rendered {
            Ok(Ok(())) => {}
            Ok(Err(_)) => malformed.1 += 1,
            Err(_) => {
                panicked.1 += 1;
                batch.repair();
            }
        }
    }

    /// Whether the batch should be handed over before anything is added to it.
    #[inline]
    pub(super) fn is_full(&self) -> bool {
        self.batch.as_bytes().len() >= FULL_BATCH
    }

    /// Hands the batch to each sink and counts what became of it.
    pub(super) fn deliver(&mut self, monitor: &Monitor) {
        let filtered = core::mem::take(&mut self.filtered);
        let unrendered = self.unrendered;
        self.unrendered.iter_mut().for_each(|(_, events)| *events = 0);
        for slot in &mut self.slots {
            slot.counts.add_filtered(filtered);
            for (cause, events) in unrendered.into_iter().filter(|(_, events)| *events > 0) {
                slot.counts.add_dropped(cause, events);
            }
            slot.write(&self.batch, monitor);
        }
        self.batch.clear();
    }

    /// Calls each sink between batches.
    pub(super) fn tick(&mut self, monitor: &Monitor) {
        self.slots.iter_mut().for_each(|slot| slot.tick(monitor));
    }

    /// Lets each sink that has a thread of its own begin to flush.
    pub(super) fn begin_flush(&mut self, monitor: &Monitor, rest: &mut Rest) {
        for slot in &mut self.slots {
            let begun = slot.call(monitor, |sink| sink.begin_flush()).flatten();
            slot.flushes_itself = begun.is_some();
            rest.extend(begun);
        }
    }

    /// Tells each sink that the logger ends.
    pub(super) fn close(&mut self, deadline: Option<Instant>, monitor: &Monitor) {
        for slot in &mut self.slots {
            let _panicked = slot.call(monitor, |sink| sink.close(deadline));
        }
    }

    /// Flushes each of the other sinks before the deadline; the first error is the answer.
    pub(super) fn flush(&mut self, deadline: Option<Instant>, monitor: &Monitor) -> Result<()> {
        let mut answer = Ok(());
        for slot in &mut self.slots {
            let flushed = slot.flush(deadline, monitor);
            if answer.is_ok() {
                answer = flushed;
            }
        }
        answer
    }

    /// Values that could not be written as they were, since the last call.
    pub(super) fn take_oddities(&mut self) -> Oddities {
        self.encoder.take_oddities()
    }
}

impl Slot {
    fn write(&mut self, batch: &Batch, monitor: &Monitor) {
        let events = batch.len() as u64;
        if events == 0 {
            return;
        }
        if self.counts.health() == Health::Failed {
            return self.counts.add_dropped(Cause::SinkPanicked, events);
        }
        self.counts.add_bytes(batch.as_bytes().len() as u64);
        let call = monitor.call(self.index);
        let written = catch_unwind(AssertUnwindSafe(|| self.sink.write(batch)));
        drop(call);
        match written {
            Ok(outcome) => {
                self.counts.add_written(outcome.written);
                if let Some((cause, lost)) = outcome.dropped {
                    self.counts.add_dropped(cause, lost);
                }
            }
            Err(_) => {
                self.counts.set_health(Health::Failed);
                self.counts.add_dropped(Cause::SinkPanicked, events);
            }
        }
    }

    fn tick(&mut self, monitor: &Monitor) {
        let _panicked = self.call(monitor, |sink| sink.tick());
    }

    fn flush(&mut self, deadline: Option<Instant>, monitor: &Monitor) -> Result<()> {
        if self.flushes_itself || self.counts.health() == Health::Failed {
            return Ok(());
        }
        let patience = clock::left_until(deadline);
        self.call(monitor, |sink| sink.flush(patience))
            .unwrap_or(Err(Error::FlushTimedOut { waited: patience }))
    }

    /// Calls the sink, unless it has failed. One that panics has; then there is no answer.
    fn call<R>(&mut self, monitor: &Monitor, what: impl FnOnce(&mut dyn Sink) -> R) -> Option<R> {
        if self.counts.health() == Health::Failed {
            return None;
        }
        let call = monitor.call(self.index);
        let answer = catch_unwind(AssertUnwindSafe(|| what(&mut *self.sink)));
        drop(call);
        if answer.is_err() {
            self.counts.set_health(Health::Failed);
        }
        answer.ok()
    }
}
