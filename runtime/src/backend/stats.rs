//! The numbers a logger shows of itself.

use core::fmt;
use core::time::Duration;

use super::deliveries::DeliveryStats;
#[cfg(feature = "serde")]
use super::json;
use crate::count::Cause;
use crate::sink::Health;

/// All numbers of a logger, read one after another while it runs; right after a successful flush they belong together.
/// What is no gauge only grows, from the moment at which the logger was built.
///
/// The ledger of each sink is `accepted = written + filtered + dropped + repeated`, and with a spool that of
/// [`DeliveryStats`]; the ledger of the callers is
/// `calls = accepted - reports + lost`, and of calls under a rate those that it let pass are meant.
///
/// With the feature `serde` it is written as an object with these names: numbers by cause are objects with the words of
/// the causes (`{"ring_full": 3}`, empty when nothing was lost), times are seconds with a fraction, the health of a sink is
/// its word, the sinks are a list in the order of the builder. Names are added to it, and none changes its meaning.
///
/// ```
/// # use blackbar::{Logger, Memory, info};
/// # let logger = Logger::builder().sink(Memory::new()).build()?;
/// let before = logger.stats();
/// info!(logger: logger, "one");
/// logger.flush()?;
/// let minute = logger.stats().since(&before);
/// assert_eq!(minute.accepted, 1);
/// println!("{} events a second", minute.per_second(minute.accepted));
/// # Ok::<(), blackbar::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Stats {
    /// What the logger is [called](crate::Builder::name).
    pub name: String,
    /// The time since it was built; after [`since`](Self::since) that between the two readings.
    #[cfg_attr(feature = "serde", serde(serialize_with = "json::seconds"))]
    pub up: Duration,
    /// Events that were taken out of a ring, and the logger's own.
    pub accepted: u64,
    /// Events of the logger's own: reports of losses and [heartbeats](crate::Builder::heartbeat).
    pub reports: u64,
    /// Events that never got into a ring, by cause.
    #[cfg_attr(feature = "serde", serde(serialize_with = "json::by_word"))]
    pub lost: Vec<(Cause, u64)>,
    /// Calls in this process that found no logger to belong to, by cause; the same number for all loggers.
    #[cfg_attr(feature = "serde", serde(serialize_with = "json::by_word"))]
    pub unheard: Vec<(Cause, u64)>,
    /// Calls in this process that a rate suppressed (`sample`, `limit`, `once`); the same number for all loggers. None of
    /// them is accepted or lost.
    pub suppressed: u64,
    /// Events without a line of their own: the next line of their thread that says `repeated` counts them too. See
    /// [`deduplicate`](crate::Builder::deduplicate).
    pub repeated: u64,
    /// Records that contradicted themselves so badly that not even their length could be believed.
    pub malformed: u64,
    /// Events that were too long for a record and were cut.
    pub truncated: u64,
    /// Times a caller waited for room in its ring.
    pub waits: u64,
    /// The time that callers spent waiting for room, all together.
    #[cfg_attr(feature = "serde", serde(serialize_with = "json::seconds"))]
    pub waited: Duration,
    /// Times a caller woke the backend.
    pub wakes: u64,
    /// Rings now. A gauge.
    pub rings: usize,
    /// Rings ever made.
    pub rings_made: u64,
    /// Bytes of one ring. A gauge.
    pub ring_bytes: usize,
    /// Bytes in the fullest ring when the backend last looked. A gauge.
    pub ring_fill: usize,
    /// The most bytes the backend ever found in a ring. A gauge.
    pub ring_fill_max: usize,
    /// How old the oldest event was when the backend last came to it. A gauge: at most 20 ms while the backend keeps up.
    #[cfg_attr(feature = "serde", serde(serialize_with = "json::seconds"))]
    pub lag: Duration,
    /// The longest that an event ever waited for the backend. A gauge.
    #[cfg_attr(feature = "serde", serde(serialize_with = "json::seconds"))]
    pub lag_max: Duration,
    /// The time since the backend last looked at the rings. A gauge: at most 20 ms and the time of a batch, unless a sink
    /// holds the backend.
    #[cfg_attr(feature = "serde", serde(serialize_with = "json::seconds"))]
    pub since_pass: Duration,
    /// Flushes that were asked for, those at the end included.
    pub flushes: u64,
    /// Flushes that came to nothing: too late, or refused by a sink.
    pub flushes_failed: u64,
    /// Numbers that were NaN or infinite and were written as `null`, once for each rendering.
    pub not_finite: u64,
    /// Texts of the operating system that were not valid UTF-8, once for each rendering.
    pub lossy_text: u64,
    /// Credentials that the scanner found in texts and replaced, once for each rendering, by the word that stands in their
    /// place: `("jwt", 3)` for three times `[redacted:jwt]`. Each is a field that should have a disposition of its own, or
    /// a text that should not hold it.
    #[cfg_attr(feature = "serde", serde(serialize_with = "json::by_word"))]
    pub detected: Vec<(&'static str, u64)>,
    /// Events of which a part of the [context](crate::Context) was missing, because it was too large; once for each rendering.
    pub contexts_cut: u64,
    /// Events that were written without their context, because its bytes contradicted themselves; once for each rendering.
    pub contexts_malformed: u64,
    /// Values under `#[log(hash)]` that were written as `"[redacted:no-key]"`, because the logger had no key.
    pub hash_without_key: u64,
    /// Times the recorder of the crate `metrics` panicked while these numbers were shown to it.
    pub metrics_failed: u64,
    /// The sinks, in the order in which they were given to the builder.
    pub sinks: Vec<SinkStats>,
}

