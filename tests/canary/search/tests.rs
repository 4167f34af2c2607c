//! The search finds what is planted, so that it can fail.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use sha2::Digest as _;

use blackbar::test::search::{Reach, hex};

use super::{Search, longest_shared, make};

/// An output with something in the middle.
fn output(planted: impl AsRef<[u8]>) -> Vec<u8> {
    [b"{\"level\":\"info\",\"leaf\":\"", planted.as_ref(), b"\",\"count\":12}\n"].concat()
}

fn search() -> (&'static Search, String) {
    static SEARCH: OnceLock<Search> = OnceLock::new();
    let secret = make::text(7);
    let search = SEARCH.get_or_init(|| {
        let mut search = Search::default();
        search.plant("other", &make::text(8), &["leaf"]);
        search.plant("leaf", &secret, &["leaf", "domain"]);
        search
    });
    (search, secret)
}

/// Checks that this is found, as that canary and in a form with that word.
#[track_caller]
fn is_found(form: &str, planted: impl AsRef<[u8]>) {
    let (search, _) = search();
    let found = search.find(&output(&planted));
    let text = String::from_utf8_lossy(planted.as_ref()).into_owned();
    assert!(found.iter().any(|it| it.label == "leaf" && it.form.contains(form)), "{form} {text}: {found:?}");
    assert!(found.iter().all(|it| it.label == "leaf"), "{found:?}");
}

#[test]
fn an_output_without_a_canary_is_clean() {
    let (search, _) = search();
    search.assert_clean("an output", &output("[redacted] k7:AAAAAAAAAAAAAAAAAAAAAA ***4321"));
    search.assert_clean("an output", &output(make::text(9)));
}

#[test]
fn a_canary_has_24_characters_of_its_own_and_no_run_of_digits() {
    let texts: std::collections::BTreeSet<String> = (0..10_000).map(make::text).collect();
    assert_eq!(texts.len(), 10_000);
    for text in &texts {
        assert_eq!(text.len(), make::LENGTH);
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{text}");
        assert!(text.bytes().take(4).all(|byte| byte.is_ascii_alphabetic()), "{text}");
        assert!(!text.as_bytes().windows(3).any(|it| it.iter().all(u8::is_ascii_digit)), "{text}");
    }
    assert!((0..1_000).all(|number| make::digits(number).to_string().len() == 18));
}

#[test]
fn two_canaries_have_no_piece_in_common() {
    let texts: Vec<String> = (0..500).map(make::text).collect();
    for (at, text) in texts.iter().enumerate() {
        assert!(texts[..at].iter().all(|other| longest_shared(text, other) < Reach::CANARY.piece), "{text}");
    }
}

#[test]
fn a_canary_is_found_as_it_is_in_any_case_and_reversed() {
    let secret = make::text(7);
    is_found("as it is", &secret);
    is_found("another case", secret.to_uppercase());
    is_found("another case", secret.to_lowercase());
    is_found("reversed", secret.chars().rev().collect::<String>());
    is_found("reversed and in another case", secret.to_uppercase().chars().rev().collect::<String>());
}

#[test]
fn six_characters_of_a_canary_are_found_and_five_are_not() {
    let (search, secret) = search();
    for start in 0..=secret.len() - 6 {
        is_found("as it is", format!("***{}***", &secret[start..start + 6]));
        search.assert_clean("five", &output(format!("***{}***", &secret[start..start + 5])));
    }
}

#[test]
fn base64_is_found_at_every_alignment_and_in_every_alphabet() {
    let secret = make::text(7);
    for (before, after) in [("", ""), ("x", ""), ("xy", "z"), ("xyz", "zyx"), ("user:", "")] {
        let bytes = format!("{before}{secret}{after}");
        is_found("base64", STANDARD.encode(&bytes));
        is_found("base64", STANDARD_NO_PAD.encode(&bytes));
        is_found("base64", URL_SAFE.encode(&bytes));
        is_found("base64", URL_SAFE_NO_PAD.encode(&bytes));
    }
    // Wrapped, as in a PEM block.
    let wrapped = STANDARD.encode(&secret);
    is_found("base64", format!("{}\n{}", &wrapped[..15], &wrapped[15..]));
}

