//! What a delivery has to send, in order: the queue, and the spool where there is one, behind one interface.
//!
//! Every event gets a number when it leaves the queue. It is *settled* when it is delivered, dead-lettered or lost, and counted
//! then. What was sent and is not settled is sent again after [`rewind`](Backlog::rewind); so taking up where a connection broke
//! off, and sending a part again, are the same: settle what is done, then rewind.
//!
//! With a spool every event goes through it, for then there is one way, and what is in the spool when the process ends is all
//! that was not acknowledged. While the disk refuses, events stay in the queue, and once the spool is drained they are sent
//! from there.

mod settled;
mod spooled;
mod syncing;
#[cfg(test)]
mod tests;
mod window;

use core::ops::Range;
use std::collections::VecDeque;
use std::sync::Arc;

use tokio::time::Instant;

use self::spooled::{Kept, Spooled, Stash, Stored};
use self::window::{Home, Window};
use super::chunk::{Chunk, Run};
use super::queue::{Held, Queue, Settled, View};
use super::session::Limits;
use super::shipper::SpoolSync;
use crate::count::Cause;
use crate::sink::net::moment;
use crate::sink::{DeliveryCounts, SinkCounts};
use crate::spool::{Found, Spool};

/// See the module. It belongs to the delivery thread.
#[derive(Debug)]
pub(crate) struct Backlog {
    queue: Arc<Queue>,
    counts: Arc<SinkCounts>,
    delivery: Arc<DeliveryCounts>,
    spool: Option<Spooled>,
    window: Window,
    /// Chunks that left the queue and are not settled: their position in it, and their numbers.
    marks: VecDeque<Stored>,
    /// The number of the next event that leaves the queue, unless the spool has given it to one.
    next_number: u64,
    /// Since when there is something to send that is less than a full run.
    waits_since: Option<Instant>,
    /// What goes into the spool is sent from memory, as long as all before it was taken up.
    eager: bool,
    /// What the disk last said, until somebody tells it.
    trouble: Option<String>,
}

/// What there is to send.
#[derive(Debug)]
pub(crate) enum Next {
    /// These.
    Run(Run),
    /// Something that is not worth a run yet, unless it waits until then or becomes more than this.
    Later(Instant, Held),
    /// Nothing.
    Nothing,
}

/// What became of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Delivered,
    Dropped(Cause),
}

/// A spool is read ahead by so much at most.
const AHEAD: usize = 8 * 1024 * 1024;
/// As soon as there is anything.
pub(crate) const ANYTHING: Held = Held { events: 1, bytes: 1 };

impl Backlog {
    /// One without a spool.
    pub(crate) fn new(queue: Arc<Queue>, counts: Arc<SinkCounts>, delivery: Arc<DeliveryCounts>) -> Self {
        Self {
            queue,
            counts,
            delivery,
            spool: None,
            window: Window::new(0),
            marks: VecDeque::new(),
            next_number: 0,
            waits_since: None,
            eager: false,
            trouble: None,
        }
    }

    /// The same with a spool. What was found in it is sent before what comes. An `eager` one need not wait for runs to become
    /// full, and so reads back only what was not sent at once.
    pub(crate) fn with_spool(mut self, spool: Spool, found: &Found, sync: SpoolSync, eager: bool) -> Self {
        self.eager = eager;
        self.window = Window::new(spool.first_number());
        let (queue, counts) = (Arc::clone(&self.queue), Arc::clone(&self.counts));
        self.spool = Some(Spooled::new(spool, found, sync, queue, counts, Arc::clone(&self.delivery)));
        self
    }

    /// The next events to send. `now` is compared with the age that the limits allow.
    pub(crate) fn next(&mut self, limits: &Limits, now: Instant) -> Next {
        if !self.window.has_unsent()
            && let Err(nothing) = self.fill_window(limits, now)
        {
            return nothing;
        }
        self.waits_since = None;
        let Some((run, again)) = self.window.next(limits) else { return Next::Nothing };
        self.delivery.add_retried(again);
        Next::Run(run)
    }

