//! What does not work is counted, also where it costs no event.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use super::super::keeper::Keeper;
use super::batch;
use super::disk::{Call, Disk};
use crate::sink::{Outcome, RollingFile, Sink, SinkCounts};

fn app() -> RollingFile {
    RollingFile::new("logs/app.log").utc().max_size(4)
}

fn refuse(disk: &Disk, call: Call) {
    disk.platter(|platter| platter.refused.push((call, io::ErrorKind::PermissionDenied)));
}

#[test]
fn a_rotation_that_is_refused_is_counted() {
    let disk = Disk::default();
    let (mut sink, counts) = disk.open(&app()).unwrap();
    sink.write(&batch(&["one\n"]));
    assert_eq!(counts.failures(), 0);
    refuse(&disk, Call::Rename);
    assert_eq!(sink.write(&batch(&["two\n"])), Outcome::written(1));
    assert_eq!(counts.failures(), 1);
    // A flush tells it, which is no failure more.
    sink.flush(Duration::ZERO).unwrap_err();
    assert_eq!(counts.failures(), 1);
}

#[test]
fn what_the_threads_beside_could_not_do_is_counted() {
    let disk = Disk::default();
    let (sink, _counts) = disk.open(&app()).unwrap();
    let counts = Arc::new(SinkCounts::default());
    let (folder, settings) = (&sink.log.folder, &sink.log.settings);
    let keeper = Keeper::start(folder, settings, disk.clock(), Arc::clone(&counts)).unwrap();
    keeper.rotated(0, None);
    assert!(keeper.flush(Duration::from_secs(60)).is_none());
    assert_eq!(counts.failures(), 0);
    refuse(&disk, Call::SyncNames);
    keeper.rotated(0, None);
    assert!(keeper.flush(Duration::from_secs(60)).is_none());
    // Names go to the disk once a second, and at the end.
    drop(keeper);
    assert_eq!(counts.failures(), 1);
}
