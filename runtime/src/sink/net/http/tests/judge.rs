//! What answers mean by their status.

use core::time::Duration;

use http::StatusCode;
use http::header::{HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER};

use super::super::Answer;
use super::super::status::{Means, judge, meaning};
use crate::sink::net::session::Outcome;

fn answer(status: u16, headers: &[(HeaderName, &'static str)], body: &str) -> Answer {
    let headers = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
    Answer {
        status: StatusCode::from_u16(status).unwrap(),
        headers: HeaderMap::from_iter(headers),
        body: body.as_bytes().to_vec(),
        whole: true,
    }
}

fn judged(events: usize, status: u16) -> Outcome {
    judge(events, &answer(status, &[], ""))
}

#[test]
fn every_status_of_the_table_means_what_the_table_says() {
    let paused = [
        300, 301, 302, 303, 304, 307, 308, 399, 401, 402, 403, 404, 405, 407, 410, 414, 421, 426, 428, 431,
        451, 511,
    ];
    for status in 100..=999_u16 {
        let expected = match status {
            200..=299 => "delivered",
            408 | 425 | 429 => "retry",
            413 => "too large",
            400 | 422 => "faulty",
            _ if paused.contains(&status) || (300..400).contains(&status) => "pause",
            400..=499 => "dead letter",
            _ => "retry",
        };
        let found = match meaning(StatusCode::from_u16(status).unwrap()) {
            Means::Delivered => "delivered",
            Means::Retry => "retry",
            Means::TooLarge => "too large",
            Means::Faulty => "faulty",
            Means::DeadLetter => "dead letter",
            Means::Pause(_) => "pause",
        };
        assert_eq!(found, expected, "{status}");
    }
}

#[test]
fn retry_after_goes_with_whatever_is_sent_again_or_paused() {
    let five = Some(Duration::from_secs(5));
    for status in [408, 425, 429, 500, 502, 503, 504, 599] {
        let answer = answer(status, &[(RETRY_AFTER, "5")], "");
        assert!(matches!(judge(9, &answer), Outcome::Retry { after, .. } if after == five), "{status}");
        assert!(matches!(judged(9, status), Outcome::Retry { after: None, .. }), "{status}");
    }
    let refused = judge(9, &answer(403, &[(RETRY_AFTER, "5")], ""));
    assert!(matches!(refused, Outcome::Pause { after, .. } if after == five));
}

#[test]
fn what_is_too_large_is_halved_down_to_one_event() {
    assert_eq!(judged(2, 413), Outcome::Split);
    assert_eq!(judged(1, 413), Outcome::Split, "who halves it makes a dead letter of it");
    let passes = answer(413, &[(RETRY_AFTER, "1")], "");
    assert!(matches!(judge(1, &passes), Outcome::Retry { .. }), "it says that this passes");
    assert_eq!(judge(2, &passes), Outcome::Split);
}

#[test]
fn the_event_at_fault_is_found_by_halving_and_the_reason_kept() {
    for status in [400, 422] {
        assert_eq!(judged(2, status), Outcome::Split, "{status}");
        let reason = match judge(1, &answer(status, &[], "line 1:\n\tno\u{1b}[31m object\0")) {
            Outcome::DeadLetter { reason } => reason,
            other => panic!("{other:?}"),
        };
        assert!(reason.ends_with(": line 1: no [31m object"), "{reason}");
    }
    let whole = Outcome::DeadLetter { reason: "it answered 415 Unsupported Media Type".to_owned() };
    assert_eq!(judged(1000, 415), whole, "halving would not help");
}

#[test]
fn a_redirect_pauses_and_says_where_to_without_what_may_be_secret() {
    let alarm = |to| match judge(1, &answer(308, &[(LOCATION, to)], "")) {
        Outcome::Pause { alarm, .. } => alarm,
        other => panic!("{other:?}"),
    };
    let advice = "redirects are not followed; write the address where it is to go";
    let shown = format!("it answered 308 Permanent Redirect with `https://b.example/in`: {advice}");
    assert_eq!(alarm("https://b.example/in?token=hunter2#x"), shown);
    assert_eq!(
        alarm("https://ada:hunter2@b.example/in"),
        format!("it answered 308 Permanent Redirect: {advice}")
    );
}

#[test]
fn a_status_that_nobody_has_named_is_shown_as_its_number() {
    let dead = Outcome::DeadLetter { reason: "it answered 499".to_owned() };
    assert_eq!(judged(1, 499), dead);
}

#[test]
fn no_more_than_the_beginning_of_a_body_is_shown() {
    let reason = judge(1, &answer(415, &[], &"ä".repeat(10_000)));
    assert!(matches!(reason, Outcome::DeadLetter { reason } if reason.chars().count() < 150));
}
