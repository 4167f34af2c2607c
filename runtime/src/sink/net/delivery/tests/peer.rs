//! A peer in memory that does what a script says, and a delivery to it, in virtual time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::level::Level;
use crate::sink::net::address::Address;
use crate::sink::net::backlog::Backlog;
use crate::sink::net::backoff::Backoff;
use crate::sink::net::change::{DeliveryChange, Health};
use crate::sink::net::chunk::Run;
use crate::sink::net::dead_letters::DeadLetters;
use crate::sink::net::delivery::{Delivery, Keeper, Plan};
use crate::sink::net::link::Connector;
use crate::sink::net::queue::{Queue, Size};
use crate::sink::net::session::{
    Broken, Fate, Limits, Outcome, Progress, Protocol, Session, Timeouts, Trouble,
};
use crate::sink::net::shipper::SpoolSync;
use crate::sink::net::targets::{Strategy, Targets};
use crate::sink::{Batch, DeliveryCounts, DeliveryState, Guarantee, SinkCounts};
use crate::spool::{Spool, WhenFull};

/// What a peer does with one attempt to connect.
#[derive(Debug, Clone)]
pub(super) enum Attempt {
    Refuse,
    /// Never answers.
    Hang,
    /// Does these things with the runs that come, and takes everything after that.
    Accept(Vec<Act>),
}

/// What a peer does with the run that was submitted longest ago.
#[derive(Debug, Clone)]
pub(super) enum Act {
    Take,
    /// Takes so many events of it.
    TakeSome(usize),
    Judge(fn() -> Outcome),
    /// Says nothing of it for so long.
    Think(Duration),
    /// Breaks the connection, with a run or without one.
    Break(Trouble),
    /// Breaks it after a while, whatever is sent.
    BreakAfter(Duration, Trouble),
}

#[derive(Debug, Default)]
pub(super) struct World {
    pub(super) script: VecDeque<Attempt>,
    /// The addresses that were tried, and when.
    pub(super) attempts: Vec<(String, Instant)>,
    /// The runs that were submitted, with the number of the connection.
    pub(super) runs: Vec<(usize, Vec<String>)>,
    /// What the peer took.
    pub(super) delivered: Vec<String>,
    pub(super) closed: usize,
    pub(super) changes: Vec<(DeliveryState, Option<String>)>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Peer(Arc<Mutex<World>>);

impl Peer {
    pub(super) fn look(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }
}

#[derive(Debug)]
pub(super) struct Scripted {
    peer: Peer,
    room: usize,
    limits: Limits,
}

#[derive(Debug)]
pub(super) struct Connection {
    peer: Peer,
    number: usize,
    acts: VecDeque<Act>,
    outstanding: VecDeque<Vec<String>>,
    room: usize,
    since: Instant,
}

impl Protocol for Scripted {
    type Session = Connection;

    fn guarantee(&self) -> Guarantee {
        Guarantee::Acked
    }

    fn limits(&self) -> Limits {
        self.limits
    }

    async fn open(&mut self, address: &Address, _connector: &Connector) -> Result<Connection, Broken> {
        let (attempt, number) = {
            let mut world = self.peer.look();
            world.attempts.push((address.to_string(), Instant::now()));
            (world.script.pop_front(), world.attempts.len())
        };
        match attempt.unwrap_or(Attempt::Accept(Vec::new())) {
            Attempt::Refuse => Err(Broken::new(Trouble::Refused, "connection refused")),
            Attempt::Hang => core::future::pending().await,
            Attempt::Accept(acts) => Ok(Connection {
                peer: self.peer.clone(),
                number,
                acts: acts.into(),
                outstanding: VecDeque::new(),
                room: self.room,
                since: Instant::now(),
            }),
        }
    }
}

impl Session for Connection {
    fn has_room(&self) -> bool {
        self.outstanding.len() < self.room
    }

    fn submit(&mut self, run: Run) {
        assert!(self.has_room());
        let events: Vec<_> =
            run.events().map(|event| String::from_utf8(event.trim_ascii_end().to_vec()).unwrap()).collect();
        assert_eq!(events.len(), run.len());
        self.peer.look().runs.push((self.number, events.clone()));
        self.outstanding.push_back(events);
    }

