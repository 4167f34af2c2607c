//! Errors, which tell more than their authors think.

use std::error::Error;
use std::fmt;

use blackbar::log_event;
use serde_json::Value;

use crate::line;
use crate::search::{Search, make};

/// What `#[log(error)]` writes of it.
#[track_caller]
fn shown<E: Error>(error: &E) -> String {
    let line =
        line(|logger| log_event!(logger: logger, error, "failed: {cause}", #[log(error)] cause = error));
    let shown = line["cause"].as_str().unwrap_or_else(|| panic!("{line}")).to_owned();
    assert_eq!(line["message"], format!("failed: {shown}"));
    shown
}

/// A text in which a canary is the password of a URL, and the search for it.
fn url(number: u64) -> (String, Search) {
    let canary = make::text(number);
    let mut search = Search::default();
    search.plant("the password", &canary, &["cause"]);
    (format!("https://user:{canary}@host.example/path?api_key={canary}#f"), search)
}

#[derive(Debug)]
struct Chain(String, Option<Box<dyn Error + Send + Sync>>);

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Chain {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.1.as_deref().map(|source| source as &dyn Error)
    }
}

// L65
#[test]
fn a_credential_in_the_input_that_serde_json_quotes_is_not_shown() {
    let (url, search) = url(1);
    let error = serde_json::from_str::<u64>(&serde_json::to_string(&url).unwrap()).unwrap_err();
    assert!(error.to_string().contains(&make::text(1)), "the test has nothing to find: {error}");
    let shown = shown(&error);
    assert!(shown.contains("invalid type: string"), "{shown}");
    assert!(shown.contains("line 1 column"), "{shown}");
    search.assert_clean("a message of serde_json", shown.as_bytes());
}

// L66
#[test]
fn an_error_with_a_url_shows_neither_userinfo_nor_query() {
    let (url, search) = url(2);
    let shown = shown(&Chain(format!("error sending request for url ({url})"), None));
    assert!(shown.contains("host.example/path"), "only what is secret is replaced: {shown}");
    search.assert_clean("an error with a URL", shown.as_bytes());
}

// L67
#[test]
fn a_source_deep_in_the_chain_is_no_way_around() {
    let (url, search) = url(3);
    let innermost = Chain(format!("cannot resolve {url}"), None);
    let chain = (0..5).fold(innermost, |inner, depth| Chain(format!("layer {depth}"), Some(Box::new(inner))));
    let shown = shown(&chain);
    assert!(shown.contains("layer 4") && shown.contains("cannot resolve"), "{shown}");
    search.assert_clean("a chain", shown.as_bytes());
}

// L67
#[test]
fn a_chain_without_an_end_is_cut() {
    /// Prints another number each time, for what is repeated is not written.
    #[derive(Debug)]
    struct Loop(std::cell::Cell<u32>);
    impl fmt::Display for Loop {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.set(self.0.get() + 1);
            write!(f, "round {}", self.0.get())
        }
    }
    impl Error for Loop {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(self)
        }
    }
    let shown = shown(&Loop(std::cell::Cell::new(0)));
    assert_eq!(shown.matches("round ").count(), 16, "{shown}");
}

// L68
#[test]
fn the_payload_of_an_io_error_is_scanned() {
    let (url, search) = url(4);
    let shown = shown(&std::io::Error::other(format!("connect to {url}")));
    assert!(shown.contains("connect to"), "{shown}");
    search.assert_clean("an I/O error", shown.as_bytes());
}

// L69
#[test]
fn an_error_that_carries_bytes_shows_none_of_them() {
    let canary = make::text(5);
    let mut search = Search::default();
    search.plant("the bytes", &canary, &["cause"]);
    let bytes = [canary.as_bytes(), b"\xff\xfe"].concat();
    let error = String::from_utf8(bytes.clone()).unwrap_err();
    let shown = shown(&error) + &shown(&std::ffi::CString::new([&bytes[..], b"\0"].concat()).unwrap_err());
    assert!(shown.contains("invalid utf-8"), "{shown}");
    search.assert_clean("an error with bytes", shown.as_bytes());
}

#[test]
fn an_error_in_an_option_and_in_a_box_is_scanned_too() {
    let (url, search) = url(6);
    let boxed: Box<dyn Error + Send + Sync> = Box::new(Chain(url.clone(), None));
    let line = line(|logger| {
        log_event!(
            logger: logger, error, "failed",
            #[log(error)] first = boxed,
            #[log(error)] second = Some(Chain(url.clone(), None)),
            #[log(error)] third = None::<Chain>,
        );
    });
    assert_eq!(line["third"], Value::Null);
    assert!(line["first"].as_str().unwrap().contains("host.example"), "{line}");
    search.assert_clean("errors in wrappers", line.to_string().as_bytes());
}
