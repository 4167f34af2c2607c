//! Values that are too long or too deep: what is cut must not show what the rest would have hidden.

use std::error::Error;
use std::fmt;

use blackbar::{LogEvent, LogValue, Logger, Memory, Secret, log_event};
use serde_json::Value;

use crate::check::keyed;
use crate::search::{Search, longest_shared, make};

/// Checks that what `log` logs has none of the canary.
#[track_caller]
fn is_clean(canary: &str, log: impl FnOnce(&Logger)) -> String {
    let mut search = Search::default();
    search.plant("value", canary, &["leaf"]);
    let (json, pretty) = (Memory::new(), Memory::new().pretty());
    let logger = keyed().sink(json.clone()).sink(pretty.clone()).build().unwrap();
    log(&logger);
    logger.flush().unwrap();
    // A run of one letter only takes time.
    let output = (json.text() + &pretty.text()).replace(&"x".repeat(1_000), "x");
    assert!(!json.is_empty(), "nothing was logged");
    search.assert_clean("the log", output.as_bytes());
    output
}

#[derive(LogEvent)]
#[log(name = "canary.long", message = "{body}{redacted}{hashed}{personal}")]
struct Long<'a> {
    body: &'a str,
    #[log(redact)]
    redacted: &'a str,
    #[log(hash)]
    hashed: &'a str,
    #[log(pii, allow = "support knows people by it")]
    personal: &'a str,
    #[log(secret)]
    hidden: Secret<String>,
    #[log(mask(email))]
    masked: &'a str,
    #[log(len)]
    counted: &'a str,
}

#[test]
fn a_record_that_is_cut_shows_nothing_of_what_was_behind() {
    let canary = make::text(1);
    let long = canary.repeat(2_000);
    for length in [0, 262_000, 262_144, 300_000] {
        let body = "x".repeat(length);
        for leaf in [&canary, &long] {
            let hidden = Secret::new(leaf.clone());
            let output = is_clean(&canary, |logger| {
                log_event!(logger: logger, Long {
                    body: &body, redacted: leaf, hashed: leaf, personal: leaf, hidden, masked: leaf, counted: leaf,
                });
            });
            assert!(length < 300_000 || output.contains("truncated"));
        }
    }
}

#[derive(LogValue)]
struct Nested {
    inner: Option<Box<Nested>>,
    #[log(pii, allow = "support knows people by it")]
    leaf: String,
    #[log(redact)]
    other: String,
    note: String,
}

#[test]
fn a_value_that_is_nested_too_deep_shows_nothing_below() {
    let canary = make::text(2);
    let url = format!("https://user:{canary}@host.example/");
    for depth in [1, 31, 32, 33, 100] {
        let nested = |inner| Nested { inner, leaf: canary.clone(), other: canary.clone(), note: url.clone() };
        let nested = (0..depth).fold(nested(None), |inner, _| nested(Some(Box::new(inner))));
        is_clean(&canary, |logger| log_event!(logger: logger, info, "{nested}", nested));
    }
}

#[derive(Debug)]
struct Failed(String);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Failed {}

/// Texts in which a canary begins so many bytes behind the beginning. What makes it a secret stands before or behind it.
fn texts(canary: &str, before: usize) -> [String; 4] {
    let x = "x".repeat(before.saturating_sub(30));
    let fill = |around: &str| format!("{x}{around:>width$}", width = before.min(30));
    [
        fill(" https://user:") + canary + "@host.example/",
        fill(" postgres://app:") + canary + "@db/orders",
        fill(" Authorization: Bearer ") + canary + " ",
        fill(" -----BEGIN PRIVATE KEY-----\n") + canary + "\n-----END PRIVATE KEY-----\n",
    ]
}

/// Logs texts in which a canary stands across the place where they are cut, and checks that no piece of it is shown.
///
/// `log` logs a text and gives back how to find it in the line; how much is kept of a text is found out by one without
/// a secret.
#[track_caller]
fn is_hidden_at_the_cut(canary: &str, pointer: &str, log: impl Fn(&Logger, String)) {
    let memory = Memory::new();
    let logger = keyed().sink(memory.clone()).build().unwrap();
    let last_text = |memory: &Memory| {
        let line: Value = serde_json::from_str(memory.lines().last().unwrap()).unwrap();
        line.pointer(pointer).unwrap().as_str().unwrap().to_owned()
    };
    log(&logger, "x".repeat(300_000));
    logger.flush().unwrap();
    let kept = last_text(&memory).matches('x').count();
    assert!(kept < 300_000, "nothing is cut");
    let mut leaks = Vec::new();
    for shown in [0, 8, 12, 16, 23] {
        for text in texts(canary, kept - shown) {
            memory.clear();
            log(&logger, text);
            logger.flush().unwrap();
            let text = last_text(&memory);
            let tail: String = text.chars().skip(text.chars().count().saturating_sub(80)).collect();
            if longest_shared(canary, &tail) >= 6 {
                leaks.push(tail);
            }
        }
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

#[test]
fn a_credential_that_is_cut_by_truncate_is_not_shown() {
    is_hidden_at_the_cut(&make::text(3), "/note", |logger, text| {
        log_event!(logger: logger, info, "x", #[log(truncate(60))] note = text);
    });
}

#[test]
fn a_credential_that_is_cut_in_an_error_is_not_shown() {
    is_hidden_at_the_cut(&make::text(4), "/cause", |logger, text| {
        log_event!(logger: logger, info, "x", #[log(error)] cause = Failed(text));
    });
}

#[test]
fn a_credential_that_is_cut_in_a_printed_text_is_not_shown() {
    is_hidden_at_the_cut(&make::text(5), "/note", |logger, text| {
        log_event!(logger: logger, info, "x", #[log(display, allow = "a text for people")] note = text);
    });
}

#[test]
fn a_credential_that_is_cut_with_its_record_is_not_shown() {
    is_hidden_at_the_cut(&make::text(6), "/note", |logger, text| {
        log_event!(logger: logger, info, "x", note = text);
    });
}

#[derive(LogValue)]
struct Note {
    text: String,
}

#[test]
fn a_credential_that_is_cut_with_a_value_is_not_shown() {
    is_hidden_at_the_cut(&make::text(7), "/note/text", |logger, text| {
        log_event!(logger: logger, info, "x", note = Note { text });
    });
}
