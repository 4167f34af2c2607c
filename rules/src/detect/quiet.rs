//! Quiet texts, in which hardly anything can be found.
//!
//! Most texts of a log are lower-case letters, digits and a few signs. They say so eight bytes at a time, in the look that
//! finds out whether something must be escaped; and credentials that are as quiet are numbers of cards, and tokens with a
//! dot after their prefix.

use crate::detect::may_match;

/// Fewest bytes of a credential in a quiet text: the digits of a card.
const SHORTEST_QUIET: usize = 13;
/// Most bytes of a word that is a number of a card.
const LONGEST_NUMBER: usize = 19;

/// True when `text` is all lower-case letters, digits and ``. / ` { | } ~``: nothing of it needs an escape in JSON or
/// in a terminal either, so that one look serves both.
#[inline]
#[must_use]
pub fn is_quiet(text: &[u8]) -> bool {
    let (words, rest) = text.as_chunks::<8>();
    let mut marks = 0;
    for word in words {
        marks |= loud_bytes(u64::from_le_bytes(*word));
    }
    match text.last_chunk::<8>() {
        // The last eight bytes again, together with some that were looked at: cheaper than one by one.
        Some(last) => marks |= loud_bytes(u64::from_le_bytes(*last)),
        None => {
            let mut word = [b'0'; 8];
            word.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            marks |= loud_bytes(u64::from_le_bytes(word));
        }
    }
    marks == 0
}

/// False when `text`, which [is quiet](is_quiet), certainly holds nothing that [`detect`](crate::detect::detect) finds.
/// True says nothing.
#[inline]
#[must_use]
pub fn quiet_may_match(text: &[u8]) -> bool {
    text.len() >= SHORTEST_QUIET && long_quiet_may_match(text)
}

fn long_quiet_may_match(text: &[u8]) -> bool {
    // Without a sign in it the text is one word, and a long one is no number. Hashes are done with here, by a sum without
    // a branch; addresses, by having a sign in the middle of so many digits.
    let is_sign = |byte: u8| !(b'0'..=b'z').contains(&byte) || byte == b'`';
    if text.len() > LONGEST_NUMBER && !text.iter().fold(false, |signs, byte| signs | is_sign(*byte)) {
        return false;
    }
    has_long_number(text) || (text.len() >= SHORTEST_TOKEN && text.contains(&b'.') && may_match(text))
}

/// Fewest bytes of a token that is quiet: `hvs.` and 24 others.
const SHORTEST_TOKEN: usize = 28;

/// Whether as many digits as those of a card stand in line. Each such run holds one of every thirteen bytes.
fn has_long_number(text: &[u8]) -> bool {
    let mut at = SHORTEST_QUIET - 1;
    while let Some(byte) = text.get(at) {
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        at += SHORTEST_QUIET;
        if byte.is_ascii_digit() {
            let behind = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let in_front = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
            if in_front + behind >= SHORTEST_QUIET {
                return true;
            }
        }
    }
    false
}

/// The high bit of each of the eight bytes that is not quiet.
#[inline]
const fn loud_bytes(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // Without their high bits no sum of two bytes carries into the next.
    let low = word & !HIGH;
    let dot_or_more = low + ONES * (0x80 - b'.' as u64);
    let colon_or_more = low + ONES * (0x80 - b':' as u64);
    let lower_or_more = low + ONES * (0x80 - b'`' as u64);
    let delete = low + ONES;
    let quiet = (dot_or_more & !colon_or_more) | (lower_or_more & !delete);
    (word | !quiet) & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{detect, prefixed};

    #[test]
    fn quiet_are_the_bytes_that_are_said_to_be() {
        for byte in 0..=0xff_u8 {
            let quiet =
                matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'/' | b'`' | b'{' | b'|' | b'}' | b'~');
            for length in 1..20 {
                for at in 0..length {
                    let mut text = vec![b'a'; length];
                    text[at] = byte;
                    assert_eq!(is_quiet(&text), quiet, "{byte:#x} at {at} of {length}");
                }
            }
        }
        assert!(is_quiet(b""));
    }

    #[test]
    fn hashes_and_addresses_are_spared() {
        for text in
            ["", "a", "173.234.31.18", "00000000000000009e3779b97f4a7c15", "grep/sed/awk", "www.example.org"]
        {
            assert!(is_quiet(text.as_bytes()) && !quiet_may_match(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn no_quiet_token_is_shorter_than_is_said() {
        for prefix in (0..prefixed::COUNT).map(prefixed::prefix).filter(|prefix| is_quiet(prefix)) {
            let prefix = str::from_utf8(prefix).unwrap();
            for length in 0..64 {
                let text = format!("{prefix}{}", &"caesin2jxk4mp8rqtvwyza3bcdefgh".repeat(3)[..length]);
                let found = detect(&text).count() > 0;
                assert!(!found || quiet_may_match(text.as_bytes()), "{text}");
            }
        }
    }

    #[test]
    fn long_numbers_are_found_wherever_they_stand() {
        for before in 0..30 {
            let text = format!("{}/4111111111111111/x", "x".repeat(before));
            assert!(quiet_may_match(text.as_bytes()), "{text}");
        }
    }
}
