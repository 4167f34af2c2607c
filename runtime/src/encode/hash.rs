//! Keyed hashes as text: `k7:` and 22 digits, which need no escaping.

use super::number;
use super::program::Stop;
use crate::record::ValueReader;
use crate::secret::tag;

/// What is known of a value under `#[log(hash)]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    /// There was no value.
    Absent,
    /// There was a value and no key to hash it with.
    NoKey,
    /// The hash, and which key it was made with.
    Keyed { key: u32, bits: u128 },
}

/// The digits of base64url (RFC 4648, section 5).
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const NO_KEY: &[u8] = b"[redacted:no-key]";

impl Hash {
    /// Reads one.
    pub(super) fn read(reader: &mut ValueReader<'_>) -> Result<Self, Stop> {
        match reader.fixed()? {
            [tag::ABSENT] => Ok(Self::Absent),
            [tag::NO_KEY] => Ok(Self::NoKey),
            [tag::HASHED] => {
                let key = u32::from_le_bytes(reader.fixed()?);
                Ok(Self::Keyed { key, bits: u128::from_be_bytes(reader.fixed()?) })
            }
            _ => Err(Stop::Malformed),
        }
    }

    /// Appends its text, without quotes. What is absent is `null`.
    pub(super) fn append(self, out: &mut Vec<u8>) {
        match self {
            Self::Absent => out.extend_from_slice(b"null"),
            Self::NoKey => out.extend_from_slice(NO_KEY),
            Self::Keyed { key, bits } => {
                out.push(b'k');
                number::integer(key, out);
                out.push(b':');
                out.extend_from_slice(&digits(bits));
            }
        }
    }
}

/// 128 bits in 21 digits of six bits, and one of the last two and four zeros.
fn digits(bits: u128) -> [u8; 22] {
    let mut digits = [0; 22];
    for (digit, first_bit) in digits.iter_mut().zip((0..).step_by(6)) {
        // Masked to the number of a digit.
        *digit = DIGITS[(bits.rotate_left(first_bit + 6) & 63) as usize];
    }
    if let Some(last) = digits.last_mut() {
        *last = DIGITS[((bits & 3) << 4) as usize];
    }
    digits
}
