//! What masks show, and that they show no more.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::*;
use crate::secret::Secret;

/// What `mask` writes of `value`; `None` for nothing at all.
fn masked<T: MaskInput + ?Sized>(value: &T, mask: Mask) -> Option<String> {
    let mut room = [0xaa; 4096];
    let mut writer = ValueWriter::new(&mut room, 0);
    Masked::new(value, mask).encode_value(&mut writer);
    let (written, left_out) = (writer.written(), writer.left_out());
    assert_eq!(left_out, 0);
    let (tag, text) = room[..written].split_first().unwrap();
    if *tag == 0 {
        assert!(text.is_empty());
        return None;
    }
    let (length, text) = text.split_first_chunk::<4>().unwrap();
    assert_eq!((*tag, u32::from_le_bytes(*length) as usize), (1, text.len()));
    Some(String::from_utf8(text.to_vec()).unwrap())
}

fn check(value: &str, mask: Mask, expected: &str) {
    assert_eq!(masked(value, mask).as_deref(), Some(expected), "{value:?} under {mask:?}");
}

const REDACTED: &str = Redacted::PLACEHOLDER;

#[test]
fn the_last_characters_are_shown_of_a_text_that_is_long_enough() {
    check("4111111111111111", Mask::Last(4), "******1111");
    check("abcdefghijklmno", Mask::Last(4), REDACTED);
    for length in 0..16 {
        check(&"x".repeat(length), Mask::Last(4), REDACTED);
    }
    // Eight hidden characters at least.
    check("123456789", Mask::Last(1), "******9");
    check("12345678", Mask::Last(1), REDACTED);
    check("12345678", Mask::Last(0), "******");
    check("1234567", Mask::Last(0), REDACTED);
    check("", Mask::Last(0), REDACTED);
}

#[test]
fn both_ends_are_shown_of_a_text_that_is_long_enough() {
    let ends = Mask::Ends { first: 6, last: 4 };
    check(&"0123456789".repeat(4), ends, "012345******6789");
    check(&"0123456789".repeat(4)[1..], ends, REDACTED);
    check(&"x".repeat(2040), Mask::Ends { first: 255, last: 255 }, &format!("{0}******{0}", "x".repeat(255)));
    check(&"x".repeat(2039), Mask::Ends { first: 255, last: 255 }, REDACTED);
}

#[test]
fn characters_are_counted_and_not_bytes() {
    check("日本語日本語日本語日本語日本語日", Mask::Last(4), "******日本語日");
    check("日本語日本語日本語日本語日本語", Mask::Last(4), REDACTED);
    check("ééééééééééééé", Mask::Ends { first: 1, last: 1 }, "é******é");
}

#[test]
fn the_number_of_stars_says_nothing_about_the_length() {
    let results: Vec<_> =
        (16..200).map(|length| masked("x".repeat(length).as_str(), Mask::Last(4))).collect();
    assert!(results.iter().all(|result| *result == results[0]));
}

#[test]
fn an_e_mail_address_shows_its_domain_where_that_is_everybodys() {
    check("ada.lovelace@gmail.com", Mask::Email, "***@gmail.com");
    check("ada@GMail.com", Mask::Email, "***@gmail.com");
    check("ada@lovelace.example", Mask::Email, "***@***");
    check("ada@gmail.com.example", Mask::Email, "***@***");
    check("jörg@müller.example", Mask::Email, "***@***");
    for text in
        ["", "@", "a@", "@gmail.com", "a@b", "a@@gmail.com", "\"a@b\"@gmail.com", "a@.com", "a@com.", "ada"]
    {
        check(text, Mask::Email, REDACTED);
    }
}

#[test]
fn a_card_number_shows_its_first_six_and_last_four_digits() {
    check("4111111111111234", Mask::Pan, "411111******1234");
    check("4111 1111 1111 1234", Mask::Pan, "411111******1234");
    check("4111-1111-1111-1234", Mask::Pan, "411111******1234");
    check("4111111111111111234", Mask::Pan, "411111******1234");
    // Six hidden digits at least.
    check("378282246310005", Mask::Pan, "******0005");
    check("4222222222222", Mask::Pan, "******2222");
    for text in [
        "",
        "411111111111",
        "41111111111111112345",
        "4111  1111 1111 1234",
        " 4111111111111234",
        "4111111111111234 ",
        "4111.1111.1111.1234",
        "-4111111111111234",
        "4111111111111234x",
        "４１１１１１１１１１１１１２３４",
    ] {
        check(text, Mask::Pan, REDACTED);
    }
}

