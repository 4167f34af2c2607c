//! International bank account numbers (ISO 13616): country, two check digits, and the account in the length of the
//! country; the whole is 1 modulo 97 (ISO 7064). In practice all
//! but a few of the places are digits. Upper case, without spaces or in groups of four as on paper.

use crate::detect::prefilter::FEWEST_DIGITS;
use crate::detect::text::{Text, is_word};
use crate::detect::{Detected, Detector};

pub(super) fn at(text: Text<'_>, i: usize) -> Option<Detected> {
    let country = [text.at(i), text.at(i + 1)];
    if !text.at(i + 2).is_ascii_digit() || !text.at(i + 3).is_ascii_digit() || text.before(i) == b'-' {
        return None;
    }
    let entry = LENGTHS.split_ascii_whitespace().find(|entry| entry.as_bytes().starts_with(&country))?;
    let length = entry.get(2..)?.parse().ok()?;
    let spaced = text.at(i + 4) == b' ';
    let mut letters = [0_u8; LONGEST];
    let mut end = i;
    for (n, letter) in letters.iter_mut().take(length).enumerate() {
        if spaced && n > 0 && n % 4 == 0 {
            if text.at(end) != b' ' {
                return None;
            }
            end += 1;
        }
        *letter = text.at(end);
        end += 1;
    }
    let (head, account) = letters.get(..length)?.split_at_checked(4)?;
    if letters.iter().filter(|letter| letter.is_ascii_digit()).count() < FEWEST_DIGITS {
        return None;
    }
    // The first four move to the end; a letter counts as two digits.
    let mut remainder = 0;
    for &letter in account.iter().chain(head) {
        remainder = match letter {
            b'0'..=b'9' => remainder * 10 + u32::from(letter - b'0'),
            b'A'..=b'Z' => remainder * 100 + u32::from(letter - b'A') + 10,
            _ => return None,
        } % 97;
    }
    (remainder == 1 && !is_word(text.at(end))).then_some(Detected { start: i, end, detector: Detector::Iban })
}

const LONGEST: usize = 34;

/// Countries and the lengths of their numbers, from the IBAN registry (SWIFT, the registration authority of ISO 13616).
const LENGTHS: &str = "
    AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27
    DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28
    IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22
    MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24
    SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
";
