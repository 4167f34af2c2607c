//! [`HexId`]: an id as digits.

use core::fmt;

use crate::value::{LogValue, Shape, ValueWriter, marked, own_form};

/// An id of a [`TraceContext`](crate::TraceContext) as lower-case hexadecimal digits, two for each of its `N` bytes.
///
/// ```
/// let trace = blackbar::TraceContext::new_root();
/// assert_eq!(trace.trace_id_hex().as_str().len(), 32);
/// blackbar::info!("called back", trace_id = trace.trace_id_hex());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct HexId<const N: usize> {
    digits: [[u8; 2]; N],
}

impl<const N: usize> HexId<N> {
    pub(super) fn new(bytes: [u8; N]) -> Self {
        Self { digits: bytes.map(|byte| [digit(byte >> 4), digit(byte & 15)]) }
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(self.digits.as_flattened()).unwrap_or_default()
    }
}

/// The digit of a number below 16.
fn digit(half: u8) -> u8 {
    if half < 10 { b'0' + half } else { b'a' + half - 10 }
}

/// The number of a digit. Capital letters are no digits here.
pub(super) fn number(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl<const N: usize> LogValue for HexId<N> {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Text;
    const LEAF: bool = true;

    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.text(self.as_str());
    }
}

marked!([NotByte, ClassFree] HexId<N> where [const N: usize]);

impl<const N: usize> fmt::Display for HexId<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<const N: usize> fmt::Debug for HexId<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
