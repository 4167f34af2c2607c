//! What is too long or too deep is cut, and says so.

use blackbar::{LogEvent, LogValue, Memory, Overflow, log_event};
use blackbar_tests::{assert_ledger, lines_of, logger};
use serde_json::Value;

/// The largest record.
const LARGEST: usize = 256 * 1024;

#[derive(LogEvent)]
#[log(name = "upload.seen", level = info)]
struct UploadSeen<'a> {
    number: u64,
    body: &'a str,
    after: u64,
}

/// Logs one event and returns its line.
#[track_caller]
fn line(log: impl FnOnce(&blackbar::Logger)) -> Value {
    let memory = Memory::new();
    let logger = logger().overflow(Overflow::Block).sink(memory.clone()).build().unwrap();
    log(&logger);
    // What comes behind an oversized event must not suffer.
    log_event!(logger: logger, info, "the next one");
    logger.flush().unwrap();
    let mut lines = lines_of(&memory);
    assert_eq!(lines.len(), 2);
    assert_eq!(lines.pop().unwrap()["message"], "the next one");
    assert_ledger(&logger.stats(), 2);
    lines.remove(0)
}

#[test]
fn an_event_that_fits_is_not_cut() {
    let body = "x".repeat(LARGEST - 8 * 1024);
    let line = line(|logger| log_event!(logger: logger, UploadSeen { number: 1, body: &body, after: 2 }));
    assert_eq!(line["body"], body.as_str());
    assert_eq!(line["after"], 2);
    assert_eq!(line.get("truncated"), None);
}

#[test]
fn an_event_that_is_too_long_is_cut_and_tells_its_original_length() {
    let body = "x".repeat(300_000);
    let line = line(|logger| log_event!(logger: logger, UploadSeen { number: 1, body: &body, after: 2 }));
    let original = line["truncated"].as_u64().unwrap();
    assert!((300_000..300_200).contains(&original), "{original}");
    let kept = line["body"].as_str().unwrap();
    assert!(kept.len() > LARGEST - 16 * 1024 && kept.len() < LARGEST, "{}", kept.len());
    assert!(body.starts_with(kept));
    assert_eq!(
        (&line["number"], &line["after"]),
        (&1.into(), &2.into()),
        "small values have room behind long text"
    );
}

#[test]
fn a_text_of_ten_megabytes_is_cut_to_one_record() {
    let body = "é".repeat(5_000_000);
    let line = line(|logger| log_event!(logger: logger, UploadSeen { number: 1, body: &body, after: 2 }));
    assert!(line["truncated"].as_u64().unwrap() >= 10_000_000);
    let kept = line["body"].as_str().unwrap();
    assert!(kept.chars().all(|ch| ch == 'é'), "cut within a character");
    assert!(!kept.is_empty() && kept.len() < LARGEST);
    assert_eq!(line["after"], 2);
}

#[test]
fn a_thousand_texts_of_ten_kilobytes_in_one_value_are_cut_to_one_record() {
    let texts = vec!["y".repeat(10_000); 1_000];
    let line = line(|logger| log_event!(logger: logger, info, "many", texts));
    assert!(line["truncated"].as_u64().unwrap() >= 10_000_000);
    let kept: Vec<_> = line["texts"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
    assert!(kept[0] == texts[0] && kept.iter().all(|text| texts[0].starts_with(text)));
    let bytes: usize = kept.iter().map(|text| text.len()).sum();
    assert!(bytes > LARGEST - 16 * 1024 && bytes < LARGEST, "{bytes}");
}

#[derive(LogValue)]
struct Converted {
    text: String,
}

#[test]
fn a_derived_value_is_cut_at_sixteen_kilobytes_and_the_event_says_so() {
    let converted = Converted { text: "z".repeat(100_000) };
    let line = line(|logger| log_event!(logger: logger, info, "converted", converted, after = 2));
    assert!(line["truncated"].as_u64().unwrap() >= 100_000, "{}", line["truncated"]);
    let kept = line["converted"]["text"].as_str().unwrap();
    assert!((8_000..16_384).contains(&kept.len()), "{}", kept.len());
    assert_eq!(line["after"], 2);
}

#[derive(LogValue)]
struct Nested {
    inner: Option<Box<Nested>>,
}

fn nested(depth: usize) -> Nested {
    (0..depth).fold(Nested { inner: None }, |nested, _| Nested { inner: Some(Box::new(nested)) })
}

#[test]
fn what_is_nested_too_deep_ends_in_a_marker() {
    let deep = nested(1_000);
    let line = line(|logger| log_event!(logger: logger, info, "deep", deep));
    let mut value = &line["deep"];
    let mut depth = 0;
    while let Some(inner) = value.get("inner") {
        (value, depth) = (inner, depth + 1);
    }
    assert_eq!(value, "[too deep]");
    assert_eq!(depth, 33);
}

#[test]
fn what_is_nested_within_the_limit_is_whole() {
    let deep = nested(31);
    let line = line(|logger| log_event!(logger: logger, info, "deep", deep));
    assert!(!line.to_string().contains("too deep"), "{line}");
}
