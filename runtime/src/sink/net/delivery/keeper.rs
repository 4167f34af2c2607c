//! What is looked after all the time, whether there is a connection or not.

use core::ops::Range;
use core::pin::pin;
use core::time::Duration;
use std::sync::Arc;

use tokio::time::{Instant, sleep_until, timeout};

use super::super::backlog::{Backlog, Fate};
use super::super::change::Health;
use super::super::dead_letters::DeadLetters;
use super::super::queue::{Held, Queue, View};
use crate::count::Cause;
use crate::sink::DeliveryState;
use crate::sink::net::moment;

/// The backlog, and those who wait for something to become of it.
#[derive(Debug)]
pub(crate) struct Keeper {
    pub(super) backlog: Backlog,
    pub(super) health: Health,
    dead_letters: Option<DeadLetters>,
    queue: Arc<Queue>,
    /// The queue as it was when it was last looked at.
    seen: View,
}

impl Keeper {
    pub(crate) fn new(backlog: Backlog, health: Health, queue: Arc<Queue>) -> Self {
        Self { backlog, health, dead_letters: None, queue, seen: View::default() }
    }

    /// Keeps what the destination will never take.
    pub(crate) fn with_dead_letters(mut self, letters: DeadLetters) -> Self {
        self.dead_letters = Some(letters);
        self
    }

    /// Does what is due; when there will be something again, unless the queue has it sooner.
    pub(super) fn work(&mut self) -> Option<Instant> {
        let away = self.is_away();
        let due = self.backlog.work(moment::now(), away);
        self.backlog.tell_progress(away);
        self.seen = self.queue.view();
        if let Some(trouble) = self.backlog.take_trouble() {
            self.health.note(&trouble);
        }
        due.into_iter().chain(self.seen.closing.flatten().map(Instant::from_std)).min()
    }

    /// Whether it is time to end: somebody asked for that, and everything is done that can be done in time.
    pub(super) fn must_end(&self, now: Instant) -> bool {
        let Some(deadline) = self.seen.closing else { return false };
        deadline.is_some_and(|deadline| deadline <= now.into_std())
            || self.backlog.is_empty()
            || self.is_away() && self.backlog.is_stored()
    }

    /// Whether the destination is known to take nothing now. While it is connected to, nobody knows.
    fn is_away(&self) -> bool {
        matches!(self.health.state(), DeliveryState::Down | DeliveryState::Paused)
    }

    /// Runs a future to its end and does what is due meanwhile; `None` when it is time to end.
    pub(super) async fn during<T>(&mut self, future: impl Future<Output = T>) -> Option<T> {
        let mut future = pin!(future);
        loop {
            let next = self.work();
            if self.must_end(moment::now()) {
                return None;
            }
            tokio::select! {
                biased;
                done = &mut future => return Some(done),
                () = self.attention(next, None) => {}
            }
        }
    }

    /// The same until a moment.
    pub(super) async fn until(&mut self, moment: Instant) -> Option<()> {
        self.during(sleep_until(moment)).await
    }

    /// Waits until there is something to do: at this moment, or when as much waits in the queue. A future that is dropped has
    /// lost nothing.
    pub(super) async fn attention(&mut self, at: Option<Instant>, enough: Option<Held>) {
        let enough = self.backlog.wants().or(enough);
        let timer = async {
            match at {
                Some(at) => sleep_until(at).await,
                None => core::future::pending().await,
            }
        };
        tokio::select! {
            () = timer => {}
            () = self.queue.wait(enough, &self.seen) => {}
            () = self.backlog.synced() => {}
        }
    }

    /// These events will never be taken: they are counted, and kept where somebody can look at them if there is such a place.
    pub(super) fn bury(&mut self, numbers: Range<u64>, reason: &str) {
        if let Some(letters) = &mut self.dead_letters {
            for event in numbers.clone().filter_map(|number| self.backlog.event(number)) {
                // Where there is no room for it, it is counted all the same.
                let _kept = letters.keep(event, reason);
            }
        }
        self.backlog.settle(numbers, Fate::Dropped(Cause::DeadLettered));
    }

    /// The last thing it does: what is in memory goes to the spool and from there to the disk, if they take it, and what is left
    /// is counted.
    pub(super) async fn end(&mut self) {
        let put_away = async {
            while !self.backlog.is_stored() {
                let due = self.backlog.work(moment::now(), true);
                if self.backlog.is_stored() || !self.backlog.is_storing() {
                    break;
                }
                self.attention(due, None).await;
            }
        };
        // The disk may hang.
        let _in_time = timeout(PUT_AWAY, put_away).await;
        self.backlog.tell_progress(true);
        self.queue.end(Cause::Deadline);
    }
}

/// How long the disk may take at the end.
const PUT_AWAY: Duration = Duration::from_millis(300);
