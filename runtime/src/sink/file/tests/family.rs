//! Which names are given, and which are ours.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use proptest::prelude::*;

use super::super::family::{Archive, Family, Member, Packing, Suffix};

fn app() -> Family {
    Family::new("app.log")
}

fn archive(at: &str, seconds: i32, number: u64) -> Archive {
    let offset = Suffix::Local(Offset::from_seconds(seconds).unwrap());
    Archive { at: at.parse().unwrap(), offset, number, packing: None }
}

#[test]
fn a_rotated_file_is_named_by_time_offset_and_number() {
    let plain = archive("2026-11-22T13:03:07Z", 3600, 17);
    assert_eq!(app().name(&plain), "app.2026-11-22T14-03-07+0100.17.log");
    let packed = Archive { packing: Some(Packing::Gzip), ..plain };
    assert_eq!(app().name(&packed), "app.2026-11-22T14-03-07+0100.17.log.gz");
    assert_eq!(app().half_name(&packed), "app.2026-11-22T14-03-07+0100.17.log.gz.part");
    let utc = Archive { offset: Suffix::Utc, ..packed };
    assert_eq!(app().name(&utc), "app.2026-11-22T13-03-07Z.17.log.gz");
}

#[test]
fn the_repeated_hour_of_autumn_has_two_names() {
    let berlin = TimeZone::get("Europe/Berlin").unwrap();
    let name = |at: &str| {
        let at: Timestamp = at.parse().unwrap();
        app().name(&Archive { at, offset: Suffix::of(&berlin, at), number: 1, packing: None })
    };
    assert_eq!(name("2026-10-25T00:30:00Z"), "app.2026-10-25T02-30-00+0200.1.log");
    assert_eq!(name("2026-10-25T01:30:00Z"), "app.2026-10-25T02-30-00+0100.1.log");
}

#[test]
fn an_offset_with_seconds_keeps_them() {
    let monrovia = archive("1970-01-01T01:00:00Z", -2670, 1);
    assert_eq!(app().name(&monrovia), "app.1970-01-01T00-15-30-004430.1.log");
    assert_eq!(app().member(&app().name(&monrovia)), Some(Member::Archive(monrovia)));
}

#[test]
fn names_without_extension_and_with_several_have_archives_too() {
    for (active, name) in [
        ("app", "app.2026-11-22T14-03-07+0100.17"),
        ("app.tar.log", "app.tar.2026-11-22T14-03-07+0100.17.log"),
        (".log", ".log.2026-11-22T14-03-07+0100.17"),
        ("app.gz", "app.2026-11-22T14-03-07+0100.17.gz"),
    ] {
        let archive = archive("2026-11-22T13:03:07Z", 3600, 17);
        assert_eq!(Family::new(active).name(&archive), name);
        assert_eq!(Family::new(active).member(name), Some(Member::Archive(archive)));
    }
}

#[test]
fn what_only_looks_like_ours_is_not() {
    for name in [
        "app.log",
        "app.log.1",
        "app.log.gz",
        "app.2026-11-22.log",
        "app-2026-11-22T14-03-07+0100.17.log",
        "App.2026-11-22T14-03-07+0100.17.log",
        "app.2026-11-22T14-03-07+0100.log",
        "app.2026-11-22T14-03-07.17.log",
        "app.2026-11-22T14-03-07+0100.017.log",
        "app.2026-11-22T14-03-07+0100.0.log",
        "app.2026-11-22T14-03-07+0100.+7.log",
        "app.2026-11-22T14-03-07+0100.17.log.bz2",
        "app.2026-11-22T14-03-07+0100.17.log.gz.gz",
        "app.2026-11-22T14-03-07+0100.17.log~",
        "app.2026-11-22T14-03-07+0100.17.log.part",
        "app.2026-11-22T14-03-07+0100.17.18.log",
        "app.2026-11-22T14-03-07+0100.17.txt",
        " app.2026-11-22T14-03-07+0100.17.log",
        "app.2026-11-22t14-03-07+0100.17.log",
        "app.2026-11-22T14:03:07+0100.17.log",
        "app.2026-11-22T14-03-07+01-0.17.log",
        "app.2026-11-22T14-03-07+010000.17.log",
        "app.2026-02-30T14-03-07+0100.17.log",
        "app.2026-11-22T24-00-00+0100.17.log",
        "app.2026-11-22T14-03-60+0100.17.log",
        "app.2026-11-22T14-03-07+0100.99999999999999999999.log",
        "app.worker.2026-11-22T14-03-07+0100.17.log",
        "app.4711.2026-11-22T14-03-07+0100.17.log",
        "app.٢026-11-22T14-03-07+0100.17.log",
        "application.2026-11-22T14-03-07+0100.17.log",
    ] {
        assert_eq!(app().member(name), None, "{name}");
    }
}

#[test]
fn the_log_of_a_process_and_that_of_the_owner_do_not_touch_each_other() {
    let own = app().of_process(4711);
    assert_eq!(own.active(), "app.4711.log");
    let archive = archive("2026-11-22T13:03:07Z", 3600, 17);
    assert_eq!(app().member(&own.name(&archive)), None);
    assert_eq!(own.member(&app().name(&archive)), None);
}

fn any_archive() -> impl Strategy<Value = Archive> {
    let offset = prop_oneof![
        Just(Suffix::Utc),
        (-93_599..93_600_i32).prop_map(|seconds| Suffix::Local(Offset::from_seconds(seconds).unwrap()))
    ];
    let packing = prop_oneof![Just(None), Just(Some(Packing::Gzip)), Just(Some(Packing::Zstd))];
    // The years 1 to 9998: one day less on both sides, for the offset.
    (-62_135_500_000..253_370_700_000_i64, offset, 1..=u64::MAX, packing).prop_map(
        |(second, offset, number, packing)| Archive {
            at: Timestamp::from_second(second).unwrap(),
            offset,
            number,
            packing,
        },
    )
}

proptest! {
    #[test]
    fn every_name_we_give_is_read_back(archive in any_archive(), active in "[a-z]{1,3}(\\.[a-z0-9]{1,3}){0,2}") {
        let family = Family::new(&active);
        prop_assert_eq!(family.member(&family.name(&archive)), Some(Member::Archive(archive.clone())));
        if archive.packing.is_some() {
            prop_assert_eq!(family.member(&family.half_name(&archive)), Some(Member::Half(archive)));
        }
    }

    #[test]
    fn a_name_with_one_letter_changed_is_another_archive_or_none(
        archive in any_archive(), at in any::<prop::sample::Index>(), letter in "[ -~]",
    ) {
        let name = app().name(&archive);
        let at = at.index(name.len());
        let changed = format!("{}{letter}{}", &name[..at], &name[at + 1..]);
        prop_assume!(changed != name);
        prop_assert_ne!(app().member(&changed), Some(Member::Archive(archive)));
        if let Some(Member::Archive(other)) = app().member(&changed) {
            prop_assert_eq!(app().name(&other), changed);
        }
    }

    #[test]
    fn no_name_makes_it_panic(name in "\\PC{0,60}", tail in "app\\.[0-9T+Z.-]{0,40}(\\.log)?(\\.gz)?(\\.part)?") {
        for name in [name, tail] {
            if let Some(Member::Archive(archive)) = app().member(&name) {
                prop_assert_eq!(app().name(&archive), name);
            }
        }
    }
}
