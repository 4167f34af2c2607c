//! From the description of a file to an open one.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::family::Family;
use super::folder::{Directory, Folder};
use super::header;
use super::keeper::Keeper;
use super::log::Log;
use super::open::{no_folder, place};
use super::owner::{Lock, own};
use super::rolling::RollingFile;
use super::rotation::Limits;
#[cfg(any(feature = "gzip", feature = "zstd"))]
use super::settings::Compression;
use super::settings::{FileSync, Settings, WhenTaken};
use super::writer::{Clock, FileSink};
use crate::clock;
use crate::encode::Encoding;
use crate::error::{Error, Result};
use crate::sink::{IntoSink, Sink, SinkCounts, SinkOptions};

impl RollingFile {
    /// What is wrong with what was said.
    fn mistake(&self) -> Option<Error> {
        let limited = self.max_size.is_some() || self.every.is_some() || self.rotate_at_start;
        if self.max_size == Some(0) {
            return Some(Error::invalid("max_size", 0, "give a file some bytes, for instance `5 * MIB`"));
        }
        if self.shared && (limited || self.keep.any()) {
            return Some(Error::invalid(
                "shared",
                self.path.display(),
                "a file of several owners is rotated by none of them: leave out the limits or `.shared()`",
            ));
        }
        let is_name = |link: &String| !link.is_empty() && !link.contains(['/', '\\', '\0']) && link != "..";
        match &self.link {
            Some(link) if !is_name(link) || link == "." => Some(Error::invalid(
                "link",
                link,
                "give it a name in the directory of the log, for instance `current.log`",
            )),
            _ => None,
        }
    }

    fn settings(&self, family: Family) -> Settings {
        let zone = self.zone.clone().unwrap_or_else(TimeZone::system);
        Settings {
            path: self.path.with_file_name(family.active()),
            family,
            limits: Limits { size: self.max_size, every: self.every, zone },
            rotate_at_start: self.rotate_at_start,
            keep: self.keep,
            make_room: self.make_room,
            #[cfg(any(feature = "gzip", feature = "zstd"))]
            packing: self.compression.map(Compression::packing),
            #[cfg(not(any(feature = "gzip", feature = "zstd")))]
            packing: None,
            sync: self.sync,
            sync_at: self.sync_at,
            link: self.link.clone(),
            header: if self.header { header::line(&self.encoding) } else { Vec::new() },
            shared: self.shared,
        }
    }

    /// Opens the log in a folder that may be a real one.
    pub(super) fn open_log<F: Folder>(&self, folder: Arc<F>, name: &str, clock: &Clock) -> Result<Log<F>> {
        if let Some(mistake) = self.mistake() {
            return Err(mistake);
        }
        let (family, lock) = self.own(&*folder, Family::new(name))?;
        Log::open(folder, Arc::new(self.settings(family)), lock, clock())
    }

    /// Starts what the log needs beside it.
    pub(super) fn start<F: Folder>(
        &self,
        log: Log<F>,
        clock: Clock,
        counts: Arc<SinkCounts>,
    ) -> Result<FileSink<F>> {
        let (folder, settings) = (Arc::clone(&log.folder), Arc::clone(&log.settings));
        let beside = settings.limits.any()
            || settings.keep.any()
            || settings.packing.is_some()
            || matches!(settings.sync, FileSync::Every(_));
        let start = || Keeper::start(&folder, &settings, Arc::clone(&clock), Arc::clone(&counts));
        let keeper = beside.then(start).transpose()?;
        #[cfg(all(unix, feature = "sighup"))]
        if self.on_hangup {
            let flag = self.handle.requests().reopen_flag();
            signal_hook::flag::register(signal_hook::consts::SIGHUP, flag)
                .map_err(|error| Error::io("handle SIGHUP", error, ""))?;
        }
        Ok(FileSink::new(log, clock, counts, Arc::clone(self.handle.requests()), keeper))
    }

    /// The log that is to be written, and the lock that says it is ours.
    fn own<F: Folder>(&self, folder: &F, family: Family) -> Result<(Family, Option<Lock<F::File>>)> {
        if self.shared {
            return Ok((family, None));
        }
        match own(folder, &family, &self.path)? {
            Ok(lock) => Ok((family, Some(lock))),
            Err(taken) if self.when_taken == WhenTaken::Refuse => Err(taken),
            Err(_) => {
                let family = family.of_process(std::process::id());
                let path = self.path.with_file_name(family.active());
                let lock = own(folder, &family, &path)??;
                Ok((family, Some(lock)))
            }
        }
    }
}

impl IntoSink for RollingFile {
    fn name(&self) -> String {
        format!("file:{}", self.path.display())
    }

    fn encoding(&self) -> Encoding {
        self.encoding.clone()
    }

    fn options(&self) -> &SinkOptions {
        &self.options
    }

    fn open(self: Box<Self>, counts: Arc<SinkCounts>) -> Result<Box<dyn Sink>> {
        let (path, name) = place(&self.path)?;
        let folder = Directory::open(&path).map_err(|error| no_folder(&path, error))?;
        let clock: Clock = Arc::new(clock::now);
        let log = self.open_log(Arc::new(folder), &name, &clock)?;
        Ok(Box::new(self.start(log, clock, counts)?))
    }
}
