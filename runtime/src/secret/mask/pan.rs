//! Card numbers.

use super::STARS;
use crate::value::ValueWriter;

/// The longest card number (ISO/IEC 7812).
const LONGEST: usize = 19;
/// The shortest.
const SHORTEST: usize = 13;
/// Digits that stay hidden at least: of a shorter number than sixteen digits, only the last four are shown.
const HIDDEN: usize = 6;

/// Writes the first six and the last four digits. Single spaces and dashes between digits are passed over.
pub(super) fn write(text: &str, writer: &mut ValueWriter<'_>) -> Option<()> {
    let mut digits = [0; LONGEST];
    let mut count = 0;
    let mut after_digit = false;
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                *digits.get_mut(count)? = byte;
                count += 1;
                after_digit = true;
            }
            b' ' | b'-' if after_digit => after_digit = false,
            _ => return None,
        }
    }
    if !after_digit || count < SHORTEST {
        return None;
    }
    let first = if count >= 6 + 4 + HIDDEN { 6 } else { 0 };
    let digits = core::str::from_utf8(digits.get(..count)?).ok()?;
    writer.text_of(&[digits.get(..first)?, STARS, digits.get(count - 4..)?]);
    Some(())
}
