//! Text that cannot leave its line, end its quotes, or steer a terminal.
//!
//! Escaped are control characters (C0, DEL, C1), the line and paragraph separators and the bidirectional embeddings,
//! overrides and isolates that can make a line read differently from what it says; in quotes also the quote and the
//! backslash. The escapes are those of JSON. Everything else is written as it is; what is no UTF-8 becomes U+FFFD.

/// Appends `text` as the inside of a JSON string.
#[inline]
pub(super) fn quoted(text: &[u8], out: &mut Vec<u8>) {
    append::<true>(text, out);
}

/// Appends `text` without quotes around it: quotes and backslashes stay as they are.
#[inline]
pub(super) fn bare(text: &[u8], out: &mut Vec<u8>) {
    append::<false>(text, out);
}

/// Appends `text` as a JSON string, with its quotes.
#[inline]
pub(crate) fn string(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    quoted(text, out);
    out.push(b'"');
}

/// `text` as a JSON string, for what is prepared once.
pub(super) fn json_string(text: &str) -> String {
    let mut quoted = Vec::with_capacity(text.len() + 2);
    string(text.as_bytes(), &mut quoted);
    String::from_utf8(quoted).unwrap_or_default()
}

#[inline]
fn append<const IN_QUOTES: bool>(text: &[u8], out: &mut Vec<u8>) {
    if is_plain::<IN_QUOTES>(text) {
        out.extend_from_slice(text);
    } else {
        append_checked::<IN_QUOTES>(text, out);
    }
}

/// Whether `text` is ASCII with nothing to escape.
#[inline]
fn is_plain<const IN_QUOTES: bool>(text: &[u8]) -> bool {
    let (words, rest) = text.as_chunks::<8>();
    let mut marks = 0;
    for word in words {
        marks |= marks_in::<IN_QUOTES>(u64::from_le_bytes(*word));
    }
    match text.last_chunk::<8>() {
        // The last eight bytes again, together with some that were looked at: cheaper than one by one.
        Some(last) => marks |= marks_in::<IN_QUOTES>(u64::from_le_bytes(*last)),
        None => {
            let mut word = [b' '; 8];
            word.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            marks |= marks_in::<IN_QUOTES>(u64::from_le_bytes(word));
        }
    }
    marks == 0
}

/// Not zero if any of the eight bytes needs a closer look. Which one it is cannot be told from the result: a borrow or a
/// carry may mark a neighbour too.
#[inline]
const fn marks_in<const IN_QUOTES: bool>(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let below_space = word.wrapping_sub(ONES * 0x20) & !word;
    let above_tilde = word | word.wrapping_add(ONES);
    let mut marks = below_space | above_tilde;
    if IN_QUOTES {
        let quote = word ^ (ONES * b'"' as u64);
        let backslash = word ^ (ONES * b'\\' as u64);
        marks |= (quote.wrapping_sub(ONES) & !quote) | (backslash.wrapping_sub(ONES) & !backslash);
    }
    marks & HIGH
}

/// The same for text that is not plain.
#[inline(never)]
fn append_checked<const IN_QUOTES: bool>(text: &[u8], out: &mut Vec<u8>) {
    if let Ok(text) = core::str::from_utf8(text) {
        return append_text::<IN_QUOTES>(text, out);
    }
    for chunk in text.utf8_chunks() {
        append_text::<IN_QUOTES>(chunk.valid(), out);
        if !chunk.invalid().is_empty() {
            out.extend_from_slice("\u{FFFD}".as_bytes());
        }
    }
}

fn append_text<const IN_QUOTES: bool>(text: &str, out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some((at, ch)) = rest.char_indices().find(|&(_, ch)| is_escaped::<IN_QUOTES>(ch)) {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.extend_from_slice(before.as_bytes());
        append_escape(ch, out);
        rest = after.get(ch.len_utf8()..).unwrap_or_default();
    }
    out.extend_from_slice(rest.as_bytes());
}

#[inline]
const fn is_escaped<const IN_QUOTES: bool>(ch: char) -> bool {
    match ch {
        '"' | '\\' => IN_QUOTES,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' => true,
        // Line and paragraph separator; then the embeddings and overrides, which follow them.
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => false,
    }
}

fn append_escape(ch: char, out: &mut Vec<u8>) {
    let short = match ch {
        '"' | '\\' => ch as u8,
        '\n' => b'n',
        '\r' => b'r',
        '\t' => b't',
        '\x08' => b'b',
        '\x0c' => b'f',
        _ => {
            let digit =
                |shift: u32| char::from_digit((ch as u32 >> shift) & 0xf, 16).map_or(b'0', |it| it as u8);
            return out.extend_from_slice(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}
