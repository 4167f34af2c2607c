//! The cases of the W3C test suite that are about `traceparent`, what errors say, and texts made at random.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

const TRACE: &str = "12345678901234567890123456789012";
const SPAN: &str = "1234567890123456";

/// The suite's cases, by the names they have there: a text, and whether the trace goes on. Names of headers, their letters
/// and their number are the business of whoever reads headers.
const CASES: &[(&str, &str, bool)] = &[
    ("included", "00-12345678901234567890123456789012-1234567890123456-01", true),
    ("version_0x00", "00-12345678901234567890123456789012-1234567890123456-01.", false),
    (
        "version_0x00",
        "00-12345678901234567890123456789012-1234567890123456-01-what-the-future-will-be-like",
        false,
    ),
    ("version_0xcc", "cc-12345678901234567890123456789012-1234567890123456-01", true),
    (
        "version_0xcc",
        "cc-12345678901234567890123456789012-1234567890123456-01-what-the-future-will-be-like",
        true,
    ),
    (
        "version_0xcc",
        "cc-12345678901234567890123456789012-1234567890123456-01.what-the-future-will-be-like",
        false,
    ),
    ("version_0xff", "ff-12345678901234567890123456789012-1234567890123456-01", false),
    ("version_illegal_characters", ".0-12345678901234567890123456789012-1234567890123456-01", false),
    ("version_illegal_characters", "0.-12345678901234567890123456789012-1234567890123456-01", false),
    ("version_too_long", "000-12345678901234567890123456789012-1234567890123456-01", false),
    ("version_too_long", "0000-12345678901234567890123456789012-1234567890123456-01", false),
    ("version_too_short", "0-12345678901234567890123456789012-1234567890123456-01", false),
    ("trace_id_all_zero", "00-00000000000000000000000000000000-1234567890123456-01", false),
    ("trace_id_illegal_characters", "00-.2345678901234567890123456789012-1234567890123456-01", false),
    ("trace_id_illegal_characters", "00-1234567890123456789012345678901.-1234567890123456-01", false),
    ("trace_id_too_long", "00-123456789012345678901234567890123-1234567890123456-01", false),
    ("trace_id_too_short", "00-1234567890123456789012345678901-1234567890123456-01", false),
    ("parent_id_all_zero", "00-12345678901234567890123456789012-0000000000000000-01", false),
    ("parent_id_illegal_characters", "00-12345678901234567890123456789012-.234567890123456-01", false),
    ("parent_id_illegal_characters", "00-12345678901234567890123456789012-123456789012345.-01", false),
    ("parent_id_too_long", "00-12345678901234567890123456789012-12345678901234567-01", false),
    ("parent_id_too_short", "00-12345678901234567890123456789012-123456789012345-01", false),
    ("trace_flags_illegal_characters", "00-12345678901234567890123456789012-1234567890123456-.0", false),
    ("trace_flags_illegal_characters", "00-12345678901234567890123456789012-1234567890123456-0.", false),
    ("trace_flags_too_long", "00-12345678901234567890123456789012-1234567890123456-001", false),
    ("trace_flags_too_short", "00-12345678901234567890123456789012-1234567890123456-1", false),
    ("ows_handling", " 00-12345678901234567890123456789012-1234567890123456-01", true),
    ("ows_handling", "\t00-12345678901234567890123456789012-1234567890123456-01", true),
    ("ows_handling", "00-12345678901234567890123456789012-1234567890123456-01 ", true),
    ("ows_handling", "00-12345678901234567890123456789012-1234567890123456-01\t", true),
    ("ows_handling", "\t 00-12345678901234567890123456789012-1234567890123456-01 \t", true),
    // What the suite's own parser is tested with.
    ("from_string", "01-12345678901234567890123456789012-1234567890123456-00", true),
    ("from_string", "02-12345678901234567890123456789012-1234567890123456-00", true),
    ("from_string", "00-12345678901234567890123456789012-1234567890123456-ff", true),
    ("from_string", "00-12345678901234567890123456789012-1234567890123456-03", true),
    ("set_trace_id", "00-ffffffffffffffffffffffffffffffff-1234567890123456-00", true),
    ("set_parent_id", "00-12345678901234567890123456789012-ffffffffffffffff-00", true),
    // What the recommendation says and the suite does not ask.
    ("capital letters", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", false),
    ("capital letters", "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01", false),
    ("capital letters", "CC-12345678901234567890123456789012-1234567890123456-01", false),
    ("other white space", "\n00-12345678901234567890123456789012-1234567890123456-01", false),
    ("a dash too few", "00_12345678901234567890123456789012-1234567890123456-01", false),
    ("a dash too few", "00-12345678901234567890123456789012_1234567890123456-01", false),
    ("a dash too few", "00-12345678901234567890123456789012-1234567890123456_01", false),
    ("a later version, cut", "cc-12345678901234567890123456789012-1234567890123456-0", false),
    ("nothing", "", false),
    ("letters of two bytes", "00-123456789012345678901234567890ß-1234567890123456-01", false),
];

#[test]
fn the_cases_of_the_w3c_test_suite() {
    for (name, text, goes_on) in CASES {
        let read = TraceContext::parse(text);
        assert_eq!(read.is_ok(), *goes_on, "{name}: {text:?} gave {read:?}");
        let Ok(read) = read else { continue };
        let text = text.trim();
        assert_eq!(read.trace_id_hex().as_str(), &text[3..35], "{name}");
        assert_eq!(read.span_id_hex().as_str(), &text[36..52], "{name}");
        let child = read.child();
        assert_eq!(child.trace_id(), read.trace_id());
        assert_ne!(child.span_id(), read.span_id());
    }
}

#[test]
fn it_is_written_as_version_00_and_only_with_flags_that_mean_something() {
    for (flags, written, sampled) in
        [("00", "00", false), ("01", "01", true), ("02", "02", false), ("09", "01", true), ("ff", "03", true)]
    {
        for version in ["00", "cc"] {
            let read = TraceContext::parse(&format!("{version}-{TRACE}-{SPAN}-{flags}")).unwrap();
            assert_eq!(read.to_string(), format!("00-{TRACE}-{SPAN}-{written}"));
            assert_eq!(read.sampled(), sampled);
            assert_eq!(read.child().flags, read.flags);
        }
    }
    assert_eq!(format!("{:?}", TraceContext::new_root()).len(), "TraceContext()".len() + 55);
}

#[test]
fn a_new_trace_is_random_and_not_sampled_until_somebody_says_so() {
    let root = TraceContext::new_root();
    assert!(root.to_string().ends_with("-02"));
    assert!(!root.sampled());
    assert!(root.with_sampled(true).to_string().ends_with("-03"));
    assert_eq!(root.with_sampled(true).with_sampled(false), root);
}

#[test]
fn ids_are_not_made_twice() {
    let roots: Vec<TraceContext> = (0..10_000).map(|_| TraceContext::new_root()).collect();
    let traces: HashSet<[u8; 16]> = roots.iter().map(TraceContext::trace_id).collect();
    let spans: HashSet<[u8; 8]> =
        roots.iter().flat_map(|root| [root.span_id(), root.child().span_id()]).collect();
    assert_eq!((traces.len(), spans.len()), (10_000, 20_000));
}

#[test]
fn random_ids_use_every_bit() {
    let (mut ones, mut zeros) = ([0; 24], [0; 24]);
    for _ in 0..1_000 {
        let bytes = TraceContext::new_root().to_bytes();
        for (at, byte) in bytes.iter().take(24).enumerate() {
            ones[at] |= byte;
            zeros[at] |= !byte;
        }
    }
    assert_eq!((ones, zeros), ([0xff; 24], [0xff; 24]));
}

#[test]
fn ids_of_nothing_but_zeros_are_never_made() {
    let zeros = TraceContext { trace_id: [0; 16], span_id: [0; 8], flags: RANDOM };
    let made = zeros.without_zeros();
    assert_eq!(TraceContext::parse(&made.to_string()).unwrap(), made);
}

#[test]
fn bytes_lead_back_and_bytes_from_elsewhere_lead_nowhere() {
    let root = TraceContext::new_root().with_sampled(true);
    assert_eq!(TraceContext::from_bytes(&root.to_bytes()), Some(root));
    assert_eq!(root.to_bytes()[24], SAMPLED | RANDOM);
    for id in [0..16, 16..24] {
        let mut bytes = root.to_bytes();
        bytes[id].fill(0);
        assert_eq!(TraceContext::from_bytes(&bytes), None);
    }
    let mut bytes = root.to_bytes();
    bytes[24] = 0xff;
    assert_eq!(TraceContext::from_bytes(&bytes), Some(root));
}

#[test]
fn errors_say_what_is_wrong_where_and_what_to_do() {
    for (text, said) in [
        ("", "it has 0 bytes and not 55"),
        ("ff-12345678901234567890123456789012-1234567890123456-01", "the version ff is forbidden"),
        (
            "0g-12345678901234567890123456789012-1234567890123456-01",
            "the version has something else than a digit from 0 to f in it, at byte 1",
        ),
        (
            "00-12345678901234567890123456789012-123456789012345B-01",
            "the parent id has something else than a digit from 0 to f in it, at byte 51",
        ),
        ("00-00000000000000000000000000000000-1234567890123456-01", "the trace id is all zeros"),
        ("00-12345678901234567890123456789012-0000000000000000-01", "the parent id is all zeros"),
        (
            "00-12345678901234567890123456789012x1234567890123456-01",
            "there is no dash between two parts, at byte 35",
        ),
        (
            "00-12345678901234567890123456789012-1234567890123456-01-",
            "version 00 has nothing behind its flags, at byte 55",
        ),
        (
            "01-12345678901234567890123456789012-1234567890123456-01x",
            "there is no dash behind the flags, at byte 55",
        ),
    ] {
        let error = TraceContext::parse(text).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("traceparent: `{text}` cannot be used; {said}; it must be")),
            "{error}"
        );
        assert!(error.contains("TraceContext::new_root()"), "{error}");
    }
}

