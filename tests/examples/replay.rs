//! The main job on real input: every line an event, nobody recognisable.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Run, json_lines, run, run_with};
use crate::samples::{addresses, name, samples};

/// Replays `input`; gives the run and the file with its events.
fn replay(dir: &TempDir, input: &[u8]) -> (Run, PathBuf) {
    let out = dir.path().join("logs");
    let run = run_with("replay", &["-", "--out", out.to_str().unwrap()], input);
    (run, out.join("auth.jsonl"))
}

#[track_caller]
fn check_balance(run: &Run, lines: usize) {
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let ledger = format!("ledger, balanced: accepted {lines}, lost 0");
    assert!(run.stdout.contains(&ledger), "{}", run.stdout);
}

/// Every string that is a value, or inside one, without the timestamp.
fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(fields) => fields
            .iter()
            .filter(|(key, _)| *key != "timestamp")
            .flat_map(|(_, value)| strings(value))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// Words of the program's own source that may be values; any other text in the output came from the input.
const WORDS: &[&str] = &[
    "info",
    "replay",
    "auth.line",
    "[redacted]",
    // Programs.
    "sshd",
    "sudo",
    "CRON",
    "other",
    // Methods, reasons and the like, and what happened where there is nothing to say about it.
    "password",
    "public_key",
    "none",
    "bye",
    "requested",
    "no_methods_left",
    "not_authenticated",
    "closed",
    "write",
    "connection_reset",
    "pam_unknown_user",
];

#[test]
fn each_line_becomes_one_event_in_order() {
    for sample in samples() {
        let dir = TempDir::new().unwrap();
        let input = std::fs::read_to_string(&sample).unwrap();
        let run = run("replay", &[sample.to_str().unwrap(), "--out", dir.path().to_str().unwrap()]);
        check_balance(&run, input.lines().count());

        let events = json_lines(&dir.path().join("auth.jsonl"));
        assert_eq!(events.len(), input.lines().count());
        for (at, (event, line)) in events.iter().zip(input.lines()).enumerate() {
            assert_eq!(event["line"].as_u64(), Some(at as u64 + 1));
            assert!(line.starts_with(event["when"].as_str().unwrap()), "{event}");
        }
    }
}

/// The rule: a text in the output is one of [`WORDS`], or the time or the host of the line. The latter two are the input's own, so no name may be in them; of names shorter than four characters or of digits alone (`0`, `123`,
/// `1234`), only that they are not the whole of it.
#[test]
fn no_user_name_is_a_value_or_inside_one() {
    for sample in samples() {
        let dir = TempDir::new().unwrap();
        let input = std::fs::read_to_string(&sample).unwrap();
        let names: BTreeSet<&str> = input.lines().filter_map(|line| Some(&line[name(line)?])).collect();
        assert!(names.len() >= 5, "{names:?}");
        let is_telling =
            |name: &str| name.len() >= 4 && name.contains(|ch: char| !ch.is_ascii_digit() && ch != ' ');

        let (run, path) = replay(&dir, input.as_bytes());
        check_balance(&run, input.lines().count());
        for event in json_lines(&path) {
            for text in strings(&event).into_iter().filter(|text| !WORDS.contains(text)) {
                assert!(event["when"] == text || event["host"] == text, "`{text}` is from nowhere: {event}");
                for name in &names {
                    assert!(text != *name && !(is_telling(name) && text.contains(name)), "{name}: {event}");
                }
            }
        }
    }
}

#[test]
fn no_client_address_is_anywhere_in_the_output() {
    for sample in samples() {
        let dir = TempDir::new().unwrap();
        let input = std::fs::read_to_string(&sample).unwrap();
        let addresses: BTreeSet<&str> = addresses(&input).into_iter().collect();
        assert!(addresses.len() >= 5, "{addresses:?}");
        let (run, path) = replay(&dir, input.as_bytes());
        let output = std::fs::read_to_string(path).unwrap() + &run.stdout + &run.stderr;
        for address in addresses {
            assert!(!output.contains(address), "{address}");
        }
    }
}

