//! Spans of time and points in time.

use core::time::Duration;
use std::time::{SystemTime, UNIX_EPOCH};

use super::{LogValue, Shape, ValueWriter, own_form};

#[diagnostic::do_not_recommend]
impl LogValue for Duration {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Duration;
    const LEAF: bool = true;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.fixed(self.as_secs().to_le_bytes());
        writer.fixed(self.subsec_nanos().to_le_bytes());
    }
}

#[diagnostic::do_not_recommend]
impl LogValue for SystemTime {
    own_form!();
    const SHAPE: &'static Shape = &Shape::SystemTime;
    const LEAF: bool = true;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        let (seconds, nanos) = match self.duration_since(UNIX_EPOCH) {
            Ok(after) => (saturating_i64(after.as_secs()), after.subsec_nanos()),
            Err(before) => floor_before(before.duration()),
        };
        writer.fixed(seconds.to_le_bytes());
        writer.fixed(nanos.to_le_bytes());
    }
}

/// A time before 1970 as whole seconds rounded down, and the nanoseconds after them.
fn floor_before(before: Duration) -> (i64, u32) {
    let seconds = -saturating_i64(before.as_secs());
    match before.subsec_nanos() {
        0 => (seconds, 0),
        nanos => (seconds.saturating_sub(1), 1_000_000_000 - nanos),
    }
}

fn saturating_i64(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX)
}