#[test]
fn an_error_shows_no_control_character_and_no_endless_value() {
    let hostile = format!("00-\x1b[31m\n\u{202e}ß\0{}", "x".repeat(10_000));
    let error = TraceContext::parse(&hostile).unwrap_err().to_string();
    assert!(error.chars().all(|c| c == '…' || (' '..='~').contains(&c)), "{error:?}");
    assert!(error.len() < 600, "{}", error.len());
}

proptest! {
    #[test]
    fn what_is_written_is_read(trace in any::<[u8; 16]>(), span in any::<[u8; 8]>(), flags in any::<u8>()) {
        let Some(context) = TraceContext::of(trace, span, flags) else { return Ok(()) };
        prop_assert_eq!(TraceContext::parse(&context.to_string()).unwrap(), context);
        prop_assert_eq!(context.to_string().len(), 55);
        prop_assert_eq!(TraceContext::from_bytes(&context.to_bytes()), Some(context));
    }

    #[test]
    fn no_text_makes_it_panic(text in ".*") {
        let _read = TraceContext::parse(&text).map_err(|error| error.to_string());
    }

    #[test]
    fn a_good_one_with_one_byte_changed_is_read_as_it_stands_or_refused(at in 0_usize..55, byte in 0_u8..128) {
        let mut text = format!("00-{TRACE}-{SPAN}-01").into_bytes();
        text[at] = byte;
        let text = String::from_utf8(text).unwrap();
        if let Ok(read) = TraceContext::parse(&text) {
            prop_assert_eq!(read.trace_id_hex().to_string(), &text[3..35]);
            prop_assert_eq!(read.span_id_hex().to_string(), &text[36..52]);
            prop_assert!(text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-')));
        }
    }

    #[test]
    fn a_later_version_is_read_whatever_stands_behind_its_dash(version in 1_u8..255, rest in "[ -~]{0,40}") {
        let read = TraceContext::parse(&format!("{version:02x}-{TRACE}-{SPAN}-01-{rest}")).unwrap();
        prop_assert_eq!(read.to_string(), format!("00-{TRACE}-{SPAN}-01"));
    }
}
