//! Colours of a terminal: the sixteen that a user's theme decides on, so that they are readable on any background.

use crate::level::Level;

/// How a part of a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// What is only looked at when it is searched for: time, keys, target.
    Dim,
    /// What is read first.
    Bold,
    /// What was kept out of the line.
    Withheld,
    /// What is amiss with the line itself.
    Warning,
    /// The level word.
    Level(Level),
    /// What happened, as bold as its level wants.
    Message(Level),
}

impl Ink {
    /// The escape sequence that begins it; none for what is written as it is.
    const fn start(self) -> Option<&'static str> {
        match self {
            Self::Dim | Self::Level(Level::Trace) => Some("\x1b[2m"),
            Self::Bold | Self::Message(Level::Error) => Some("\x1b[1m"),
            Self::Withheld => Some("\x1b[35m"),
            Self::Warning | Self::Level(Level::Warn) => Some("\x1b[33m"),
            Self::Level(Level::Debug) => Some("\x1b[34m"),
            Self::Level(Level::Info) => Some("\x1b[32m"),
            Self::Level(Level::Error) | Self::Message(Level::Critical) => Some("\x1b[1;31m"),
            Self::Level(Level::Critical) => Some("\x1b[1;7;31m"),
            Self::Message(Level::Trace | Level::Debug | Level::Info | Level::Warn) => None,
        }
    }
}

const END: &str = "\x1b[0m";

/// The word for a level in its column, which is [`LEVEL_WIDTH`] wide.
pub(super) const fn level_word(level: Level) -> &'static str {
    match level {
        Level::Trace => "TRACE",
        Level::Debug => "DEBUG",
        Level::Info => "INFO",
        Level::Warn => "WARN",
        Level::Error => "ERROR",
        Level::Critical => "CRIT",
    }
}

pub(super) const LEVEL_WIDTH: usize = 5;

/// Lines with or without colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Color,
}

impl Style {
    /// Appends the sequence that begins `ink`; returns the one that ends it.
    #[inline]
    pub(super) fn begin(self, ink: Ink, out: &mut Vec<u8>) -> &'static [u8] {
        match ink.start() {
            Some(start) if self == Self::Color => {
                out.extend_from_slice(start.as_bytes());
                END.as_bytes()
            }
            _ => b"",
        }
    }

    /// Appends `text` in `ink`.
    #[inline]
    pub(super) fn paint(self, ink: Ink, text: &[u8], out: &mut Vec<u8>) {
        let end = self.begin(ink, out);
        out.extend_from_slice(text);
        out.extend_from_slice(end);
    }
}
