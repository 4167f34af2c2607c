//! What of a value is looked for.

use std::collections::BTreeSet;

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};

use super::Reach;
use super::digests::{self, hex};

/// The shortest needle that there is. Shorter ones are found by chance, so they are not looked for.
pub(super) const SHORTEST: usize = 6;

/// Something to look for.
#[derive(Debug)]
pub(super) struct Needle {
    pub(super) bytes: Vec<u8>,
    pub(super) form: String,
    /// In small letters, and looked for in an output in small letters.
    pub(super) any_case: bool,
}

/// What to look for when the secret is a text, or bytes.
pub(super) fn of_text(secret: &[u8], fields: &[&str], reach: Reach) -> Vec<Needle> {
    let mut needles = Needles { done: Vec::new(), reach };
    let reversed: Vec<u8> = secret.iter().rev().copied().collect();
    let (lower, reversed_lower) = (secret.to_ascii_lowercase(), reversed.to_ascii_lowercase());
    needles.pieces(secret, reach.piece, "as it is", false);
    // Longer ones too: where it does not matter what is between the characters, shorter ones do not count.
    for length in BTreeSet::from([reach.wide, reach.apart]) {
        needles.pieces(secret, length, "as it is", false);
        needles.pieces(&lower, length, "in another case", true);
        needles.pieces(&reversed, length, "reversed", false);
        needles.pieces(&reversed_lower, length, "reversed and in another case", true);
    }
    needles.encoded(secret, "");
    needles.encoded(&reversed, " reversed");
    needles.digests(secret, fields);
    needles.done
}

/// What to look for when the secret is a number.
pub(super) fn of_number(secret: u128, fields: &[&str], reach: Reach) -> Vec<Needle> {
    let mut needles = Needles { done: Vec::new(), reach };
    let decimal = secret.to_string();
    let reversed: String = decimal.chars().rev().collect();
    if decimal.len() >= reach.digits {
        needles.pieces(decimal.as_bytes(), reach.digits, "as it is", false);
        needles.pieces(reversed.as_bytes(), reach.digits, "reversed", false);
        needles.one(format!("{secret:x}").as_bytes(), "as a hexadecimal number", true);
    }
    needles.encoded(decimal.as_bytes(), " as text");
    let bytes = match u64::try_from(secret) {
        Ok(secret) => [secret.to_le_bytes().to_vec(), secret.to_be_bytes().to_vec()],
        Err(_) => [secret.to_le_bytes().to_vec(), secret.to_be_bytes().to_vec()],
    };
    for (bytes, order) in bytes.iter().zip([" as bytes", " as bytes in the order of the net"]) {
        // A small number is mostly zeros, of which every encoding is full.
        if decimal.len() >= reach.digits {
            needles.encoded(bytes, order);
        }
        needles.digests(bytes, fields);
    }
    needles.digests(decimal.as_bytes(), fields);
    needles.done
}

/// What to look for when the text counts in no other form.
pub(super) fn plain(text: &str) -> Vec<Needle> {
    let mut needles = Needles { done: Vec::new(), reach: Reach::CANARY };
    needles.one(text.as_bytes(), "as it is", false);
    needles.done
}

struct Needles {
    done: Vec<Needle>,
    reach: Reach,
}

impl Needles {
    /// One needle, where it is long enough to be none by chance.
    fn one(&mut self, bytes: &[u8], form: &str, any_case: bool) {
        if bytes.len() >= SHORTEST {
            self.done.push(Needle { bytes: bytes.to_vec(), form: form.to_owned(), any_case });
        }
    }

    /// Every piece of that length; all of it where it is shorter.
    fn pieces(&mut self, bytes: &[u8], length: usize, form: &str, any_case: bool) {
        bytes.windows(length.min(bytes.len()).max(1)).for_each(|piece| self.one(piece, form, any_case));
    }

    /// Base64, hexadecimal digits and numbers of bytes, as a whole and in pieces.
    fn encoded(&mut self, bytes: &[u8], how: &str) {
        let Reach { piece, wide, .. } = self.reach;
        for before in 0..3 {
            let digits = within_base64::<Base64Unpadded>(bytes, before);
            self.pieces(&digits, wide, &format!("base64{how}"), false);
            let digits = within_base64::<Base64UrlUnpadded>(bytes, before);
            self.pieces(&digits, wide, &format!("base64url{how}"), false);
        }
        for window in bytes.windows(piece.min(bytes.len()).max(1)) {
            self.one(hex(window).as_bytes(), &format!("hex{how}"), true);
        }
        // The text with letters and digits alone has nothing between the numbers either.
        for window in bytes.windows(wide.min(bytes.len()).max(1)) {
            let decimal: String = window.iter().map(u8::to_string).collect();
            self.one(decimal.as_bytes(), &format!("decimal bytes{how}"), false);
        }
    }

    fn digests(&mut self, secret: &[u8], fields: &[&str]) {
        for written in digests::all(secret, fields) {
            self.one(written.text.as_bytes(), &written.form, written.any_case);
        }
    }
}

/// The digits that base64 has for `bytes` when it begins that many bytes before them and goes on behind them: only those
/// that the neighbours have no part in.
fn within_base64<E: Encoding>(bytes: &[u8], before: usize) -> Vec<u8> {
    let text = base64::<E>(&[&vec![0; before], bytes].concat());
    let first = (before * 8).div_ceil(6);
    let end = (before + bytes.len()) * 8 / 6;
    text.as_bytes().get(first..end).unwrap_or_default().to_vec()
}

/// The digits of base64 for `bytes`.
pub(super) fn base64<E: Encoding>(bytes: &[u8]) -> String {
    let mut room = vec![0; bytes.len().div_ceil(3) * 4];
    // There is room for all of them.
    E::encode(bytes, &mut room).unwrap_or_default().to_owned()
}
