//! The names of a log: what a rotated file is called, and which files of a directory are ours.
//!
//! ```text
//! archive = stem "." time "." number extension [".gz" | ".zst"]
//! time    = YYYY-MM-DD "T" hh-mm-ss ("Z" | sign hhmm [ss])
//! number  = 1 | 2 | 3 …            without leading zeros
//! half    = archive ".part"        where the archive ends in .gz or .zst: compression has not finished
//! lock    = "." active ".lock"
//! link    = "." current ".new"     the link on its way to its name
//! ```
//!
//! `logs/app.log` becomes `app.2026-11-22T14-03-07+0100.17.log`. The time is that of the last event in the file; with
//! its offset it is one point in time, so the hour that comes twice in autumn has two names. The number is one
//! higher than the highest there is: it keeps the order when the clock does not.
//!
//! A name is ours only if it is, letter by letter, what we would have written. Everything else in the directory is
//! somebody else's, however much it looks alike. Nothing here touches a file.

use core::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// One log: its active file and everything that was rotated away from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Family {
    active: String,
    stem_length: usize,
}

/// A rotated file, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Archive {
    /// Of its last event, in whole seconds.
    pub(super) at: Timestamp,
    pub(super) offset: Suffix,
    pub(super) number: u64,
    pub(super) packing: Option<Packing>,
}

/// How the distance from UTC is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suffix {
    Utc,
    Local(Offset),
}

/// How a rotated file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Member {
    Archive(Archive),
    /// What compression of this archive left when it was interrupted; `packing` says how it was to be compressed.
    Half(Archive),
}

const HALF: &str = ".part";

impl Packing {
    pub(super) const ALL: [Self; 2] = [Self::Gzip, Self::Zstd];

    fn extension(self) -> &'static str {
        match self {
            Self::Gzip => ".gz",
            Self::Zstd => ".zst",
        }
    }
}

impl Family {
    /// The log whose active file has this name.
    pub(super) fn new(active: &str) -> Self {
        let stem_length = active.rfind('.').filter(|dot| *dot > 0).unwrap_or(active.len());
        Self { active: active.to_owned(), stem_length }
    }

    /// The log that a process has for itself when another one owns this: `app.log` becomes `app.4711.log`.
    pub(super) fn of_process(&self, id: u32) -> Self {
        let (stem, extension) = self.parts();
        Self::new(&format!("{stem}.{id}{extension}"))
    }

    pub(super) fn active(&self) -> &str {
        &self.active
    }

    pub(super) fn lock(&self) -> String {
        format!(".{}.lock", self.active)
    }

    /// The name of a rotated file.
    pub(super) fn name(&self, archive: &Archive) -> String {
        let (stem, extension) = self.parts();
        let offset = match archive.offset {
            Suffix::Utc => Offset::UTC,
            Suffix::Local(offset) => offset,
        };
        let civil = offset.to_datetime(archive.at);
        let mut name = format!(
            "{stem}.{:04}-{:02}-{:02}T{:02}-{:02}-{:02}",
            civil.year(),
            civil.month(),
            civil.day(),
            civil.hour(),
            civil.minute(),
            civil.second()
        );
        append_offset(archive.offset, &mut name);
        // Writing into a `String` cannot fail.
        let _written = write!(name, ".{}{extension}", archive.number);
        if let Some(packing) = archive.packing {
            name.push_str(packing.extension());
        }
        name
    }

    /// The name while it is being compressed.
    #[cfg(any(feature = "gzip", feature = "zstd", test))]
    pub(super) fn half_name(&self, archive: &Archive) -> String {
        self.name(archive) + HALF
    }

    /// What this name is in the log; `None` for everything that is not exactly ours.
    pub(super) fn member(&self, name: &str) -> Option<Member> {
        if let Some(whole) = name.strip_suffix(HALF) {
            return self.archive(whole).filter(|archive| archive.packing.is_some()).map(Member::Half);
        }
        self.archive(name).map(Member::Archive)
    }

    fn archive(&self, name: &str) -> Option<Archive> {
        let packed =
            Packing::ALL.iter().map(|packing| (name.strip_suffix(packing.extension()), Some(*packing)));
        core::iter::once((Some(name), None))
            .chain(packed)
            .filter_map(|(plain, packing)| self.parse(plain?, packing))
            // What does not come out the same was not written by us.
            .find(|archive| self.name(archive) == name)
    }

    fn parse(&self, plain: &str, packing: Option<Packing>) -> Option<Archive> {
        let (stem, extension) = self.parts();
        let middle = plain.strip_prefix(stem)?.strip_prefix('.')?.strip_suffix(extension)?;
        let (time, number) = middle.split_once('.')?;
        let civil = civil(time.get(..19)?)?;
        let offset = offset(time.get(19..)?)?;
        let at = match offset {
            Suffix::Utc => Offset::UTC,
            Suffix::Local(offset) => offset,
        }
        .to_timestamp(civil)
        .ok()?;
        let number = digits(number)?;
        (number > 0).then_some(Archive { at, offset, number, packing })
    }

    fn parts(&self) -> (&str, &str) {
        self.active.split_at_checked(self.stem_length).unwrap_or((&self.active, ""))
    }
}

impl Suffix {
    /// What is in force in `zone` at that time; UTC is written as `Z`.
    pub(super) fn of(zone: &TimeZone, at: Timestamp) -> Self {
        if *zone == TimeZone::UTC { Self::Utc } else { Self::Local(zone.to_offset(at)) }
    }
}

/// The point in time in whole seconds, as names have it.
pub(super) fn whole_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_nanosecond().div_euclid(1_000_000_000).try_into().unwrap_or_default())
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

fn append_offset(suffix: Suffix, name: &mut String) {
    let Suffix::Local(offset) = suffix else { return name.push('Z') };
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.unsigned_abs();
    let _written = write!(name, "{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds % 60 != 0 {
        let _written = write!(name, "{:02}", seconds % 60);
    }
}

/// Reads `2026-11-22T14-03-07`.
fn civil(text: &str) -> Option<DateTime> {
    let part = |at: usize, length: usize| digits(text.get(at..at + length)?);
    DateTime::new(
        i16::try_from(part(0, 4)?).ok()?,
        i8::try_from(part(5, 2)?).ok()?,
        i8::try_from(part(8, 2)?).ok()?,
        i8::try_from(part(11, 2)?).ok()?,
        i8::try_from(part(14, 2)?).ok()?,
        i8::try_from(part(17, 2)?).ok()?,
        0,
    )
    .ok()
}

fn offset(text: &str) -> Option<Suffix> {
    if text == "Z" {
        return Some(Suffix::Utc);
    }
    let sign = match text.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let part = |at: usize| i32::try_from(digits(text.get(at..at + 2)?)?).ok();
    let seconds = if text.len() == 5 { 0 } else { part(5)? };
    Offset::from_seconds(sign * (part(1)? * 3600 + part(3)? * 60 + seconds)).ok().map(Suffix::Local)
}

/// A number in decimal digits only: no sign, no space.
fn digits(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}
