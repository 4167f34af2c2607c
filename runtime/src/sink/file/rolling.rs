//! The description of a log file, and what can be said of it.

use core::time::Duration;
use std::path::PathBuf;

use jiff::tz::TimeZone;

use super::handle::FileHandle;
use super::period::Every;
use super::retention::Keep;
#[cfg(any(feature = "gzip", feature = "zstd"))]
use super::settings::Compression;
use super::settings::{FileSync, WhenTaken};
use crate::encode::Encoding;
use crate::level::Level;
use crate::secret::Class;
use crate::sink::SinkOptions;

/// 1,024 bytes.
pub const KIB: u64 = 1024;
/// 1,024 [`KIB`].
pub const MIB: u64 = 1024 * KIB;
/// 1,024 [`MIB`].
pub const GIB: u64 = 1024 * MIB;

/// A sink that writes to a file: one that grows, until it is told when to begin another and how many to keep.
///
/// ```
/// use blackbar::{MIB, RollingFile};
///
/// let one_file = RollingFile::new("logs/app.log");
/// let as_python_does_it = RollingFile::new("logs/app.log").max_size(5 * MIB).keep(5);
/// ```
///
/// ```no_run
/// use std::time::Duration;
///
/// use blackbar::{Every, GIB, Logger, MIB, RollingFile};
///
/// # fn main() -> blackbar::Result<()> {
/// const DAY: Duration = Duration::from_secs(24 * 3600);
/// let file = RollingFile::new("logs/app.log")
///     .every(Every::Day)
///     .max_size(100 * MIB)
///     .keep_for(30 * DAY)
///     .keep_bytes(2 * GIB);
/// let _guard = Logger::builder().file(file).install()?;
/// # Ok(())
/// # }
/// ```
///
/// The active file always has the name that was given. One that is full is renamed to, for instance,
/// `app.2026-11-22T14-03-07+0100.17.log`: the time of the last event in it, with the distance from UTC, and a number that
/// only grows. Nothing is ever overwritten, and no file is renamed or deleted whose name is not, letter by letter, one
/// that this log gives. Renaming, creating and looking at the directory happen on the backend; deleting, compressing and
/// synchronising on threads beside. The caller of a log macro never waits for any of it.
///
/// The file and its directories are made where they are missing, with the modes 0640 and 0750 less the umask. A symbolic
/// link, a directory, a FIFO, a device, a socket and a file with a second hard link are refused. The user must be allowed
/// to read the file too. The name in `stats()` is `file:` and the path.
///
/// # What survives
/// Every batch is one write to the kernel, nothing is kept back in this process. A line that this table says survives is
/// in the file whole, in order, once.
///
/// | the end of the program | events before the last flush | events since, in the ring | with [`FileSync::Batch`] | [`FileSync::Every`] | [`FileSync::Never`] |
/// |---|---|---|---|---|---|
/// | `main` returns, with the guard | yes | yes | | | |
/// | `exit()` | yes | yes | | | |
/// | panic of `main` | yes | yes | | | |
/// | `abort()` | yes | no | | | |
/// | `SIGKILL`, out of memory | yes | no | | | |
/// | power loss, crash of the system | as the policy says | no | yes | but for the last interval | the system's last 30 s or so may be missing |
///
/// The first five rows are the same with every policy, and each of them is tested with each; the last is not. What was written by
/// the backend counts as before the last flush there, flushed or not: that is everything older than some milliseconds
/// under load, or 20 ms when idle. [`sync_at`](Self::sync_at) makes `yes` of the last row for severe events and all
/// before them.
///
/// # When the disk fails
/// The program goes on. Events that the system refuses are counted as [`DiskFull`](crate::Cause::DiskFull) or
/// [`Io`](crate::Cause::Io), the half line that a refused write may leave is cut away again, and writing resumes by itself:
/// the next write is tried after a millisecond, then less often, four times a second at least. What comes in between is lost
/// for the same cause. A write that does not come back (a server of NFS that is gone) holds the backend, never a caller whose
/// ring has room; after a second the sink is shown as [`Stuck`](crate::Health::Stuck).
/// A rotation that does not work leaves the file as it is and is tried again, after 100 ms at first, then less often, up
/// to every 10 s; the file grows meanwhile. A directory that was deleted is made again within a quarter of a second. A flush
/// tells of what went wrong since the flush before.
///
/// # Other programs
/// The path is looked at four times a second: if it no longer leads to the open file, what stands there is opened (and
/// created where there is nothing). So `logrotate` works, with `create` and with `copytruncate`, without being told;
/// [`FileHandle::reopen`] and, with the feature `sighup`, `reopen_on_hangup` make it faster. Another logger on the same path,
/// in this process or another, is refused; see [`when_taken`](Self::when_taken) and [`shared`](Self::shared).
#[derive(Debug, Clone)]
pub struct RollingFile {
    pub(super) path: PathBuf,
    pub(super) encoding: Encoding,
    pub(super) options: SinkOptions,
    pub(super) max_size: Option<u64>,
    pub(super) every: Option<Every>,
    /// The zone of the system where there is none.
    pub(super) zone: Option<TimeZone>,
    pub(super) rotate_at_start: bool,
    pub(super) keep: Keep,
    pub(super) make_room: bool,
    #[cfg(any(feature = "gzip", feature = "zstd"))]
    pub(super) compression: Option<Compression>,
    pub(super) sync: FileSync,
    pub(super) sync_at: Option<Level>,
    pub(super) link: Option<String>,
    pub(super) header: bool,
    pub(super) when_taken: WhenTaken,
    pub(super) shared: bool,
    #[cfg(all(unix, feature = "sighup"))]
    pub(super) on_hangup: bool,
    pub(super) handle: FileHandle,
}

