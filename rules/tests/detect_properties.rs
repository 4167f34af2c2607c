//! What holds for every text: detectors do not panic, do not overlap, and find nothing in what they replaced.

use std::fmt::Write as _;

use blackbar_rules::detect::{SHORTEST, credential_in, detect, may_match};
use proptest::prelude::*;

/// Pieces that detectors react to, none of them a credential by itself.
const PIECES: &[&str] = &[
    "password",
    "token",
    "api_key",
    "=",
    ":",
    "\"",
    "'",
    "\\",
    "\\\"",
    " ",
    "&",
    "?",
    "#",
    ";",
    ",",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "Some(",
    "String(",
    "b\"",
    "://",
    "@",
    "/",
    ".",
    "-",
    "_",
    "%20",
    "\\n",
    "Bearer ",
    "basic ",
    "Token ",
    "Authorization",
    "hunter2",
    "null",
    "12",
    "4111",
    "1111",
    "111111",
    "4111 1111 1111 1111",
    "5555-5555-5555-4444",
    "3782 822463 10005",
    "536-90-",
    "4399",
    "GB82",
    " WEST",
    " 1234",
    " 5698",
    " 7654",
    " 32",
    "NL91ABNA0417164300",
    "eyJhbGciOiJIUzI1NiJ9",
    "eyJzdWIiOiI0MiJ9",
    "AK",
    "IA",
    "QW3RTZ7VBN8MKLP2",
    "gh",
    "p_",
    "s",
    "k-",
    "sk_",
    "live_",
    "a8KdQ3zLp0RxV7mTbY2wEcN5hGj9UfS1iXoHk4W6",
    "a8KdQ3zLp0RxV7mTbY2w",
    "0123456789abcdef",
    "xox",
    "b-",
    "-----",
    "BEGIN ",
    "END ",
    "PRIVATE KEY",
    "-----BEGIN PRIVATE KEY-----",
    "[redacted:jwt]",
    "[redacted",
    "é",
    "語",
    "\n",
    "YWxhZGRpbjpzZXNhbWU=",
    "postgres://",
    "u:p@",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![20 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn replaced(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for found in detect(text) {
        out.push_str(&text[at..found.start]);
        out.push_str(found.detector.placeholder());
        at = found.end;
    }
    out + &text[at..]
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let mut last = 0;
    for found in detect(text) {
        prop_assert!(found.start >= last && found.end > found.start, "{:?}", found);
        prop_assert!(text.get(found.start..found.end).is_some(), "{:?} splits a character", found);
        last = found.end;
    }
    if last > 0 {
        prop_assert!(may_match(text.as_bytes()), "the prefilter is blind");
        prop_assert!(text.len() >= SHORTEST);
    }
    // A card number has spaces, the value of a pair ends at one. Where both begin at one place, the pair is seen only when the
    // number is gone, and takes the rest of the word as well; then it is over.
    let once = replaced(text);
    for found in detect(&once) {
        let span = &once[found.start..found.end];
        prop_assert!(
            span.contains("[redacted:"),
            "{:?} was replaced to {:?}, where {:?} is found",
            text,
            once,
            found
        );
    }
    let twice = replaced(&once);
    let again: Vec<_> = detect(&twice).collect();
    prop_assert!(again.is_empty(), "{:?} was replaced to {:?} and matches again: {:?}", once, twice, again);
    let _ = credential_in(text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_found_in_what_was_replaced(text in pieces()) {
        check(&text)?;
    }

    #[test]
    fn any_text_is_scanned(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn any_ascii_text_is_scanned(text in "[ -~]{0,120}") {
        check(&text)?;
    }
}

/// Counted, not timed: a quadratic scan of these would take minutes.
#[test]
fn long_runs_of_what_detectors_react_to_are_scanned_in_one_pass() {
    for piece in PIECES
        .iter()
        .copied()
        .chain(["=a", "a:", "://a", "eyJ.", "eyJ-", "sk-", "-sk-", "a=b ", "\":\"", "4 ", "1-"])
    {
        let mut text = String::new();
        while text.len() < 1 << 17 {
            let _ = write!(text, "{piece}");
        }
        let _ = detect(&text).count();
    }
}
