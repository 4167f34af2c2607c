//! The sink of other people's tests.

use std::sync::Arc;
use std::time::Duration;

use super::batch;
use crate::encode::Encoding;
use crate::sink::{IntoSink, Memory, Outcome, Sink, SinkCounts};

fn open(memory: &Memory) -> Box<dyn Sink> {
    Box::new(memory.clone()).open(Arc::new(SinkCounts::default())).unwrap()
}

#[test]
fn the_handle_sees_what_the_sink_was_given() {
    let memory = Memory::new();
    let mut sink = open(&memory);
    assert_eq!(sink.write(&batch(&["{\"a\":1}\n", "{\"a\":2}\n"])), Outcome::written(2));
    assert_eq!(sink.write(&batch(&["{\"a\":3}\n"])), Outcome::written(1));
    assert_eq!(memory.lines(), ["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"]);
    assert_eq!(memory.text(), "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
    assert_eq!(memory.len(), 3);
}

#[test]
fn the_handle_stays_readable_when_the_sink_is_gone() {
    let memory = Memory::new();
    let mut sink = open(&memory);
    sink.write(&batch(&["one\n"]));
    sink.flush(Duration::ZERO).unwrap();
    drop(sink);
    assert_eq!(memory.lines(), ["one"]);
}

#[test]
fn an_event_of_several_lines_is_one_entry() {
    let memory = Memory::new();
    open(&memory).write(&batch(&["head\n  more\n", "next\n"]));
    assert_eq!(memory.lines(), ["head\n  more", "next"]);
}

#[test]
fn clearing_forgets_the_past_and_nothing_else() {
    let memory = Memory::new();
    let mut sink = open(&memory);
    sink.write(&batch(&["one\n"]));
    memory.clear();
    assert!(memory.is_empty());
    sink.write(&batch(&["two\n"]));
    assert_eq!(memory.lines(), ["two"]);
}

#[test]
fn it_asks_for_json_until_told_otherwise() {
    assert_eq!(Memory::new().encoding(), Encoding::Json);
    assert_eq!(Memory::default().encoding(), Encoding::Json);
    assert_eq!(Memory::new().pretty().encoding(), Encoding::Pretty { color: false });
    assert_eq!(Memory::new().pretty().json().encoding(), Encoding::Json);
    assert_eq!(Memory::new().ecs().encoding(), Encoding::Ecs);
    assert_eq!(Memory::new().logstash().encoding(), Encoding::Logstash);
}