#[test]
fn hexadecimal_and_decimal_bytes_are_found() {
    let secret = make::text(7);
    is_found("hex", hex(secret.as_bytes()));
    is_found("hex", hex(secret.as_bytes()).to_uppercase());
    is_found("hex", secret.bytes().map(|byte| format!("{byte:02x}:")).collect::<String>());
    is_found("decimal", format!("{:?}", secret.as_bytes()));
    is_found("decimal", secret.bytes().map(|byte| format!("{byte},")).collect::<String>());
}

#[test]
fn escapes_are_seen_through() {
    let secret = make::text(7);
    let each = |escape: fn(u8) -> String| secret.bytes().map(escape).collect::<String>();
    is_found("as it is", each(|byte| format!("%{byte:02X}")));
    is_found("as it is", each(|byte| format!("%25{byte:02x}")));
    is_found("as it is", each(|byte| format!("\\u{byte:04x}")));
    is_found("as it is", each(|byte| format!("\\\\u{byte:04X}")));
    is_found("as it is", each(|byte| format!("\\u{{{byte:x}}}")));
    is_found("as it is", each(|byte| format!("\\x{byte:02x}")));
    let half = |at: usize, byte: u8| {
        if at.is_multiple_of(2) { format!("%{byte:02x}") } else { char::from(byte).into() }
    };
    is_found("as it is", secret.bytes().enumerate().map(|(at, byte)| half(at, byte)).collect::<String>());
}

#[test]
fn utf_16_and_separated_characters_are_found() {
    let secret = make::text(7);
    is_found("as it is", secret.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    is_found("as it is", secret.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>());
    for separator in [".", " ", "\", \"", "*", "\u{200b}"] {
        is_found(
            "as it is",
            secret.chars().flat_map(|c| [c.to_string(), separator.into()]).collect::<String>(),
        );
    }
}

#[test]
fn digests_without_a_key_are_found_whole_and_cut() {
    let secret = make::text(7);
    let inputs =
        [secret.clone(), format!("leaf\0{secret}"), format!("domain:{secret}"), secret.to_lowercase()];
    for input in inputs {
        let digests: [(&str, Vec<u8>); 4] = [
            ("MD5", md5::Md5::digest(&input).to_vec()),
            ("SHA-1", sha1::Sha1::digest(&input).to_vec()),
            ("SHA-256", sha2::Sha256::digest(&input).to_vec()),
            ("SHA-512", sha2::Sha512::digest(&input).to_vec()),
        ];
        for (name, digest) in digests {
            for bytes in [&digest[..], &digest[..16]] {
                is_found(name, hex(bytes));
                is_found(name, hex(bytes).to_uppercase());
                is_found(name, STANDARD.encode(bytes));
                is_found(name, format!("k7:{}", URL_SAFE_NO_PAD.encode(bytes)));
            }
        }
    }
}

#[test]
fn a_keyed_hash_with_an_empty_key_is_found() {
    use hmac::{KeyInit as _, Mac as _};
    let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(&[0; 32]).unwrap();
    mac.update(format!("leaf\0{}", make::text(7)).as_bytes());
    is_found("empty key", URL_SAFE_NO_PAD.encode(&mac.finalize().into_bytes()[..16]));
}

#[test]
fn a_number_is_found_in_its_forms() {
    let secret = make::digits(3);
    let mut search = Search::default();
    search.plant_number("number", secret, &["leaf"]);
    let reversed: String = secret.to_string().chars().rev().collect();
    let planted = [
        secret.to_string(),
        reversed,
        format!("{secret:x}"),
        format!("{secret:X}"),
        hex(&secret.to_le_bytes()),
        STANDARD.encode(secret.to_be_bytes()),
        STANDARD.encode(secret.to_string()),
        hex(&sha2::Sha256::digest(secret.to_string())),
        hex(&md5::Md5::digest(secret.to_le_bytes())),
        secret.to_string()[..11].to_owned(),
    ];
    for planted in planted {
        assert!(!search.find(&output(&planted)).is_empty(), "{planted}");
    }
    search.assert_clean("an output", &output("2026-11-22T20:48:16.123456789Z ******4321"));
}

#[test]
fn what_is_shared_is_counted_in_characters_in_a_row() {
    assert_eq!(longest_shared("abcdef", "***ef"), 2);
    assert_eq!(longest_shared("abcdef", "cb-de"), 2);
    assert_eq!(longest_shared("abcdef", "xyz"), 0);
    assert_eq!(longest_shared("abcdef", "abcdef"), 6);
}
