//! "Two processes on one file delete each other's logs" (cpython #130108).

use core::sync::atomic::{AtomicBool, Ordering};
use std::process::Command;
use std::thread;

use super::{Folder, child, log, logger, numbers, open};

#[test]
fn a_second_process_is_told_who_owns_the_log_or_gets_its_own() {
    let folder = Folder::new();
    let logger = open(folder.file().max_size(1_000));
    log(&logger, 0..100);
    let finished = child("files_taken").arg(folder.log()).succeeds();
    let owner = format!("process {} is writing it", std::process::id());
    assert!(finished.stdout.contains(&owner), "{}", finished.stdout);
    log(&logger, 100..200);
    logger.flush().unwrap();
    assert_eq!(numbers(&folder), (0..200).collect::<Vec<_>>());
}

#[test]
fn the_log_is_free_again_when_its_owner_is_gone() {
    let folder = Folder::new();
    drop(open(folder.file()));
    drop(open(folder.file()));
}

#[test]
fn a_child_that_is_being_started_does_not_keep_the_log_from_its_next_owner() {
    let folder = Folder::new();
    let stop = AtomicBool::new(false);
    // Between `fork` and `exec` each child holds copies of all handles.
    thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                Command::new("true").status().unwrap();
            }
        });
        let reopened = (0..300).try_for_each(|_| logger().file(folder.file()).build().map(drop));
        stop.store(true, Ordering::Relaxed);
        reopened.unwrap();
    });
}
