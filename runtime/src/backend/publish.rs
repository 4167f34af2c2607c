//! The numbers, shown to whatever recorder the program has installed for the crate `metrics`.

use core::ptr;
use core::time::Duration;
use std::panic::{AssertUnwindSafe, catch_unwind};

use metrics::{Key, KeyName, Label, Level, Metadata, Recorder, SharedString, with_recorder};

use super::monitor::Monitor;
use super::numbers::{self, Metric, Take, Value};
use super::stats::Stats;
use super::timer::Timer;
use crate::clock::RawClock;

/// Shows the numbers every so often.
pub(super) struct Publisher {
    timer: Timer,
    /// The address of the recorder that has got the descriptions.
    described_to: usize,
}

impl Publisher {
    pub(super) fn new(clock: RawClock, interval: Duration) -> Self {
        Self { timer: Timer::new(clock, interval), described_to: 0 }
    }

    pub(super) fn is_due(&mut self) -> bool {
        self.timer.is_due().is_some()
    }

    /// Shows all numbers to the recorder that is in force on this thread, and describes them when it is a new one. Not each
    /// time: a recorder may keep every description until somebody reads them.
    pub(super) fn publish(&mut self, stats: &Stats, monitor: &Monitor) {
        guarded(monitor, |recorder| {
            let address = ptr::from_ref(recorder).cast::<()>().addr();
            let describe = address != self.described_to;
            numbers::each(stats, &mut Show { recorder, describe, described: None });
            self.described_to = address;
        });
    }
}

/// Shows and describes all numbers to the recorder that is in force on this thread.
pub(super) fn publish_now(stats: &Stats, monitor: &Monitor) {
    guarded(monitor, |recorder| {
        numbers::each(stats, &mut Show { recorder, describe: true, described: None });
    });
}

/// A recorder that panics is counted, and costs no more than what it was not shown. It is asked for each time, so that one
/// may be installed late.
fn guarded(monitor: &Monitor, show: impl FnOnce(&dyn Recorder)) {
    if catch_unwind(AssertUnwindSafe(|| with_recorder(show))).is_err() {
        monitor.add_metrics_failed();
    }
}

struct Show<'r> {
    recorder: &'r dyn Recorder,
    describe: bool,
    /// The metric that was described last.
    described: Option<&'static str>,
}

static METADATA: Metadata<'_> = Metadata::new("blackbar", Level::INFO, Some("blackbar"));

impl Take for Show<'_> {
    fn take(&mut self, metric: &'static Metric, labels: &[(&'static str, &str)], value: Value) {
        if self.describe && self.described.replace(metric.name) != Some(metric.name) {
            self.describe(metric, value);
        }
        let label =
            |(key, value): &(&'static str, &str)| Label::new(*key, SharedString::from((*value).to_owned()));
        let key = Key::from_parts(metric.name, labels.iter().map(label).collect::<Vec<_>>());
        match value {
            // Absolute: what a recorder of before has seen does not matter.
            Value::Counter(value) => self.recorder.register_counter(&key, &METADATA).absolute(value),
            Value::Gauge(value) => self.recorder.register_gauge(&key, &METADATA).set(value),
        }
    }
}

impl Show<'_> {
    fn describe(&self, metric: &'static Metric, value: Value) {
        let (name, help) = (KeyName::from_const_str(metric.name), SharedString::const_str(metric.help));
        match value {
            Value::Counter(_) => self.recorder.describe_counter(name, Some(metric.unit), help),
            Value::Gauge(_) => self.recorder.describe_gauge(name, Some(metric.unit), help),
        }
    }
}