    async fn progress(&mut self) -> Result<Progress, Broken> {
        loop {
            match self.acts.front().cloned() {
                Some(Act::Break(why)) => return Err(Broken::new(why, "it broke")),
                Some(Act::BreakAfter(after, why)) => {
                    let at = self.since + after;
                    if Instant::now() >= at || self.outstanding.is_empty() {
                        tokio::time::sleep_until(at).await;
                        return Err(Broken::new(why, "it broke"));
                    }
                }
                Some(_) | None => {}
            }
            if self.outstanding.is_empty() {
                core::future::pending::<()>().await;
            }
            let act = self.acts.front().cloned().unwrap_or(Act::Take);
            if let Act::Think(time) = act {
                // Dropped in the middle it thinks anew, which is all the same here.
                sleep(time).await;
                self.acts.pop_front();
                continue;
            }
            self.acts.pop_front();
            let Some(mut run) = self.outstanding.pop_front() else { continue };
            match act {
                Act::TakeSome(count) if count < run.len() => {
                    let rest = run.split_off(count);
                    self.outstanding.push_front(rest);
                    self.peer.look().delivered.extend(run);
                    return Ok(Progress::Delivered(count));
                }
                Act::Judge(outcome) => {
                    let outcome = outcome();
                    match &outcome {
                        Outcome::Delivered => self.peer.look().delivered.extend(run),
                        Outcome::Parts { fates, .. } => {
                            let taken = run.into_iter().zip(fates);
                            let taken = taken.filter(|(_, fate)| **fate == Fate::Delivered);
                            self.peer.look().delivered.extend(taken.map(|(event, _)| event));
                        }
                        _ => {}
                    }
                    return Ok(Progress::Judged(outcome));
                }
                _ => {
                    let count = run.len();
                    self.peer.look().delivered.extend(run);
                    return Ok(Progress::Delivered(count));
                }
            }
        }
    }

    async fn close(&mut self) {
        self.peer.look().closed += 1;
    }
}

/// A delivery to a scripted peer, and the backend's end of its queue.
pub(super) struct Bench {
    pub(super) peer: Peer,
    pub(super) queue: Arc<Queue>,
    pub(super) counts: Arc<SinkCounts>,
    pub(super) numbers: Arc<DeliveryCounts>,
    next: usize,
    logged: usize,
}

/// What the tests set.
pub(super) struct Setup {
    pub(super) script: Vec<Attempt>,
    pub(super) addresses: &'static [&'static str],
    pub(super) limits: Limits,
    pub(super) room: usize,
    pub(super) queue: usize,
    pub(super) max_age: Duration,
    pub(super) eager: bool,
    pub(super) spool: Option<(std::path::PathBuf, crate::spool::Settings)>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            script: Vec::new(),
            addresses: &["one:1"],
            limits: Limits { events: 100, bytes: 1 << 20, age: Duration::ZERO },
            room: 1,
            queue: 1 << 20,
            max_age: Duration::from_secs(600),
            eager: true,
            spool: None,
        }
    }
}

impl Bench {
    /// Runs a delivery beside `body`, and to its end after it, in virtual time.
    pub(super) fn run(setup: Setup, body: impl AsyncFnOnce(&mut Self)) -> Self {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        runtime.block_on(async move {
            let (mut bench, mut delivery) = Self::new(setup);
            let queue = Arc::clone(&bench.queue);
            tokio::join!(delivery.run(), async {
                body(&mut bench).await;
                queue.begin_close(Some(Instant::now().into_std()));
            });
            bench
        })
    }