#[test]
fn an_address_shows_its_network() {
    check("203.0.113.7", Mask::Ip, "203.0.113.*");
    check("2001:db8:1:2::3", Mask::Ip, "2001:db8:1:*");
    check("::1", Mask::Ip, "0:0:0:*");
    check("2001:0db8:0000:ffff::", Mask::Ip, "2001:db8:0:*");
    // Both hold an IPv4 address, and neither may show more of it than itself.
    check("::ffff:203.0.113.7", Mask::Ip, "203.0.113.*");
    check("2002:cb00:7107::1", Mask::Ip, "203.0.113.*");
    for text in [
        "",
        "203.0.113",
        "203.0.113.7:80",
        " 203.0.113.7",
        "203.0.113.007",
        "fe80::1%eth0",
        "[::1]",
        "localhost",
    ] {
        check(text, Mask::Ip, REDACTED);
    }
}

#[test]
fn numbers_and_addresses_are_masked_as_their_text() {
    assert_eq!(masked(&4_111_111_111_111_234_u64, Mask::Pan).unwrap(), "411111******1234");
    assert_eq!(masked(&-12_345_678_i64, Mask::Last(1)).unwrap(), "******8");
    assert_eq!(masked(&i128::MIN, Mask::Last(4)).unwrap(), "******5728");
    assert_eq!(masked(&core::net::Ipv4Addr::LOCALHOST, Mask::Ip).unwrap(), "127.0.0.*");
    let longest: core::net::Ipv6Addr = "1111:2222:3333:4444:5555:6666:7777:8888".parse().unwrap();
    assert_eq!(masked(&longest, Mask::Last(4)).unwrap(), "******8888");
}

#[test]
fn what_stands_around_a_value_makes_no_difference_but_absence() {
    let text = String::from("4111111111111234");
    assert_eq!(masked(&Some(&text), Mask::Pan).unwrap(), "411111******1234");
    assert_eq!(masked(&Secret::new(text), Mask::Pan).unwrap(), "411111******1234");
    assert_eq!(masked(&None::<Secret<String>>, Mask::Pan), None);
    assert_eq!(masked(&Some(None::<u8>), Mask::Last(1)), None);
}

fn any_mask() -> impl Strategy<Value = Mask> {
    prop_oneof![
        any::<u8>().prop_map(Mask::Last),
        (0..9_u8, 0..9_u8).prop_map(|(first, last)| Mask::Ends { first, last }),
        Just(Mask::Email),
        Just(Mask::Pan),
        Just(Mask::Ip),
    ]
}

/// Texts of all kinds, among them some that masks are for.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "\\PC{0,80}",
        "[0-9 -]{0,30}",
        "[0-9]{13,19}",
        "[a-z.]{1,9}@[a-z]{1,9}[.][a-z]{2,4}",
        any::<core::net::IpAddr>().prop_map(|address| address.to_string()),
    ]
}

/// The longest run of characters that both have, where it is more than `most`.
fn shares_more_than(most: usize, input: &str, output: &str) -> Option<String> {
    let input: Vec<char> = input.chars().collect();
    input.windows(most + 1).map(String::from_iter).find(|window| output.contains(window))
}

proptest! {
    #[test]
    fn no_text_panics_under_any_mask(text in any_text(), mask in any_mask()) {
        prop_assert!(masked(text.as_str(), mask).is_some());
    }

    #[test]
    fn no_more_of_a_text_is_shown_than_the_mask_says(text in any_text(), mask in any_mask()) {
        // The placeholder and stars are no part of the text, even where the text has such characters.
        let text: String = text.chars().filter(|ch| !"[redact]*".contains(*ch)).collect();
        let output = masked(text.as_str(), mask).unwrap();
        let most = match mask {
            Mask::Last(last) => usize::from(last),
            Mask::Ends { first, last } => usize::from(first.max(last)),
            // A provider's domain, six digits, three groups of four digits with colons.
            Mask::Email => 14,
            Mask::Pan => 6,
            Mask::Ip => 15,
        };
        prop_assert_eq!(shares_more_than(most, &text, &output), None, "{}", output);
    }

    #[test]
    fn three_quarters_of_a_text_stay_hidden(text in "\\PC{0,80}", first in 0..9_u8, last in 0..9_u8) {
        let output = masked(text.as_str(), Mask::Ends { first, last }).unwrap();
        let (shown, all) = (usize::from(first) + usize::from(last), text.chars().count());
        if all < 4 * shown || all < shown + 8 {
            prop_assert_eq!(output, REDACTED);
        } else {
            let head: String = text.chars().take(usize::from(first)).collect();
            let tail: String = text.chars().skip(all - usize::from(last)).collect();
            prop_assert_eq!(output, format!("{head}******{tail}"));
        }
    }
}
