//! An answer, as far as it is read.

use core::time::Duration;

use http::header::{DATE, LOCATION, RETRY_AFTER};
use http::{HeaderMap, HeaderName, StatusCode};

use super::retry_after;
use crate::clock;

/// Bytes of a body that are shown to people.
const EXCERPT: usize = 200;

/// What a peer answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The body, or its beginning.
    pub(crate) body: Vec<u8>,
    /// Whether that is all of the body. It is not when there was more than is read.
    pub(crate) whole: bool,
}

impl Answer {
    /// How long the peer wants to be left alone, if it says so.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let now = i64::try_from(clock::now().unix_nanos / 1_000_000_000).unwrap_or(i64::MAX);
        retry_after::parse(self.text(&RETRY_AFTER)?, self.text(&DATE), now)
    }

    /// The status for people: `429 Too Many Requests`.
    pub(crate) fn status_line(&self) -> String {
        // `StatusCode` writes `<unknown status code>` for those that nobody has named.
        match self.status.canonical_reason() {
            Some(reason) => format!("{} {reason}", self.status.as_u16()),
            None => self.status.as_u16().to_string(),
        }
    }

    /// The beginning of the body on one line, behind a colon; nothing if there is no text.
    pub(crate) fn excerpt(&self) -> String {
        let text = String::from_utf8_lossy(self.body.get(..EXCERPT).unwrap_or(&self.body));
        let words: Vec<_> = text.split(|ch: char| ch.is_whitespace() || ch.is_control()).collect();
        let line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if line.is_empty() { line } else { format!(": {line}") }
    }

    /// Where it sends one, without what may carry a secret.
    pub(crate) fn location(&self) -> Option<&str> {
        let location = self.text(&LOCATION)?.split(['?', '#']).next()?;
        (!location.is_empty() && !location.contains('@')).then_some(location)
    }

    fn text(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
