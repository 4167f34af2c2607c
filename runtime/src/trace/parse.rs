//! Reading a `traceparent`.
//!
//! ```text
//! 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
//! 0  3                                36               53    55
//! version, trace id, parent id, flags: hexadecimal digits in lower case
//! ```

use core::fmt;

use super::TraceContext;
use super::hex::number;
use crate::error::Error;

/// The length of version `00`, and the least of any other.
const LENGTH: usize = 55;
/// Where the parts begin.
const TRACE_ID: usize = 3;
const SPAN_ID: usize = 36;
const FLAGS: usize = 53;
/// The version that there will never be.
const FORBIDDEN: u8 = 0xff;

/// Why a text is no `traceparent`. Places are counted in bytes from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// Shorter than the four parts.
    Short { length: usize },
    /// There is more behind the four parts than their version allows.
    Long { version: u8, at: usize },
    /// No lower-case hexadecimal digit.
    NoDigit { part: Part, at: usize },
    /// No dash between two parts.
    NoDash { at: usize },
    /// The version is `ff`.
    ForbiddenVersion,
    /// An id of nothing but zeros.
    Zeros { part: Part },
}

/// A part of a `traceparent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Version,
    TraceId,
    ParentId,
    Flags,
}

pub(super) fn parse(text: &str) -> Result<TraceContext, Flaw> {
    // Servers leave the white space out that HTTP allows around a value, but for those that do not.
    let text = text.trim_matches([' ', '\t']).as_bytes();
    if text.len() < LENGTH {
        return Err(Flaw::Short { length: text.len() });
    }
    let [version] = digits(text, 0, Part::Version)?;
    if version == FORBIDDEN {
        return Err(Flaw::ForbiddenVersion);
    }
    let trace_id = digits(text, TRACE_ID, Part::TraceId)?;
    let span_id = digits(text, SPAN_ID, Part::ParentId)?;
    let [flags] = digits(text, FLAGS, Part::Flags)?;
    for at in [TRACE_ID - 1, SPAN_ID - 1, FLAGS - 1] {
        if text.get(at) != Some(&b'-') {
            return Err(Flaw::NoDash { at });
        }
    }
    match text.get(LENGTH) {
        None => {}
        // Of a later version there may be more, behind a dash.
        Some(b'-') if version > 0 => {}
        Some(_) => return Err(Flaw::Long { version, at: LENGTH }),
    }
    let part = if trace_id == [0; 16] { Part::TraceId } else { Part::ParentId };
    TraceContext::of(trace_id, span_id, flags).ok_or(Flaw::Zeros { part })
}

/// The `N` bytes that the digits from `start` on stand for.
fn digits<const N: usize>(text: &[u8], start: usize, part: Part) -> Result<[u8; N], Flaw> {
    let number_at = |at: usize| text.get(at).copied().and_then(number).ok_or(Flaw::NoDigit { part, at });
    let mut bytes = [0; N];
    for (byte, at) in bytes.iter_mut().zip((start..).step_by(2)) {
        *byte = number_at(at)? << 4 | number_at(at + 1)?;
    }
    Ok(bytes)
}

impl Flaw {
    /// The error about `value`.
    pub(super) fn in_value(self, value: &str) -> Error {
        /// Longer than any good one, short enough for a line.
        const SHOWN: usize = 80;
        let shown: String = value.chars().take(SHOWN).flat_map(char::escape_default).collect();
        let more = if value.chars().nth(SHOWN).is_some() { "…" } else { "" };
        Error::invalid("traceparent", format_args!("{shown}{more}"), format!("{self}; {FIX}"))
    }
}

const FIX: &str = "it must be `00-`, 32 digits of the trace id, `-`, 16 digits of the parent id, `-` and 2 digits of flags, all in \
                   lower-case hexadecimal; where there is none, begin a trace with `TraceContext::new_root()`";

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Short { length } => write!(f, "it has {length} bytes and not {LENGTH}"),
            Self::Long { version: 0, at } => {
                write!(f, "version 00 has nothing behind its flags, at byte {at}")
            }
            Self::Long { at, .. } => write!(f, "there is no dash behind the flags, at byte {at}"),
            Self::NoDigit { part, at } => {
                write!(f, "{part} has something else than a digit from 0 to f in it, at byte {at}")
            }
            Self::NoDash { at } => write!(f, "there is no dash between two parts, at byte {at}"),
            Self::ForbiddenVersion => f.write_str("the version ff is forbidden"),
            Self::Zeros { part } => write!(f, "{part} is all zeros"),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Version => "the version",
            Self::TraceId => "the trace id",
            Self::ParentId => "the parent id",
            Self::Flags => "the flags",
        })
    }
}
