//! One owner, rooms of others, and what the dead leave.

use super::disk::{Disk, Entry};
use super::*;
use crate::spool::IfTaken;

fn shared() -> Settings {
    Settings { shared: IfTaken::OwnFolder, ..small() }
}

/// The names of rooms on the disk.
fn rooms(disk: &Disk) -> Vec<String> {
    disk.names().into_iter().filter(|name| name.starts_with('.') && !name.contains('/')).collect()
}

#[test]
fn a_second_owner_is_refused_and_told_who_has_it() {
    let disk = Disk::default();
    let spool = open(&disk);
    let refused = disk.open(small()).err().unwrap().to_string();
    assert!(refused.contains(&format!("process {} has it", std::process::id())), "{refused}");
    drop(spool);
    open(&disk);
}

#[test]
fn a_second_owner_may_have_a_room_of_its_own() {
    let disk = Disk::default();
    let (mut first, _) = disk.open(shared()).unwrap();
    let (mut second, _) = disk.open(shared()).unwrap();
    let (mut third, _) = disk.open(shared()).unwrap();
    assert_eq!(rooms(&disk).len(), 2);
    append(&mut first, 0..10);
    append(&mut second, 10..20);
    append(&mut third, 20..30);
    assert_eq!(read_all(&mut first), (0..10).collect::<Vec<_>>());
    assert_eq!(read_all(&mut second), (10..20).collect::<Vec<_>>());
    assert_eq!(read_all(&mut third), (20..30).collect::<Vec<_>>());
}

#[test]
fn what_the_dead_left_is_delivered_by_whoever_comes_and_once() {
    let disk = Disk::default();
    let (mut first, _) = disk.open(shared()).unwrap();
    let (mut second, _) = disk.open(shared()).unwrap();
    let (mut third, _) = disk.open(shared()).unwrap();
    append(&mut first, 0..50);
    first.release(10);
    append(&mut second, 100..180);
    // In the middle of a segment, and of a block.
    second.release(33);
    append(&mut third, 200..210);
    drop((first, second));
    let (mut next, found) = disk.open(shared()).unwrap();
    assert_eq!((found.adopted, found.events, found.lost_events, found.damaged_blocks), (1, 87, 0, 0));
    assert_eq!(rooms(&disk).len(), 1, "that of the living");
    let expected: Vec<_> = (10..50).chain(133..180).collect();
    assert_eq!(read_from(&mut next, 10), (10..97).zip(expected.iter().copied()).collect::<Vec<_>>());
    append(&mut next, 300..305);
    next.release(60);
    drop((next, third));
    // Again, with a cursor in the middle of what was taken over, and the third on top.
    let (mut next, found) = disk.open(shared()).unwrap();
    assert_eq!((found.adopted, found.events, found.lost_events, found.damaged_blocks), (1, 52, 0, 0));
    assert!(rooms(&disk).is_empty());
    let expected: Vec<_> = (153..180).chain(300..305).chain(200..210).collect();
    assert_eq!(read_all(&mut next).len(), 52);
    assert_eq!(read_all(&mut next)[10..], expected[..42.min(expected.len())], "{:?}", read_all(&mut next));
}

#[test]
fn whoever_has_a_room_takes_over_those_of_the_dead_beside_it() {
    let disk = Disk::default();
    let (_first, _) = disk.open(shared()).unwrap();
    let (mut second, _) = disk.open(shared()).unwrap();
    append(&mut second, 0..10);
    drop(second);
    let (mut third, found) = disk.open(shared()).unwrap();
    assert_eq!((found.adopted, found.events), (1, 10));
    assert_eq!(read_all(&mut third), (0..10).collect::<Vec<_>>());
    assert_eq!(rooms(&disk).len(), 1);
}

#[test]
fn a_death_while_rooms_are_taken_over_loses_nothing_and_repeats_nothing() {
    for calls in 0..60 {
        let disk = Disk::default();
        let (mut first, _) = disk.open(shared()).unwrap();
        let (mut second, _) = disk.open(shared()).unwrap();
        append(&mut first, 0..20);
        append(&mut second, 100..170);
        second.release(5);
        drop((first, second));
        disk.platter(|platter| platter.dies_after = Some(calls));
        drop(disk.open(shared()));
        disk.platter(|platter| (platter.dies_after, platter.room) = (None, None));
        let (mut next, found) = disk.open(shared()).unwrap();
        assert_eq!((found.events, found.lost_events), (85, 0), "{calls} calls");
        assert_eq!(read_all(&mut next), (0..20).chain(105..170).collect::<Vec<_>>(), "{calls} calls");
    }
}

#[test]
fn foreign_files_are_never_touched() {
    let disk = Disk::default();
    let foreign =
        ["app.log", "1.segment", "segment", ".git", "cursor.bak", "0000000003-41.segment", "note.damaged"];
    for name in foreign {
        disk.put(name, name.as_bytes());
    }
    disk.platter(|platter| {
        platter.names.insert(".1-00000000".to_owned(), Entry::Symlink);
        platter
            .names
            .insert("0000000003-00000000000000000041-0000000000000abc.segment".to_owned(), Entry::Symlink);
    });
    let (mut spool, found) = disk.open(shared()).unwrap();
    assert_eq!(found, crate::spool::Found::default());
    append(&mut spool, 0..200);
    spool.release(200);
    sync(&mut spool);
    drop(spool);
    disk.open(shared()).unwrap();
    for name in foreign {
        assert_eq!(disk.bytes(name), name.as_bytes());
    }
    assert_eq!(
        disk.platter(|platter| platter.names.values().filter(|entry| **entry == Entry::Symlink).count()),
        2
    );
}

#[test]
fn a_room_with_foreign_files_is_emptied_of_events_and_left() {
    let disk = Disk::default();
    let (_first, _) = disk.open(shared()).unwrap();
    let (mut second, _) = disk.open(shared()).unwrap();
    append(&mut second, 0..10);
    drop(second);
    let [room] = rooms(&disk).try_into().unwrap();
    disk.put(&format!("{room}/note"), b"mine");
    let (third, found) = disk.open(shared()).unwrap();
    assert_eq!(found.events, 10);
    assert_eq!(disk.bytes(&format!("{room}/note")), b"mine");
    drop(third);
}
