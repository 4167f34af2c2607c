//! Severity of an event, and the thresholds that let it pass.

use core::fmt;
use core::str::FromStr;

use crate::error::{Error, Result};

/// How much an event matters, from the least to the most.
///
/// The order is the order of the variants: `Level::Warn > Level::Info`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Level {
    /// Every step, for one who follows a single request through the code.
    Trace = 1,
    /// What a developer wants while hunting a fault.
    Debug = 2,
    /// What an operator wants to know of a healthy service.
    Info = 3,
    /// Something is off, the service copes.
    Warn = 4,
    /// A request or a job failed.
    Error = 5,
    /// The service as a whole is in danger: syslog severity 2 (RFC 5424 §6.2.1).
    Critical = 6,
}

impl Level {
    /// All levels, from the least to the most severe.
    pub const ALL: [Self; 6] =
        [Self::Trace, Self::Debug, Self::Info, Self::Warn, Self::Error, Self::Critical];

    /// The lower-case word that is written into a log line.
    ///
    /// ```
    /// assert_eq!(blackbar::Level::Critical.as_str(), "critical");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
            Self::Critical => "critical",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The least level that passes, or nothing at all.
///
/// Ordered by how much passes: `Off < Critical < … < Trace`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LevelFilter {
    /// Nothing passes.
    Off,
    /// Only `critical` passes.
    Critical,
    /// `error` and above pass.
    Error,
    /// `warn` and above pass.
    Warn,
    /// `info` and above pass.
    Info,
    /// `debug` and above pass.
    Debug,
    /// Everything passes.
    Trace,
}

impl LevelFilter {
    /// Whether an event of this level passes.
    ///
    /// ```
    /// use blackbar::{Level, LevelFilter};
    /// assert!(LevelFilter::Warn.passes(Level::Error));
    /// assert!(!LevelFilter::Off.passes(Level::Critical));
    /// ```
    #[must_use]
    pub const fn passes(self, level: Level) -> bool {
        level as u8 >= self.floor()
    }

    /// The number of the least level that passes; above every level for `Off`.
    pub(crate) const fn floor(self) -> u8 {
        7 - self as u8
    }

    /// The word that stands for it in a directive.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Critical => "critical",
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

impl From<Level> for LevelFilter {
    fn from(level: Level) -> Self {
        match level {
            Level::Trace => Self::Trace,
            Level::Debug => Self::Debug,
            Level::Info => Self::Info,
            Level::Warn => Self::Warn,
            Level::Error => Self::Error,
            Level::Critical => Self::Critical,
        }
    }
}

impl fmt::Display for LevelFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Level {
    type Err = Error;

    /// Reads a level word in any case.
    ///
    /// # Errors
    /// Any other word, named in the error together with those that exist.
    fn from_str(word: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|level| word.eq_ignore_ascii_case(level.as_str()))
            .ok_or_else(|| unknown_level(word, ""))
    }
}

impl FromStr for LevelFilter {
    type Err = Error;

    /// Reads a level word or `off`, in any case.
    ///
    /// # Errors
    /// Any other word, named in the error together with those that exist.
    fn from_str(word: &str) -> Result<Self> {
        if word.eq_ignore_ascii_case("off") {
            return Ok(Self::Off);
        }
        match Level::from_str(word) {
            Ok(level) => Ok(level.into()),
            Err(_) => Err(unknown_level(word, ", off")),
        }
    }
}

fn unknown_level(word: &str, more: &str) -> Error {
    Error::invalid("level", word, format!("write one of trace, debug, info, warn, error, critical{more}"))
}
