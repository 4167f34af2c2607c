//! The bytes of a segment: its head, the heads of blocks, records. Pure; the tables are in the module's page.

/// The version that this library writes. It reads all from 1 on.
pub(super) const VERSION: u32 = 1;

/// Bytes of a segment's head.
pub(super) const SEGMENT_HEAD: usize = 64;
/// Bytes of a block's head.
pub(super) const BLOCK_HEAD: usize = 24;
/// Bytes before a record's payload.
pub(super) const RECORD_HEAD: usize = 17;
/// A block is closed when it has so many bytes; a single record may make it longer.
pub(super) const BLOCK: usize = 64 * 1024;
/// The longest payload.
pub(super) const LONGEST: usize = 16 * 1024 * 1024;

const SEGMENT_MAGIC: &[u8; 8] = b"bbspool\n";
/// What a search for the next block looks for.
pub(super) const BLOCK_MAGIC: [u8; 4] = [0xb1, 0x0c, 0xba, 0x5e];

/// What stands at the beginning of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SegmentHead {
    pub(super) salt: u64,
    pub(super) first: u64,
    /// The number after the last record of the segment before this one; what is between it and `first` was never spooled.
    pub(super) previous_end: u64,
    /// The salt of that segment, by which it is known whether it is still there.
    pub(super) previous_salt: u64,
    /// Nanoseconds since 1970 UTC.
    pub(super) created: u64,
    pub(super) process: u32,
}

/// What the beginning of a file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    Known(SegmentHead),
    /// It is whole, and of a version that this library does not know.
    Newer,
    Damaged,
}

impl SegmentHead {
    pub(super) fn bytes(&self) -> [u8; SEGMENT_HEAD] {
        let mut writer = Fields::default();
        writer.put(SEGMENT_MAGIC);
        writer.put(&VERSION.to_le_bytes());
        writer.put(&crc32c::crc32c(writer.so_far()).to_le_bytes());
        for word in [self.salt, self.first, self.previous_end, self.previous_salt, self.created] {
            writer.put(&word.to_le_bytes());
        }
        writer.put(&self.process.to_le_bytes());
        writer.put(&crc32c::crc32c(writer.so_far()).to_le_bytes());
        writer.bytes
    }
}

impl Beginning {
    pub(super) fn read(bytes: &[u8]) -> Self {
        if bytes.get(..8) != Some(SEGMENT_MAGIC) || u32_at(bytes, 12) != checksum(bytes, 12) {
            return Self::Damaged;
        }
        if u32_at(bytes, 8).is_some_and(|version| version > VERSION) {
            return Self::Newer;
        }
        if u32_at(bytes, 60) != checksum(bytes, 60) {
            return Self::Damaged;
        }
        let head = || {
            Some(SegmentHead {
                salt: u64_at(bytes, 16)?,
                first: u64_at(bytes, 24)?,
                previous_end: u64_at(bytes, 32)?,
                previous_salt: u64_at(bytes, 40)?,
                created: u64_at(bytes, 48)?,
                process: u32_at(bytes, 56)?,
            })
        };
        head().map_or(Self::Damaged, Self::Known)
    }
}

/// What checksums of a segment begin with, so that bytes of another one, or of somebody who writes events, do not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seed(u32);

impl Seed {
    pub(super) fn of(salt: u64) -> Self {
        Self(crc32c::crc32c(&salt.to_le_bytes()))
    }
}

/// What stands before the records of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BlockHead {
    /// Of the records, without this head.
    pub(super) bytes: u32,
    pub(super) first: u64,
    pub(super) records: u32,
}

impl BlockHead {
    pub(super) fn bytes(&self, seed: Seed) -> [u8; BLOCK_HEAD] {
        let mut head = [0; BLOCK_HEAD];
        let fields = BLOCK_MAGIC
            .into_iter()
            .chain(self.bytes.to_le_bytes())
            .chain(self.first.to_le_bytes())
            .chain(self.records.to_le_bytes());
        head.iter_mut().zip(fields).for_each(|(byte, field)| *byte = field);
        let (fields, sum) = head.split_at_mut(BLOCK_HEAD - 4);
        sum.copy_from_slice(&crc32c::crc32c_append(seed.0, fields).to_le_bytes());
        head
    }

