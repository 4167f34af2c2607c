//! The one error type of the crate: what was wrong, with which value, and what to write instead.

use core::fmt;
use std::error::Error as StdError;

/// What the crate's fallible functions return.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// Something that was asked for could not be done.
///
/// Only setting up, reconfiguring and flushing return errors; a log call never does. The text names the value that was
/// refused and what to do about it. `Debug` shows the same text, so that a `main` that returns this error prints it.
#[non_exhaustive]
pub enum Error {
    /// A setting has a value that cannot work.
    Invalid {
        /// Which setting: the name of the builder method or of the environment variable.
        setting: &'static str,
        /// The value that was refused.
        value: String,
        /// What to write instead, a sentence without a full stop.
        fix: String,
    },
    /// The operating system refused something that a sink or the backend needs.
    Io {
        /// What was attempted, with the path or address, for instance ``open `logs/app.log` ``.
        doing: String,
        /// What to do about it, a sentence without a full stop; may be empty.
        fix: String,
        /// The system's own error.
        source: std::io::Error,
    },
    /// Events of this program hash a field, and the logger that is installed has no key.
    NoHashKey {
        /// Their names, each with the file and line of its definition.
        events: String,
    },
    /// A logger is already installed in this process.
    AlreadyInstalled,
    /// Events were still on their way when the time for a flush was over.
    FlushTimedOut {
        /// How long was waited.
        waited: core::time::Duration,
    },
    /// The backend thread of this logger is gone: it was shut down, or the process forked.
    BackendGone,
}

impl Error {
    pub(crate) fn invalid(setting: &'static str, value: impl fmt::Display, fix: impl Into<String>) -> Self {
        Self::Invalid { setting, value: value.to_string(), fix: fix.into() }
    }

    pub(crate) fn io(doing: impl Into<String>, source: std::io::Error, fix: impl Into<String>) -> Self {
        Self::Io { doing: doing.into(), fix: fix.into(), source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { setting, value, fix } => write!(f, "{setting}: `{value}` cannot be used; {fix}"),
            Self::Io { doing, fix, source } if fix.is_empty() => write!(f, "cannot {doing}: {source}"),
            Self::Io { doing, fix, source } => write!(f, "cannot {doing}: {source}; {fix}"),
            Self::NoHashKey { events } => write!(
                f,
                "[BB017] these events hash a field, and there is no key: {events}; make one with `openssl rand -base64 32`, \
                 set BLACKBAR_HASH_KEY to `1:` and the key, and add `.hash_key_from_env(\"BLACKBAR_HASH_KEY\")` to the builder"
            ),
            Self::AlreadyInstalled => f.write_str(
                "a logger is already installed in this process; install once in `main`, or keep this one as a value with `build()`",
            ),
            Self::FlushTimedOut { waited } => {
                write!(f, "events were still on their way after {waited:?}; `stats()` names the sink that is behind")
            }
            Self::BackendGone => f.write_str(
                "the backend thread of this logger is gone (shut down or forked); build or install a new logger",
            ),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