    /// Takes something up, or says why not.
    fn fill_window(&mut self, limits: &Limits, now: Instant) -> Result<(), Next> {
        let view = self.queue.view();
        let Some(spooled) = &mut self.spool else {
            self.wait_for_more(view.waiting, limits, now, &view)?;
            let taken = self.queue.take().ok_or(Next::Nothing)?;
            self.take_to_memory(taken.chunk, taken.start);
            return Ok(());
        };
        spooled.release(self.window.settled_below());
        let from = self.window.end();
        if spooled.has(from) {
            if self.window.bytes() >= AHEAD {
                return Err(Next::Nothing);
            }
            let unread = spooled.unread(from);
            self.wait_for_more(unread, limits, now, &view)?;
            self.read(from);
            return Ok(());
        }
        let Some(Stash { chunk, from, start }) = spooled.refused() else {
            self.waits_since = None;
            return Err(Next::Nothing);
        };
        let mut rest = Chunk::new(0);
        rest.extend_from(&chunk, from..chunk.len());
        self.take_to_memory(rest, start);
        Ok(())
    }

    /// Whether this much is worth a run by now.
    fn wait_for_more(&mut self, there: Held, limits: &Limits, now: Instant, view: &View) -> Result<(), Next> {
        if there.events == 0 {
            self.waits_since = None;
            return Err(Next::Nothing);
        }
        let enough = Held { events: limits.events as u64, bytes: limits.bytes };
        if limits.age.is_zero() || there.reaches(enough) || self.is_hurried(view) {
            return Ok(());
        }
        let due = *self.waits_since.get_or_insert(now) + limits.age;
        if now < due { Err(Next::Later(due, enough)) } else { Ok(()) }
    }

    /// Numbers a chunk that is kept in memory alone.
    fn take_to_memory(&mut self, mut chunk: Chunk, start: u64) {
        let first = self.spool.as_ref().map_or(0, |spooled| spooled.spool.next_number());
        chunk.set_first(self.next_number.max(first).max(self.window.end()));
        self.next_number = chunk.first() + chunk.len() as u64;
        self.marks.push_back(Stored { start, end: self.next_number });
        self.window.push(chunk, Home::Memory);
    }

    fn read(&mut self, from: u64) {
        let Some(spooled) = &mut self.spool else { return };
        let (chunk, refused) = spooled.read(from);
        if let Some(error) = refused {
            self.trouble = Some(format!("read the spool: {error}"));
        }
        if chunk.is_empty() {
            self.window.skip(chunk.first());
        } else {
            self.window.push(chunk, Home::Spool);
        }
        self.follow_losses();
    }

    /// What the spool gave up is not sent any more, and counted.
    fn follow_losses(&mut self) {
        let Some(spooled) = &mut self.spool else { return };
        let settled = self.window.lose_spooled(spooled.spool.first_number());
        spooled.count_losses(settled);
        self.forget_settled();
    }

    /// Settles the events with these numbers. What was settled before, or is not known, is left as it is.
    pub(crate) fn settle(&mut self, numbers: Range<u64>, fate: Fate) {
        let Self { queue, counts, spool, window, .. } = self;
        window.settle(numbers, |home, held| match (home, spool.as_mut(), fate) {
            (Home::Spool, Some(spooled), Fate::Delivered) => {
                counts.add_written(held.events);
                spooled.settled(held.events);
            }
            (Home::Spool, Some(spooled), Fate::Dropped(cause)) => {
                counts.add_dropped(cause, held.events);
                spooled.settled(held.events);
            }
            (Home::Memory | Home::Spool, _, Fate::Delivered) => queue.settle(held, Settled::Written),
            (Home::Memory | Home::Spool, _, Fate::Dropped(cause)) => {
                queue.settle(held, Settled::Dropped(cause))
            }
        });
        self.forget_settled();
    }

    fn forget_settled(&mut self) {
        while let Some(chunk) = self.window.pop_settled() {
            if let Some(chunk) = Arc::into_inner(chunk) {
                self.queue.recycle(chunk);
            }
        }
    }

    /// Everything that was sent and is not settled is sent again, in order.
    pub(crate) fn rewind(&mut self) {
        self.window.rewind();
    }

    /// The first number that is not settled.
    pub(crate) fn settled_below(&self) -> u64 {
        self.window.settled_below()
    }

    /// The event with this number, if it is in the window.
    pub(crate) fn event(&self, number: u64) -> Option<&[u8]> {
        self.window.event(number)
    }

