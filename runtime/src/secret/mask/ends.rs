//! The ends of a text.

use super::STARS;
use crate::value::ValueWriter;

/// Writes the first and the last characters, with stars between them. A text of fewer than four times as many characters
/// as are shown, or of fewer than eight more, shows nothing: what is left to guess would be too little.
pub(super) fn write(text: &str, first: u8, last: u8, writer: &mut ValueWriter<'_>) -> Option<()> {
    let (first, last) = (usize::from(first), usize::from(last));
    let shown = first + last;
    let fewest = (4 * shown).max(shown + 8);
    // Not a count of all characters: the text may be long.
    text.char_indices().nth(fewest - 1)?;
    let head = text.char_indices().nth(first).map(|(end, _)| end)?;
    let tail = match last {
        0 => text.len(),
        last => text.char_indices().rev().nth(last - 1).map(|(start, _)| start)?,
    };
    writer.text_of(&[text.get(..head)?, STARS, text.get(tail..)?]);
    Some(())
}
