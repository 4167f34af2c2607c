//! [`LogHeaders`]: the headers of a request or an answer, most of them without their values.

use core::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::value::key_rule::{Allowed, judge};
use crate::value::{LogValue, Shape, ValueWriter, marked, own_form, shape_of};

/// Headers as they may be logged: an object of all names, with the values of those that are allowed and `"[redacted]"` for
/// the rest.
///
/// ```
/// # use blackbar::{LogHeaders, info};
/// # let headers = http::HeaderMap::new();
/// info!("request", headers = LogHeaders::new(&headers));
/// info!("request", headers = LogHeaders::new(&headers).allow(&["content-type", "x-shard"]));
/// ```
///
/// Allowed without a word are `accept`, `accept-encoding`, `cache-control`, `connection`, `content-encoding`,
/// `content-length`, `content-type`, `date`, `expect`, `host`, `retry-after`, `server`, `transfer-encoding`, `upgrade`,
/// `vary` and `x-request-id`: what describes the message and nobody's person. Whatever is allowed: a value that is marked
/// as sensitive, one that is not visible ASCII, and one whose name is that of a secret (`authorization`, `cookie`,
/// `x-api-key`) is redacted.
///
/// Several values of one name are written as one, with commas between them.
#[derive(Clone, Copy)]
pub struct LogHeaders<'h> {
    headers: &'h HeaderMap,
    allowed: &'h [&'h str],
}

/// What is allowed without a word.
const HARMLESS: &[&str] = &[
    "accept",
    "accept-encoding",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "expect",
    "host",
    "retry-after",
    "server",
    "transfer-encoding",
    "upgrade",
    "vary",
    "x-request-id",
];

impl<'h> LogHeaders<'h> {
    /// What may be logged of `headers`.
    #[must_use]
    pub fn new(headers: &'h HeaderMap) -> Self {
        Self { headers, allowed: HARMLESS }
    }

    /// Allows these names, in any case, in place of those that are allowed without a word.
    #[must_use]
    pub fn allow(mut self, names: &'h [&'h str]) -> Self {
        self.allowed = names;
        self
    }

    fn shows(&self, name: &HeaderName) -> bool {
        let harmless = |value: &HeaderValue| !value.is_sensitive() && value.to_str().is_ok();
        self.allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(name.as_str()))
            && judge(name.as_str()) == Allowed::Any
            && self.headers.get_all(name).iter().all(harmless)
    }

    fn print(&self, name: &HeaderName, out: &mut dyn fmt::Write) -> fmt::Result {
        for (at, value) in self.headers.get_all(name).iter().enumerate() {
            out.write_str(if at == 0 { "" } else { ", " })?;
            out.write_str(value.to_str().unwrap_or_default())?;
        }
        Ok(())
    }
}

impl LogValue for LogHeaders<'_> {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Map { key: shape_of::<str>, value: shape_of::<str> };
    // No code of the user runs, but there may be many names to judge: too long a work for an open record.
    const LEAF: bool = false;

    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.counted(self.headers.keys(), |writer, name| {
            writer.text(name.as_str());
            if !self.shows(name) {
                return writer.fixed([1]);
            }
            writer.fixed([0]);
            writer.printed(usize::MAX, |out| {
                let _all_of_it = self.print(name, out);
            });
        });
    }
}

marked!([NotByte] LogHeaders<'_>);

/// Not the headers: that is what the type is for.
impl fmt::Debug for LogHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LogHeaders")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    const CANARY: &str = "canary-7f3a";

    fn headers(names: &[&'static str]) -> HeaderMap {
        names.iter().map(|name| (HeaderName::from_static(name), HeaderValue::from_static(CANARY))).collect()
    }

    fn bytes(value: &LogHeaders<'_>) -> Vec<u8> {
        let mut room = vec![0; 4096];
        let mut writer = ValueWriter::new(&mut room, 0);
        value.encode_value(&mut writer);
        let written = writer.written();
        room.truncate(written);
        room
    }

    fn shows_canary(value: &LogHeaders<'_>) -> bool {
        bytes(value).windows(CANARY.len()).any(|window| window == CANARY.as_bytes())
    }

    #[test]
    fn only_allowed_names_show_their_values() {
        assert!(shows_canary(&LogHeaders::new(&headers(&["content-type"]))));
        assert!(shows_canary(&LogHeaders::new(&headers(&["x-shard"])).allow(&["X-Shard"])));
        assert!(!shows_canary(&LogHeaders::new(&headers(&["x-shard", "location", "referer"]))));
        assert!(!shows_canary(&LogHeaders::new(&headers(&["content-type"])).allow(&[])));
        let redacted = [&1_u32.to_le_bytes()[..], &7_u32.to_le_bytes(), b"x-shard", &[1]].concat();
        assert_eq!(bytes(&LogHeaders::new(&headers(&["x-shard"]))), redacted);
    }

    #[test]
    fn names_of_secrets_cannot_be_allowed() {
        for name in
            ["authorization", "cookie", "set-cookie", "x-api-key", "proxy-authorization", "x-auth-token"]
        {
            assert!(!shows_canary(&LogHeaders::new(&headers(&[name])).allow(&[name])), "{name}");
        }
        assert!(HARMLESS.iter().all(|name| judge(name) == Allowed::Any));
    }

    #[test]
    fn a_value_that_is_marked_or_no_text_is_redacted_with_all_of_its_name() {
        let mut marked = headers(&["content-type"]);
        let mut value = HeaderValue::from_static("text/html");
        value.set_sensitive(true);
        marked.append("content-type", value);
        assert!(!shows_canary(&LogHeaders::new(&marked)));
        let mut odd = headers(&["content-type"]);
        odd.append("content-type", HeaderValue::from_bytes(b"\xff").unwrap());
        assert!(!shows_canary(&LogHeaders::new(&odd)));
    }

    #[test]
    fn several_values_are_one_with_commas() {
        let mut several = HeaderMap::new();
        several.append("accept", HeaderValue::from_static("text/html"));
        several.append("accept", HeaderValue::from_static("*/*"));
        let expected = [
            &1_u32.to_le_bytes()[..],
            &6_u32.to_le_bytes(),
            b"accept",
            &[0],
            &14_u32.to_le_bytes(),
            b"text/html, */*",
        ]
        .concat();
        assert_eq!(bytes(&LogHeaders::new(&several)), expected);
    }
}