    /// Brings what waits into the spool, and the spool to the disk, as far as that is due; when something is due again. While
    /// the destination is `away`, those who wait for a flush wait for the disk.
    pub(crate) fn work(&mut self, now: Instant, away: bool) -> Option<Instant> {
        let Self { queue, spool, window, marks, next_number, eager, trouble, .. } = self;
        let spooled = spool.as_mut()?;
        spooled.release(window.settled_below());
        let refused = spooled.take_in(now, *next_number, |stored, chunk| {
            marks.push_back(stored);
            let is_next = window.end() == chunk.first() && window.bytes() < AHEAD;
            if *eager && is_next && stored.end - chunk.first() == chunk.len() as u64 {
                window.push(chunk, Home::Spool);
                return Kept::Ahead;
            }
            queue.recycle(chunk);
            Kept::OnDisk
        });
        if let Some(error) = refused {
            *trouble = Some(format!("write to the spool: {error}"));
        }
        self.follow_losses();
        let view = self.queue.view();
        let is_hurried = away && self.is_hurried(&view);
        let Some(Spooled { spool, syncing, .. }) = &mut self.spool else { return None };
        syncing.begin(spool, now, is_hurried);
        let due = syncing.due(now);
        let again = self.spool.as_ref().and_then(Spooled::offers_again);
        due.into_iter().chain(again).min()
    }

    /// Waits for the disk, for ever if nothing is asked of it. A future that is dropped has lost nothing.
    pub(crate) async fn synced(&mut self) {
        let Some(Spooled { spool, syncing, .. }) = &mut self.spool else {
            return core::future::pending().await;
        };
        let synced = syncing.finished().await;
        if let Some(error) = synced.failed() {
            self.trouble = Some(format!("bring the spool to the disk: {error}"));
            syncing.failed(moment::now());
        }
        spool.end_sync(synced);
    }

    /// What the disk said that somebody should hear of, since this was last asked.
    pub(crate) fn take_trouble(&mut self) -> Option<String> {
        self.trouble.take()
    }

    /// How much has to wait in the queue for the backlog to want it at once; `None` when it is for the network to say.
    pub(crate) fn wants(&self) -> Option<Held> {
        self.spool.as_ref().filter(|spooled| spooled.offers_again().is_none()).map(|_| ANYTHING)
    }

    /// Tells those who flush what is where it belongs. While the destination is `away`, that is the spool too.
    pub(crate) fn tell_progress(&mut self, away: bool) {
        let mut safe = self.window.settled_below();
        if let Some(spooled) = self.spool.as_ref().filter(|_| away) {
            let in_memory = self.window.first_in_memory().unwrap_or(u64::MAX);
            safe = safe.max(spooled.spool.synced_below().min(in_memory));
        }
        while self.marks.front().is_some_and(|mark| mark.end <= safe) {
            self.marks.pop_front();
        }
        let position = self.position(&self.queue.view());
        self.queue.done(position);
    }

    /// Everything in the queue before this position is where it belongs.
    fn position(&self, view: &View) -> u64 {
        let stash = self.spool.as_ref().and_then(Spooled::stash_start);
        self.marks.front().map(|mark| mark.start).or(stash).unwrap_or(view.out)
    }

    /// Whether nothing is left: neither in memory nor in the spool.
    pub(crate) fn is_empty(&self) -> bool {
        !self.has_memory() && self.spool.as_ref().is_none_or(|spooled| spooled.events() == 0)
    }

    /// Whether everything that is left is on the disk.
    pub(crate) fn is_stored(&self) -> bool {
        let is_synced = |spool: &Spool| spool.synced_below() >= spool.next_number();
        !self.has_memory() && self.spool.as_ref().is_some_and(|spooled| is_synced(&spooled.spool))
    }

    /// Whether the disk is at it, or will be: what is not on it yet may still come there.
    pub(crate) fn is_storing(&self) -> bool {
        self.spool
            .as_ref()
            .is_some_and(|spooled| spooled.offers_again().is_none() && !spooled.syncing.is_clean())
    }

    fn has_memory(&self) -> bool {
        let view = self.queue.view();
        view.waiting.events + view.in_flight.events > 0
    }

    /// Whether somebody waits for what is there, however little it is.
    fn is_hurried(&self, view: &View) -> bool {
        view.flush_to > self.position(view) || view.closing.is_some()
    }
}
