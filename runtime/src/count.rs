//! Counters by cause: nothing is lost without one of them going up.

use core::fmt;
use core::sync::atomic::{AtomicU64, Ordering};

macro_rules! causes {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal,)*) => {
        /// Why an event did not get to where it was sent.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Cause {
            $($(#[doc = $doc])+ $name,)*
        }

        impl Cause {
            /// All causes, in the order in which they can befall an event.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word that stands for it in a log line and in metrics.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

causes! {
    /// The thread's ring was full and the overflow policy said to drop.
    RingFull = "ring_full",
    /// The call came from inside a log call of the same thread: from a conversion, or from a signal handler.
    Reentrant = "reentrant",
    /// The thread was already ending and its ring was gone.
    Teardown = "teardown",
    /// The process is a fork that has not installed a logger of its own.
    Forked = "forked",
    /// A conversion of the user's panicked.
    ConversionPanicked = "conversion_panicked",
    /// The logger was shut down.
    Closed = "closed",
    /// A record contradicted itself.
    Malformed = "malformed",
    /// The encoder panicked.
    EncoderPanicked = "encoder_panicked",
    /// The sink panicked.
    SinkPanicked = "sink_panicked",
    /// The sink's own queue was full.
    QueueFull = "queue_full",
    /// The disk or the quota is full.
    DiskFull = "disk_full",
    /// The system refused the write for another reason.
    Io = "io",
    /// The spool of a destination was full, and the policy said to drop.
    SpoolFull = "spool_full",
    /// What was in the spool could not be read back.
    SpoolDamaged = "spool_damaged",
    /// It waited in the spool for longer than it may.
    Expired = "expired",
    /// It is longer than the destination can be sent.
    TooLarge = "too_large",
    /// The destination will never take it. With a spool it is kept beside it, for somebody to look at.
    DeadLettered = "dead_lettered",
    /// The logger ended before the sink was done.
    Deadline = "deadline",
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Cause {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One counter for each cause, shared between threads.
#[derive(Debug, Default)]
pub struct Tally([AtomicU64; Cause::ALL.len()]);

impl Tally {
    /// All counters at zero.
    #[must_use]
    pub const fn new() -> Self {
        Self([const { AtomicU64::new(0) }; Cause::ALL.len()])
    }

    /// Counts `events` lost to `cause`.
    pub fn add(&self, cause: Cause, events: u64) {
        if let Some(counter) = self.0.get(cause as usize) {
            counter.fetch_add(events, Ordering::Relaxed);
        }
    }

    /// Events lost to `cause` until now.
    pub fn get(&self, cause: Cause) -> u64 {
        self.0.get(cause as usize).map_or(0, |counter| counter.load(Ordering::Relaxed))
    }

    /// Events lost until now, whatever the cause.
    pub fn total(&self) -> u64 {
        self.0.iter().map(|counter| counter.load(Ordering::Relaxed)).sum()
    }

    /// The causes that took at least one event, with their counts.
    pub fn nonzero(&self) -> Vec<(Cause, u64)> {
        Cause::ALL.iter().map(|cause| (*cause, self.get(*cause))).filter(|(_, events)| *events > 0).collect()
    }
}
