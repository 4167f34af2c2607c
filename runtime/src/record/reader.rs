//! The backend's side: a record is taken apart, and no length in it is believed.

use super::{FRAME_CUT, HEADER, MAX_RECORD, flag};
use crate::event::SchemaId;

/// A record that contradicts itself; it is passed over, counted and reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

/// One record, taken apart as far as that goes without its schema.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'r> {
    pub(crate) id: SchemaId,
    pub(crate) clock: u64,
    /// The bytes of the context, empty for none; as little believed as the rest.
    pub(crate) context: &'r [u8],
    /// Calls that were kept back before this one.
    pub(crate) suppressed: u32,
    /// The length it would have had, where it was truncated.
    pub(crate) original_len: Option<u32>,
    /// The fields.
    pub(crate) fields: ValueReader<'r>,
    /// Bytes to advance by.
    pub(crate) length: usize,
}

impl<'r> Record<'r> {
    /// Takes the first record of `bytes` apart.
    #[inline]
    pub(crate) fn parse(bytes: &'r [u8]) -> Result<Self, Malformed> {
        let mut reader = ValueReader { bytes };
        let first = u32::from_le_bytes(reader.fixed()?);
        let id = SchemaId(u32::from_le_bytes(reader.fixed()?));
        let clock = u64::from_le_bytes(reader.fixed()?);
        let (length, flags) = ((first & 0x00ff_ffff) as usize, (first >> 24) as u8);
        if !(HEADER..=MAX_RECORD).contains(&length) || !length.is_multiple_of(8) {
            return Err(Malformed);
        }
        let padding = usize::from(flags >> flag::PADDING_SHIFT);
        let body = bytes.get(HEADER..length).ok_or(Malformed)?;
        reader.bytes = body.get(..body.len().saturating_sub(padding)).ok_or(Malformed)?;
        let context = if flags & flag::CONTEXT == 0 { &[] } else { reader.text()? };
        let suppressed = if flags & flag::SUPPRESSED == 0 { 0 } else { u32::from_le_bytes(reader.fixed()?) };
        let original_len =
            if flags & flag::TRUNCATED == 0 { None } else { Some(u32::from_le_bytes(reader.fixed()?)) };
        Ok(Self { id, clock, context, suppressed, original_len, fields: reader, length })
    }

    /// The clock of the first record of `bytes`, without a look at the rest of it.
    #[inline]
    pub(crate) fn clock_of(bytes: &[u8]) -> Option<u64> {
        bytes.get(8..16).and_then(|clock| clock.first_chunk()).map(|clock| u64::from_le_bytes(*clock))
    }
}

/// Reads values in the byte forms of [`ValueWriter`](crate::value::ValueWriter), one after another.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ValueReader<'r> {
    bytes: &'r [u8],
}

impl<'r> ValueReader<'r> {
    /// Reads from the start of `bytes`.
    pub(crate) fn new(bytes: &'r [u8]) -> Self {
        Self { bytes }
    }

    /// All that is left, as it is.
    #[inline]
    pub(crate) fn as_bytes(&self) -> &'r [u8] {
        self.bytes
    }

    /// The next `N` bytes: a number or a tag.
    #[inline]
    pub(crate) fn fixed<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (value, rest) = self.bytes.split_first_chunk::<N>().ok_or(Malformed)?;
        self.bytes = rest;
        Ok(*value)
    }

    /// A text: a length and as many bytes, which are UTF-8 as far as the writer is to be trusted.
    #[inline]
    pub(crate) fn text(&mut self) -> Result<&'r [u8], Malformed> {
        let length = u32::from_le_bytes(self.fixed()?) as usize;
        self.take(length)
    }

    /// The count of a sequence or map.
    pub(crate) fn count(&mut self) -> Result<u32, Malformed> {
        Ok(u32::from_le_bytes(self.fixed()?))
    }

    /// The frame around a value that is no leaf: its bytes, and whether the value was cut.
    pub(crate) fn frame(&mut self) -> Result<(Self, bool), Malformed> {
        let head = u32::from_le_bytes(self.fixed()?);
        let bytes = self.take((head & !FRAME_CUT) as usize)?;
        Ok((Self { bytes }, head & FRAME_CUT != 0))
    }

    /// What is left, as bytes.
    pub(crate) fn rest(&self) -> &'r [u8] {
        self.bytes
    }

    /// Whether nothing is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    fn take(&mut self, length: usize) -> Result<&'r [u8], Malformed> {
        let (taken, rest) = self.bytes.split_at_checked(length).ok_or(Malformed)?;
        self.bytes = rest;
        Ok(taken)
    }
}
