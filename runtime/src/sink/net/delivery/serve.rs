//! An open session: what is sent on it, and what becomes of that.

use core::ops::Range;
use core::pin::pin;
use core::time::Duration;
use std::collections::VecDeque;

use tokio::time::{Instant, timeout};

use super::super::address::Address;
use super::super::backlog::{Fate as Settling, Next};
use super::super::queue::Held;
use super::super::session::{Broken, Fate, Outcome, Progress, Protocol, Session, Trouble};
use super::{Core, Delivery, Served};
use crate::count::Cause;
use crate::sink::DeliveryState;
use crate::sink::net::moment;

/// How long a session may take to say good-bye.
const GOOD_BYE: Duration = Duration::from_secs(1);
/// A connection that ended in order after this long was no failure, even if nothing was acknowledged on it.
const LASTED: Duration = Duration::from_secs(10);
/// How often it is looked whether to go back to the first of several addresses.
const LOOK_BACK: Duration = Duration::from_secs(5);

/// A session, and what was sent on it.
struct Open<S> {
    session: S,
    since: Instant,
    /// The numbers of the runs that nothing was told of yet, or of what is left of them; the oldest first.
    outstanding: VecDeque<Range<u64>>,
    /// Whether anything was taken.
    was_of_use: bool,
    /// Nothing more is sent on it.
    retires: bool,
}

/// How serving came to an end.
enum Over<T> {
    /// The connection was lost.
    Lost,
    /// The session was closed in order, by us.
    Closed,
    /// It is time for the delivery to end. What was outstanding is not acknowledged.
    End,
    /// What was to be done meanwhile is done.
    Aside(T),
    /// The first address should be tried again.
    Return(Address),
}

impl<P: Protocol> Delivery<P> {
    /// Sends on this session for as long as it lasts.
    pub(super) async fn serve(&mut self, session: P::Session) -> Served {
        let Self { protocol, connector, core } = self;
        let mut open = Open::new(session);
        loop {
            let address = match core.serve(&mut open, core::future::pending::<()>()).await {
                Over::Return(address) => address,
                over => return core.after(&over),
            };
            // It has been tried, whatever comes of it; so nobody tries it again meanwhile.
            core.targets.returned(moment::now().into_std(), false);
            let opening = timeout(connector.timeouts().connect, protocol.open(&address, connector));
            match core.serve(&mut open, opening).await {
                Over::Aside(Ok(Ok(session))) => {
                    open.retires = true;
                    let over = core.serve(&mut open, core::future::pending::<()>()).await;
                    if matches!(over, Over::End) {
                        return Served::End;
                    }
                    core.targets.returned(moment::now().into_std(), true);
                    core.opened(&address);
                    open = Open::new(session);
                }
                Over::Aside(_) | Over::Return(_) => {}
                over => return core.after(&over),
            }
        }
    }
}

impl<S> Open<S> {
    fn new(session: S) -> Self {
        Self {
            session,
            since: moment::now(),
            outstanding: VecDeque::new(),
            was_of_use: false,
            retires: false,
        }
    }
}

impl Core {
    /// Sends, and runs `aside` meanwhile.
    async fn serve<S: Session, T>(&mut self, open: &mut Open<S>, aside: impl Future<Output = T>) -> Over<T> {
        let mut aside = pin!(aside);
        loop {
            let mut wake = self.keeper.work();
            let now = moment::now();
            if self.keeper.must_end(now) {
                open.close().await;
                return Over::End;
            }
            if now.saturating_duration_since(open.since) >= self.max_age {
                open.retires = true;
            }
            if open.outstanding.is_empty() {
                if self.pace.take_rewind() {
                    self.keeper.backlog.rewind();
                }
                if open.retires || self.pace.leaves() {
                    open.close().await;
                    return Over::Closed;
                }
            }
            if let Some(address) = self.targets.to_return_to(now.into_std()) {
                return Over::Return(address.clone());
            }
            let mut sooner = |moment: Instant| wake = Some(wake.map_or(moment, |wake| wake.min(moment)));
            sooner(open.since + self.max_age);
            if self.targets.are_several() {
                sooner(now + LOOK_BACK);
            }
            let enough = if open.retires { None } else { self.submit(open, now, &mut sooner) };
            tokio::select! {
                biased;
                told = open.session.progress() => match told {
                    Ok(progress) => self.apply(open, progress),
                    Err(broken) => {
                        self.lost(open, &broken);
                        return Over::Lost;
                    }
                },
                done = &mut aside => return Over::Aside(done),
                () = self.keeper.attention(wake, enough) => {}
            }
        }
    }

    /// Hands runs to the session while both have some. When to try again: at a moment, or with so much in the queue.
    fn submit<S: Session>(
        &mut self,
        open: &mut Open<S>,
        now: Instant,
        sooner: &mut impl FnMut(Instant),
    ) -> Option<Held> {
        while open.session.has_room() {
            if !self.pace.may_send(now, open.outstanding.len()) {
                if let Some(until) = self.pace.hold_until() {
                    sooner(until);
                }
                return None;
            }
            let limits = self.pace.limits(self.limits, self.keeper.backlog.settled_below());
            match self.keeper.backlog.next(&limits, now) {
                Next::Run(run) => {
                    open.outstanding.push_back(run.numbers());
                    open.session.submit(run);
                }
                Next::Later(moment, enough) => {
                    sooner(moment);
                    return Some(enough);
                }
                Next::Nothing => return Some(Held { events: 1, bytes: 1 }),
            }
        }
        None
    }

