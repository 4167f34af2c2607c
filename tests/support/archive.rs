//! Reading a log that was rotated, as somebody who does not know the library would.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The rotated files of a log, by their numbers, the oldest first. One that is there plain and compressed is there twice.
pub fn archives(path: &Path) -> Vec<(u64, PathBuf)> {
    let stem = path.file_stem().unwrap().to_str().unwrap();
    let mut found = Vec::new();
    for entry in fs::read_dir(path.parent().unwrap()).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let plain = name.trim_end_matches(".gz").trim_end_matches(".zst").trim_end_matches(".log");
        let Some(rest) = plain.strip_prefix(stem).and_then(|rest| rest.strip_prefix('.')) else { continue };
        if let Some((time, number)) = rest.split_once('.')
            && time.len() >= "2026-11-22T14-03-07Z".len()
            && let Ok(number) = number.parse()
        {
            found.push((number, file));
        }
    }
    found.sort();
    found
}

/// All that is in a log, the rotated files first. A file that does not end in a line end gets one.
pub fn text_of_log(path: &Path) -> String {
    let mut text = String::new();
    let mut last = None;
    for (number, file) in archives(path).into_iter().chain([(u64::MAX, path.to_owned())]) {
        if last.replace(number) == Some(number) {
            // The source of a compressed file, which has not been deleted yet.
            continue;
        }
        let Ok(mut bytes) = fs::File::open(&file) else { continue };
        if file.extension().is_some_and(|extension| extension == "gz") {
            flate2::read::MultiGzDecoder::new(bytes).read_to_string(&mut text).unwrap();
        } else {
            bytes.read_to_string(&mut text).unwrap();
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
    }
    text
}

/// The field `number` of each event of a log, in order, by the field `run`; and how many lines were no JSON.
pub fn numbers_of_log(path: &Path) -> (Vec<(u64, u64)>, usize) {
    let mut torn = 0;
    let mut numbers = Vec::new();
    for line in text_of_log(path).lines().filter(|line| !line.is_empty()) {
        match serde_json::from_str::<Value>(line) {
            Ok(event) => {
                if let Some(number) = event["number"].as_u64() {
                    numbers.push((event["run"].as_u64().unwrap_or_default(), number));
                }
            }
            Err(_) => torn += 1,
        }
    }
    (numbers, torn)
}
