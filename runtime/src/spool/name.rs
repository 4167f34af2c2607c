//! The names in a spool's directory, and which of them are ours.
//!
//! ```text
//! segment  = sequence "-" first "-" salt ["-" shift] ".segment"
//! part     = segment ".part"                     a rewritten segment that is not whole yet
//! damaged  = sequence "-" offset ".damaged"      the copy of a damaged block, for people
//! room     = "." process "-" random              the spool of a process that found this one taken
//!          | ".v" version                        the spool beside one of a newer version
//! sequence = 10 digits, offset = 10 digits, first = 20 digits, salt = shift = 16 hex digits, random = 8 hex digits
//! cursor, lock
//! ```
//!
//! A segment is known by its name as far as it must be for its records to be found: a damaged head costs none of them. A
//! name is ours only if it is, letter by letter, what we would have written. Nothing here touches a file.

/// What a segment is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    /// No two segments of a directory have the same; a later one is higher.
    pub(super) sequence: u64,
    /// The number that the first record has here.
    pub(super) first: u64,
    pub(super) salt: u64,
    /// What is added to the numbers of its records, modulo 2⁶⁴: they came from another spool, which had its own.
    pub(super) shift: Option<u64>,
}

pub(super) const CURSOR: &str = "cursor";
/// A cursor that takes the place of one that could not be synced.
pub(super) const NEW_CURSOR: &str = "cursor.part";
pub(super) const LOCK: &str = "lock";

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Member {
    Segment(Name),
    /// A rewritten segment that never became whole.
    Part,
    Damaged,
    Room,
}

impl Name {
    pub(super) fn text(&self) -> String {
        let Self { sequence, first, salt, .. } = self;
        match self.shift {
            None => format!("{sequence:010}-{first:020}-{salt:016x}.segment"),
            Some(shift) => format!("{sequence:010}-{first:020}-{salt:016x}-{shift:016x}.segment"),
        }
    }

    pub(super) fn part(&self) -> String {
        self.text() + ".part"
    }

    /// The number here of a record, or of a boundary, that the file calls `raw`; `None` for what was before the first
    /// number there is.
    pub(super) fn number(&self, raw: u64) -> Option<u64> {
        i64::try_from(raw.wrapping_add(self.shift.unwrap_or(0))).ok().map(i64::unsigned_abs)
    }
}

pub(super) fn damaged(sequence: u64, offset: u64) -> String {
    format!("{sequence:010}-{offset:010}.damaged")
}

pub(super) fn room_of_process(process: u32, random: u32) -> String {
    format!(".{process}-{random:08x}")
}

pub(super) fn room_of_version(version: u32) -> String {
    format!(".v{version}")
}

/// What this name is in a spool; `None` for everything that is not exactly ours.
pub(super) fn member(name: &str) -> Option<Member> {
    if let Some(room) = name.strip_prefix('.') {
        return is_room(room).then_some(Member::Room);
    }
    if name == NEW_CURSOR {
        return Some(Member::Part);
    }
    if let Some(whole) = name.strip_suffix(".part") {
        return segment(whole).map(|_| Member::Part);
    }
    if let Some((sequence, offset)) = name.strip_suffix(".damaged").and_then(|both| both.split_once('-')) {
        let same = decimal(sequence).zip(decimal(offset)).map(|(sequence, offset)| damaged(sequence, offset));
        return (same.as_deref() == Some(name)).then_some(Member::Damaged);
    }
    segment(name).map(Member::Segment)
}

fn segment(text: &str) -> Option<Name> {
    let mut parts = text.strip_suffix(".segment")?.split('-');
    let mut name = Name {
        sequence: decimal(parts.next()?)?,
        first: decimal(parts.next()?)?,
        salt: u64::from_str_radix(parts.next()?, 16).ok()?,
        shift: None,
    };
    if let Some(shift) = parts.next() {
        name.shift = Some(u64::from_str_radix(shift, 16).ok()?);
    }
    (parts.next().is_none() && name.text() == text && i64::try_from(name.first).is_ok()).then_some(name)
}

fn is_room(text: &str) -> bool {
    let version = text.strip_prefix('v').and_then(|version| version.parse::<u32>().ok()).map(room_of_version);
    let process = text.split_once('-').and_then(|(process, random)| {
        Some(room_of_process(process.parse().ok()?, u32::from_str_radix(random, 16).ok()?))
    });
    [version, process].into_iter().flatten().any(|room| room.strip_prefix('.') == Some(text))
}

/// A number in decimal digits only: no sign, no space.
fn decimal(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}
