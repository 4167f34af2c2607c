//! The standard event as a line of JSON, by hand: what the yardstick and the model write.

use std::io::Write;

use crate::event::Event;

/// A line with typed, escaped fields and a timestamp of nine digits. `seconds` keeps the part of it that changes once a
/// second.
pub fn line(out: &mut Vec<u8>, seconds: &mut Seconds, nanos: u64, event: &Event<'_>) {
    out.extend_from_slice(b"{\"timestamp\":\"");
    seconds.append(out, nanos);
    out.extend_from_slice(
        b"\",\"level\":\"info\",\"target\":\"compare\",\"event\":\"user.login\",\"message\":\"user logged in\",\"user_id\":",
    );
    out.extend_from_slice(itoa::Buffer::new().format(event.user_id).as_bytes());
    out.extend_from_slice(b",\"request\":");
    text(out, event.request);
    out.extend_from_slice(b",\"ip\":");
    text(out, event.ip);
    out.extend_from_slice(b",\"latency_ms\":");
    out.extend_from_slice(ryu::Buffer::new().format(event.latency_ms).as_bytes());
    out.extend_from_slice(if event.ok { b",\"ok\":true}\n" } else { b",\"ok\":false}\n" });
}

fn text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    if text.bytes().all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
        out.extend_from_slice(text.as_bytes());
    } else {
        for byte in text.bytes() {
            match byte {
                b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
                0..0x20 => _ = write!(out, "\\u{byte:04x}"),
                _ => out.push(byte),
            }
        }
    }
    out.push(b'"');
}

/// The text of a second, kept until the next one.
#[derive(Default)]
pub struct Seconds {
    second: u64,
    text: Vec<u8>,
}

impl Seconds {
    fn append(&mut self, out: &mut Vec<u8>, nanos: u64) {
        let second = nanos / 1_000_000_000;
        if second != self.second || self.text.is_empty() {
            let (year, month, day) = date((second / 86_400) as i64);
            let (hour, minute) = (second / 3600 % 24, second / 60 % 60);
            self.text.clear();
            let second_of_minute = second % 60;
            _ = write!(
                self.text,
                "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second_of_minute:02}."
            );
            self.second = second;
        }
        out.extend_from_slice(&self.text);
        let mut digits = *b"000000000Z";
        let mut rest = nanos % 1_000_000_000;
        for digit in digits[..9].iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        out.extend_from_slice(&digits);
    }
}

/// Year, month and day of a day since 1970-01-01, by the proleptic Gregorian calendar, in years that begin in March.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    (year + era * 400 + i64::from(month <= 2), month, day)
}
