//! What the benches share: the standard event, a sink that swallows, percentiles.
#![allow(dead_code, unreachable_pub, missing_docs, reason = "each bench uses a part of it")]
#![allow(clippy::disallowed_methods, reason = "a bench reads clocks")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use blackbar::{Batch, Encoding, IntoSink, LogEvent, Outcome, Result, Sink, SinkCounts};

/// The event every logger is measured with: a number, a text of 32 characters, one of 13, a float, a truth value.
#[derive(LogEvent)]
#[log(name = "user.login")]
pub struct Standard<'a> {
    pub user_id: u64,
    pub request: &'a str,
    pub ip: &'a str,
    pub latency_ms: f64,
    pub ok: bool,
}

/// Sixty-four texts of 32 characters.
pub fn requests() -> Vec<String> {
    (0..64_u64).map(|n| format!("{:032x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect()
}

#[inline]
pub fn standard(requests: &[String], n: u64) -> Standard<'_> {
    Standard {
        user_id: n,
        request: &requests[(n & 63) as usize],
        ip: "173.234.31.18",
        latency_ms: (n % 997) as f64 * 1.25,
        ok: n & 1 == 0,
    }
}

/// Takes everything and keeps nothing.
pub struct Nowhere;

impl IntoSink for Nowhere {
    fn name(&self) -> String {
        "nowhere".into()
    }

    fn encoding(&self) -> Encoding {
        Encoding::Json
    }

    fn open(self: Box<Self>, _: Arc<SinkCounts>) -> Result<Box<dyn Sink>> {
        Ok(self)
    }
}

impl Sink for Nowhere {
    fn write(&mut self, batch: &Batch) -> Outcome {
        Outcome::written(batch.len() as u64)
    }

    fn flush(&mut self, _: Duration) -> Result<()> {
        Ok(())
    }
}

/// Waits without giving the core away, so that the caller stays hot.
pub fn spin(time: Duration) {
    let start = Instant::now();
    while start.elapsed() < time {
        std::hint::spin_loop();
    }
}

/// The value below which `share` of all lie.
pub fn percentile(sorted: &[f64], share: f64) -> f64 {
    let at = ((sorted.len() - 1) as f64 * share).round() as usize;
    sorted[at]
}

pub fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

/// Processor time of the threads of this process whose name starts with `name`, in seconds.
pub fn cpu_seconds(name: &str) -> Option<f64> {
    let mut nanos = 0.0;
    for task in std::fs::read_dir("/proc/self/task").ok()?.flatten() {
        let comm = std::fs::read_to_string(task.path().join("comm")).unwrap_or_default();
        if comm.starts_with(name) {
            let stat = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
            nanos += stat.split(' ').next()?.parse::<f64>().ok()?;
        }
    }
    Some(nanos / 1e9)
}
