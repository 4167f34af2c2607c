//! The logger: a value with its own backend, which can be made the process's default.

use core::fmt;
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError, Weak};

use crate::backend::{self, Backend, Stats};
use crate::config::Builder;
use crate::error::{Error, Result};
use crate::event;
use crate::filter::{Filter, Filters};
use crate::frontend::{self, Port, Scope};
use crate::os;
use crate::secret::HashKey;

/// A logger: rings, a backend thread and sinks of its own.
///
/// [`install`](Builder::install) makes one that every `log_event!` of the process goes to;
/// [`build`](Builder::build) makes one to hand around:
///
/// ```
/// use blackbar::{Logger, Memory, log_event};
///
/// let memory = Memory::new();
/// let audit = Logger::builder().sink(memory.clone()).build()?;
/// log_event!(logger: audit, info, "door {door} opened", door = 7);
/// audit.flush()?;
/// assert!(memory.text().contains(r#""message":"door 7 opened","#));
/// # Ok::<(), blackbar::Error>(())
/// ```
///
/// Any number may live at once; a call site is on while one of them wants it. All methods may be called from any thread
/// at any time, while others log. Dropping the logger flushes it, within its [flush timeout](Builder::flush_timeout),
/// and ends its thread, unless a [`scope`](Self::scope) is open: then its end does that.
pub struct Logger {
    core: Arc<Core>,
}

/// What a logger, its guard and the exit handler share.
struct Core {
    port: Arc<Port>,
    backend: Backend,
    filters: Arc<Mutex<Filters>>,
    flush_timeout: Duration,
    /// Whether the last flush before the end of the program came too late.
    late: AtomicBool,
}

/// How long the exit handler tries once more what the guard had no time for.
const LAST_MOMENT: Duration = Duration::from_millis(100);

/// The filters of all loggers that live; the union decides which call sites are on.
static LIVE: Mutex<Vec<Weak<Core>>> = Mutex::new(Vec::new());
/// The installed logger. It stays for the rest of the process: other threads may log while `main` returns.
static INSTALLED: Mutex<Option<(u32, Arc<Core>)>> = Mutex::new(None);