    fn new(setup: Setup) -> (Self, Delivery<Scripted>) {
        let peer = Peer::default();
        peer.look().script.extend(setup.script);
        let counts = Arc::new(SinkCounts::default());
        let numbers = Arc::new(DeliveryCounts::new(Guarantee::Acked));
        let size = Size { bytes: setup.queue, chunk: 64 * 1024, when_full: WhenFull::DropNewest };
        let queue = Arc::new(Queue::new(size, Arc::clone(&counts), Arc::clone(&numbers)));
        let told = peer.clone();
        let on_change = Arc::new(move |change: &DeliveryChange| {
            told.look().changes.push((change.to, change.reason.clone()));
        });
        let health =
            Health::new("test".to_owned(), Arc::clone(&counts), Arc::clone(&numbers), Some(on_change));
        let mut backlog = Backlog::new(Arc::clone(&queue), Arc::clone(&counts), Arc::clone(&numbers));
        let mut letters = None;
        if let Some((folder, settings)) = setup.spool {
            let (spool, found) = Spool::open(&folder, settings).unwrap();
            backlog = backlog.with_spool(spool, &found, SpoolSync::default(), setup.eager);
            letters = Some(DeadLetters::open(&folder, 1 << 20));
        }
        let mut keeper = Keeper::new(backlog, health, Arc::clone(&queue));
        if let Some(letters) = letters {
            keeper = keeper.with_dead_letters(letters);
        }
        let addresses = setup.addresses.iter().map(|address| Address::parse(address).unwrap()).collect();
        let plan = Plan {
            targets: Targets::new(addresses, Strategy::PreferPrimary),
            backoff: Backoff::new(Duration::from_millis(500), Duration::from_secs(30)),
            limits: setup.limits,
            max_age: setup.max_age,
            seed: 7,
        };
        let protocol = Scripted { peer: peer.clone(), room: setup.room, limits: setup.limits };
        let delivery = Delivery::new(protocol, Connector::new(Timeouts::default()), keeper, plan);
        (Self { peer, queue, counts, numbers, next: 0, logged: 0 }, delivery)
    }

    /// Logs so many events: `0`, `1`, and so on.
    pub(super) fn log(&mut self, events: usize) {
        self.log_at(Level::Info, events);
    }

    /// As a logger that begins where another ended.
    pub(super) fn log_from(&mut self, first: usize, events: usize) {
        let batch = batch(Level::Info, first..first + events);
        self.logged += events;
        self.push(&batch);
    }

    pub(super) fn log_at(&mut self, level: Level, events: usize) {
        let batch = batch(level, self.next..self.next + events);
        self.next += events;
        self.logged += events;
        self.push(&batch);
    }

    fn push(&mut self, batch: &Batch) {
        let outcome = self.queue.push(batch);
        if let Some((cause, lost)) = outcome.dropped {
            self.counts.add_dropped(cause, lost);
        }
    }

    /// Waits in virtual time.
    pub(super) async fn until(&self, what: &str, condition: impl Fn(&Self) -> bool) {
        for _ in 0..2_000_000 {
            if condition(self) {
                return;
            }
            sleep(Duration::from_millis(20)).await;
        }
        panic!("never happened: {what}; {:?}", self.peer.look());
    }

    pub(super) async fn until_delivered(&self, events: usize) {
        self.until("delivered", |bench| bench.counts.written() as usize >= events).await;
    }

    pub(super) fn delivered(&self) -> Vec<usize> {
        self.peer.look().delivered.iter().map(|event| event.parse().unwrap()).collect()
    }

    /// Everything that was logged is accounted for, once.
    pub(super) fn assert_ledger(&self) {
        let counts = &self.counts;
        let left = self.numbers.queued_events() + self.numbers.spooled_events();
        let logged = self.logged as u64 + self.numbers.recovered();
        let (written, dropped) = (counts.written(), counts.dropped());
        assert_eq!(
            logged,
            written + dropped.total() + left,
            "{written} written, {left} left, {:?}",
            dropped.nonzero()
        );
    }
}

pub(super) fn batch(level: Level, events: std::ops::Range<usize>) -> Batch {
    let mut batch = Batch::default();
    for number in events {
        let text = format!("{number}\n");
        let pushed: Result<(), ()> = batch.push(0, level, 0, |out| {
            out.extend_from_slice(text.as_bytes());
            Ok(())
        });
        pushed.unwrap();
    }
    batch
}
