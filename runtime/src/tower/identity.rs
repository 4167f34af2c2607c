//! Who a request is: its id and its place in a trace.

use std::sync::Arc;

use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::trace::TraceContext;

/// The header with the id of a request.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// The longest id of a caller.
const LONGEST: usize = 128;

/// The id of a request, for handlers: it is among the extensions of the request.
///
/// ```
/// # fn show(request: &http::Request<()>) {
/// use blackbar::tower::RequestId;
///
/// let id = request.extensions().get::<RequestId>().map_or("", RequestId::as_str);
/// # let _shown_to_the_user = id; }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// The id: at most 128 letters, digits and `-_.:`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which ids a request gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ids {
    /// Those of the caller, where they are good.
    OfCaller,
    /// New ones.
    Fresh,
}

/// The id of a request and its place in a trace.
pub(super) fn identify(headers: &HeaderMap, ids: Ids) -> (RequestId, TraceContext) {
    let (given_id, given_trace) = match ids {
        Ids::OfCaller => (request_id(headers), traceparent(headers)),
        Ids::Fresh => (None, None),
    };
    let trace = given_trace.map_or_else(TraceContext::new_root, TraceContext::child);
    let id = given_id.map_or_else(|| Arc::from(trace.trace_id_hex().as_str()), Arc::from);
    (RequestId(id), trace)
}

/// The caller's id, unless it is one to write nonsense into logs with.
fn request_id(headers: &HeaderMap) -> Option<&str> {
    let id = only(headers, &REQUEST_ID)?.to_str().ok()?;
    let harmless = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
    (1..=LONGEST).contains(&id.len()).then_some(id).filter(|id| id.bytes().all(harmless))
}

fn traceparent(headers: &HeaderMap) -> Option<TraceContext> {
    TraceContext::read(only(headers, &TRACEPARENT)?.to_str().ok()?).ok()
}

/// The value of a header that is there once. Of two nobody can tell which is meant.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h HeaderValue> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    fn headers(values: &[(&HeaderName, &str)]) -> HeaderMap {
        let value = |text: &str| HeaderValue::from_bytes(text.as_bytes()).unwrap();
        values.iter().map(|(name, text)| ((*name).clone(), value(text))).collect()
    }

    fn of_caller(values: &[(&HeaderName, &str)]) -> (String, TraceContext) {
        let (id, trace) = identify(&headers(values), Ids::OfCaller);
        (id.as_str().to_owned(), trace)
    }

    #[test]
    fn good_ids_of_the_caller_are_kept_and_the_span_is_new() {
        let (id, trace) = of_caller(&[(&REQUEST_ID, "req_7:a.b-c"), (&TRACEPARENT, PARENT)]);
        assert_eq!(id, "req_7:a.b-c");
        assert!(trace.to_string().starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-"));
        assert!(trace.sampled());
        assert_ne!(trace.span_id_hex().as_str(), "00f067aa0ba902b7");
    }

    #[test]
    fn without_an_id_the_trace_lends_its_own() {
        let (id, trace) = of_caller(&[(&TRACEPARENT, PARENT)]);
        assert_eq!(id, "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!(id, trace.trace_id_hex().as_str());
        let (id, trace) = of_caller(&[]);
        assert_eq!(id, trace.trace_id_hex().as_str());
    }

    #[test]
    fn hostile_ids_are_replaced() {
        for hostile in [
            "",
            " ",
            "a b",
            "a\tb",
            "a\"b",
            "a\\b",
            "<script>",
            "id=1",
            "x;y",
            "ß",
            "ada@lovelace.example",
            "%0a",
            "{id}",
            "\u{7f}",
        ] {
            let Ok(value) = HeaderValue::from_bytes(hostile.as_bytes()) else { continue };
            let headers: HeaderMap = [(REQUEST_ID, value)].into_iter().collect();
            let (id, trace) = identify(&headers, Ids::OfCaller);
            assert_eq!(id.as_str(), trace.trace_id_hex().as_str(), "{hostile:?}");
        }
        let longest = "x".repeat(LONGEST);
        assert_eq!(of_caller(&[(&REQUEST_ID, &longest)]).0, longest);
        let (id, trace) = of_caller(&[(&REQUEST_ID, &"x".repeat(LONGEST + 1))]);
        assert_eq!(id, trace.trace_id_hex().as_str());
    }

    #[test]
    fn of_two_ids_none_is_taken() {
        let other = PARENT.replace("4bf", "5bf");
        let (id, trace) = of_caller(&[(&REQUEST_ID, "a"), (&REQUEST_ID, "b")]);
        assert_eq!(id, trace.trace_id_hex().as_str());
        let (_, trace) = of_caller(&[(&TRACEPARENT, PARENT), (&TRACEPARENT, &other)]);
        assert!(!trace.to_string().contains("bf92f3577b34da6a3ce929d0e0e4736"));
        let (_, trace) = of_caller(&[(&TRACEPARENT, PARENT), (&TRACEPARENT, PARENT)]);
        assert!(!trace.to_string().contains("4bf92f3577b34da6a3ce929d0e0e4736"));
    }

    #[test]
    fn ids_of_nobody_are_asked_for_where_fresh_ones_are_wanted() {
        let headers = headers(&[(&REQUEST_ID, "chosen"), (&TRACEPARENT, PARENT)]);
        let (id, trace) = identify(&headers, Ids::Fresh);
        assert_eq!(id.as_str(), trace.trace_id_hex().as_str());
        assert_ne!(id.as_str(), "4bf92f3577b34da6a3ce929d0e0e4736");
    }

    proptest! {
        #[test]
        fn whatever_a_caller_sends_the_id_is_harmless(id in "[ -~]{0,20}|\\PC{0,20}|[0-9A-Za-z.:_-]{0,140}", parent: Vec<u8>) {
            let mut headers = HeaderMap::new();
            for (name, bytes) in [(REQUEST_ID, id.into_bytes()), (TRACEPARENT, parent)] {
                if let Ok(value) = HeaderValue::from_bytes(&bytes) {
                    headers.append(name, value);
                }
            }
            let (id, trace) = identify(&headers, Ids::OfCaller);
            prop_assert!((1..=LONGEST).contains(&id.as_str().len()));
            let harmless = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':');
            prop_assert!(id.as_str().bytes().all(harmless), "{id:?}");
            prop_assert!(HeaderValue::from_str(id.as_str()).is_ok());
            prop_assert!(trace.trace_id() != [0; 16] && trace.span_id() != [0; 8]);
        }
    }
}
