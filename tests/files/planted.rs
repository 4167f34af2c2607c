//! "It follows links, hangs on FIFOs, deletes what is not its own."

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use blackbar::{Cause, KIB};
use blackbar_tests::{archives, assert_ledger, wait_until};

use super::{Folder, log, numbers, open};

#[test]
fn files_that_only_look_like_ours_outlive_every_limit() {
    let folder = Folder::new();
    let look_alikes = [
        "app.log.1",
        "app.2020-01-01.log",
        "app.2020-01-01T00-00-00Z.log",
        "app.2020-01-01T00-00-00Z.01.log",
        "app.2020-13-01T00-00-00Z.1.log",
        "app.2020-01-01T00-00-00Z.1.log.gz.bak",
        "app.2020-01-01T00-00-00Z.1.log.part",
        "app.other.2020-01-01T00-00-00Z.1.log",
        "application.2020-01-01T00-00-00Z.1.log",
        ".app.2020-01-01T00-00-00Z.1.log",
    ];
    for name in look_alikes {
        fs::write(folder.0.path().join(name), name).unwrap();
    }
    // Our name, but no file of ours.
    fs::create_dir(folder.0.path().join("app.2020-01-01T00-00-00Z.1.log")).unwrap();
    symlink("app.log.1", folder.0.path().join("app.2020-01-01T00-00-00Z.2.log")).unwrap();
    let logger = open(folder.file().max_size(KIB).keep(1).keep_bytes(2 * KIB).make_room());
    log(&logger, 0..200);
    logger.flush().unwrap();
    for name in look_alikes {
        assert_eq!(fs::read_to_string(folder.0.path().join(name)).unwrap(), name);
    }
    assert!(folder.0.path().join("app.2020-01-01T00-00-00Z.1.log").is_dir());
    assert!(folder.0.path().join("app.2020-01-01T00-00-00Z.2.log").is_symlink());
    let ours = fs::read_dir(folder.0.path()).unwrap().map(Result::unwrap).filter(|entry| {
        let name = entry.file_name().into_string().unwrap();
        entry.file_type().unwrap().is_file() && name.starts_with("app.20") && !look_alikes.contains(&&*name)
    });
    assert_eq!(ours.count(), 1);
}

/// Somebody puts something else in the place of the log while it is open: what is logged then is counted as
/// lost, and when the place is free again it goes on.
#[track_caller]
fn displaced_by(plant: impl FnOnce(&Path)) {
    let folder = Folder::new();
    let logger = open(folder.file());
    log(&logger, 0..10);
    logger.flush().unwrap();
    // In one step: in between the log would be made anew.
    let planted = folder.0.path().join("planted");
    plant(&planted);
    fs::rename(&planted, folder.log()).unwrap();
    let mut number = 10;
    let mut log_one = || {
        log(&logger, number..number + 1);
        number += 1;
        let _told = logger.flush();
        number
    };
    let lost = || {
        let stats = logger.stats();
        stats.sinks[0].dropped.iter().find(|(cause, _)| *cause == Cause::Io).map_or(0, |(_, lost)| *lost)
    };
    wait_until("events counted as lost", || {
        log_one();
        lost() > 0
    });
    fs::remove_file(folder.log()).unwrap();
    let mut last = 0;
    wait_until("a new file", || {
        last = log_one() - 1;
        folder.log().exists() && numbers(&folder).last() == Some(&last)
    });
    assert_ledger(&logger.stats(), last + 1);
}

#[test]
fn a_link_put_in_place_of_the_log_while_it_is_open_is_not_followed() {
    let folder = Folder::new();
    let target = folder.0.path().join("precious");
    fs::write(&target, "mine").unwrap();
    displaced_by(|place| symlink(&target, place).unwrap());
    assert_eq!(fs::read_to_string(&target).unwrap(), "mine");
}

#[test]
fn a_file_of_somebody_else_linked_in_place_of_the_log_while_it_is_open_is_not_written_to() {
    let folder = Folder::new();
    let target = folder.0.path().join("precious");
    fs::write(&target, "mine").unwrap();
    displaced_by(|place| fs::hard_link(&target, place).unwrap());
    assert_eq!(fs::read_to_string(&target).unwrap(), "mine");
}

#[test]
fn a_fifo_put_in_place_of_the_log_while_it_is_open_holds_nobody_up() {
    displaced_by(|place| {
        let made = Command::new("mkfifo").arg(place).status().unwrap();
        assert!(made.success());
    });
}

#[test]
fn a_directory_that_is_deleted_is_made_again() {
    let folder = Folder::new();
    let path = folder.0.path().join("a/b/app.log");
    let logger = open(blackbar::RollingFile::new(&path).max_size(KIB));
    log(&logger, 0..10);
    logger.flush().unwrap();
    fs::remove_dir_all(folder.0.path().join("a")).unwrap();
    let mut number = 10;
    wait_until("the directory", || {
        log(&logger, number..number + 1);
        number += 1;
        let _told = logger.flush();
        path.exists()
    });
    log(&logger, number..number + 100);
    logger.flush().unwrap();
    let (numbers, torn) = blackbar_tests::numbers_of_log(&path);
    assert_eq!((torn, numbers.last().unwrap().1), (0, number + 99));
    assert_ledger(&logger.stats(), number + 100);
}

#[test]
fn deleting_rotated_files_by_hand_makes_nothing_panic() {
    let folder = Folder::new();
    let logger = open(folder.file().max_size(KIB).keep(5));
    for round in 0..10 {
        log(&logger, round * 50..(round + 1) * 50);
        logger.flush().unwrap();
        archives(&folder.log()).iter().for_each(|(_, path)| fs::remove_file(path).unwrap());
    }
    assert_eq!(*numbers(&folder).last().unwrap(), 499);
    assert_ledger(&logger.stats(), 500);
}