impl RollingFile {
    /// JSON lines to the file at `path`; a relative path starts at the working directory of the moment in
    /// which the logger is built. The file is neither rotated nor is anything deleted until that is asked for.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            encoding: Encoding::Json,
            options: SinkOptions::new(),
            max_size: None,
            every: None,
            zone: None,
            rotate_at_start: false,
            keep: Keep::default(),
            make_room: false,
            #[cfg(any(feature = "gzip", feature = "zstd"))]
            compression: None,
            sync: FileSync::Never,
            sync_at: None,
            link: None,
            header: false,
            when_taken: WhenTaken::Refuse,
            shared: false,
            #[cfg(all(unix, feature = "sighup"))]
            on_hangup: false,
            handle: FileHandle::default(),
        }
    }

    /// JSON lines: the default.
    #[must_use]
    pub fn json(mut self) -> Self {
        self.encoding = Encoding::Json;
        self
    }

    /// JSON lines with the names of the Elastic Common Schema; see [`Encoding::Ecs`].
    #[must_use]
    pub fn ecs(mut self) -> Self {
        self.encoding = Encoding::Ecs;
        self
    }

    /// JSON lines as Logstash expects them; see [`Encoding::Logstash`].
    #[must_use]
    pub fn logstash(mut self) -> Self {
        self.encoding = Encoding::Logstash;
        self
    }

    /// Lines for people, without colour.
    #[must_use]
    pub fn pretty(mut self) -> Self {
        self.encoding = Encoding::Pretty { color: false };
        self
    }

    /// Writes what passes these directives, for instance `"warn,my_app::db=debug"`, in place of those of the logger: it
    /// may be more than other sinks get, or less. Default: what the logger's filter lets pass. Directives that do not parse
    /// are an error of building the logger. [`Logger::set_sink_filter`](crate::Logger::set_sink_filter) changes them later.
    #[must_use]
    pub fn filter(mut self, directives: impl Into<String>) -> Self {
        self.options.set_filter(directives);
        self
    }

    /// Writes values up to this class as they are. Default: [`Class::Internal`].
    ///
    /// A value of a higher class is written as `"[redacted]"`, in the message too, unless its field says what to
    /// write in its place: a mask, a hash or a length is for every sink. What a field under `#[log(redact)]` or
    /// `#[log(skip)]` holds never gets into a record, so no clearance brings it back.
    #[must_use]
    pub fn clearance(mut self, clearance: Class) -> Self {
        self.options.set_clearance(clearance);
        self
    }

    /// Rotates before an event that would make the file larger than this, in bytes. Only an event that is larger by
    /// itself gets a file that is. Default: no limit. Zero is an error of building the logger.
    #[must_use]
    pub fn max_size(mut self, bytes: u64) -> Self {
        self.max_size = Some(bytes);
        self
    }

    /// Rotates before the first event of another minute, hour, day or week. Default: never.
    ///
    /// What counts is when the event happened. Periods are those of the local zone, by its rules and changes of the
    /// clock, or of [`utc`](Self::utc). However many periods pass without an event, one file is rotated. Where the
    /// logger starts with a file of a former period, it is rotated by the first event.
    #[must_use]
    pub fn every(mut self, period: Every) -> Self {
        self.every = Some(period);
        self
    }

    /// Counts days and writes the times in file names in UTC. Default: the zone of the system, by `TZ` or
    /// `/etc/localtime`, as it is when the logger is built.
    #[must_use]
    pub fn utc(mut self) -> Self {
        self.zone = Some(TimeZone::UTC);
        self
    }

    /// Rotates a file that the logger finds when it is built, unless it is empty. Default: it is continued.
    #[must_use]
    pub fn rotate_at_start(mut self) -> Self {
        self.rotate_at_start = true;
        self
    }

    /// Keeps at most so many rotated files beside the active one, and deletes the oldest; a compressed file counts like
    /// any other. Default: all are kept. The same holds when the logger starts, for this and the next two.
    #[must_use]
    pub fn keep(mut self, files: usize) -> Self {
        self.keep.files = Some(files);
        self
    }

    /// Deletes rotated files whose last event is older than this. Default: none.
    ///
    /// A clock that is set while the program runs makes no file old: for a day of running after a step of more than an
    /// hour nothing is deleted by age. Where the newest rotated file is itself too old, age counts from that.
    #[must_use]
    pub fn keep_for(mut self, age: Duration) -> Self {
        self.keep.age = Some(age);
        self
    }

    /// Deletes the oldest rotated files when all together, with the active one at its [largest](Self::max_size), could
    /// take more than this, in bytes. Default: no limit.
    #[must_use]
    pub fn keep_bytes(mut self, bytes: u64) -> Self {
        self.keep.bytes = Some(bytes);
        self
    }

    /// When the disk is full, deletes rotated files of this log, one after another from the oldest, until there is room.
    /// Default: nothing is deleted for that, and new events are lost.
    #[must_use]
    pub fn make_room(mut self) -> Self {
        self.make_room = true;
        self
    }

    /// Compresses rotated files, on a thread that makes way for all others. Default: they stay as they are.
    #[cfg(any(feature = "gzip", feature = "zstd"))]
    #[must_use]
    pub fn compress(mut self, compression: Compression) -> Self {
        self.compression = Some(compression);
        self
    }

    /// When written events are brought to the disk. Default: [`FileSync::Never`].
    #[must_use]
    pub fn sync(mut self, policy: FileSync) -> Self {
        self.sync = policy;
        self
    }

    /// Brings events of this level and above to the disk at once, and what was written before them, whatever
    /// [`sync`](Self::sync) says of the others. Default: none.
    #[must_use]
    pub fn sync_at(mut self, level: Level) -> Self {
        self.sync_at = Some(level);
        self
    }

    /// Keeps a symbolic link of this name, in the same directory, to the active file. It is replaced in one step; anything
    /// but a link of that name is an error of building the logger. Default: none. It is of use with
    /// [`WhenTaken::OwnFile`].
    #[must_use]
    pub fn link(mut self, name: impl Into<String>) -> Self {
        self.link = Some(name.into());
        self
    }

    /// Begins each file with a line that says what wrote it: version, process, host, start of the machine
    /// (`{"header":1,…}`; in files for people behind `# `). It is no event. Default: no.
    #[must_use]
    pub fn header(mut self) -> Self {
        self.header = true;
        self
    }

    /// What to do when another logger is writing this file. Default: [`WhenTaken::Refuse`].
    #[must_use]
    pub fn when_taken(mut self, then: WhenTaken) -> Self {
        self.when_taken = then;
        self
    }

    /// Lets other processes append to the same file: each batch is appended in one piece. None of them may rotate it;
    /// limits beside this are an error of building the logger. Default: the file has one owner.
    #[must_use]
    pub fn shared(mut self) -> Self {
        self.shared = true;
        self
    }

    /// Opens the path anew when the process gets `SIGHUP`, which then no longer ends it. Default: the signal is left
    /// alone.
    #[cfg(all(unix, feature = "sighup"))]
    #[must_use]
    pub fn reopen_on_hangup(mut self) -> Self {
        self.on_hangup = true;
        self
    }

    /// A handle that asks for a rotation or for opening the path anew, whenever that is wanted.
    ///
    /// ```
    /// # use blackbar::{Logger, RollingFile, info};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("app.log");
    /// let file = RollingFile::new(path);
    /// let handle = file.handle();
    /// let logger = Logger::builder().file(file).build()?;
    /// # let _scope = logger.scope();
    /// info!("before");
    /// logger.flush()?;
    /// handle.rotate();
    /// info!("the first line of another file");
    /// # logger.flush()?;
    /// # assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
    /// # Ok::<(), blackbar::Error>(())
    /// ```
    #[must_use]
    pub fn handle(&self) -> FileHandle {
        self.handle.clone()
    }
}
