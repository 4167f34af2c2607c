use proptest::prelude::*;

use super::*;
use crate::encode::escape;

fn quoted(text: &[u8]) -> String {
    let mut out = Vec::new();
    escape::quoted(text, &mut out);
    String::from_utf8(out).expect("UTF-8")
}

fn bare(text: &[u8]) -> String {
    let mut out = Vec::new();
    escape::bare(text, &mut out);
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn ordinary_text_stays_as_it_is() {
    for text in [
        "",
        "a",
        "seven c",
        "eight ch",
        "nine char",
        "Straße, 日本語, 🙂",
        "~ }'/",
        "\u{a0}\u{200b}\u{2027}\u{202f}\u{2065}\u{206a}",
    ] {
        assert_eq!(quoted(text.as_bytes()), text);
        assert_eq!(bare(text.as_bytes()), text);
    }
}

#[test]
fn quotes_and_backslashes_are_escaped_in_quotes_only() {
    assert_eq!(quoted(br#"C:\dir "x""#), r#"C:\\dir \"x\""#);
    assert_eq!(bare(br#"C:\dir "x""#), r#"C:\dir "x""#);
}

#[test]
fn controls_separators_and_directions_are_escaped_everywhere() {
    let text =
        "\0\x08\t\n\x0b\x0c\r\x1b[31m\x7f\u{80}\u{9b}\u{9f}\u{2028}\u{2029}\u{202a}\u{202e}\u{2066}\u{2069}";
    let escaped =
        r"\u0000\b\t\n\u000b\f\r\u001b[31m\u007f\u0080\u009b\u009f\u2028\u2029\u202a\u202e\u2066\u2069";
    assert_eq!(quoted(text.as_bytes()), escaped);
    assert_eq!(bare(text.as_bytes()), escaped);
}

#[test]
fn what_is_no_utf8_is_replaced() {
    assert_eq!(quoted(b"a\xffb\"\xe2\x80"), "a\u{fffd}b\\\"\u{fffd}");
    assert_eq!(quoted(b"\xc2"), "\u{fffd}");
    // A C1 control as a bare byte is no UTF-8 either.
    assert_eq!(quoted(b"\x9b"), "\u{fffd}");
}

#[test]
fn every_byte_is_found_at_every_place() {
    for length in 1..20 {
        for at in 0..length {
            for byte in 0..=0xff_u8 {
                let mut text = vec![b'a'; length];
                text[at] = byte;
                let expected: String = text.iter().map(|byte| one_by_one(*byte)).collect();
                assert_eq!(quoted(&text), expected, "{byte:#x} at {at} of {length}");
            }
        }
    }
}

fn one_by_one(byte: u8) -> String {
    match byte {
        b'"' => "\\\"".into(),
        b'\\' => "\\\\".into(),
        b'\n' => "\\n".into(),
        b'\r' => "\\r".into(),
        b'\t' => "\\t".into(),
        0x08 => "\\b".into(),
        0x0c => "\\f".into(),
        0..0x20 | 0x7f => format!("\\u{byte:04x}"),
        0x80.. => "\u{fffd}".into(),
        _ => char::from(byte).into(),
    }
}

proptest! {
    #[test]
    fn text_reads_back(text in any::<String>()) {
        let escaped = quoted(text.as_bytes());
        check_characters(&escaped);
        prop_assert_eq!(serde_json::from_str::<String>(&format!("\"{escaped}\"")).unwrap(), text);
    }

    #[test]
    fn bytes_read_back_as_far_as_they_are_text(bytes in any::<Vec<u8>>()) {
        let escaped = quoted(&bytes);
        check_characters(&escaped);
        check_characters(&bare(&bytes));
        let expected = String::from_utf8_lossy(&bytes);
        prop_assert_eq!(serde_json::from_str::<String>(&format!("\"{escaped}\"")).unwrap(), expected);
    }
}
