//! Real files, and a disk that does as it is told.

#![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod disk;
mod failures;
mod family;
mod faults;
mod folder;
mod half_lines;
mod model;
mod open;
mod period;
mod retention;
mod rotation;
mod runs;
mod slow;
mod synced;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use self::disk::Disk;
use crate::error::Result;
use crate::level::Level;
use crate::sink::tests::batch;
use crate::sink::{Batch, Health, IntoSink, Outcome, RollingFile, Sink, SinkCounts};

/// A log, not yet open.
fn app() -> RollingFile {
    RollingFile::new("logs/app.log").utc()
}

/// A disk on 2026-11-22 at noon.
fn disk() -> Disk {
    let disk = Disk::default();
    disk.pass(Duration::from_secs(1_795_348_800));
    disk
}

/// A batch of events that happen now.
fn events(disk: &Disk, texts: &[&str]) -> Batch {
    let now = u64::try_from(disk.platter(|platter| platter.now).as_nanos()).unwrap();
    let mut batch = Batch::default();
    for text in texts {
        let pushed: core::result::Result<(), ()> = batch.push(now, Level::Info, 0, |out| {
            out.extend_from_slice(text.as_bytes());
            Ok(())
        });
        pushed.unwrap();
    }
    batch
}

fn open(path: &Path) -> Result<Box<dyn Sink>> {
    Box::new(RollingFile::new(path)).open(Arc::new(SinkCounts::default()))
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn what_was_written_is_in_the_file_before_any_flush() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("app.log");
    let mut sink = open(&path).unwrap();
    assert_eq!(sink.write(&batch(&["one\n", "two\n"])), Outcome::written(2));
    assert_eq!(text(&path), "one\ntwo\n");
    sink.write(&batch(&["three\n"]));
    sink.flush(Duration::ZERO).unwrap();
    assert_eq!(text(&path), "one\ntwo\nthree\n");
}

#[test]
fn a_batch_without_events_changes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("app.log");
    let mut sink = open(&path).unwrap();
    assert_eq!(sink.write(&batch(&[])), Outcome::written(0));
    assert_eq!(text(&path), "");
}

#[test]
fn what_is_in_the_file_already_stays() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("app.log");
    fs::write(&path, "before\n").unwrap();
    open(&path).unwrap().write(&batch(&["after\n"]));
    assert_eq!(text(&path), "before\nafter\n");
}

#[test]
fn half_a_line_of_a_former_process_is_not_continued() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("app.log");
    fs::write(&path, "whole\nhal").unwrap();
    let mut sink = open(&path).unwrap();
    assert_eq!(text(&path), "whole\nhal", "opening alone writes nothing");
    assert_eq!(sink.write(&batch(&["next\n"])), Outcome::written(1));
    sink.write(&batch(&["last\n"]));
    assert_eq!(text(&path), "whole\nhal\nnext\nlast\n");
}

#[test]
fn two_sinks_on_one_file_append_to_each_other() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("app.log");
    let shared = || Box::new(RollingFile::new(&path).shared()).open(Arc::default()).unwrap();
    let (mut first, mut second) = (shared(), shared());
    first.write(&batch(&["a1\n", "a2\n"]));
    second.write(&batch(&["b1\n"]));
    first.write(&batch(&["a3\n"]));
    assert_eq!(text(&path), "a1\na2\nb1\na3\n");
}

#[test]
fn a_file_that_somebody_else_truncates_has_no_hole() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("app.log");
    let mut sink = open(&path).unwrap();
    sink.write(&batch(&["before\n"]));
    fs::write(&path, "").unwrap();
    sink.write(&batch(&["after\n"]));
    assert_eq!(text(&path), "after\n");
}

#[test]
fn a_sink_that_works_is_up() {
    let directory = tempfile::tempdir().unwrap();
    let counts = Arc::new(SinkCounts::default());
    counts.set_health(Health::Failing);
    let file = RollingFile::new(directory.path().join("app.log"));
    Box::new(file).open(Arc::clone(&counts)).unwrap().write(&batch(&["one\n"]));
    assert_eq!(counts.health(), Health::Up);
}
