//! One pass over a text: at each byte that can begin or announce a credential the detectors for it are asked.

use crate::detect::text::{Text, prefer};
use crate::detect::{Detected, bearer, card, iban, jwt, pair, pem, prefixed, ssn, url};

pub(super) struct Scan<'t> {
    text: Text<'t>,
    at: usize,
}

impl<'t> Scan<'t> {
    pub(super) fn new(bytes: &'t [u8]) -> Self {
        Self { text: Text { bytes, floor: 0 }, at: 0 }
    }

    fn found_at(&self, i: usize, byte: u8) -> Option<Detected> {
        match TRIGGERS[usize::from(byte)] {
            Trigger::Never => None,
            Trigger::Equals => pair::at_equals(self.text, i),
            Trigger::Colon => url::at_colon(self.text, i).or_else(|| pair::at_colon(self.text, i)),
            // A `-----BEGIN` is announced by its B.
            Trigger::Word if self.text.starts_word(i) => word_at(self.text, i),
            Trigger::Word => None,
        }
    }
}

impl Iterator for Scan<'_> {
    type Item = Detected;

    fn next(&mut self) -> Option<Detected> {
        while let Some(&byte) = self.text.bytes.get(self.at) {
            if let Some(found) = self.found_at(self.at, byte) {
                self.at = found.end;
                self.text.floor = found.end;
                return Some(found);
            }
            self.at += 1;
        }
        None
    }
}

/// What starts with the word at `i`, or is announced by it.
fn word_at(text: Text<'_>, i: usize) -> Option<Detected> {
    pem::at(text, i).or_else(|| bearer::at(text, i)).or_else(|| value_at(text, i))
}

/// What a value can be that starts at `i`. Also asked for the values of keys and headers.
pub(super) fn value_at(text: Text<'_>, i: usize) -> Option<Detected> {
    let byte = text.at(i);
    if byte.is_ascii_digit() {
        prefer(card::at(text, i), ssn::at(text, i))
    } else if byte == b'-' {
        pem::at(text, i + pem::DASHES.len())
    } else {
        prefer(prefer(jwt::at(text, i), prefixed::at(text, i)), iban::at(text, i))
    }
}

#[derive(Clone, Copy)]
enum Trigger {
    Never,
    Word,
    Equals,
    Colon,
}

static TRIGGERS: [Trigger; 256] = triggers();

const fn triggers() -> [Trigger; 256] {
    let mut table = [Trigger::Never; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        // Upper case: PEM, IBANs and some prefixes. Lower case: the first letters of the other prefixes.
        let word = byte.is_ascii_uppercase() || byte.is_ascii_digit() || is_first_letter(byte);
        table[byte as usize] = match byte {
            b'=' => Trigger::Equals,
            b':' => Trigger::Colon,
            _ if word => Trigger::Word,
            _ => Trigger::Never,
        };
        byte += 1;
    }
    table
}

const fn is_first_letter(byte: u8) -> bool {
    // bearer and basic, token; `eyJ` of a JWT; then those of `prefixed`.
    matches!(byte, b'b' | b't' | b'e') || prefixed::is_first_letter(byte)
}

#[cfg(test)]
pub(super) fn triggers_word(byte: u8) -> bool {
    matches!(TRIGGERS[usize::from(byte)], Trigger::Word)
}
