//! A capture, and what came into it.

use core::fmt;
use core::future::Future;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;

use serde_json::Value;

use super::event::CapturedEvent;
use super::handle::{CaptureHandle, Entered, Watched};
use super::keep::Keep;
use super::order::InOrder;
use super::query::{Query, Wanted};
use super::report::{self, fail};
use crate::encode::Encoding;
use crate::event::LogEvent;
use crate::frontend::{Capturing, Joined, Overflow, Threads, unheard};
use crate::level::Level;
use crate::logger::Logger;
use crate::secret::Class;

/// Longer than anything takes, on any machine: whoever waits for this long has found a mistake.
const PATIENCE: Duration = Duration::from_secs(60);
/// A capture has a ring for each thread, and a test may have many of both.
const RING_BYTES: usize = 256 * 1024;

/// Collects the events of the current test, from now on until what it returns is dropped. See the [module](super) for whose
/// events these are.
///
/// A second capture in the same test has what comes while it lives, and the first one does not have it.
///
/// # Panics
/// When the system gives no thread for the capture's logger.
#[must_use = "the capture ends when this is dropped"]
#[track_caller]
pub fn capture() -> Captured {
    let json = Keep::new(Encoding::Json, Class::default());
    let cleared = Keep::new(Encoding::Json, Class::Secret);
    let pretty = Keep::new(Encoding::Pretty { color: false }, Class::default());
    let logger = Logger::builder()
        .fixed_filter("trace")
        .with_thread(true)
        .ring_bytes(RING_BYTES)
        .overflow(Overflow::BlockFor(PATIENCE))
        .flush_timeout(PATIENCE)
        .hash_key(0, b"blackbar::test: not a secret at all")
        .sink(json.clone())
        .sink(cleared.clone())
        .sink(pretty.clone())
        .build()
        .unwrap_or_else(|error| fail(&format!("no capture can begin: {error}")));
    let capturing = Capturing::begin(logger.port());
    // After the logger: its own thread was not started in the capture.
    let joined = Joined::join(capturing.ticket(), Threads::Follow);
    let (unheard, forgotten) = (unheard().total(), AtomicUsize::new(0));
    let thread = std::thread::current();
    let thread = thread.name().map_or_else(|| format!("{:?}", thread.id()), str::to_owned);
    Captured { joined, capturing, unheard, thread, forgotten, json, cleared, pretty, logger }
}

/// The events of one test; made by [`capture`].
///
/// Every method that looks at events first waits until all that was logged before is there, so a test needs no pause. It
/// may be shared with other threads, and stays on the thread that made it.
pub struct Captured {
    // In this order: the thread leaves, the capture ends, the logger ends.
    #[expect(dead_code, reason = "it counts by being dropped")]
    joined: Joined,
    capturing: Capturing,
    /// Calls of this process that found no logger, before this began.
    unheard: u64,
    /// The thread of the test, by name or number: that of most events.
    thread: String,
    /// Events of the beginning that nobody wants to see any more.
    forgotten: AtomicUsize,
    json: Keep,
    cleared: Keep,
    pretty: Keep,
    logger: Logger,
}

impl Captured {
    /// All events until now, oldest first.
    ///
    /// # Panics
    /// When the logger of the capture does not answer within a minute.
    #[must_use]
    #[track_caller]
    pub fn all(&self) -> Vec<CapturedEvent> {
        if let Err(error) = self.logger.flush() {
            fail(&format!("the events of this test did not arrive: {error}"));
        }
        let (json, cleared, pretty) = (self.json.lines(), self.cleared.lines(), self.pretty.lines());
        let lines = json.iter().zip(&cleared).zip(&pretty).skip(self.forgotten.load(Ordering::Relaxed));
        let events = lines
            .filter_map(|((json, cleared), pretty)| CapturedEvent::new(json, cleared, pretty, &self.thread))
            // What the logger says of itself is no event of the test; a claim fails for it in words of its own.
            .filter(|event| !event.is_report());
        events.enumerate().map(|(number, event)| event.numbered(number)).collect()
    }

    /// The events of this type until now, oldest first: `captured.events::<UserLogin>()`. Lifetimes of the type need not be
    /// said.
    ///
    /// # Panics
    /// As [`all`](Self::all).
    #[must_use]
    #[track_caller]
    pub fn events<E: LogEvent>(&self) -> Vec<CapturedEvent> {
        self.of::<E>().events()
    }