    /// Applies what the session tells.
    fn apply<S>(&mut self, open: &mut Open<S>, progress: Progress) {
        match progress {
            Progress::Alive => {}
            Progress::Delivered(events) => {
                let mut left = events as u64;
                while left > 0 {
                    let Some(oldest) = open.outstanding.front_mut() else { break };
                    let end = oldest.end.min(oldest.start + left);
                    let settled = oldest.start..end;
                    left -= end - oldest.start;
                    oldest.start = end;
                    if oldest.is_empty() {
                        open.outstanding.pop_front();
                    }
                    self.keeper.backlog.settle(settled, Settling::Delivered);
                }
                self.taken(open);
            }
            Progress::Judged(outcome) => {
                if let Some(numbers) = open.outstanding.pop_front() {
                    self.judged(open, numbers, outcome);
                }
            }
        }
    }

    fn judged<S>(&mut self, open: &mut Open<S>, numbers: Range<u64>, outcome: Outcome) {
        let now = moment::now();
        match outcome {
            Outcome::Delivered => {
                self.keeper.backlog.settle(numbers, Settling::Delivered);
                self.taken(open);
            }
            Outcome::DeadLetter { reason } => {
                self.keeper.bury(numbers, &reason);
                self.taken(open);
            }
            Outcome::Parts { fates, after } => self.judged_apart(open, numbers, &fates, after),
            Outcome::Retry { after, why } => {
                let wait = after.unwrap_or_else(|| self.backoff.next(self.random.next()));
                self.pace.again(now, wait);
                let state =
                    if self.pace.refused() { DeliveryState::Down } else { self.keeper.health.state() };
                self.say(state, Some(&why));
            }
            Outcome::Split if numbers.end - numbers.start > 1 => {
                let events = usize::try_from(numbers.end - numbers.start).unwrap_or(usize::MAX);
                self.pace.split(events, numbers.end);
            }
            Outcome::Split => {
                self.keeper.bury(numbers, "it is too large by itself");
                self.taken(open);
            }
            Outcome::Pause { alarm, after } => {
                self.pace.paused(now, after);
                self.say(DeliveryState::Paused, Some(&alarm));
            }
        }
    }

    /// Each event of a run has a fate of its own.
    fn judged_apart<S>(
        &mut self,
        open: &mut Open<S>,
        numbers: Range<u64>,
        fates: &[Fate],
        after: Option<Duration>,
    ) {
        let mut again = 0;
        let count = numbers.end - numbers.start;
        let fates = fates.iter().map(Some).chain(core::iter::repeat(None));
        for (number, fate) in numbers.zip(fates) {
            match fate {
                Some(Fate::Delivered) => self.keeper.backlog.settle(number..number + 1, Settling::Delivered),
                Some(Fate::TooLarge) => {
                    let fate = Settling::Dropped(Cause::TooLarge);
                    self.keeper.backlog.settle(number..number + 1, fate);
                }
                Some(Fate::DeadLetter(reason)) => self.keeper.bury(number..number + 1, reason),
                Some(Fate::Retry) | None => again += 1,
            }
        }
        if again < count {
            self.taken(open);
        }
        if again > 0 {
            let wait = after.unwrap_or_else(|| self.backoff.next(self.random.next()));
            self.pace.again(moment::now(), wait);
        }
        if again == count && self.pace.refused() {
            self.say(DeliveryState::Down, Some("it takes none of the events"));
        }
    }

    /// The peer took something: whatever was wrong is over.
    fn taken<S>(&mut self, open: &mut Open<S>) {
        open.was_of_use = true;
        self.backoff.acknowledged();
        self.pace.acknowledged();
        if self.keeper.health.state() != DeliveryState::Up {
            self.say(DeliveryState::Up, None);
        }
    }

    fn say(&mut self, state: DeliveryState, reason: Option<&str>) {
        let address = self.targets.current().map(Address::to_string).unwrap_or_default();
        self.keeper.health.set(state, &address, reason);
    }

    /// The connection is gone. What was not acknowledged is sent again on the next one.
    fn lost<S>(&mut self, open: &Open<S>, broken: &Broken) {
        let in_order = broken.why == Trouble::Closed
            && open.outstanding.is_empty()
            && (open.was_of_use || open.since.elapsed() >= LASTED);
        if in_order && !self.pace.is_in_doubt() {
            self.say(DeliveryState::Connecting, None);
        } else {
            self.say(self.pace.state_after_failure(), Some(&broken.what));
        }
    }

    /// After a session: whether another is wanted.
    fn after<T>(&mut self, over: &Over<T>) -> Served {
        let now = moment::now().into_std();
        self.pace.take_rewind();
        self.keeper.backlog.rewind();
        match over {
            Over::End => return Served::End,
            // We ended it ourselves: the next one may come at once, or when a pause is over.
            Over::Closed => {
                self.targets.ended_as_planned();
                if !self.pace.is_in_doubt() {
                    self.say(DeliveryState::Connecting, None);
                }
            }
            Over::Lost | Over::Aside(_) | Over::Return(_) => self.targets.ended(now),
        }
        Served::Again
    }
}

impl<S: Session> Open<S> {
    async fn close(&mut self) {
        // One that takes too long is dropped, which ends it too.
        let _ended = timeout(GOOD_BYE, self.session.close()).await;
    }
}
