//! The ways in which an output is read: as it is, without its escapes, without anything between its letters.

use super::Reach;
use super::needles::SHORTEST;

/// A way of reading an output.
pub(super) struct View {
    pub(super) text: Vec<u8>,
    /// The shortest needle that is looked for here.
    pub(super) shortest: usize,
}

/// The output in every way of reading it.
pub(super) fn all(output: &[u8], reach: Reach) -> Vec<View> {
    let decoded = decoded(output);
    // Twice: what was escaped may have been escaped again around it.
    let twice = self::decoded(&decoded);
    let bare = [bare(output), bare(&decoded)];
    // What was apart stands together there: a shown end of a value may look longer by chance.
    let bare = bare.map(|text| View { text, shortest: reach.apart });
    let whole = [output.to_vec(), decoded, twice].map(|text| View { text, shortest: SHORTEST });
    whole.into_iter().chain(bare).collect()
}

/// Letters and digits alone: nothing is hidden by what is put between them. That includes the zeros of UTF-16.
fn bare(text: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(u8::is_ascii_alphanumeric).collect()
}

/// Escapes replaced by the ASCII characters that they stand for: `\u0041`, `\u{41}`, `\x41`, `%41`, `\/`.
fn decoded(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, behind)) = rest.split_first() {
        if let Some((byte, length)) = escape(rest) {
            out.push(byte);
            rest = rest.get(length..).unwrap_or_default();
        } else {
            out.push(*first);
            rest = behind;
        }
    }
    out
}

/// The character that an escape at the beginning of `text` stands for, and the length of the escape.
fn escape(text: &[u8]) -> Option<(u8, usize)> {
    match text {
        [b'%', high, low, ..] => Some((number(&[*high, *low])?, 3)),
        [b'\\', b'x', high, low, ..] => Some((number(&[*high, *low])?, 4)),
        [b'\\', b'u', b'{', inner @ ..] => {
            let end = inner.iter().take(7).position(|byte| *byte == b'}')?;
            Some((number(inner.get(..end)?)?, 4 + end))
        }
        [b'\\', b'u', digits @ ..] => Some((number(digits.get(..4)?)?, 6)),
        [b'\\', sign @ (b'/' | b'"' | b'\\' | b'\''), ..] => Some((*sign, 2)),
        _ => None,
    }
}

/// Hexadecimal digits as an ASCII character.
fn number(digits: &[u8]) -> Option<u8> {
    let code = u32::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
    u8::try_from(code).ok().filter(u8::is_ascii)
}
