//! What a file can be told beside its path.

use core::time::Duration;
use std::path::PathBuf;

use super::family::{Family, Packing};
use super::retention::Keep;
use super::rotation::Limits;
use crate::level::Level;

/// When written events are brought from the kernel to the disk.
///
/// It matters only for a power loss or a crash of the system: what is written survives the end of the process, however
/// sudden, with each of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum FileSync {
    /// When the system sees fit, some 30 seconds later on most.
    #[default]
    Never,
    /// On a thread beside, when this long has passed since the last time and something was written.
    Every(Duration),
    /// Before the next batch is written. The other sinks wait for it too.
    Batch,
}

/// What to do about a file that another logger, in this process or another, is writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum WhenTaken {
    /// An error of building the logger, which names the process.
    #[default]
    Refuse,
    /// A log of this process' own beside it: `app.4711.log` in place of `app.log`, with the number of the process.
    OwnFile,
}

/// How rotated files are compressed.
#[cfg(any(feature = "gzip", feature = "zstd"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Compression {
    /// As `.gz`, which everything reads.
    #[cfg(feature = "gzip")]
    Gzip,
    /// As `.zst`, smaller and faster.
    #[cfg(feature = "zstd")]
    Zstd,
}

#[cfg(any(feature = "gzip", feature = "zstd"))]
impl Compression {
    pub(super) fn packing(self) -> Packing {
        match self {
            #[cfg(feature = "gzip")]
            Self::Gzip => Packing::Gzip,
            #[cfg(feature = "zstd")]
            Self::Zstd => Packing::Zstd,
        }
    }
}

/// Everything that an open log goes by.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    /// As the user wrote it, for error texts.
    pub(super) path: PathBuf,
    pub(super) family: Family,
    pub(super) limits: Limits,
    pub(super) rotate_at_start: bool,
    pub(super) keep: Keep,
    /// Whether rotated files may be deleted when the disk is full.
    pub(super) make_room: bool,
    pub(super) packing: Option<Packing>,
    pub(super) sync: FileSync,
    /// Events of this level and above are synchronised at once.
    pub(super) sync_at: Option<Level>,
    /// The name of a link to the active file.
    pub(super) link: Option<String>,
    /// The first line of every file.
    pub(super) header: Vec<u8>,
    /// Whether others write the same file too.
    pub(super) shared: bool,
}
