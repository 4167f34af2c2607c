//! Rotation and retention, step by step and in long random runs, on a disk that fails and a process that dies.

use std::collections::BTreeSet;
use std::io;
use std::time::Duration;

use proptest::prelude::*;

use super::super::family::{Family, Member};
use super::disk::{Call, Disk, Failing};
use crate::count::Cause;
use crate::level::Level;
use crate::sink::{Batch, Every, Outcome, RollingFile, Sink, WhenTaken};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

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
        let pushed: Result<(), ()> = batch.push(now, Level::Info, 0, |out| {
            out.extend_from_slice(text.as_bytes());
            Ok(())
        });
        pushed.unwrap();
    }
    batch
}

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
        platter.names.insert("app.log".to_owned(), super::disk::Entry::Symlink("/etc/passwd".to_owned()));
    });
    disk.pass(Duration::from_millis(250));
    assert_eq!(sink.write(&events(&disk, &["one\n", "two\n"])), Outcome::dropped(0, Cause::Io, 2));
    let told = sink.flush(Duration::ZERO).unwrap_err().to_string();
    assert!(told.contains("it is a symbolic link"), "{told}");
    disk.unlink("app.log");
    disk.pass(Duration::from_millis(250));
    assert_eq!(sink.write(&events(&disk, &["three\n"])), Outcome::written(1));
    assert_eq!(disk.text(), "three\n");
    assert_eq!(counts.health(), crate::sink::Health::Up);
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

#[derive(Debug, Clone)]
enum Action {
    /// Writes so many events.
    Write(usize),
    Pass(u32),
    /// Sets the clock, back or forth.
    Set(i32),
    Tidy,
    Rotate,
    /// One of the next calls fails.
    Fail(u64, io::ErrorKind),
    /// One of the next calls is the last, and the process starts again.
    Die(u64, usize),
    Restart,
}

fn action() -> impl Strategy<Value = Action> {
    let kind = prop_oneof![
        Just(io::ErrorKind::StorageFull),
        Just(io::ErrorKind::PermissionDenied),
        Just(io::ErrorKind::Other)
    ];
    prop_oneof![
        8 => (1..12_usize).prop_map(Action::Write),
        3 => (0..200_000_u32).prop_map(Action::Pass),
        1 => (-40_000_000..40_000_000_i32).prop_map(Action::Set),
        2 => Just(Action::Tidy),
        1 => Just(Action::Rotate),
        2 => (1..10_u64, kind).prop_map(|(at, kind)| Action::Fail(at, kind)),
        1 => (1..20_u64, 1..12_usize).prop_map(|(at, events)| Action::Die(at, events)),
        1 => Just(Action::Restart),
    ]
}

/// What somebody else keeps in the same directory.
const FOREIGN: [(&str, &str); 3] = [
    ("app.log.1", "logrotate's"),
    ("app.2026-11-22.log", "somebody's"),
    ("app.2026-11-22T12-00-00Z.01.log", "nearly ours"),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// The model: whatever happens, the files that are ours hold, in the order of their numbers, the newest part of what
    /// was counted as written, each event once; and nobody else's file is touched.
    #[test]
    fn what_was_written_is_there_once_and_in_order(
        actions in prop::collection::vec(action(), 1..60), size in 1..80_u64, keep in 0..5_usize, daily in any::<bool>(),
    ) {
        let disk = disk();
        FOREIGN.iter().for_each(|(name, content)| disk.put(name, content));
        let mut file = app().max_size(size).keep(keep);
        if daily {
            file = file.every(Every::Day);
        }
        let reopen = |file: &RollingFile| {
            disk.platter(|platter| platter.failing = None);
            disk.open(file).unwrap().0
        };
        let mut sink = Some(reopen(&file));
        let (mut next, mut written, mut deaths) = (0, BTreeSet::new(), 0);
        for action in actions {
            let open = sink.as_mut().unwrap();
            let mut write = |open: &mut super::super::writer::FileSink<Disk>, count: usize| {
                let texts: Vec<_> = (next..next + count).map(|number| format!("{number}.\n")).collect();
                let texts: Vec<_> = texts.iter().map(String::as_str).collect();
                let outcome = open.write(&events(&disk, &texts));
                let lost = outcome.dropped.map_or(0, |(_, lost)| lost);
                assert_eq!(outcome.written + lost, count as u64);
                written.extend(next..next + outcome.written as usize);
                next += count;
            };
            match action {
                Action::Write(count) => write(open, count),
                Action::Pass(seconds) => disk.pass(Duration::from_secs(seconds.into())),
                Action::Set(seconds) => disk.platter(|platter| {
                    let now = platter.now.as_secs() as i64 + i64::from(seconds);
                    platter.now = Duration::from_secs(now.max(0) as u64);
                }),
                Action::Tidy => drop(disk.tidy(open).run(&[])),
                Action::Rotate => {
                    file.handle().rotate();
                    open.tick();
                }
                Action::Fail(at, kind) => disk.platter(|platter| {
                    platter.failing = Some(Failing { at: platter.calls + at, kind, for_good: false });
                }),
                Action::Die(at, count) => {
                    disk.platter(|platter| {
                        let at = platter.calls + at;
                        platter.failing = Some(Failing { at, kind: io::ErrorKind::Other, for_good: true });
                    });
                    write(open, count);
                    deaths += 1;
                    drop(sink.take());
                    sink = Some(reopen(&file));
                }
                Action::Restart => {
                    drop(sink.take());
                    sink = Some(reopen(&file));
                }
            }
        }
        disk.platter(|platter| platter.failing = None);
        disk.tidy(sink.as_ref().unwrap()).run(&[]).unwrap();

        let family = Family::new("app.log");
        let mut archives: Vec<_> = disk.names().into_iter().filter_map(|name| match family.member(&name)? {
            Member::Archive(archive) => Some((archive.number, name)),
            Member::Half(_) => None,
        }).collect();
        archives.sort();
        prop_assert!(archives.len() <= keep);
        prop_assert!(archives.windows(2).all(|pair| pair[0].0 < pair[1].0), "a number twice: {archives:?}");
        let names = archives.into_iter().map(|(_, name)| name).chain(["app.log".to_owned()]);
        // A file may end in half a line where a process died and nothing came after.
        let text: String = names.map(|name| disk.content(&name).unwrap_or_default() + "\n").collect();
        let (whole, torn): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.ends_with('.'));
        prop_assert!(torn.iter().filter(|line| !line.is_empty()).count() <= deaths, "{text}");
        let found: Vec<usize> = whole.iter().map(|line| line.trim_end_matches('.').parse().unwrap()).collect();
        prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]), "twice or out of order: {found:?}");
        if let Some(oldest) = found.first() {
            let missing: Vec<_> = written.range(oldest..).filter(|number| !found.contains(number)).collect();
            prop_assert!(missing.is_empty(), "lost: {missing:?} of {text}");
        }
        for (name, content) in FOREIGN {
            prop_assert_eq!(disk.content(name).unwrap(), content);
        }
    }
}
