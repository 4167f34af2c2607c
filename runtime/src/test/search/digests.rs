//! Digests without a key, in the ways in which they are written down.

use base64ct::{Base64Unpadded, Base64UrlUnpadded};
use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::needles::base64;

/// A way in which a digest of a value could be written.
pub(super) struct Written {
    pub(super) form: String,
    pub(super) text: String,
    /// Hexadecimal digits, whose case does not matter.
    pub(super) any_case: bool,
}

/// Bytes of a digest that are looked for, so that one which was cut is found too.
const FIRST: usize = 16;
/// Whole digits of base64 that they make: the next one depends on what comes after.
const DIGITS: usize = 21;

/// Every digest of `secret` that knows no key, also together with the name of one of `fields`.
pub(super) fn all(secret: &[u8], fields: &[&str]) -> Vec<Written> {
    let mut written = Vec::new();
    for (of, input) in inputs(secret, fields) {
        let digests: [(&str, Vec<u8>); 6] = [
            ("MD5", Md5::digest(&input).to_vec()),
            ("SHA-1", Sha1::digest(&input).to_vec()),
            ("SHA-256", Sha256::digest(&input).to_vec()),
            ("SHA-256 twice", Sha256::digest(Sha256::digest(&input)).to_vec()),
            ("SHA-512", Sha512::digest(&input).to_vec()),
            // A key of zeros is the same.
            ("HMAC-SHA256 with an empty key", with_empty_key(&input)),
        ];
        for (name, digest) in digests {
            let first = digest.get(..FIRST).unwrap_or_default();
            let mut add = |way: &str, mut text: String, any_case: bool| {
                if !any_case {
                    text.truncate(DIGITS);
                }
                written.push(Written { form: format!("{name} of {of} in {way}"), text, any_case });
            };
            add("hex", hex(first), true);
            add("base64", base64::<Base64Unpadded>(first), false);
            add("base64url", base64::<Base64UrlUnpadded>(first), false);
        }
    }
    written
}

/// What may have been digested.
fn inputs(secret: &[u8], fields: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut inputs = vec![
        ("the value".to_owned(), secret.to_vec()),
        ("the value and a line end".to_owned(), [secret, b"\n"].concat()),
        ("the value in quotes".to_owned(), [b"\"", secret, b"\""].concat()),
        ("the value in capitals".to_owned(), secret.to_ascii_uppercase()),
        ("the value in small letters".to_owned(), secret.to_ascii_lowercase()),
        ("the value behind its length".to_owned(), [&(secret.len() as u64).to_le_bytes(), secret].concat()),
    ];
    for field in fields {
        // What blackbar's own hash would be without its key.
        let length = u32::try_from(field.len()).unwrap_or(u32::MAX).to_le_bytes();
        let input = [&length, field.as_bytes(), secret].concat();
        inputs.push((format!("`{field}` behind its length and the value"), input));
        for (between, separator) in
            [("a zero", "\0"), ("nothing", ""), ("a colon", ":"), ("an equals sign", "=")]
        {
            let input = [field.as_bytes(), separator.as_bytes(), secret].concat();
            inputs.push((format!("`{field}`, {between} and the value"), input));
        }
    }
    inputs
}

/// Empty where the algorithm refuses the key; it takes one of any length.
fn with_empty_key(input: &[u8]) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&[]) else { return Vec::new() };
    mac.update(input);
    mac.finalize().into_bytes().to_vec()
}

/// Hexadecimal digits in small letters.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
