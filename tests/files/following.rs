//! "It loses logs when it rotates."

use blackbar::{KIB, MIB};
use blackbar_tests::{archives, assert_ledger};
use serde_json::Value;

use super::follower::Follower;
use super::{Folder, log, numbers, open};

#[test]
fn a_reader_that_follows_1000_rotations_sees_every_line_once() {
    let folder = Folder::new();
    let logger = open(folder.file().max_size(2 * KIB));
    let mut follower = Follower::after(folder.log(), 0);
    let mut seen = Vec::new();
    let (mut number, mut files) = (0, 0);
    while files < 1_000 {
        log(&logger, number..number + 500);
        number += 500;
        logger.flush().unwrap();
        let take = |line: &str| {
            let event: Value = serde_json::from_str(line).unwrap();
            seen.push(event["number"].as_u64().unwrap());
        };
        follower.lines(take).unwrap();
        files = archives(&folder.log()).len();
    }
    assert_eq!(seen, (0..number).collect::<Vec<_>>());
    assert_eq!(numbers(&folder), seen);
    assert_ledger(&logger.stats(), number);
    for (_, file) in archives(&folder.log()) {
        assert!(file.metadata().unwrap().len() <= 2 * KIB, "{} is too large", file.display());
    }
}

#[test]
fn five_files_of_five_megabytes_are_kept_and_no_more() {
    let folder = Folder::new();
    let logger = open(folder.file().max_size(5 * MIB / 64).keep(5));
    log(&logger, 0..10_000);
    logger.flush().unwrap();
    let kept = archives(&folder.log());
    assert_eq!(kept.len(), 5);
    let last = kept[4].0;
    assert_eq!(
        kept.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
        (last - 4..=last).collect::<Vec<_>>()
    );
    // What is kept is the newest, without a hole.
    let numbers = numbers(&folder);
    assert_eq!(numbers, (10_000 - numbers.len() as u64..10_000).collect::<Vec<_>>());
}

#[test]
fn old_files_are_deleted_across_restarts_too() {
    let folder = Folder::new();
    log(&open(folder.file().max_size(KIB)), 0..100);
    assert!(archives(&folder.log()).len() > 10);
    let logger = open(folder.file().keep(3));
    logger.flush().unwrap();
    assert_eq!(archives(&folder.log()).len(), 3);
}

#[test]
fn all_bytes_together_stay_below_the_limit() {
    let folder = Folder::new();
    let logger = open(folder.file().max_size(4 * KIB).keep_bytes(20 * KIB));
    for round in 0..20 {
        log(&logger, round * 200..(round + 1) * 200);
        logger.flush().unwrap();
        let bytes: u64 = archives(&folder.log()).iter().map(|(_, file)| file.metadata().unwrap().len()).sum();
        assert!(bytes + folder.log().metadata().unwrap().len() <= 20 * KIB, "{bytes}");
    }
}
