//! What is on the disk, and when.

use std::io;
use std::time::Duration;

use super::disk::{Call, Disk};
use super::{app, disk, events};
use crate::level::Level;
use crate::sink::{FileSync, RollingFile, Sink};

/// Three events that fill three files, the last of them of this level.
fn three(disk: &Disk, level: Level) -> crate::sink::Batch {
    let mut batch = events(disk, &["one\n", "two\n"]);
    let at = u64::try_from(disk.platter(|platter| platter.now).as_nanos()).unwrap();
    let pushed: Result<(), ()> = batch.push(at, level, 0, |out| {
        out.extend_from_slice(b"three\n");
        Ok(())
    });
    pushed.unwrap();
    batch
}

#[test]
fn each_batch_is_on_the_disk_also_where_it_is_in_several_files() {
    let disk = disk();
    let (mut sink, _counts) = disk.open(&app().max_size(4).sync(FileSync::Batch)).unwrap();
    sink.write(&three(&disk, Level::Info));
    assert_eq!(disk.names().len(), 3);
    assert!(disk.is_synced());
}

#[test]
fn a_severe_event_takes_everything_before_it_to_the_disk_also_out_of_other_files() {
    let disk = disk();
    let (mut sink, _counts) = disk.open(&app().max_size(4).sync_at(Level::Warn)).unwrap();
    sink.write(&three(&disk, Level::Info));
    assert!(!disk.is_synced());
    sink.write(&three(&disk, Level::Warn));
    assert!(disk.is_synced());
}

#[test]
fn without_a_policy_nothing_waits_for_the_disk() {
    let disk = disk();
    let (mut sink, _counts) = disk.open(&app().max_size(4)).unwrap();
    disk.platter(|platter| platter.refused.push((Call::Sync, io::ErrorKind::Other)));
    sink.write(&three(&disk, Level::Critical));
    assert_eq!(disk.platter(|platter| platter.refusals), 0);
}

/// Each time the journal of the file system holds up whoever writes.
#[test]
fn names_go_to_the_disk_once_a_second_however_many_files_are_rotated() {
    let disk = disk();
    let (sink, _counts) = disk.open(&app().max_size(4).keep(1)).unwrap();
    let mut tidy = disk.tidy(&sink);
    tidy.run(&[]).unwrap();
    for name in ["first", "second"] {
        disk.put(name, "");
        tidy.run(&[]).unwrap();
        let synced = |disk: &Disk| disk.platter(|platter| platter.synced_names.contains(&name.to_owned()));
        assert!(!synced(&disk) && tidy.is_due(), "{name}");
        if name == "first" {
            // The next rotation, a second later.
            disk.pass(Duration::from_secs(1));
            tidy.run(&[]).unwrap();
        } else {
            // The end, or a second without a rotation.
            tidy.name().unwrap();
        }
        assert!(synced(&disk) && !tidy.is_due(), "{name}");
    }
}

#[test]
fn files_that_are_synchronised_take_their_names_along() {
    let disk = disk();
    let file = RollingFile::new("logs/app.log").sync(FileSync::Every(Duration::from_secs(1)));
    let (sink, _counts) = disk.open(&file).unwrap();
    let mut tidy = disk.tidy(&sink);
    tidy.run(&[]).unwrap();
    disk.put("another", "");
    let open = sink.log.active.as_ref().unwrap().appender.file();
    tidy.run(&[super::super::append::LogFile::again(open).unwrap()]).unwrap();
    assert!(disk.platter(|platter| platter.synced_names.contains(&"another".to_owned())));
}