/// One sink's line in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
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
    #[cfg_attr(feature = "serde", serde(serialize_with = "json::by_word"))]
    pub dropped: Vec<(Cause, u64)>,
    /// Events that are accepted and none of the above yet: in a batch, or in the sink's own queue. A gauge.
    pub pending: u64,
    /// Bytes it was handed, written or not.
    pub bytes: u64,
    /// Things that did not work, whether or not they cost an event: a write, but also a rotation, a deletion, a
    /// compression, a synchronisation.
    pub failures: u64,
    /// The time that the backend spent in its calls.
    #[cfg_attr(feature = "serde", serde(serialize_with = "json::seconds"))]
    pub busy: Duration,
    /// The longest of these calls. A gauge.
    #[cfg_attr(feature = "serde", serde(serialize_with = "json::seconds"))]
    pub slowest: Duration,
    /// The destination, where there is a network in between.
    pub delivery: Option<DeliveryStats>,
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
        let accounted =
            |sink: &SinkStats| sink.written + sink.filtered + sink.dropped_total() + self.repeated;
        self.sinks.iter().all(|sink| {
            let (recovered, spooled) = sink.spool();
            self.accepted + recovered == accounted(sink) + spooled
        })
    }
}

impl SinkStats {
    /// Events that are lost at this sink, whatever the cause.
    #[must_use]
    pub fn dropped_total(&self) -> u64 {
        total(&self.dropped)
    }

    /// Events that were in its spool when it was opened, and those that are there now.
    fn spool(&self) -> (u64, u64) {
        self.delivery.as_ref().map_or((0, 0), |delivery| (delivery.recovered, delivery.spooled_events))
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
        for (word, count) in [("suppressed", self.suppressed), ("repeated", self.repeated)] {
            if count > 0 {
                write!(f, ", {word} {count}")?;
            }
        }
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
            if let Some(delivery) = &sink.delivery {
                write!(f, ", {}", delivery.state)?;
                for (word, count) in
                    [("queued", delivery.queued_events), ("spooled", delivery.spooled_events)]
                {
                    if count > 0 {
                        write!(f, ", {word} {count}")?;
                    }
                }
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
