//! What a spool can be told.

use core::time::Duration;
use std::path::PathBuf;

use super::check::{at_least_one, some_time};
use crate::error::{Error, Result};
use crate::sink::{MIB, WhenTaken};
use crate::spool;
use crate::spool::WhenFull;

/// Where a [`Shipper`](super::Shipper) keeps events on disk until they are acknowledged, also across the end of the process.
///
/// Every event goes through it. What is in it survives the end of the process, however sudden; against a loss of power it is
/// as safe as [`sync`](Self::sync) says. Events that a process leaves behind are sent by the next one that opens the directory,
/// before its own.
///
/// The directory belongs to one destination of one process at a time. It is made with mode 0700 and its files with 0600,
/// because they hold what the log holds; one that everybody may write to is an error of building the logger. Events that the
/// destination will never take are kept in it too, up to 16 MiB, as `dead-letters.jsonl`.
///
/// ```
/// use std::time::Duration;
/// use blackbar::{GIB, Logstash, Spool, SpoolSync};
///
/// let a_day = Duration::from_secs(24 * 60 * 60);
/// let spool = Spool::new("/var/lib/app/spool").max_bytes(GIB).max_age(a_day).sync(SpoolSync::EachBatch);
/// let logstash = Logstash::tcp("logs.example.com:5000").spool(spool);
/// # drop(logstash);
/// ```
#[derive(Debug, Clone)]
pub struct Spool {
    pub(super) directory: PathBuf,
    pub(super) max_bytes: u64,
    pub(super) segment_bytes: u64,
    pub(super) max_age: Option<Duration>,
    pub(super) when_full: WhenFull,
    pub(super) sync: SpoolSync,
    pub(super) when_taken: WhenTaken,
}

/// When events in a spool are brought from the kernel to the disk.
///
/// It matters only for a power loss or a crash of the system: what is in the spool survives the end of the process, however
/// sudden, with each of these. A flush waits for the disk in any case, while the destination is not up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SpoolSync {
    /// When this long has passed since the last time and something came. 500 ms is the default.
    Every(Duration),
    /// After each batch, as soon as the disk is done with the one before.
    EachBatch,
    /// When the system sees fit, some 30 seconds later on most.
    Never,
}

impl Default for SpoolSync {
    fn default() -> Self {
        Self::Every(Duration::from_millis(500))
    }
}

impl Spool {
    /// One in this directory, which is made if it is not there.
    #[must_use]
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self {
            directory: directory.into(),
            max_bytes: 256 * MIB,
            segment_bytes: 8 * MIB,
            max_age: None,
            when_full: WhenFull::default(),
            sync: SpoolSync::default(),
            when_taken: WhenTaken::default(),
        }
    }

    /// The most it takes on disk. Default: 256 MiB.
    #[must_use]
    pub fn max_bytes(mut self, bytes: u64) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// The size of one of its files. Default: 8 MiB. The disk gets space back by whole files.
    #[must_use]
    pub fn segment_bytes(mut self, bytes: u64) -> Self {
        self.segment_bytes = bytes;
        self
    }

    /// How long an event may wait in it; older ones are counted as [`Expired`](crate::Cause::Expired). Default: as long as it
    /// takes.
    #[must_use]
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = Some(age);
        self
    }

    /// Who is lost when it is full. Default: [`WhenFull::DropNewest`], and that is what does not fit into the queue in memory
    /// either.
    #[must_use]
    pub fn when_full(mut self, when_full: WhenFull) -> Self {
        self.when_full = when_full;
        self
    }

    /// When events in it are brought to the disk. Default: every 500 ms.
    #[must_use]
    pub fn sync(mut self, sync: SpoolSync) -> Self {
        self.sync = sync;
        self
    }

    /// What to do when another logger has the directory. Default: [`WhenTaken::Refuse`]. With [`WhenTaken::OwnFile`] this one
    /// has a directory of its own inside, and takes over what dead processes left in theirs.
    #[must_use]
    pub fn when_taken(mut self, when_taken: WhenTaken) -> Self {
        self.when_taken = when_taken;
        self
    }

    /// # Errors
    /// When a setting cannot work.
    pub(super) fn check(&self) -> Result<()> {
        if self.directory.as_os_str().is_empty() {
            return Err(Error::invalid(
                "spool",
                "",
                "name a directory that belongs to this destination alone",
            ));
        }
        if self.max_bytes < spool::LEAST_BYTES {
            let fix = format!("give the spool {} bytes at least; 256 MiB is the default", spool::LEAST_BYTES);
            return Err(Error::invalid("spool.max_bytes", self.max_bytes, fix));
        }
        at_least_one("spool.segment_bytes", self.segment_bytes, "8 MiB is the default")?;
        if let Some(age) = self.max_age {
            some_time("spool.max_age", age, "as long as it takes")?;
        }
        if let SpoolSync::Every(interval) = self.sync {
            some_time("spool.sync", interval, "500 ms")?;
        }
        Ok(())
    }

    /// # Errors
    /// When the directory cannot be used, or belongs to somebody else.
    pub(super) fn open(&self) -> Result<(spool::Spool, spool::Found)> {
        let settings = spool::Settings {
            max_bytes: self.max_bytes,
            max_age: self.max_age,
            segment_bytes: self.segment_bytes,
            when_full: self.when_full,
            shared: match self.when_taken {
                WhenTaken::Refuse => spool::IfTaken::Refuse,
                WhenTaken::OwnFile => spool::IfTaken::OwnFolder,
            },
        };
        spool::Spool::open(&self.directory, settings)
    }
}
