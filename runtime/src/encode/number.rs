//! Numbers as digits.

use crate::record::{Malformed, ValueReader};

/// The integers that have a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Integer {
    U8,
    U16,
    U32,
    U64,
    U128,
    I8,
    I16,
    I32,
    I64,
    I128,
}

impl Integer {
    /// Reads one and appends its digits.
    #[inline]
    pub(super) fn render(self, reader: &mut ValueReader<'_>, out: &mut Vec<u8>) -> Result<(), Malformed> {
        match self {
            Self::U64 => integer(u64::from_le_bytes(reader.fixed()?), out),
            Self::U32 => integer(u32::from_le_bytes(reader.fixed()?), out),
            Self::U16 => integer(u16::from_le_bytes(reader.fixed()?), out),
            Self::U8 => integer(u8::from_le_bytes(reader.fixed()?), out),
            Self::I64 => integer(i64::from_le_bytes(reader.fixed()?), out),
            Self::I32 => integer(i32::from_le_bytes(reader.fixed()?), out),
            Self::I16 => integer(i16::from_le_bytes(reader.fixed()?), out),
            Self::I8 => integer(i8::from_le_bytes(reader.fixed()?), out),
            Self::U128 => integer(u128::from_le_bytes(reader.fixed()?), out),
            Self::I128 => integer(i128::from_le_bytes(reader.fixed()?), out),
        }
        Ok(())
    }

    /// Passes over one.
    pub(super) fn skip(self, reader: &mut ValueReader<'_>) -> Result<(), Malformed> {
        match self {
            Self::U8 | Self::I8 => reader.fixed::<1>().map(drop),
            Self::U16 | Self::I16 => reader.fixed::<2>().map(drop),
            Self::U32 | Self::I32 => reader.fixed::<4>().map(drop),
            Self::U64 | Self::I64 => reader.fixed::<8>().map(drop),
            Self::U128 | Self::I128 => reader.fixed::<16>().map(drop),
        }
    }
}

#[inline]
pub(super) fn integer(number: impl itoa::Integer, out: &mut Vec<u8>) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Appends the shortest digits that read back as the same number, in the grammar of JSON. `number` must be finite.
#[inline]
pub(super) fn finite(number: impl zmij::Float, out: &mut Vec<u8>) {
    out.extend_from_slice(zmij::Buffer::new().format_finite(number).as_bytes());
}

/// Appends seconds as an exact decimal with at least one digit on either side of the point, never with an exponent.
pub(super) fn seconds(seconds: u64, nanos: u32, out: &mut Vec<u8>) {
    integer(seconds, out);
    let digits = nine_digits(nanos);
    let zeros = digits.iter().rev().take_while(|digit| **digit == b'0').count().min(8);
    out.push(b'.');
    out.extend_from_slice(digits.get(..9 - zeros).unwrap_or(&digits));
}

/// A number below 10^9 with zeros in front.
#[inline]
pub(super) const fn nine_digits(number: u32) -> [u8; 9] {
    // The first digit, and eight that are split in halves, side by side in one word: into two numbers of four digits, these
    // into four of two, and these into eight of one.
    let low = (number % 100_000_000) as u64;
    let fours = (low / 10_000) | ((low % 10_000) << 32);
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007f_0000_007f;
    let twos = hundreds | ((fours - hundreds * 100) << 16);
    let tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    let ones = tens | ((twos - tens * 10) << 8);
    let [b, c, d, e, f, g, h, i] = (ones | 0x3030_3030_3030_3030).to_le_bytes();
    [b'0' + (number / 100_000_000 % 10) as u8, b, c, d, e, f, g, h, i]
}

/// A number below 1000 with zeros in front.
#[inline]
pub(super) const fn three_digits(number: u32) -> [u8; 3] {
    [b'0' + (number / 100 % 10) as u8, b'0' + (number / 10 % 10) as u8, b'0' + (number % 10) as u8]
}

#[cfg(test)]
mod tests {
    use super::nine_digits;

    #[test]
    fn nine_digits_are_those_of_the_number() {
        let every = (0..1_000_000_000).step_by(9_973);
        for number in every.chain([1, 9, 10, 99, 100, 9_999, 10_000, 99_999_999, 100_000_000, 999_999_999]) {
            assert_eq!(nine_digits(number), *format!("{number:09}").as_bytes(), "{number}");
        }
    }
}
