//! The parts of values that decide what comes next: tags, counts, variant numbers.

use super::Variant;
use crate::encode::time::NANOS_PER_SECOND;
use crate::record::{Malformed, ValueReader};
use crate::value::{TOO_DEEP_COUNT, TOO_DEEP_TAG, TOO_DEEP_VARIANT};

/// Why a value could not be read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::encode) enum Stop {
    /// The bytes ended; in a value that was cut, that is as it should be.
    Ended,
    /// The bytes are those of no value.
    Malformed,
}

/// A reader knows nothing but bytes: its only complaint is that they ended.
impl From<Malformed> for Stop {
    fn from(_: Malformed) -> Self {
        Self::Ended
    }
}

impl From<Stop> for Malformed {
    fn from(_: Stop) -> Self {
        Self
    }
}

/// What the tag of an option says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::encode) enum Presence {
    None,
    Some,
    TooDeep,
}

#[inline]
pub(in crate::encode) fn option_tag(reader: &mut ValueReader<'_>) -> Result<Presence, Stop> {
    match reader.fixed()? {
        [0] => Ok(Presence::None),
        [1] => Ok(Presence::Some),
        [TOO_DEEP_TAG] => Ok(Presence::TooDeep),
        _ => Err(Stop::Malformed),
    }
}

/// A byte that is 0 or 1.
#[inline]
pub(in crate::encode) fn flag(reader: &mut ValueReader<'_>) -> Result<bool, Stop> {
    match reader.fixed()? {
        [0] => Ok(false),
        [1] => Ok(true),
        _ => Err(Stop::Malformed),
    }
}

/// The number of items, or `None` where they are too deep to be written.
#[inline]
pub(in crate::encode) fn item_count(reader: &mut ValueReader<'_>) -> Result<Option<u32>, Stop> {
    Ok(Some(reader.count()?).filter(|count| *count != TOO_DEEP_COUNT))
}

/// The variant that comes next, or `None` where it is too deep to be written.
#[inline]
pub(in crate::encode) fn read_variant<'p>(
    variants: &'p [Variant],
    reader: &mut ValueReader<'_>,
) -> Result<Option<&'p Variant>, Stop> {
    match u16::from_le_bytes(reader.fixed()?) {
        TOO_DEEP_VARIANT => Ok(None),
        number => variants.get(usize::from(number)).map(Some).ok_or(Stop::Malformed),
    }
}

/// A code point.
pub(in crate::encode) fn read_char(reader: &mut ValueReader<'_>) -> Result<char, Stop> {
    char::from_u32(u32::from_le_bytes(reader.fixed()?)).ok_or(Stop::Malformed)
}

/// Seconds and nanoseconds.
pub(in crate::encode) fn read_duration(reader: &mut ValueReader<'_>) -> Result<(u64, u32), Stop> {
    let (seconds, nanos) = (u64::from_le_bytes(reader.fixed()?), u32::from_le_bytes(reader.fixed()?));
    if u64::from(nanos) < NANOS_PER_SECOND { Ok((seconds, nanos)) } else { Err(Stop::Malformed) }
}

/// Whether what is left may be the zeros at the end of a record: less than its alignment.
pub(in crate::encode) fn is_padding(mut rest: ValueReader<'_>) -> bool {
    rest.fixed::<8>().is_err()
}
