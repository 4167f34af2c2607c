//! Rotation and retention in long random runs, on a disk that fails and a process that dies, against a model.

use std::collections::BTreeSet;
use std::io;
use std::time::Duration;

use proptest::prelude::*;

use super::super::family::{Family, Member};
use super::disk::{Disk, Failing};
use super::{app, disk, events};
use crate::sink::{Every, RollingFile, Sink};

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
