//! What others do to a log, and what a disk refuses it, step by step.

use std::io;
use std::time::Duration;

use super::disk::{Call, Entry};
use super::{app, disk, events};
use crate::count::Cause;
use crate::sink::{Health, Outcome, RollingFile, Sink, WhenTaken};

#[test]
fn a_rotation_that_is_refused_loses_nothing_and_is_tried_again() {
    for call in [Call::Rename, Call::Open] {
        let disk = disk();
        let (mut sink, _counts) = disk.open(&app().max_size(4)).unwrap();
        sink.write(&events(&disk, &["one\n"]));
        disk.platter(|platter| platter.refused.push((call, io::ErrorKind::PermissionDenied)));
        assert_eq!(sink.write(&events(&disk, &["two\n", "three\n"])), Outcome::written(2), "{call:?}");
        assert_eq!((disk.text().as_str(), disk.names()), ("one\ntwo\nthree\n", vec!["app.log".to_owned()]));
        let told = sink.flush(Duration::ZERO).unwrap_err().to_string();
        assert!(told.contains("`logs/app.log`"), "{told}");
        disk.platter(|platter| platter.refused.clear());
        sink.write(&events(&disk, &["four\n"]));
        assert_eq!(disk.names(), ["app.log"], "not before 100 ms");
        disk.pass(Duration::from_millis(100));
        sink.write(&events(&disk, &["five\n"]));
        assert_eq!(disk.text(), "five\n");
        assert_eq!(disk.content("app.2026-11-22T12-00-00Z.1.log").unwrap(), "one\ntwo\nthree\nfour\n");
    }
}

#[test]
fn a_renamed_file_is_left_and_its_path_opened_anew() {
    let disk = disk();
    let (mut sink, _counts) = disk.open(&app()).unwrap();
    sink.write(&events(&disk, &["one\n"]));
    disk.platter(|platter| {
        let entry = platter.names.remove("app.log").unwrap();
        platter.names.insert("app.log.1".to_owned(), entry);
    });
    sink.write(&events(&disk, &["two\n"]));
    disk.pass(Duration::from_millis(250));
    sink.write(&events(&disk, &["three\n"]));
    assert_eq!(disk.content("app.log.1").unwrap(), "one\ntwo\n");
    assert_eq!(disk.text(), "three\n");
}

#[test]
fn asked_to_reopen_it_does_so_at_once() {
    let disk = disk();
    let file = app();
    let (mut sink, _counts) = disk.open(&file).unwrap();
    disk.unlink("app.log");
    file.handle().reopen();
    assert_eq!(sink.write(&events(&disk, &["one\n"])), Outcome::written(1));
    assert_eq!(disk.text(), "one\n");
}

#[test]
fn a_link_planted_in_place_of_the_file_is_not_followed_and_events_are_counted() {
    let disk = disk();
    let (mut sink, counts) = disk.open(&app()).unwrap();
    disk.unlink("app.log");
    disk.platter(|platter| {
        platter.names.insert("app.log".to_owned(), Entry::Symlink("/etc/passwd".to_owned()));
    });
    disk.pass(Duration::from_millis(250));
    assert_eq!(sink.write(&events(&disk, &["one\n", "two\n"])), Outcome::dropped(0, Cause::Io, 2));
    let told = sink.flush(Duration::ZERO).unwrap_err().to_string();
    assert!(told.contains("it is a symbolic link"), "{told}");
    disk.unlink("app.log");
    disk.pass(Duration::from_millis(250));
    assert_eq!(sink.write(&events(&disk, &["three\n"])), Outcome::written(1));
    assert_eq!(disk.text(), "three\n");
    assert_eq!(counts.health(), Health::Up);
}

#[test]
fn a_full_disk_costs_rotated_files_only_where_that_is_allowed() {
    let fill = |file: RollingFile| {
        let disk = disk();
        let (mut sink, _counts) = disk.open(&file).unwrap();
        disk.platter(|platter| platter.room = Some(18));
        let written = sink.write(&events(&disk, &["one\n", "two\n", "three\n", "four\n"]));
        (written, disk.names().len())
    };
    assert_eq!(fill(app().max_size(4)), (Outcome::dropped(3, Cause::DiskFull, 1), 4));
    assert_eq!(fill(app().max_size(4).make_room()), (Outcome::written(4), 3));
}

#[test]
fn a_second_logger_on_the_same_file_is_refused_or_gets_its_own() {
    let disk = disk();
    let first = disk.open(&app()).unwrap();
    let refused = disk.open(&app()).map(drop).unwrap_err().to_string();
    assert!(
        refused.starts_with(&format!("file: `logs/app.log` cannot be used; process {}", std::process::id())),
        "{refused}"
    );
    let (mut own, _counts) = disk.open(&app().when_taken(WhenTaken::OwnFile).link("current")).unwrap();
    own.write(&events(&disk, &["mine\n"]));
    let name = format!("app.{}.log", std::process::id());
    assert_eq!(disk.content(&name).unwrap(), "mine\n");
    assert_eq!(disk.content("current").unwrap(), name);
    drop(first);
    drop(disk.open(&app()).unwrap());
}

#[test]
fn what_cannot_work_is_an_error_of_opening() {
    for (file, fix) in [
        (app().max_size(0), "max_size: `0` cannot be used; give a file some bytes"),
        (app().max_size(1).shared(), "shared: `logs/app.log` cannot be used; a file of several owners"),
        (app().keep(1).shared(), "shared: `logs/app.log` cannot be used; a file of several owners"),
        (app().link("a/b"), "link: `a/b` cannot be used; give it a name in the directory"),
    ] {
        let error = disk().open(&file).map(drop).unwrap_err().to_string();
        assert!(error.starts_with(fix), "{error}");
    }
}
