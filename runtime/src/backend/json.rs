//! How the numbers are written with serde.

use core::fmt::Display;
use core::time::Duration;

use serde::Serializer;

/// Seconds, as in log lines.
pub(super) fn seconds<S: Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(time.as_secs_f64())
}

/// An object with a number for each word.
pub(super) fn by_word<W: Display, S: Serializer>(
    counts: &[(W, u64)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(counts.iter().map(|(word, count)| (word.to_string(), count)))
}
