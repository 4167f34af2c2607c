//! What of a canary is looked for.

use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use super::digests::{self, hex};

/// The shortest piece of a canary that is looked for everywhere. Shorter ones are found by chance.
pub(super) const WINDOW: usize = 6;
/// The same where the case does not matter, or the order, or what stands between the characters.
pub(super) const WIDE: usize = 8;
/// The same of a number: nine digits in a row are in every timestamp.
const DIGITS: usize = 11;

/// Something to look for.
pub(super) struct Needle {
    pub(super) bytes: Vec<u8>,
    pub(super) form: String,
    /// In small letters, and looked for in an output in small letters.
    pub(super) any_case: bool,
}

/// What to look for when the secret is a text.
pub(super) fn of_text(secret: &str, fields: &[&str]) -> Vec<Needle> {
    let mut needles = Needles::default();
    let bytes = secret.as_bytes();
    let reversed: Vec<u8> = bytes.iter().rev().copied().collect();
    needles.windows(bytes, WINDOW, "as it is", false);
    needles.windows(bytes, WIDE, "as it is", false);
    needles.windows(&bytes.to_ascii_lowercase(), WIDE, "in another case", true);
    needles.windows(&reversed, WIDE, "reversed", false);
    needles.windows(&reversed.to_ascii_lowercase(), WIDE, "reversed and in another case", true);
    needles.encoded(bytes, "");
    needles.encoded(&reversed, " reversed");
    needles.digests(bytes, fields);
    needles.0
}

/// What to look for when the secret is a number.
pub(super) fn of_number(secret: u64, fields: &[&str]) -> Vec<Needle> {
    let mut needles = Needles::default();
    let decimal = secret.to_string();
    let reversed: String = decimal.chars().rev().collect();
    needles.windows(decimal.as_bytes(), DIGITS, "as it is", false);
    needles.windows(reversed.as_bytes(), DIGITS, "reversed", false);
    needles.one(format!("{secret:x}").as_bytes(), "as a hexadecimal number", true);
    needles.encoded(decimal.as_bytes(), " as text");
    needles.encoded(&secret.to_le_bytes(), " as bytes");
    needles.encoded(&secret.to_be_bytes(), " as bytes in the order of the net");
    for bytes in [decimal.as_bytes(), &secret.to_le_bytes(), &secret.to_be_bytes()] {
        needles.digests(bytes, fields);
    }
    needles.0
}

#[derive(Default)]
struct Needles(Vec<Needle>);

impl Needles {
    fn one(&mut self, bytes: &[u8], form: &str, any_case: bool) {
        assert!(bytes.len() >= WINDOW, "found by chance: {form}");
        self.0.push(Needle { bytes: bytes.to_vec(), form: form.to_owned(), any_case });
    }

    /// Every piece of that length.
    fn windows(&mut self, bytes: &[u8], length: usize, form: &str, any_case: bool) {
        bytes.windows(length).for_each(|window| self.one(window, form, any_case));
    }

    /// Base64, hexadecimal digits and numbers of bytes, as a whole and in pieces of six bytes.
    fn encoded(&mut self, bytes: &[u8], how: &str) {
        for before in 0..3 {
            let digits = within_base64(bytes, before, &STANDARD_NO_PAD);
            self.windows(&digits, WIDE, &format!("base64{how}"), false);
            let digits = within_base64(bytes, before, &URL_SAFE_NO_PAD);
            self.windows(&digits, WIDE, &format!("base64url{how}"), false);
        }
        for window in bytes.windows(WINDOW) {
            self.one(hex(window).as_bytes(), &format!("hex{how}"), true);
        }
        // The text with letters and digits alone has nothing between the numbers either.
        for window in bytes.windows(WIDE) {
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
fn within_base64(bytes: &[u8], before: usize, engine: &impl base64::Engine) -> Vec<u8> {
    let text = engine.encode([&vec![0; before], bytes].concat());
    let first = (before * 8).div_ceil(6);
    let end = (before + bytes.len()) * 8 / 6;
    text.as_bytes()[first..end].to_vec()
}