impl Logger {
    /// Begins to describe a logger; see [`Builder`] for what can be said.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn start(
        port: Arc<Port>,
        backend: Backend,
        filters: Arc<Mutex<Filters>>,
        flush_timeout: Duration,
    ) -> Self {
        let core = Arc::new(Core { port, backend, filters, flush_timeout, late: AtomicBool::new(false) });
        locked(&LIVE).push(Arc::downgrade(&core));
        republish_filters();
        Self { core }
    }

    /// Makes this logger the one that calls without `logger:` go to.
    ///
    /// # Errors
    /// [`Error::AlreadyInstalled`](crate::Error::AlreadyInstalled) when the process has one.
    pub(crate) fn install(self) -> Result<Guard> {
        let mut installed = locked(&INSTALLED);
        let generation = frontend::fork_generation();
        if installed.as_ref().is_some_and(|(there, _)| *there != generation) {
            // It belongs to the parent process: its thread is not here, so nobody could end it.
            core::mem::forget(installed.take());
        }
        frontend::install(&self.core.port)?;
        *installed = Some((generation, Arc::clone(&self.core)));
        static ONCE: Once = Once::new();
        // Where there is no exit handler the guard still flushes.
        ONCE.call_once(|| {
            let _registered = os::exit::at_exit(flush_at_exit);
        });
        Ok(Guard { logger: self })
    }

    /// Waits until every event whose call has returned is where it belongs, for at most the
    /// [flush timeout](Builder::flush_timeout). Others may log meanwhile; their events may or may not be included.
    ///
    /// # Errors
    /// When that took too long, a sink refused, or the process is a fork of the one that built the logger.
    pub fn flush(&self) -> Result<()> {
        self.core.backend.flush(self.core.flush_timeout)
    }

    /// All counters, by cause.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.core.backend.stats()
    }

    /// Shows all [numbers](Stats) to the recorder of the crate `metrics`, now and on the calling thread: for a program that
    /// is asked for them from outside, and wants them to be those of this moment. [`Builder::metrics`] says how they are
    /// named, and does it every so often.
    ///
    /// A recorder that panics is [counted](Stats::metrics_failed) and costs no more. Others may log meanwhile.
    #[cfg(feature = "metrics")]
    pub fn publish_metrics(&self) {
        self.core.backend.publish();
    }

    /// Replaces the filter; takes effect on all call sites before it returns. The grammar stands at
    /// [`Filter`](crate::Filter). Sinks with a filter of their own keep that.
    ///
    /// # Errors
    /// When a directive cannot be read; the error names it, and the filter stays as it was.
    pub fn set_filter(&self, directives: &str) -> Result<()> {
        let filter = Arc::new(directives.parse::<Filter>()?);
        locked(&self.core.filters).logger = filter;
        republish_filters();
        Ok(())
    }

    /// Gives a sink a filter of its own, in place of the one it has and of the logger's; takes effect on all call sites
    /// before it returns. `sink` is its name as [`stats`](Self::stats) shows it (`stderr`, `memory`, the name that an own
    /// sink gave itself); of several with that name, all are meant. What is in the rings already is judged by the new
    /// filter too.
    ///
    /// ```
    /// # use blackbar::{Logger, Memory, log_event};
    /// # let memory = Memory::new();
    /// let logger = Logger::builder().filter("warn").sink(memory.clone()).build()?;
    /// logger.set_sink_filter("memory", "warn,event[http.request]{status>=500}=debug")?;
    /// log_event!(logger: logger, name: "http.request", debug, "served", status = 200);
    /// log_event!(logger: logger, name: "http.request", debug, "served", status = 503);
    /// logger.flush()?;
    /// assert_eq!(memory.len(), 1);
    /// # Ok::<(), blackbar::Error>(())
    /// ```
    ///
    /// # Errors
    /// When a directive cannot be read, or no sink has that name; everything stays as it was.
    pub fn set_sink_filter(&self, sink: &str, directives: &str) -> Result<()> {
        let filter = Arc::new(directives.parse::<Filter>()?);
        self.replace_sink_filter(sink, Some(&filter))
    }

    /// Takes the filter of a sink away: from then on the logger's holds for it.
    ///
    /// # Errors
    /// When no sink has that name.
    pub fn clear_sink_filter(&self, sink: &str) -> Result<()> {
        self.replace_sink_filter(sink, None)
    }

    fn replace_sink_filter(&self, sink: &str, filter: Option<&Arc<Filter>>) -> Result<()> {
        let names: Vec<&str> = self.core.backend.sink_names().collect();
        if !names.contains(&sink) {
            let known = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let fix = if known.is_empty() {
                "this logger has no sinks".to_owned()
            } else {
                format!("write the name of a sink of this logger: {known}")
            };
            return Err(Error::invalid("sink", sink, fix));
        }
        {
            let mut filters = locked(&self.core.filters);
            for (_, place) in names.iter().zip(&mut filters.sinks).filter(|(name, _)| **name == sink) {
                *place = filter.cloned();
            }
        }
        republish_filters();
        Ok(())
    }

    /// Replaces the key for fields under `#[log(hash)]`; see [`Builder::hash_key`]. Hashes that begin after this returns are
    /// made with it. The old key is wiped when every thread that hashed with it has hashed again, or has ended.
    ///
    /// # Errors
    /// When the key has less than 32 bytes; the old one stays.
    pub fn set_hash_key(&self, id: u32, key: impl AsRef<[u8]>) -> Result<()> {
        self.core.port.hash_key.set(HashKey::new(id, key.as_ref())?);
        Ok(())
    }

    /// Makes this logger the one for calls on this thread, until the returned guard is dropped. Scopes nest; other
    /// threads do not notice.
    ///
    /// ```
    /// # use blackbar::{Logger, Memory, log_event};
    /// # let memory = Memory::new();
    /// # let logger = Logger::builder().sink(memory.clone()).build()?;
    /// {
    ///     let _scope = logger.scope();
    ///     log_event!(info, "to this logger");
    /// }
    /// log_event!(info, "to the installed one, if there is one");
    /// # logger.flush()?;
    /// # assert_eq!(memory.lines().len(), 1);
    /// # Ok::<(), blackbar::Error>(())
    /// ```
    #[must_use = "the scope ends when this is dropped"]
    pub fn scope(&self) -> LoggerScope {
        LoggerScope { _scope: Scope::enter(&self.core.port), _core: Arc::clone(&self.core) }
    }

    pub(crate) fn port(&self) -> &Port {
        &self.core.port
    }
}

impl fmt::Debug for Logger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Logger").finish_non_exhaustive()
    }
}

impl Core {
    /// Flushes because the program ends. Guard and exit handler have one patience between them: what the first could not do
    /// for a dead destination the second cannot either.
    fn farewell(&self) {
        let patience = if self.late.load(Ordering::Relaxed) {
            self.flush_timeout.min(LAST_MOMENT)
        } else {
            self.flush_timeout
        };
        let in_time = self.backend.farewell(patience);
        let late = matches!(in_time, Err(Error::FlushTimedOut { .. }));
        // The log is no place for it any more. Once is enough.
        if late && !self.late.swap(true, Ordering::Relaxed) {
            self.tell_leftovers();
        }
    }