/// Sharper than looking for real names, which may be words of the program too: a canary in place of every name.
#[test]
fn whatever_stands_where_a_name_stood_does_not_get_out() {
    let canaries = [
        "Qzv7canary",
        "Qzv7 with spaces",
        "Qzv7 from 192.0.2.1 port 7 ssh2",
        "Qzv7] [preauth]",
        "Qzv7\u{fffd}: \"",
    ];
    for sample in samples() {
        let original = std::fs::read_to_string(&sample).unwrap();
        for canary in canaries {
            let dir = TempDir::new().unwrap();
            let mut changed = String::new();
            for line in original.lines() {
                match name(line) {
                    Some(at) => changed.extend([&line[..at.start], canary, &line[at.end..], "\n"]),
                    None => changed.extend([line, "\n"]),
                }
            }
            assert!(changed.matches("Qzv7").count() >= 10);
            let (run, path) = replay(&dir, changed.as_bytes());
            check_balance(&run, changed.lines().count());
            let output = std::fs::read_to_string(path).unwrap() + &run.stdout + &run.stderr;
            assert!(!output.contains("Qzv7"), "{canary}");
        }
    }
}

#[test]
fn hostile_lines_are_counted_and_not_written() {
    let start = b"Dec 10 06:55:46 gw sshd[1]: ";
    let with = |text: &[u8]| [start.as_slice(), text].concat();
    let lines: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"Qzv7".to_vec(),
        b"Qzv7\xff\xfe\x00\x1b[31m".to_vec(),
        with(b"Invalid user Qzv7\xff from 192.0.2.1"),
        with(b"Invalid user Qzv7\r\n"),
        with(&b"Qzv7 ".repeat(200_000)),
        with(b"message repeated 3 times: [ Qzv7]"),
        with(b"Received disconnect from 192.0.2.1: 11: Qzv7"),
        with(b"Bad protocol version identification 'Qzv7 from 192.0.2.1' from 192.0.2.2 port 7"),
        b"Dec 10 06:55:46 gw Qzv7[7]: text".to_vec(),
        b"Dec 10 06:55:46 gw Qzv7 Qzv7".to_vec(),
        b"Qzv7 10 06:55:46 gw sshd[7]: text".to_vec(),
        b"no line end Qzv7".to_vec(),
    ];
    let dir = TempDir::new().unwrap();
    let input = lines.join(b"\n".as_slice());
    let count = input.iter().filter(|byte| **byte == b'\n').count() + 1;
    let (run, path) = replay(&dir, &input);
    check_balance(&run, count);
    let events = json_lines(&path);
    assert_eq!(events.len(), count);
    assert!(!std::fs::read_to_string(&path).unwrap().contains("Qzv7"));
    let unrecognised = |at: usize| events[at]["kind"]["unrecognised"]["bytes"].as_u64();
    assert_eq!(unrecognised(0), Some(0));
    assert_eq!(unrecognised(6), Some(start.len() as u64 + 1_000_000));
    assert_eq!(unrecognised(count - 1), Some(16));
}

#[test]
fn an_empty_input_is_no_event() {
    let dir = TempDir::new().unwrap();
    let (run, path) = replay(&dir, b"");
    check_balance(&run, 0);
    assert_eq!(json_lines(&path).len(), 0);
}

#[test]
fn without_a_path_it_says_how_to_give_one_and_takes_the_sample() {
    let dir = TempDir::new().unwrap();
    let run = run("replay", &["--out", dir.path().to_str().unwrap()]);
    check_balance(&run, 30);
    assert!(run.stderr.contains("Usage: replay") && run.stderr.contains("the sample"), "{}", run.stderr);
}

#[test]
fn what_cannot_work_is_refused_with_the_word_and_the_fix() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("file");
    std::fs::write(&file, "in the way").unwrap();
    let below_a_file = file.join("logs");
    let check = |arguments: &[&str], code, parts: &[&str]| {
        let run = run("replay", arguments);
        assert_eq!(run.code, Some(code), "{}", run.stderr);
        assert!(parts.iter().all(|part| run.stderr.contains(part)), "{}", run.stderr);
        assert_eq!(run.stdout, "");
    };
    let out = dir.path().join("logs");
    let out = out.to_str().unwrap();
    check(&["--frobnicate"], 2, &["--frobnicate", "--out DIR"]);
    check(&["missing.log", "--out", out], 1, &["`missing.log`", "No such file", "name a readable log file"]);
    check(&[path_text(dir.path()), "--out", out], 1, &[path_text(dir.path()), "Is a directory"]);
    check(&["-", "--out", path_text(&below_a_file)], 1, &[path_text(&below_a_file)]);
}

fn path_text(path: &Path) -> &str {
    path.to_str().unwrap()
}