    /// Begins to say which events of this type are meant; what is claimed of them stands at its end.
    ///
    /// ```
    /// # #[derive(blackbar::LogEvent)]
    /// # struct UserLogin { user_id: u64, method: &'static str }
    /// # let captured = blackbar::test::capture();
    /// # blackbar::log_event!(UserLogin { user_id: 42, method: "totp" });
    /// captured.of::<UserLogin>().with("user_id", 42).with("method", "totp").assert_one();
    /// captured.of::<UserLogin>().with("user_id", 43).assert_none();
    /// ```
    pub fn of<E: LogEvent>(&self) -> Query<'_> {
        Query::new(self, Wanted::of::<E>())
    }

    /// The same for events by their name; all inline events have one, and may be given a better one by `name:`.
    pub fn named(&self, name: &str) -> Query<'_> {
        Query::new(self, Wanted::named(name))
    }

    /// The same for events of every type.
    pub fn any(&self) -> Query<'_> {
        Query::new(self, Wanted::Any)
    }

    /// Checks that there is exactly one event of this type, and returns it.
    ///
    /// # Panics
    /// When there is none, or there are more; and when an event was lost on its way, so that nobody knows.
    #[track_caller]
    pub fn assert_one<E: LogEvent>(&self) -> CapturedEvent {
        self.of::<E>().assert_one()
    }

    /// Checks that there is no event of this type.
    ///
    /// # Panics
    /// When there is one; and when an event was lost on its way, so that nobody knows.
    #[track_caller]
    pub fn assert_none<E: LogEvent>(&self) {
        self.of::<E>().assert_none();
    }

    /// Checks that there are this many events of this type, and returns them.
    ///
    /// # Panics
    /// When there are fewer or more; and when an event was lost on its way, so that nobody knows.
    #[track_caller]
    pub fn assert_count<E: LogEvent>(&self, count: usize) -> Vec<CapturedEvent> {
        self.of::<E>().assert_count(count)
    }

    /// Checks that there is an event of which `is_meant` is true, and returns the first one.
    ///
    /// ```
    /// # let captured = blackbar::test::capture();
    /// # blackbar::warn!("disk {percent}% full", percent = 93);
    /// captured.assert_event(|event| event.message() == Some("disk 93% full"));
    /// ```
    ///
    /// # Panics
    /// When there is none. [`any`](Self::any) with conditions tells in its failure what is different.
    #[track_caller]
    pub fn assert_event(&self, is_meant: impl Fn(&CapturedEvent) -> bool) -> CapturedEvent {
        self.any().matching("what the test asks for", is_meant).assert_some()
    }

    /// Checks that nothing was logged.
    ///
    /// # Panics
    /// When there is an event; and when one was lost on its way, so that nobody knows.
    #[track_caller]
    pub fn assert_empty(&self) {
        self.any().assert_none();
    }

    /// Checks that nothing of this level and above was logged: `captured.assert_none_from(Level::Warn)`.
    ///
    /// # Panics
    /// When there is such an event; and when one was lost on its way, so that nobody knows.
    #[track_caller]
    pub fn assert_none_from(&self, level: Level) {
        let text = format!("level {level} or above");
        self.any().matching(text, |event| event.level() >= level).assert_none();
    }

    /// Begins to say which events came one after another; see [`InOrder`].
    ///
    /// # Panics
    /// As [`all`](Self::all); and when an event was lost on its way.
    #[track_caller]
    pub fn in_order(&self) -> InOrder {
        InOrder::new(self.all_of_them())
    }

    /// Forgets the events until now.
    ///
    /// # Panics
    /// As [`all`](Self::all).
    #[track_caller]
    pub fn clear(&self) {
        // Not taken out of where they are kept: three renderings that grow meanwhile would not fit together any more.
        let _until_now = self.all();
        let lines = self.json.len().min(self.cleared.len()).min(self.pretty.len());
        self.forgotten.store(lines, Ordering::Relaxed);
    }

    /// Puts the calling thread into the capture, until the returned guard is dropped, and the threads that it starts
    /// meanwhile: for threads that were there before, and where [`follows_threads`](Self::follows_threads) is `false`.
    ///
    /// ```
    /// let captured = blackbar::test::capture();
    /// std::thread::scope(|scope| {
    ///     scope.spawn(|| {
    ///         let _entered = captured.enter();
    ///         blackbar::info!("from another thread");
    ///     });
    /// });
    /// captured.any().assert_one();
    /// ```
    ///
    /// For a thread that may outlive the capture there is [`handle`](Self::handle).
    #[must_use = "the thread leaves the capture when this is dropped"]
    pub fn enter(&self) -> Entered {
        self.handle().enter()
    }

    /// Makes a task part of the capture, on whatever thread it runs, and also when it is dropped halfway: for runtimes that
    /// were there before. What the task spawns is not part of it, unless it is watched too.
    ///
    /// ```
    /// # use std::task::{Context, Waker};
    /// let captured = blackbar::test::capture();
    /// let task = captured.watch(async { blackbar::info!("from a task") });
    /// # /*
    /// runtime.spawn(task).await?;
    /// # */
    /// # assert!(Box::pin(task).as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready());
    /// captured.any().assert_one();
    /// ```
    pub fn watch<F: Future>(&self, future: F) -> Watched<F> {
        self.handle().watch(future)
    }

    /// What names this capture to other threads, also to those that live longer.
    #[must_use]
    pub fn handle(&self) -> CaptureHandle {
        CaptureHandle::new(self.capturing.ticket())
    }

    /// Whether threads that are started in the test are known to belong to it. It is `false` on systems other than Linux, where
    /// a sandbox refuses `prctl`, and for threads under a real-time policy.
    #[must_use]
    pub fn follows_threads(&self) -> bool {
        self.capturing.ticket().follows_threads()
    }

    /// All events, for a claim about them: so none may be missing.
    #[track_caller]
    pub(super) fn all_of_them(&self) -> Vec<CapturedEvent> {
        let events = self.all();
        if let Some(losses) = report::losses(&self.logger.stats(), events.len()) {
            fail(&format!("{losses}\n\n{}", report::lines(&events, &[])));
        }
        events
    }

    /// Calls of this process that found no logger since the capture began.
    pub(super) fn unheard(&self) -> u64 {
        unheard().total().saturating_sub(self.unheard)
    }
}

impl fmt::Debug for Captured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Captured").field("events", &self.json.lines().len()).finish_non_exhaustive()
    }
}

/// Two values of JSON are the same; numbers go by what they are worth.
pub(super) fn same_value(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right || left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same_value(left, right))
        }
        (left, right) => left == right,
    }
}
