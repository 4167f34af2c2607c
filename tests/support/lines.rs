//! Reading back what was logged.

use std::fs;
use std::path::Path;

use blackbar::Memory;
use serde_json::Value;

/// Every line of a text as JSON; a line that is none fails the test, and so does half a line at the end.
#[track_caller]
pub fn parse(text: &str) -> Vec<Value> {
    assert!(text.is_empty() || text.ends_with('\n'), "ends in half a line: {:?}", text.lines().last());
    let parse_line = |line: &str| match serde_json::from_str(line) {
        Ok(object @ Value::Object(_)) => object,
        other => panic!("not a JSON object, {other:?}: {line}"),
    };
    // Not `str::lines`: that would take a carriage return for part of a line end.
    text.split_terminator('\n').map(parse_line).collect()
}

/// The events of a memory sink as JSON, and that there are as many lines as events. More may come meanwhile.
#[track_caller]
pub fn lines_of(memory: &Memory) -> Vec<Value> {
    let before = memory.len();
    let lines = parse(&memory.text());
    let events = before..=memory.len();
    assert!(
        events.contains(&lines.len()),
        "an event is not one line: {} lines, {events:?} events",
        lines.len()
    );
    lines
}

/// The lines of a log file as JSON.
#[track_caller]
pub fn lines_of_file(path: &Path) -> Vec<Value> {
    parse(&fs::read_to_string(path).unwrap())
}

/// One field of each line that has it, as text.
pub fn texts(lines: &[Value], key: &str) -> Vec<String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    lines.iter().filter_map(|line| line.get(key).map(text)).collect()
}
