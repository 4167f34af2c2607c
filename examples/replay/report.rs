//! What the user sees: progress on the way, the balance at the end.

use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::Duration;

use blackbar::Stats;

/// Lines between two signs of life.
const STEP: u64 = 100_000;

/// Tells on stderr how far a long input is.
#[derive(Debug)]
pub(crate) struct Progress {
    terminal: bool,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self { terminal: io::stderr().is_terminal() }
    }

    pub(crate) fn show(&self, lines: u64) {
        if !lines.is_multiple_of(STEP) {
            return;
        }
        let lines = grouped(lines);
        if self.terminal {
            eprint!("\r{lines} lines ");
        } else {
            eprintln!("{lines} lines");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.terminal {
            // The report begins where the progress stood.
            eprint!("\r\x1b[K");
        }
    }
}

/// What was read, and how fast.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) lines: u64,
    pub(crate) bytes: u64,
    pub(crate) unrecognised: u64,
    pub(crate) took: Duration,
}

impl Report {
    pub(crate) fn text(&self, input: &str, output: &Path, stats: &Stats) -> String {
        let written = events_written(stats);
        let dropped = stats.lost_total() + stats.sinks.iter().map(|sink| sink.dropped_total()).sum::<u64>();
        let seconds = self.took.as_secs_f64().max(f64::MIN_POSITIVE);
        let speed = Duration::from_secs_f64(self.lines as f64 / seconds).as_secs();
        let mut text = String::new();
        let mut row = |name: &str, number: u64, note: &str| {
            // Writing to a `String` cannot fail.
            let line = format!("{name:<16}{:>14}   {note}", grouped(number));
            let _always_ok = writeln!(text, "{}", line.trim_end());
        };
        row("lines read", self.lines, &format!("{} bytes of {input}", grouped(self.bytes)));
        row("events written", written, &format!("appended to {}", output.display()));
        row("  unrecognised", self.unrecognised, "of them: only program, pid and length");
        row("events dropped", dropped, if dropped > 0 { "for the causes in the ledger" } else { "" });
        row("events/s", speed, &format!("{:.3} s, until all was in the file", self.took.as_secs_f64()));
        let balanced = if stats.is_balanced() { "balanced" } else { "NOT balanced" };
        let _always_ok = write!(text, "\nledger, {balanced}: {stats}");
        text
    }
}

/// Events that are in the file, without the logger's own reports.
pub(crate) fn events_written(stats: &Stats) -> u64 {
    stats.sinks.iter().map(|sink| sink.written).sum::<u64>().saturating_sub(stats.reports)
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
