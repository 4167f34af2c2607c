//! What an installed logger asks of a program that hashes.

use std::process::Command;

/// What the program with a hashing event says of building and of installing a logger, with this key in its environment.
fn said_with(key: Option<&str>) -> (String, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hashing"));
    match key {
        Some(key) => program.env("BLACKBAR_HASH_KEY", key),
        None => program.env_remove("BLACKBAR_HASH_KEY"),
    };
    let output = program.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    let (built, installed) = said.trim_end().split_once('\n').unwrap();
    (built.to_owned(), installed.to_owned())
}

#[test]
fn a_program_that_hashes_does_not_get_a_logger_installed_without_a_key() {
    let (built, installed) = said_with(None);
    assert_eq!(built, "built");
    assert!(installed.starts_with("[BB017]"), "{installed}");
    assert!(installed.contains("`user.seen` (tests/faults/child/hashing.rs:"), "{installed}");
    assert!(installed.contains("openssl rand -base64 32"), "{installed}");
}

#[test]
fn a_key_in_the_environment_is_enough() {
    let key = format!("7:{}=", "A".repeat(43));
    assert_eq!(said_with(Some(&key)).1, "installed");
}

#[test]
fn a_malformed_key_in_the_environment_is_named_and_not_shown() {
    let (_, installed) = said_with(Some("7:c4n4rY"));
    assert!(installed.contains("BLACKBAR_HASH_KEY") && !installed.contains("c4n4"), "{installed}");
}
