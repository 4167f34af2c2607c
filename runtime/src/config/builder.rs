//! The builder.

use core::time::Duration;
use std::sync::{Arc, Mutex};

use zeroize::Zeroizing;

use super::{identity, panic_hook};
use crate::backend::{Backend, Engine, OpenSink, Watch};
use crate::clock::{Clock, RawClock};
use crate::encode::Identity;
use crate::error::{Error, Result};
use crate::filter::{Filter, Filters};
use crate::frontend::{Overflow, Port, PortSettings};
use crate::logger::{Guard, Logger};
use crate::record::MAX_RECORD;
use crate::secret::{HASHING, HashKey, HashingEvent};
use crate::sink::{Console, IntoSink, RollingFile, SinkCounts};
use crate::value::LogValue;

/// Describes a logger. Nothing is opened and no thread runs before [`build`](Self::build) or [`install`](Self::install);
/// what cannot work is an `Err` there.
///
/// | setting | default |
/// |---|---|
/// | [`filter`](Self::filter) | `info`; `BLACKBAR_LOG`, or else `RUST_LOG`, replaces it |
/// | [`overflow`](Self::overflow) | wait for 100 ms in one stall, then drop and count |
/// | [`clock`](Self::clock) | the time stamp counter |
/// | [`ring_bytes`](Self::ring_bytes) | 1 MiB a thread, and a quarter of it once more for the largest record |
/// | [`flush_timeout`](Self::flush_timeout) | 5 s |
/// | [`hash_key`](Self::hash_key) | none: nothing is hashed |
/// | [`panic_hook`](Self::panic_hook) | off |
/// | [`deduplicate`](Self::deduplicate) | off |
/// | [`name`](Self::name) | `default` |
/// | [`heartbeat`](Self::heartbeat) | none |
/// | sinks | none: everything is rendered nowhere |
#[must_use = "a description does nothing; call `build()` or `install()`"]
#[derive(Default)]
pub struct Builder {
    filter: Option<String>,
    fixed_filter: bool,
    sinks: Vec<Box<dyn IntoSink>>,
    identity: Identity,
    overflow: Overflow,
    clock: Clock,
    ring_bytes: Option<usize>,
    flush_timeout: Option<Duration>,
    hash_key: Option<HashKey>,
    panic_hook: bool,
    deduplicate: Option<Duration>,
    pub(super) watch: Watch,
    /// The first thing that was said wrong.
    mistake: Option<Error>,
}

const RING_BYTES: usize = 1024 * 1024;
const SMALLEST_RING: usize = 64 * 1024;
const LARGEST_RING: usize = 1024 * 1024 * 1024;
const FLUSH_TIMEOUT: Duration = Duration::from_secs(5);

impl Builder {
    /// Names the service and its version: `service` and `service_version` in every line.
    pub fn service(mut self, name: impl AsRef<str>, version: impl AsRef<str>) -> Self {
        identity::set(&mut self.identity, "service", name.as_ref());
        identity::set(&mut self.identity, "service_version", version.as_ref());
        self
    }

    /// Names where it runs, for instance `production`: `environment` in every line.
    pub fn environment(mut self, name: impl AsRef<str>) -> Self {
        identity::set(&mut self.identity, "environment", name.as_ref());
        self
    }

    /// A field that every line gets. Where an event has a field of the same name, the event's is written.
    ///
    /// The key passes the name rule when the logger is built: one that is the name of a secret, or that belongs to the
    /// layout, is an `Err` there. The value takes at most 4 KiB.
    pub fn field(mut self, key: impl Into<String>, value: impl LogValue) -> Self {
        let added = identity::add(&mut self.identity, key.into(), &value);
        self.note(added);
        self
    }

    /// Whether each line tells where in the source the event was logged, as `location` (`src/main.rs:12`). Default: no.
    pub fn with_location(mut self, yes: bool) -> Self {
        self.identity.location = yes;
        self
    }

    /// Whether each line tells which thread logged, as `thread`: its name, or its id. Default: no.
    pub fn with_thread(mut self, yes: bool) -> Self {
        self.identity.thread = yes;
        self
    }

