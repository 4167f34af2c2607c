//! Numbers of payment cards: 12 to 19 digits that begin with the identification number of an issuer (ISO/IEC 7812-1)
//! and end with the check digit of Luhn (its annex B).
//!
//! The digits stand alone, or in groups of at least four, the last one excepted, with single spaces or single dashes
//! between: `4-4-4-4`, `4-6-5`. Digits that go on after a dash or a dot are part of an identifier.

use crate::detect::text::{Text, is_word};
use crate::detect::{Detected, Detector};

const MOST_DIGITS: usize = 19;
const MOST_GROUPS: usize = 5;

/// The longest number that starts at `i`.
pub(super) fn at(text: Text<'_>, i: usize) -> Option<Detected> {
    let previous = text.before(i);
    if previous == b'+' || (previous == b'.' && i > 1 && text.before(i - 1).is_ascii_digit()) {
        return None;
    }
    let mut digits = [0_u8; MOST_DIGITS];
    let mut count = 0;
    let mut separator = 0;
    let mut found = None;
    let mut at = i;
    for _ in 0..MOST_GROUPS {
        let end = text.run(at, |byte| byte.is_ascii_digit()).min(at + MOST_DIGITS + 1);
        for &digit in text.slice(at, end) {
            *digits.get_mut(count)? = digit - b'0';
            count += 1;
        }
        let number = digits.get(..count)?;
        if is_end(text, end, separator) && has_issuer(number) && luhn(number) {
            found = Some(Detected { start: i, end, detector: Detector::CardNumber });
        }
        let next = text.at(end);
        let goes_on = end - at >= 4 && text.at(end + 1).is_ascii_digit();
        if !goes_on || !matches!(next, b' ' | b'-') || (separator != 0 && separator != next) {
            return found;
        }
        // A dash before the first group makes it the middle of an identifier.
        if next == b'-' && previous == b'-' {
            return found;
        }
        // What would not fit is the start of the next number.
        if count + (text.run(end + 1, |byte| byte.is_ascii_digit()) - end - 1) > MOST_DIGITS {
            return found;
        }
        separator = next;
        at = end + 1;
    }
    found
}

/// True when a number may end at `end`. What stands behind the next byte does not count, but for the digits of a
/// fraction: it may be a credential that is replaced.
fn is_end(text: Text<'_>, end: usize, separator: u8) -> bool {
    match text.at(end) {
        b'.' => !text.at(end + 1).is_ascii_digit(),
        b'-' => separator == b' ',
        next => !is_word(next),
    }
}

/// Ranges of issuer identification numbers that are public, by their first digits: lowest, highest, fewest and most
/// digits of the whole number. From the networks' own rules and the register of ISO/IEC 7812-2 as gateways publish it.
const ISSUERS: &[(u32, u32, usize, usize)] = &[
    // Visa; thirteen digits are old, nineteen rare, both valid.
    (400_000, 499_999, 13, 13),
    (400_000, 499_999, 16, 16),
    (400_000, 499_999, 19, 19),
    // Mastercard, both series.
    (510_000, 559_999, 16, 16),
    (222_100, 272_099, 16, 16),
    // American Express.
    (340_000, 349_999, 15, 15),
    (370_000, 379_999, 15, 15),
    // Discover.
    (601_100, 601_199, 16, 19),
    (644_000, 659_999, 16, 19),
    // UnionPay.
    (620_000, 629_999, 16, 19),
    (810_000, 817_199, 16, 19),
    // Diners Club.
    (300_000, 305_999, 14, 19),
    (309_500, 309_599, 14, 19),
    (360_000, 369_999, 14, 19),
    (380_000, 399_999, 16, 19),
    // JCB.
    (352_800, 358_999, 16, 19),
    // Maestro.
    (501_800, 501_899, 13, 19),
    (502_000, 502_099, 13, 19),
    (503_800, 503_899, 13, 19),
    (589_300, 589_399, 13, 19),
    (630_400, 630_499, 13, 19),
    (675_900, 675_999, 13, 19),
    (676_100, 676_399, 13, 19),
    // Mir, RuPay, Verve, Troy.
    (220_000, 220_499, 16, 19),
    (508_500, 508_999, 16, 16),
    (606_985, 607_984, 16, 16),
    (506_099, 506_198, 16, 19),
    (979_200, 979_289, 16, 16),
];

fn has_issuer(digits: &[u8]) -> bool {
    if digits.len() < 13 {
        return false;
    }
    let first = digits.iter().take(6).fold(0_u32, |number, &digit| number * 10 + u32::from(digit));
    ISSUERS.iter().any(|&(low, high, fewest, most)| {
        (low..=high).contains(&first) && (fewest..=most).contains(&digits.len())
    })
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, &digit)| match (i % 2, u32::from(digit)) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}
