//! Text.

use super::{HashInput, LenInput, MaskInput, TruncateInput};
use crate::secret::{Mask, hash, mask, text};
use crate::value::ValueWriter;

#[diagnostic::do_not_recommend]
impl MaskInput for str {
    #[inline]
    fn masked(&self, mask: Mask, writer: &mut ValueWriter<'_>) {
        mask::write(self, mask, writer);
    }
}

#[diagnostic::do_not_recommend]
impl HashInput for str {
    #[inline]
    fn hashed(&self, domain: &str, writer: &mut ValueWriter<'_>) {
        hash::write(domain, self.as_bytes(), writer);
    }
}

#[diagnostic::do_not_recommend]
impl LenInput for str {
    #[inline]
    fn length(&self) -> Option<u64> {
        Some(self.chars().count() as u64)
    }
}

#[diagnostic::do_not_recommend]
impl TruncateInput for str {
    #[inline]
    fn truncated(&self, most: u32, writer: &mut ValueWriter<'_>) {
        text::write_cut(self, most, writer);
    }
}

#[diagnostic::do_not_recommend]
impl MaskInput for String {
    #[inline]
    fn masked(&self, mask: Mask, writer: &mut ValueWriter<'_>) {
        self.as_str().masked(mask, writer);
    }
}

#[diagnostic::do_not_recommend]
impl HashInput for String {
    #[inline]
    fn hashed(&self, domain: &str, writer: &mut ValueWriter<'_>) {
        self.as_str().hashed(domain, writer);
    }
}

#[diagnostic::do_not_recommend]
impl LenInput for String {
    #[inline]
    fn length(&self) -> Option<u64> {
        self.as_str().length()
    }
}

#[diagnostic::do_not_recommend]
impl TruncateInput for String {
    #[inline]
    fn truncated(&self, most: u32, writer: &mut ValueWriter<'_>) {
        self.as_str().truncated(most, writer);
    }
}