    /// Which events are wanted, as directives; the grammar stands at [`Filter`]. Default: `info`.
    ///
    /// The environment has the last word, so that a running deployment can be looked at closer without a new build: the
    /// variable `BLACKBAR_LOG`, or if it is not set `RUST_LOG`, replaces these directives. A directive there that cannot be
    /// read is left out and reported as a warning event. See [`fixed_filter`](Self::fixed_filter) to forbid that.
    ///
    /// It is the filter of every sink that has none of its own. A sink that has one gets what that lets pass, be it less or
    /// more: with `info` here, a file with the filter `debug` gets debug events and the console does not. The environment
    /// does not change filters of sinks; [`Logger::set_sink_filter`] does.
    pub fn filter(mut self, directives: impl Into<String>) -> Self {
        self.filter = Some(directives.into());
        self
    }

    /// The same, whatever the environment says.
    pub fn fixed_filter(mut self, directives: impl Into<String>) -> Self {
        self.fixed_filter = true;
        self.filter(directives)
    }

    /// Writes to a console.
    pub fn console(self, console: Console) -> Self {
        self.sink(console)
    }

    /// Writes to a file.
    pub fn file(self, file: RollingFile) -> Self {
        self.sink(file)
    }

    /// Writes to any sink.
    pub fn sink(mut self, sink: impl IntoSink) -> Self {
        self.sinks.push(Box::new(sink));
        self
    }

    /// What a call does when its thread's ring is full.
    pub fn overflow(mut self, overflow: Overflow) -> Self {
        self.overflow = overflow;
        self
    }

    /// What a call takes its time from; [`Clock`] says what each costs and promises. Default: [`Clock::Tsc`].
    ///
    /// ```
    /// use blackbar::{Clock, Logger};
    ///
    /// let logger = Logger::builder().clock(Clock::Realtime).build()?;
    /// # Ok::<(), blackbar::Error>(())
    /// ```
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Bytes of one thread's ring: a power of two from 64 KiB to 1 GiB. Default: 1 MiB, which was measured to be faster
    /// than larger and smaller ones. An event may take a quarter of it, at most 256 KiB.
    pub fn ring_bytes(mut self, bytes: usize) -> Self {
        self.ring_bytes = Some(bytes);
        self
    }

    /// How long [`Logger::flush`], the guard and the end of the process wait at most. Default: 5 s.
    pub fn flush_timeout(mut self, patience: Duration) -> Self {
        self.flush_timeout = Some(patience);
        self
    }

    /// The key for fields under `#[log(hash)]`: at least 32 bytes that nobody can guess, and a number that stands in front of
    /// each hash (`k7:`), so that hashes of several keys can be told apart. Default: none, and then nothing is hashed:
    /// `"[redacted:no-key]"` is written and [counted](crate::Stats::hash_without_key).
    ///
    /// Equal values of one field have equal hashes as long as the key stays. [`Logger::set_hash_key`] replaces it while
    /// the program runs.
    ///
    /// ```
    /// # let bytes_from_your_vault = [7; 32];
    /// let logger = blackbar::Logger::builder().hash_key(7, bytes_from_your_vault).build()?;
    /// # Ok::<(), blackbar::Error>(())
    /// ```
    pub fn hash_key(mut self, id: u32, key: impl AsRef<[u8]>) -> Self {
        self.take_key(HashKey::new(id, key.as_ref()));
        self
    }

    /// The same from an environment variable: `7:` and the key in base64 (of either alphabet). Without the variable, what
    /// was said before stays. Make a key with `openssl rand -base64 32`.
    pub fn hash_key_from_env(mut self, variable: &str) -> Self {
        if let Some(text) = std::env::var_os(variable) {
            let text = Zeroizing::new(text.into_string().unwrap_or_default());
            self.take_key(HashKey::parse(variable, &text));
        }
        self
    }

    fn take_key(&mut self, key: Result<HashKey>) {
        match key {
            Ok(key) => self.hash_key = Some(key),
            Err(mistake) => self.note(Err(mistake)),
        }
    }

