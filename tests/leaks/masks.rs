//! What a mask gives away.

use blackbar::{Secret, log_event};
use serde_json::Value;

use crate::line;

const REDACTED: &str = "[redacted]";

/// What each mask shows of a text: the last two, both ends, an address, a card number, an IP address.
#[track_caller]
fn masked(text: &str) -> [String; 5] {
    let line = line(|logger| {
        log_event!(
            logger: logger,
            info,
            "{last} {ends} {email} {card} {ip}",
            #[log(mask(last = 2))]
            last = text,
            #[log(mask(first = 1, last = 2))]
            ends = text,
            #[log(mask(email))]
            email = text,
            #[log(mask(pan))]
            card = text,
            #[log(mask(ip))]
            ip = text,
        );
    });
    let shown = ["last", "ends", "email", "card", "ip"].map(|key| line[key].as_str().unwrap().to_owned());
    assert_eq!(line["message"], shown.join(" "), "the message shows the same");
    shown
}

// L86
#[test]
fn the_length_of_a_value_cannot_be_told_from_its_mask() {
    let long: Vec<_> = (12..=200).map(|length| masked(&"x".repeat(length))).collect();
    assert!(long.iter().all(|shown| *shown == long[0]), "{long:?}");
    assert!(long[0][0].ends_with("*xx") && long[0][1].ends_with("*xx"), "{:?}", long[0]);
}

// L86
#[test]
fn a_placeholder_is_the_same_for_every_length() {
    for length in 0..=200 {
        let text = "x".repeat(length);
        let line = line(|logger| {
            log_event!(logger: logger, info, "{a} {b}", #[log(redact)] a = text, #[log(secret)] b = text);
        });
        assert_eq!((&line["a"], &line["b"]), (&REDACTED.into(), &REDACTED.into()), "{length}");
        assert_eq!(line["message"], "[redacted] [redacted]");
    }
}

// L87
#[test]
fn a_short_value_shows_nothing() {
    for length in 0..=20_usize {
        let text: String = ('a'..='z').take(length).collect();
        let [last, ends, email, card, ip] = masked(&text);
        // Four times as many characters as are shown, and eight that are not.
        assert_eq!(last == REDACTED, length < 10, "{length}: {last}");
        assert_eq!(ends == REDACTED, length < 12, "{length}: {ends}");
        assert_eq!([email, card, ip], [REDACTED; 3], "{length}");
    }
}

// L88
#[test]
fn characters_of_several_bytes_are_not_cut_and_nothing_panics() {
    let texts = [
        "éééééééééééééééé",
        "日本語日本語日本語日本語",
        "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}",
        "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
        "שלום עולם שלום עולם",
        "\u{202e}abcdefghijklmnop",
        "aaaaaaaaaaa\u{10ffff}\u{10ffff}",
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    ];
    for text in texts {
        let [last, ..] = masked(text);
        let tail: String = text.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
        assert!(last.ends_with(&tail) && last.starts_with('*'), "{text:?}: {last:?}");
    }
}

// L89
#[test]
fn an_address_shows_its_domain_only_where_many_have_it() {
    for (text, expected) in [
        ("ada@gmail.com", "***@gmail.com"),
        ("ada@lovelace.example", "***@***"),
        ("a@b.c", "***@***"),
        ("ada@gmail.com.evil.example", "***@***"),
        ("@", REDACTED),
        ("a@@b.c", REDACTED),
        ("\"a@b\"@gmail.com", REDACTED),
        ("ada", REDACTED),
        ("", REDACTED),
        ("jörg@gmail.com", "***@gmail.com"),
        ("ada@xn--mller-kva.example", "***@***"),
    ] {
        assert_eq!(masked(text)[2], expected, "{text}");
    }
}

// L90
#[test]
fn a_card_number_shows_at_most_its_first_six_and_last_four_digits() {
    for length in 0..=25_usize {
        let digits: String = "4929123456789012345678901".chars().take(length).collect();
        let spaced: Vec<String> =
            digits.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        for text in [digits.clone(), spaced.join(" "), spaced.join("-")] {
            let shown = masked(&text)[3].clone();
            let count = shown.chars().filter(char::is_ascii_digit).count();
            assert!(count <= 10 && count <= length.saturating_sub(6), "{text}: {shown}");
            if (16..=19).contains(&length) {
                assert_eq!(shown, format!("492912******{}", &digits[length - 4..]), "{text}");
            }
            if !(13..=19).contains(&length) {
                assert_eq!(shown, REDACTED, "{text}");
            }
        }
    }
}

#[test]
fn an_absent_value_is_null_under_every_mask() {
    let line = line(|logger| {
        log_event!(
            logger: logger, info, "x",
            #[log(mask(last = 2))] a = None::<String>,
            #[log(mask(email))] b = None::<Secret<String>>,
            #[log(mask(pan))] c = None::<u64>,
        );
    });
    assert_eq!([&line["a"], &line["b"], &line["c"]], [&Value::Null; 3]);
}
