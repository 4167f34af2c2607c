//! Stamps, percentiles, and what the system says of this process.

use std::fs;

use rustix::time::{ClockId, clock_gettime};

/// Stamps by the processor's counter, about 15 ns each. Not fenced, for a fence would hide what the processor does at
/// the same time, in the program that logs too.
pub struct Stamps {
    clock: quanta::Clock,
    /// What two stamps with nothing between them show.
    empty: f64,
}

impl Stamps {
    pub fn new() -> Self {
        let mut stamps = Self { clock: quanta::Clock::new(), empty: 0.0 };
        let pairs = (0..100_000).map(|_| stamps.between(stamps.now(), stamps.now())).collect();
        stamps.empty = Sample::new(pairs).at(0.5);
        stamps
    }

    #[inline(always)]
    pub fn now(&self) -> u64 {
        self.clock.raw()
    }

    /// Nanoseconds between two stamps, without what the stamps take themselves.
    pub fn between(&self, start: u64, end: u64) -> f64 {
        (self.clock.delta_as_nanos(start, end) as f64 - self.empty).max(0.0)
    }

    /// Waits without giving the processor away.
    pub fn spin(&self, nanos: u64) {
        let start = self.now();
        while self.clock.delta_as_nanos(start, self.now()) < nanos {
            std::hint::spin_loop();
        }
    }
}

/// Values of which percentiles are asked.
pub struct Sample(Vec<f64>);

impl Sample {
    pub fn new(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        Self(values)
    }

    /// The value below which `share` of all lie.
    pub fn at(&self, share: f64) -> f64 {
        let place = ((self.0.len() - 1) as f64 * share).round() as usize;
        self.0[place]
    }
}

/// Seconds of processor that all threads of this process have taken.
pub fn processor_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// The most memory this process has had, in MiB. `None` where the system does not say.
pub fn peak_mib() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}