    /// Logs each panic of the process, and flushes. Default: no.
    ///
    /// The event is `panic`, of level critical: where (`at`), on which thread (`thread_name`), and the text of the panic
    /// (`panic_message`), of which at most 1 KiB is logged. The text may be anything that somebody put into a `panic!` or
    /// that an error says of itself; the scanner replaces the credentials it knows in it, and nothing else keeps others
    /// out. That is why this is off unless asked for.
    ///
    /// The flush, within the [flush timeout](Self::flush_timeout), brings the event and all before it to the sinks before
    /// the process can abort. It is left out where it could wait for itself: on a thread of the logger's own, and inside
    /// of a log call, in which the event is lost too and counted as [`Reentrant`](crate::Cause::Reentrant).
    ///
    /// It is for [`install`](Self::install); [`build`](Self::build) leaves the process as it is. The hook of before is
    /// called after it. A hook cannot be taken out again, so it stays when the [`Guard`] is dropped, and does nothing then
    /// but call the one before.
    pub fn panic_hook(mut self) -> Self {
        self.panic_hook = true;
        self
    }

    /// Writes an event that is equal to the one before it on its thread only once, and counts the others. Default: no.
    ///
    /// Equal are call site and type, fields and context; the time is not looked at. The first is written at once. What
    /// follows it within `window` is held back until another event comes on the thread, the window is over, or somebody
    /// flushes; then the event is written again, with the time of the last and `"repeated": n`: that line stands for `n`
    /// events. Those without a line of their own are in [`Stats::repeated`](crate::Stats::repeated). Events of more than
    /// 4 KiB and the logger's own are always written.
    ///
    /// It is done in the backend, so a call costs its thread what it always does. [Rates](crate::log_event#rates) save that too.
    ///
    /// ```
    /// # use std::time::Duration;
    /// use blackbar::{Logger, Memory, warn};
    ///
    /// let memory = Memory::new();
    /// let logger = Logger::builder().deduplicate(Duration::from_secs(10)).sink(memory.clone()).build()?;
    /// for _ in 0..100 {
    ///     warn!(logger: logger, "no route to {host}", host = "db-7");
    /// }
    /// logger.flush()?;
    /// assert_eq!(memory.len(), 2);
    /// assert!(memory.lines()[1].contains(r#""repeated":99"#));
    /// # Ok::<(), blackbar::Error>(())
    /// ```
    pub fn deduplicate(mut self, window: Duration) -> Self {
        if window.is_zero() {
            let fix = "write how long equal events may be held back, for instance 10 s";
            self.note(Err(Error::invalid("deduplicate", "0 s", fix)));
        }
        self.deduplicate = Some(window);
        self
    }

    /// Opens the sinks, starts the backend thread and returns the logger.
    ///
    /// # Errors
    /// When a setting cannot work or a sink cannot be opened; the error names the value and what to do.
    pub fn build(mut self) -> Result<Logger> {
        if let Some(mistake) = self.mistake.take() {
            return Err(mistake);
        }
        let (filter, unread) = self.read_filter()?;
        // Its index allocates, and takes longer than a log call may.
        blackbar_rules::prepare();
        let settings = self.port_settings()?;
        let opened = self.sinks.into_iter().map(open).collect::<Result<Vec<_>>>()?;
        let (sinks, sink_filters) = opened.into_iter().unzip();
        let clock = RawClock::of(self.clock);
        let port = Port::open(settings, clock.clone(), self.hash_key);
        let filters = Filters { logger: Arc::new(filter), sinks: sink_filters };
        let filters = Arc::new(Mutex::new(filters));
        let backend = Backend::start(Engine {
            port: Arc::clone(&port),
            clock,
            filters: Arc::clone(&filters),
            identity: Arc::new(self.identity),
            sinks,
            watch: self.watch,
            deduplicate: self.deduplicate,
        })?;
        let logger = Logger::start(port, backend, filters, self.flush_timeout.unwrap_or(FLUSH_TIMEOUT));
        for unread in unread {
            crate::log_event!(
                logger: logger, name: "blackbar.directive_ignored", target: "blackbar",
                warn, "a directive of {variable} was ignored: {reason}",
                variable = unread.0, reason = unread.1.to_string()
            );
        }
        Ok(logger)
    }