    /// `None` where no head stands that was written into this segment.
    pub(super) fn read(bytes: &[u8], seed: Seed) -> Option<Self> {
        let (fields, sum) = bytes.get(..BLOCK_HEAD)?.split_at(BLOCK_HEAD - 4);
        if !fields.starts_with(&BLOCK_MAGIC) || u32_at(sum, 0)? != crc32c::crc32c_append(seed.0, fields) {
            return None;
        }
        Some(Self { bytes: u32_at(fields, 4)?, first: u64_at(fields, 8)?, records: u32_at(fields, 16)? })
    }
}

/// A record that is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record<'a> {
    pub(super) number: u64,
    pub(super) flags: u8,
    pub(super) payload: &'a [u8],
}

impl<'a> Record<'a> {
    /// Appends it; the payload is not longer than [`LONGEST`].
    pub(super) fn write(&self, seed: Seed, to: &mut Vec<u8>) {
        let start = to.len();
        #[expect(clippy::cast_possible_truncation, reason = "not longer than LONGEST")]
        let length = self.payload.len() as u32;
        to.extend_from_slice(&length.to_le_bytes());
        to.extend_from_slice(&[0; 4]);
        to.extend_from_slice(&self.number.to_le_bytes());
        to.push(self.flags);
        to.extend_from_slice(self.payload);
        let sum = sum(seed, length, to.get(start + 8..).unwrap_or_default());
        if let Some(place) = to.get_mut(start + 4..start + 8) {
            place.copy_from_slice(&sum.to_le_bytes());
        }
    }

    /// The record that `bytes` begin with; `None` where none stands that was written into this segment.
    pub(super) fn read(bytes: &'a [u8], seed: Seed) -> Option<Self> {
        let length = record_length(bytes)?;
        let rest = bytes.get(8..length)?;
        #[expect(clippy::cast_possible_truncation, reason = "it was a u32")]
        let payload_length = (length - RECORD_HEAD) as u32;
        if u32_at(bytes, 4)? != sum(seed, payload_length, rest) {
            return None;
        }
        Some(Self { number: u64_at(rest, 0)?, flags: *rest.get(8)?, payload: rest.get(9..)? })
    }

    /// Bytes of it on disk.
    pub(super) fn length(&self) -> usize {
        RECORD_HEAD + self.payload.len()
    }
}

/// How long the record is that `bytes` begin with, if its length can be believed.
pub(super) fn record_length(bytes: &[u8]) -> Option<usize> {
    let payload = usize::try_from(u32_at(bytes, 0)?).ok()?;
    (payload <= LONGEST).then_some(RECORD_HEAD + payload)
}

/// The length goes in with the seed: the checksum of a short record is none of a longer one.
fn sum(seed: Seed, length: u32, rest: &[u8]) -> u32 {
    crc32c::crc32c_append(seed.0 ^ length, rest)
}

fn checksum(bytes: &[u8], until: usize) -> Option<u32> {
    bytes.get(..until).map(crc32c::crc32c)
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// 64 bytes that are filled from the front: the head of a segment, a slot of the cursor.
#[derive(Debug)]
pub(super) struct Fields {
    pub(super) bytes: [u8; 64],
    filled: usize,
}

impl Default for Fields {
    fn default() -> Self {
        Self { bytes: [0; 64], filled: 0 }
    }
}

impl Fields {
    /// What does not fit is left out; everything does.
    pub(super) fn put(&mut self, field: &[u8]) {
        if let Some(place) = self.bytes.get_mut(self.filled..self.filled + field.len()) {
            place.copy_from_slice(field);
            self.filled += field.len();
        }
    }

    pub(super) fn so_far(&self) -> &[u8] {
        self.bytes.get(..self.filled).unwrap_or_default()
    }
}
