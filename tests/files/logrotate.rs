//! "It loses logs under logrotate" (tracing #1276; logrotate #34, #286, #363).

use std::fs;
use std::process::Command;

use blackbar_tests::{assert_ledger, parse};

use super::{Folder, log, numbers, open};

/// Runs the real logrotate once; `false` where there is none.
fn rotate(folder: &Folder, how: &str) -> bool {
    let config = folder.0.path().join("logrotate.conf");
    let log = folder.log();
    fs::write(&config, format!("\"{}\" {{\n rotate 9\n size 1\n missingok\n {how}\n}}\n", log.display()))
        .unwrap();
    let state = folder.0.path().join("logrotate.state");
    let run = Command::new("logrotate").arg("--force").arg("--state").arg(state).arg(&config).output();
    match run {
        Ok(run) => {
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
            true
        }
        Err(_) => {
            println!("skipped: logrotate is not installed");
            false
        }
    }
}

/// All lines of the active file and of those that logrotate made, the oldest first.
fn all(folder: &Folder) -> String {
    let old = (1..10).rev().map(|number| folder.0.path().join(format!("app.log.{number}")));
    old.chain([folder.log()]).filter_map(|path| fs::read_to_string(path).ok()).collect()
}

#[test]
fn logrotate_that_creates_costs_no_line_without_being_told() {
    let folder = Folder::new();
    let logger = open(folder.file());
    let mut number = 0;
    for _ in 0..5 {
        log(&logger, number..number + 1_000);
        logger.flush().unwrap();
        if !rotate(&folder, "create") {
            return;
        }
        number += 1_000;
        // Goes on into the renamed file or into the new one, as it happens.
        log(&logger, number..number + 1_000);
        number += 1_000;
        logger.flush().unwrap();
    }
    let numbers: Vec<_> = parse(&all(&folder)).iter().map(|line| line["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (0..number).collect::<Vec<_>>());
    assert_ledger(&logger.stats(), number);
}

#[test]
fn after_a_reopen_the_new_file_gets_the_lines() {
    let folder = Folder::new();
    let file = folder.file();
    let handle = file.handle();
    let logger = open(file);
    log(&logger, 0..10);
    logger.flush().unwrap();
    if rotate(&folder, "create") {
        handle.reopen();
        log(&logger, 10..20);
        logger.flush().unwrap();
        assert_eq!(numbers(&folder), (10..20).collect::<Vec<_>>());
    }
}

#[test]
fn logrotate_that_copies_and_truncates_leaves_no_hole_of_zeros() {
    let folder = Folder::new();
    let logger = open(folder.file());
    for round in 0..5 {
        log(&logger, round * 100..(round + 1) * 100);
        logger.flush().unwrap();
        // Nothing is written between copy and truncation here: what is, logrotate loses, and says so.
        if !rotate(&folder, "copytruncate") {
            return;
        }
    }
    log(&logger, 500..600);
    logger.flush().unwrap();
    assert!(!all(&folder).contains('\0'));
    let numbers: Vec<_> = parse(&all(&folder)).iter().map(|line| line["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (0..600).collect::<Vec<_>>());
}

#[test]
fn a_hangup_signal_opens_the_path_anew() {
    let folder = Folder::new();
    super::child("files_hangup").arg(folder.log()).succeeds();
}