    fn tell_leftovers(&self) {
        if let Some(line) = backend::leftovers(&self.backend.stats()) {
            // Where there is no standard error there is nobody to tell.
            let _nobody = writeln!(std::io::stderr(), "{line}");
        }
    }
}

impl Drop for Core {
    fn drop(&mut self) {
        frontend::uninstall(&self.port);
        // Nobody can be told any more; what did not get out is in the counters, and they go too.
        let _in_time = self.backend.stop(self.flush_timeout);
        republish_filters();
    }
}

/// Keeps the installed logger's promise that nothing is lost at the end: flushes when it is dropped.
///
/// Keep it in a variable of `main`, not in `_`, which drops it at once. The logger itself stays in force until the process
/// ends, and is flushed once more then; what that cannot cover is an abort or a kill.
#[must_use = "the logger is flushed when this is dropped: keep it in a variable of `main`"]
#[derive(Debug)]
pub struct Guard {
    logger: Logger,
}

impl Guard {
    /// The installed logger.
    #[must_use]
    pub fn logger(&self) -> &Logger {
        &self.logger
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        crate::config::deactivate_panic_hook();
        self.logger.core.farewell();
    }
}

/// Keeps a logger in force on one thread, and alive for that long; see [`Logger::scope`].
pub struct LoggerScope {
    // First, so that it ends before the logger may.
    _scope: Scope,
    _core: Arc<Core>,
}

impl fmt::Debug for LoggerScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoggerScope").finish_non_exhaustive()
    }
}

/// Flushes the installed logger; see [`Logger::flush`].
///
/// # Errors
/// As there. Without an installed logger there is nothing to flush, and that is no error.
pub fn flush() -> Result<()> {
    with_installed(|core| core.backend.flush(core.flush_timeout)).unwrap_or(Ok(()))
}

/// The counters of the installed logger, if there is one.
#[must_use]
pub fn stats() -> Option<Stats> {
    with_installed(|core| core.backend.stats())
}

/// Installs a logger with good defaults: pretty lines on a terminal, JSON lines otherwise, to stderr, from level info on
/// (or what `BLACKBAR_LOG`, or else `RUST_LOG`, says).
///
/// ```standalone_crate
/// let _guard = blackbar::init()?;
/// blackbar::info!("ready");
/// # Ok::<(), blackbar::Error>(())
/// ```
///
/// # Errors
/// When a logger is installed already, or the system refuses a thread.
pub fn init() -> Result<Guard> {
    Logger::builder().console(crate::sink::Console::auto()).install()
}

fn with_installed<R>(use_it: impl FnOnce(&Core) -> R) -> Option<R> {
    // The lock is not held while a flush waits.
    let core = locked(&INSTALLED).as_ref().map(|(_, core)| Arc::clone(core));
    core.map(|core| use_it(&core))
}

/// The installed logger, for where no lock may be waited for: in a fork its owner may be a thread that is not there. A
/// lock that is held for a moment is tried again.
pub(crate) fn installed() -> Option<Logger> {
    for _ in 0..100 {
        if let Ok(installed) = INSTALLED.try_lock() {
            return installed.as_ref().map(|(_, core)| Logger { core: Arc::clone(core) });
        }
        std::thread::yield_now();
    }
    None
}

extern "C" fn flush_at_exit() {
    // Not by waiting for the lock: in a fork its owner may be a thread that is not there.
    let installed =
        INSTALLED.try_lock().ok().and_then(|installed| installed.as_ref().map(|(_, core)| Arc::clone(core)));
    if let Some(core) = installed {
        core.farewell();
    }
}

/// Tells all call sites what the loggers that live now want together.
fn republish_filters() {
    // Loggers from before a fork are left out: their threads are not here, and one may have held a lock at that moment.
    // Upgraded cores are dropped after the lock: the last handle of one comes back here when it ends.
    let mut alive = Vec::new();
    {
        let mut live = locked(&LIVE);
        live.retain(|core| core.strong_count() > 0);
        alive.extend(live.iter().filter_map(Weak::upgrade));
        let mut filters: Vec<Arc<Filter>> = Vec::new();
        for core in alive.iter().filter(|core| core.backend.is_of_this_process()) {
            for filter in locked(&core.filters).in_force() {
                if !filters.contains(filter) {
                    filters.push(Arc::clone(filter));
                }
            }
        }
        event::set_filters(filters);
    }
    drop(alive);
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
