//! `#[log(truncate(…))]`: the beginning of a text.

use core::fmt;

use super::text_value;
use crate::secret::TruncateInput;
use crate::value::{LogValue, ValueWriter, whole_words};

/// What a field under `#[log(truncate(…))]` puts into a record: the beginning of its text.
pub struct Truncated<'v, T: ?Sized> {
    value: &'v T,
    most: u32,
}

impl<'v, T: ?Sized> Truncated<'v, T> {
    /// The first `most` characters of `value`, and `…` where there were more. No word is cut in two where a space is in
    /// sight.
    #[inline]
    pub const fn new(value: &'v T, most: u32) -> Self {
        Self { value, most }
    }
}

impl<T: TruncateInput + ?Sized> LogValue for Truncated<'_, T> {
    text_value!();
    const LEAF: bool = true;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        self.value.truncated(self.most, writer);
    }
}

impl<T: ?Sized> fmt::Debug for Truncated<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Truncated").field(&self.most).finish()
    }
}

/// Appends the whole words in the first `most` characters of `text`, as an `Option<str>` that is there.
pub(in crate::secret) fn write_cut(text: &str, most: u32, writer: &mut ValueWriter<'_>) {
    writer.fixed([1]);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    match text.char_indices().nth(most) {
        None => writer.text(text),
        Some((end, _)) => {
            let kept = text.get(..whole_words(text, end)).unwrap_or_default();
            writer.text_of(&[kept, "…"]);
        }
    }
}
