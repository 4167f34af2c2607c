//! The numbers a logger shows of itself.

use core::fmt;

use crate::count::Cause;
use crate::sink::Health;

/// All counters of a logger, read one after another while it runs; right after a successful flush they belong together.
///
/// The ledger of each sink is `accepted = written + filtered + dropped`; the ledger of the callers is
/// `calls = accepted - reports + lost`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Events that were taken out of a ring, and the logger's own reports.
    pub accepted: u64,
    /// Events of the logger's own: reports of losses.
    pub reports: u64,
    /// Events that never got into a ring, by cause.
    pub lost: Vec<(Cause, u64)>,
    /// Calls in this process that found no logger to belong to, by cause; the same number for all loggers.
    pub unheard: Vec<(Cause, u64)>,
    /// Records that contradicted themselves so badly that not even their length could be believed.
    pub malformed: u64,
    /// Times a caller waited for room in its ring.
    pub waits: u64,
    /// Times a caller woke the backend.
    pub wakes: u64,
    /// Rings now.
    pub rings: usize,
    /// Rings ever made.
    pub rings_made: u64,
    /// Numbers that were NaN or infinite and were written as `null`, once for each rendering.
    pub not_finite: u64,
    /// Texts of the operating system that were not valid UTF-8, once for each rendering.
    pub lossy_text: u64,
    /// Credentials that the scanner found in texts and replaced, once for each rendering, by the word that stands in their
    /// place: `("jwt", 3)` for three times `[redacted:jwt]`. Each is a field that should have a disposition of its own, or
    /// a text that should not hold it.
    pub detected: Vec<(&'static str, u64)>,
    /// Values under `#[log(hash)]` that were written as `"[redacted:no-key]"`, because the logger had no key.
    pub hash_without_key: u64,
    /// The sinks, in the order in which they were given to the builder.
    pub sinks: Vec<SinkStats>,
}

/// One sink's line in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SinkStats {
    /// What it is called, for instance `stderr` or `file:logs/app.log`.
    pub name: String,
    /// How it is.
    pub health: Health,
    /// Events that are where they belong.
    pub written: u64,
    /// Events it was not to get, by its filter or the logger's.
    pub filtered: u64,
    /// Events that are lost, by cause.
    pub dropped: Vec<(Cause, u64)>,
}

impl Stats {
    /// Events that never got into a ring, whatever the cause.
    #[must_use]
    pub fn lost_total(&self) -> u64 {
        total(&self.lost)
    }

    /// Whether every accepted event is accounted for at every sink: true after a successful flush while nobody logs.
    #[must_use]
    pub fn is_balanced(&self) -> bool {
        self.sinks.iter().all(|sink| self.accepted == sink.written + sink.filtered + sink.dropped_total())
    }
}

impl SinkStats {
    /// Events that are lost at this sink, whatever the cause.
    #[must_use]
    pub fn dropped_total(&self) -> u64 {
        total(&self.dropped)
    }
}

fn total(causes: &[(Cause, u64)]) -> u64 {
    causes.iter().map(|(_, events)| events).sum()
}

/// A few lines for people.
impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "accepted {}, lost {}", self.accepted, self.lost_total())?;
        causes(f, &self.lost)?;
        if !self.detected.is_empty() {
            write!(
                f,
                ", credentials replaced {}",
                self.detected.iter().map(|(_, count)| count).sum::<u64>()
            )?;
            causes(f, &self.detected)?;
        }
        for sink in &self.sinks {
            write!(f, "\n  {}: written {}, filtered {}", sink.name, sink.written, sink.filtered)?;
            write!(f, ", dropped {}", sink.dropped_total())?;
            causes(f, &sink.dropped)?;
            if sink.health != Health::Up {
                write!(f, ", {:?}", sink.health)?;
            }
        }
        Ok(())
    }
}

fn causes(f: &mut fmt::Formatter<'_>, causes: &[(impl fmt::Display, u64)]) -> fmt::Result {
    let mut separator = " (";
    for (cause, events) in causes {
        write!(f, "{separator}{cause} {events}")?;
        separator = ", ";
    }
    f.write_str(if causes.is_empty() { "" } else { ")" })
}
