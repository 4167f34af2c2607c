//! Rotation step by step: when a file is full, what it is called, and what the next one begins with.

use std::collections::BTreeSet;
use std::time::Duration;

use super::disk::Disk;
use super::{app, disk, events};
use crate::sink::{Every, Outcome, RollingFile, Sink};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

#[test]
fn a_full_file_gets_its_name_and_the_next_event_a_file_of_its_own() {
    let disk = disk();
    let (mut sink, _counts) = disk.open(&app().max_size(8)).unwrap();
    assert_eq!(sink.write(&events(&disk, &["one\n", "two\n", "three\n"])), Outcome::written(3));
    assert_eq!(disk.names(), ["app.2026-11-22T12-00-00Z.1.log", "app.log"]);
    assert_eq!(disk.content("app.2026-11-22T12-00-00Z.1.log").unwrap(), "one\ntwo\n");
    assert_eq!(disk.text(), "three\n");
}

#[test]
fn numbers_go_on_after_a_restart_and_whatever_the_clock_says() {
    let disk = disk();
    for text in ["one\n", "two\n", "three\n"] {
        let (mut sink, _counts) = disk.open(&app().max_size(4)).unwrap();
        sink.write(&events(&disk, &[text]));
        disk.platter(|platter| platter.now -= HOUR);
    }
    assert_eq!(disk.names(), ["app.2026-11-22T11-00-00Z.2.log", "app.2026-11-22T12-00-00Z.1.log", "app.log"]);
}

#[test]
fn rotation_at_the_start_leaves_an_empty_file_alone() {
    let disk = disk();
    disk.open(&app().rotate_at_start()).unwrap().0.write(&events(&disk, &["first run\n"]));
    drop(disk.open(&app().rotate_at_start()).unwrap());
    drop(disk.open(&app().rotate_at_start()).unwrap());
    assert_eq!(disk.names(), ["app.2026-11-22T12-00-00Z.1.log", "app.log"]);
    assert_eq!(disk.text(), "");
}

#[test]
fn a_handle_rotates_at_the_next_tick() {
    let disk = disk();
    let file = app();
    let (mut sink, _counts) = disk.open(&file).unwrap();
    sink.write(&events(&disk, &["one\n"]));
    file.handle().rotate();
    sink.tick();
    sink.tick();
    assert_eq!(disk.names(), ["app.2026-11-22T12-00-00Z.1.log", "app.log"]);
}

#[test]
fn each_file_begins_with_the_header_and_one_that_is_continued_gets_none() {
    let disk = disk();
    let file = app().header().max_size(1);
    disk.open(&file).unwrap().0.write(&events(&disk, &["one\n", "two\n"]));
    disk.open(&app().header()).unwrap().0.write(&events(&disk, &["three\n"]));
    for (name, end) in [("app.2026-11-22T12-00-00Z.1.log", "}\none\n"), ("app.log", "}\ntwo\nthree\n")] {
        let text = disk.content(name).unwrap();
        assert!(text.starts_with(r#"{"header":1,"writer":"blackbar "#) && text.ends_with(end), "{text}");
        assert_eq!(text.matches("header").count(), 1);
    }
}

#[test]
fn a_name_that_somebody_else_took_is_not_overwritten() {
    let disk = disk();
    let (mut sink, _counts) = disk.open(&app().max_size(4)).unwrap();
    disk.put("app.2026-11-22T12-00-00Z.1.log", "theirs\n");
    sink.write(&events(&disk, &["one\n", "two\n"]));
    assert_eq!(disk.content("app.2026-11-22T12-00-00Z.1.log").unwrap(), "theirs\n");
    assert_eq!(disk.content("app.2026-11-22T12-00-00Z.2.log").unwrap(), "one\n");
    assert_eq!(disk.text(), "two\n");
}

#[test]
fn a_file_of_yesterday_is_rotated_once_by_the_first_event_after_a_restart() {
    let disk = disk();
    let daily = app().every(Every::Day);
    disk.open(&daily).unwrap().0.write(&events(&disk, &["yesterday\n"]));
    disk.pass(3 * DAY);
    let (mut sink, _counts) = disk.open(&daily).unwrap();
    assert_eq!(disk.names(), ["app.log"], "no event, no rotation");
    sink.write(&events(&disk, &["today\n"]));
    sink.write(&events(&disk, &["still today\n"]));
    assert_eq!(disk.names(), ["app.2026-11-22T12-00-00Z.1.log", "app.log"]);
    assert_eq!(disk.text(), "today\nstill today\n");
}

#[test]
fn a_restart_within_the_day_goes_on_in_the_same_file() {
    let disk = disk();
    let daily = app().every(Every::Day);
    disk.open(&daily).unwrap().0.write(&events(&disk, &["noon\n"]));
    disk.pass(11 * HOUR);
    disk.open(&daily).unwrap().0.write(&events(&disk, &["eleven\n"]));
    assert_eq!(disk.text(), "noon\neleven\n");
}

/// Events at every half hour of three days around a change of the clocks: one file a civil day, whatever its length, and
/// no two with one name.
#[test]
fn a_day_of_23_24_or_25_hours_is_one_file_in_every_zone() {
    for (zone, start, hours) in [
        ("Europe/Berlin", "2026-03-27T23:00:00Z", [24, 23, 24]),
        ("Europe/Berlin", "2026-10-23T22:00:00Z", [24, 25, 24]),
        ("America/New_York", "2026-10-31T04:00:00Z", [24, 25, 24]),
        ("Australia/Lord_Howe", "2026-04-03T13:00:00Z", [24, 24, 24]),
        ("UTC", "2028-02-28T00:00:00Z", [24, 24, 24]),
    ] {
        let zone = jiff::tz::TimeZone::get(zone).unwrap();
        let start: jiff::Timestamp = start.parse().unwrap();
        let disk = Disk::default();
        disk.pass(Duration::from_secs(start.as_second() as u64));
        let mut file = RollingFile::new("logs/app.log").every(Every::Day);
        file.zone = Some(zone.clone());
        let (mut sink, _counts) = disk.open(&file).unwrap();
        let mut dates: BTreeSet<String> = BTreeSet::new();
        for _ in 0..2 * hours.iter().sum::<usize>() {
            let now = disk.platter(|platter| platter.now.as_secs() as i64);
            let date = zone.to_datetime(jiff::Timestamp::from_second(now).unwrap()).date().to_string();
            sink.write(&events(&disk, &[&format!("{date}\n")]));
            dates.insert(date);
            disk.pass(HOUR / 2);
        }
        assert_eq!((dates.len(), disk.names().len()), (3, 3), "{:?}", disk.names());
        for (name, date) in disk.names().iter().zip(&dates) {
            let text = disk.content(name).unwrap();
            assert!(text.lines().all(|line| line == date), "{name} is not the file of {date}");
            assert!(name == "app.log" || name.starts_with(&format!("app.{date}T23-30-00")), "{name}");
        }
    }
}