    /// The same, and makes it the logger of the process: every `log_event!` without `logger:` goes there.
    ///
    /// # Errors
    /// As [`build`](Self::build), when the process has a logger already, and when an event of this program hashes a field
    /// and there is no [key](Self::hash_key): the logs of such a program would be worth less than everybody thinks.
    pub fn install(self) -> Result<Guard> {
        if self.hash_key.is_none() && !HASHING.is_empty() {
            // What was said wrong may well be the key.
            return Err(self.mistake.unwrap_or_else(|| Error::NoHashKey { events: names(&HASHING) }));
        }
        if self.panic_hook && std::thread::panicking() {
            let fix = "install the logger before a panic, not in a destructor that runs because of one";
            return Err(Error::invalid("panic_hook", true, fix));
        }
        let wants_panics = self.panic_hook;
        let guard = self.build()?.install()?;
        if wants_panics {
            panic_hook::activate();
        }
        Ok(guard)
    }

    /// The filter in force, and the directives of the environment that could not be read.
    fn read_filter(&self) -> Result<(Filter, Vec<(&'static str, Error)>)> {
        let said = match &self.filter {
            Some(directives) => directives.parse::<Filter>()?,
            None => Filter::default(),
        };
        if self.fixed_filter {
            return Ok((said, Vec::new()));
        }
        let set = ["BLACKBAR_LOG", "RUST_LOG"].into_iter().find_map(|name| {
            let directives = std::env::var(name).ok().filter(|directives| !directives.trim().is_empty())?;
            Some((name, directives))
        });
        let Some((name, directives)) = set else {
            return Ok((said, Vec::new()));
        };
        let (filter, errors) = Filter::parse_lossy(&directives);
        Ok((filter, errors.into_iter().map(|error| (name, error)).collect()))
    }

    fn port_settings(&self) -> Result<PortSettings> {
        let ring_bytes = self.ring_bytes.unwrap_or(RING_BYTES);
        if !ring_bytes.is_power_of_two() || !(SMALLEST_RING..=LARGEST_RING).contains(&ring_bytes) {
            return Err(Error::invalid(
                "ring_bytes",
                ring_bytes,
                "write a power of two from 65536 (64 KiB) to 1073741824 (1 GiB)",
            ));
        }
        Ok(PortSettings { overflow: self.overflow, ring_bytes, max_record: (ring_bytes / 4).min(MAX_RECORD) })
    }

    /// Keeps the first mistake for `build`: a chain of methods has no place for an error in the middle.
    pub(super) fn note(&mut self, result: Result<()>) {
        if let (Err(mistake), None) = (result, &self.mistake) {
            self.mistake = Some(mistake);
        }
    }
}

impl core::fmt::Debug for Builder {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Builder")
            .field("filter", &self.filter)
            .field("sinks", &self.sinks.iter().map(|sink| sink.name()).collect::<Vec<_>>())
            .field("overflow", &self.overflow)
            .field("ring_bytes", &self.ring_bytes)
            .field("hash_key", &self.hash_key)
            .finish_non_exhaustive()
    }
}

/// Events with their places, each once and in the order of their names: `user.login (src/user.rs:12)`.
fn names(events: &[HashingEvent]) -> String {
    let mut names: Vec<_> =
        events.iter().map(|event| format!("`{}` ({}:{})", event.name, event.file, event.line)).collect();
    names.sort();
    names.dedup();
    names.join(", ")
}

/// The sink, and its own filter.
fn open(sink: Box<dyn IntoSink>) -> Result<(OpenSink, Option<Arc<Filter>>)> {
    let counts = Arc::new(SinkCounts::default());
    let filter = sink.options().filter().map(str::parse::<Filter>).transpose()?;
    let opened = OpenSink {
        name: sink.name(),
        encoding: sink.encoding(),
        clearance: sink.options().clearance(),
        counts: Arc::clone(&counts),
        sink: sink.open(counts)?,
    };
    Ok((opened, filter.map(Arc::new)))
}
