//! What the builder can say about how the logger is watched.

use core::time::Duration;

use super::Builder;
use crate::error::{Error, Result};

/// More often than this, watching would be work.
const SHORTEST: Duration = Duration::from_millis(100);

impl Builder {
    /// What the logger is called in its [numbers](crate::Stats) and [heartbeats](Self::heartbeat). Default: `default`.
    /// Where a program has several loggers, give each its own: in metrics, numbers of one name are those of one logger.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.watch.name = Some(name.into());
        self
    }

    /// Logs how the logger is, every so often and once more at the end. Default: no. At least 100 ms; a minute is usual.
    ///
    /// The event is `blackbar.heartbeat`, of level info, with the target `blackbar`: the ledger from the start of the logger
    /// until just before it, as in [`Stats`](crate::Stats). `occasion` is `interval`, or `end` where the logger is dropped, the
    /// [`Guard`](crate::Guard) is, or the process exits.
    ///
    /// - Like a report of losses it is not counted among the application's events, and no filter of the logger keeps it
    ///   out: it was asked for. A sink's own filter holds: `Console::stderr().filter("info,blackbar=warn")`.
    /// - It comes late when the backend is busy, and those that were missed are not made up for. The interval goes by the
    ///   monotonic clock, so that a clock that is set moves nothing.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// # use blackbar::{Logger, Memory};
    /// # let memory = Memory::new();
    /// let logger = Logger::builder().heartbeat(Duration::from_secs(60)).sink(memory.clone()).build()?;
    /// drop(logger);
    /// assert!(memory.text().contains(r#""event":"blackbar.heartbeat","message":"0 events accepted, 0 lost","occasion":"end""#));
    /// # Ok::<(), blackbar::Error>(())
    /// ```
    pub fn heartbeat(mut self, interval: Duration) -> Self {
        self.note(check("heartbeat", interval));
        self.watch.heartbeat = Some(interval);
        self
    }

    /// Shows all [numbers](crate::Stats) to the recorder of the crate `metrics`, every so often: at the start, then after each
    /// interval, and at the end. Default: no. At least 100 ms; the interval of whoever reads them is a good one.
    ///
    /// - Names begin with `blackbar_` and follow the rules of Prometheus: `blackbar_events_accepted_total`,
    ///   `blackbar_sink_events_dropped_total`, `blackbar_lag_seconds`. Labels are `logger` (the [name](Self::name)), `sink`,
    ///   `cause`, `form` and `health`. Each is described, with its unit. Every cause is there from the start, at zero.
    /// - Times are gauges, because counters of that crate are whole numbers.
    /// - It happens on the backend thread, never on a caller's. A recorder that panics is
    ///   [counted](crate::Stats::metrics_failed) and asked again the next time; one that hangs holds the log. While the
    ///   backend itself hangs, in a sink, it shows nothing: `blackbar_up_seconds` stands still.
    /// - The recorder may be installed before the logger or after it.
    ///
    /// [`Logger::publish_metrics`](crate::Logger::publish_metrics) shows them when the program wants, with or without this:
    /// best at each scrape.
    #[cfg(feature = "metrics")]
    pub fn metrics(mut self, interval: Duration) -> Self {
        self.note(check("metrics", interval));
        self.watch.metrics = Some(interval);
        self
    }
}

fn check(setting: &'static str, interval: Duration) -> Result<()> {
    if interval < SHORTEST {
        let fix = "write at least `Duration::from_millis(100)`; a minute is usual";
        return Err(Error::invalid(setting, format_args!("{interval:?}"), fix));
    }
    Ok(())
}
