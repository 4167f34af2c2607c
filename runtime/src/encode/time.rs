//! Points in time as text. Dates are worked out once a second, not once an event.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use super::number::{nine_digits, three_digits};
use crate::record::{Malformed, ValueReader};

pub(super) const NANOS_PER_SECOND: u64 = 1_000_000_000;

/// Text that is the same for all events of one second.
pub(super) struct PerSecond {
    second: Option<u64>,
    text: Vec<u8>,
}

impl PerSecond {
    pub(super) const fn new() -> Self {
        Self { second: None, text: Vec::new() }
    }

    /// What `render` made for this second.
    #[inline]
    pub(super) fn get(&mut self, second: u64, render: impl FnOnce(i64, &mut Vec<u8>)) -> &[u8] {
        if self.second != Some(second) {
            self.text.clear();
            render(i64::try_from(second).unwrap_or(i64::MAX), &mut self.text);
            self.second = Some(second);
        }
        &self.text
    }
}

/// A point in time, in the byte form of `SystemTime`.
pub(super) struct Instant {
    seconds: i64,
    nanos: u32,
}

impl Instant {
    /// `None` for a part of a second that is a second or more.
    pub(super) fn read(reader: &mut ValueReader<'_>) -> Result<Option<Self>, Malformed> {
        let (seconds, nanos) = (i64::from_le_bytes(reader.fixed()?), u32::from_le_bytes(reader.fixed()?));
        Ok((u64::from(nanos) < NANOS_PER_SECOND).then_some(Self { seconds, nanos }))
    }

    /// Appends `2026-11-22T14:03:07.123456789Z`, or nothing and `false` for a year that RFC 3339 has no digits for.
    pub(super) fn render(&self, out: &mut Vec<u8>) -> bool {
        let Some(civil) = utc(self.seconds) else { return false };
        civil_seconds(civil, b'T', out);
        out.push(b'.');
        out.extend_from_slice(&nine_digits(self.nanos));
        out.push(b'Z');
        true
    }
}

/// Appends `2026-11-22T14:03:07`.
pub(super) fn utc_seconds(seconds: i64, out: &mut Vec<u8>) {
    civil_seconds(utc(seconds).unwrap_or(DateTime::ZERO), b'T', out);
}

/// Appends `2026-11-22 15:03:07`, as clocks in `zone` show it.
pub(super) fn local_seconds(seconds: i64, zone: &TimeZone, out: &mut Vec<u8>) {
    let local = Timestamp::from_second(seconds).map(|at| zone.to_datetime(at));
    civil_seconds(local.unwrap_or(DateTime::ZERO), b' ', out);
}

/// Appends `.123`.
#[inline]
pub(super) fn millis(nanos: u32, out: &mut Vec<u8>) {
    let [a, b, c] = three_digits(nanos / 1_000_000);
    out.extend_from_slice(&[b'.', a, b, c]);
}

fn utc(seconds: i64) -> Option<DateTime> {
    let at = Timestamp::from_second(seconds).ok()?;
    Some(Offset::UTC.to_datetime(at)).filter(|civil| civil.year() >= 0)
}

fn civil_seconds(civil: DateTime, between: u8, out: &mut Vec<u8>) {
    let [y1, y2, y3, y4] = four_digits(civil.year().unsigned_abs());
    let [m1, m2] = two_digits(civil.month());
    let [d1, d2] = two_digits(civil.day());
    let [h1, h2] = two_digits(civil.hour());
    let [n1, n2] = two_digits(civil.minute());
    let [s1, s2] = two_digits(civil.second());
    out.extend_from_slice(&[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]);
    out.extend_from_slice(&[between, h1, h2, b':', n1, n2, b':', s1, s2]);
}

fn four_digits(number: u16) -> [u8; 4] {
    let digit = |by: u16| char::from_digit(u32::from(number / by % 10), 10).map_or(b'0', |digit| digit as u8);
    [digit(1000), digit(100), digit(10), digit(1)]
}

fn two_digits(number: i8) -> [u8; 2] {
    let number = number.unsigned_abs();
    [b'0' + number / 10 % 10, b'0' + number % 10]
}
