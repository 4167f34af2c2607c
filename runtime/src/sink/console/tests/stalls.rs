//! Outputs that stall, refuse and take a little at a time: each event is settled exactly once.

use std::io;
use std::time::Duration;

use super::{Answer, Puppet, start, start_with};
use crate::count::Cause;
use crate::error::Error;
use crate::sink::tests::{DEADLINE, batch, wait_until};
use crate::sink::{Health, Outcome, Sink};

#[test]
fn events_arrive_whole_and_in_order() {
    let puppet = Puppet::default();
    let (mut sink, counts) = start(1024, puppet.clone());
    assert_eq!(sink.write(&batch(&["one\n", "two\n"])), Outcome::pending(2));
    assert_eq!(sink.write(&batch(&["three\n"])), Outcome::pending(1));
    sink.flush(DEADLINE).unwrap();
    assert_eq!(puppet.text(), "one\ntwo\nthree\n");
    assert_eq!((counts.written(), counts.dropped().total()), (3, 0));
}

#[test]
fn a_stalled_output_never_holds_a_write() {
    let puppet = Puppet::held();
    let (mut sink, counts) = start(8, puppet.clone());
    sink.write(&batch(&["one\n"]));
    puppet.wait_until_inside();
    // Were any of these to wait for the output, the test would never get to release it.
    for _ in 0..1000 {
        sink.write(&batch(&["two\n"]));
    }
    assert_eq!(counts.written(), 0);
    puppet.release();
    sink.flush(DEADLINE).unwrap();
    assert_eq!(puppet.text(), "one\ntwo\n");
}

#[test]
fn what_does_not_fit_is_dropped_whole_and_the_oldest_stay() {
    let puppet = Puppet::held();
    let (mut sink, counts) = start(12, puppet.clone());
    let outcome = sink.write(&batch(&["one\n", "two\n", "three\n", "four\n", "5\n"]));
    assert_eq!(outcome, Outcome { written: 0, pending: 3, dropped: Some((Cause::QueueFull, 2)) });
    assert_eq!(counts.health(), Health::Failing);
    puppet.release();
    sink.flush(DEADLINE).unwrap();
    assert_eq!(puppet.text(), "one\ntwo\n5\n");
    assert_eq!(counts.health(), Health::Up);
}

#[test]
fn what_is_being_written_takes_room_until_it_is_out() {
    let puppet = Puppet::held();
    let (mut sink, _counts) = start(4, puppet.clone());
    sink.write(&batch(&["one\n"]));
    puppet.wait_until_inside();
    assert_eq!(sink.write(&batch(&["two\n"])), Outcome::dropped(0, Cause::QueueFull, 1));
    puppet.release();
    sink.flush(DEADLINE).unwrap();
    assert_eq!(sink.write(&batch(&["six\n"])), Outcome::pending(1));
}

#[test]
fn an_event_longer_than_the_queue_is_dropped_and_those_beside_it_are_not() {
    let puppet = Puppet::default();
    let (mut sink, _counts) = start(8, puppet.clone());
    let outcome = sink.write(&batch(&["one\n", "much too long\n", "two\n"]));
    assert_eq!(outcome, Outcome { written: 0, pending: 2, dropped: Some((Cause::QueueFull, 1)) });
    sink.flush(DEADLINE).unwrap();
    assert_eq!(puppet.text(), "one\ntwo\n");
}

#[test]
fn a_flush_gives_up_when_its_patience_is_over() {
    let puppet = Puppet::held();
    let (mut sink, _counts) = start(1024, puppet.clone());
    sink.write(&batch(&["one\n"]));
    let patience = Duration::from_millis(1);
    assert!(matches!(sink.flush(patience), Err(Error::FlushTimedOut { waited }) if waited == patience));
    puppet.release();
    sink.flush(DEADLINE).unwrap();
}

#[test]
fn a_flush_of_an_empty_queue_needs_no_patience() {
    let (mut sink, _counts) = start(1024, Puppet::default());
    sink.flush(Duration::ZERO).unwrap();
}

#[test]
fn a_flush_without_a_deadline_waits_for_as_long_as_it_takes() {
    let puppet = Puppet::held();
    let (mut sink, counts) = start(1024, puppet.clone());
    sink.write(&batch(&["one\n"]));
    puppet.wait_until_inside();
    let flushed = std::thread::spawn(move || sink.flush(Duration::MAX));
    puppet.release();
    flushed.join().unwrap().unwrap();
    assert_eq!(counts.written(), 1);
}

#[test]
fn an_output_that_takes_a_little_at_a_time_gets_all_of_it() {
    let answers = [1, 1, 3, 2].map(Answer::Take);
    let puppet = Puppet::answering(answers);
    let (mut sink, counts) = start(1024, puppet.clone());
    sink.write(&batch(&["one\n", "two\n", "three\n"]));
    sink.flush(DEADLINE).unwrap();
    assert_eq!(puppet.text(), "one\ntwo\nthree\n");
    assert_eq!(counts.written(), 3);
}

#[test]
fn an_interrupted_write_is_made_again() {
    let puppet = Puppet::answering([Answer::Refuse(io::ErrorKind::Interrupted)]);
    let (mut sink, counts) = start(1024, puppet.clone());
    sink.write(&batch(&["one\n"]));
    sink.flush(DEADLINE).unwrap();
    assert_eq!((puppet.text().as_str(), counts.dropped().total()), ("one\n", 0));
}

#[test]
fn an_output_that_is_not_ready_is_waited_for_and_not_asked_over_and_over() {
    let answers = [
        Answer::Refuse(io::ErrorKind::WouldBlock),
        Answer::Take(2),
        Answer::Refuse(io::ErrorKind::WouldBlock),
    ];
    let puppet = Puppet::answering(answers);
    let (mut sink, counts) = start(1024, puppet.clone());
    sink.write(&batch(&["one\n"]));
    sink.flush(DEADLINE).unwrap();
    assert_eq!(puppet.text(), "one\n");
    assert_eq!(puppet.strings(|strings| strings.waits), 2);
    assert_eq!(counts.written(), 1);
}

#[test]
fn a_refused_write_loses_its_events_and_the_flush_says_so_once() {
    let puppet = Puppet::answering([Answer::Refuse(io::ErrorKind::BrokenPipe)]);
    let (mut sink, counts) = start(1024, puppet.clone());
    sink.write(&batch(&["one\n", "two\n"]));
    let text = sink.flush(DEADLINE).unwrap_err().to_string();
    assert!(text.starts_with("cannot write to stderr: "), "{text}");
    assert_eq!(counts.dropped().nonzero(), [(Cause::Io, 2)]);
    assert_eq!(counts.health(), Health::Failing);
    sink.flush(DEADLINE).unwrap();
}

#[test]
fn after_a_refused_write_the_next_one_is_tried() {
    let puppet = Puppet::answering([Answer::Refuse(io::ErrorKind::StorageFull)]);
    let (mut sink, counts) = start(1024, puppet.clone());
    sink.write(&batch(&["one\n"]));
    assert!(sink.flush(DEADLINE).is_err());
    sink.write(&batch(&["two\n"]));
    sink.flush(DEADLINE).unwrap();
    assert_eq!(puppet.text(), "two\n");
    assert_eq!(counts.dropped().nonzero(), [(Cause::DiskFull, 1)]);
    assert_eq!((counts.written(), counts.health()), (1, Health::Up));
}

#[test]
fn an_output_that_takes_nothing_is_not_asked_for_ever() {
    let puppet = Puppet::answering([Answer::Take(0)]);
    let (mut sink, counts) = start(1024, puppet);
    sink.write(&batch(&["one\n"]));
    assert!(sink.flush(DEADLINE).is_err());
    assert_eq!(counts.dropped().nonzero(), [(Cause::Io, 1)]);
}

#[test]
fn the_events_before_a_refusal_are_written_and_half_an_event_is_not_continued() {
    let puppet = Puppet::answering([Answer::Take(6), Answer::Refuse(io::ErrorKind::StorageFull)]);
    let (mut sink, counts) = start(1024, puppet.clone());
    sink.write(&batch(&["one\n", "two\n", "six\n"]));
    assert!(sink.flush(DEADLINE).is_err());
    assert_eq!((counts.written(), counts.dropped().get(Cause::DiskFull)), (1, 2));
    sink.write(&batch(&["next\n"]));
    sink.flush(DEADLINE).unwrap();
    assert_eq!(puppet.text(), "one\ntw\nnext\n");
}

#[test]
fn a_refusal_between_two_events_leaves_no_empty_line() {
    let puppet = Puppet::answering([Answer::Take(4), Answer::Refuse(io::ErrorKind::StorageFull)]);
    let (mut sink, _counts) = start(1024, puppet.clone());
    sink.write(&batch(&["one\n", "two\n"]));
    assert!(sink.flush(DEADLINE).is_err());
    sink.write(&batch(&["next\n"]));
    sink.flush(DEADLINE).unwrap();
    assert_eq!(puppet.text(), "one\nnext\n");
}

#[test]
fn the_end_of_the_sink_waits_for_what_is_in_the_queue() {
    let puppet = Puppet::held();
    let (mut sink, counts) = start(1024, puppet.clone());
    sink.write(&batch(&["one\n", "two\n"]));
    puppet.release();
    drop(sink);
    assert_eq!(puppet.text(), "one\ntwo\n");
    assert_eq!((counts.written(), counts.dropped().total()), (2, 0));
}

#[test]
fn the_end_of_the_sink_does_not_wait_for_a_stuck_output_and_counts_what_was_left() {
    let puppet = Puppet::held();
    let (mut sink, counts) = start_with(1024, Duration::from_millis(1), puppet.clone());
    sink.write(&batch(&["one\n"]));
    puppet.wait_until_inside();
    sink.write(&batch(&["two\n", "three\n"]));
    drop(sink);
    assert_eq!(counts.dropped().nonzero(), [(Cause::Deadline, 3)]);
    puppet.release();
    // The writer comes back, finds that it was let go, and ends without settling anything a second time.
    wait_until("the writer lets go of its output", || std::sync::Arc::strong_count(&puppet.0) == 1);
    assert_eq!((counts.written(), counts.dropped().total()), (0, 3));
    assert_eq!(puppet.text(), "one\n");
}

#[test]
fn a_writer_that_panics_neither_hangs_the_flush_nor_loses_the_account() {
    let puppet = Puppet::answering([Answer::Panic]);
    let (mut sink, counts) = start(1024, puppet);
    sink.write(&batch(&["one\n", "two\n"]));
    assert!(matches!(sink.flush(DEADLINE), Err(Error::FlushTimedOut { .. })));
    drop(sink);
    assert_eq!(counts.dropped().nonzero(), [(Cause::Deadline, 2)]);
}

#[test]
fn more_than_a_chunk_arrives_as_it_was() {
    let puppet = Puppet::default();
    let (mut sink, counts) = start(8 << 20, puppet.clone());
    let long = "x".repeat(100_000) + "\n";
    let events: Vec<&str> = (0..50).map(|at| if at % 10 == 0 { long.as_str() } else { "short\n" }).collect();
    let batch = batch(&events);
    assert_eq!(sink.write(&batch), Outcome::pending(50));
    sink.flush(DEADLINE).unwrap();
    assert!(puppet.text().as_bytes() == batch.as_bytes());
    assert_eq!(counts.written(), 50);
}

#[test]
fn events_without_bytes_are_settled_too() {
    let (mut sink, counts) = start(16, Puppet::default());
    sink.write(&batch(&["", "one\n", ""]));
    sink.write(&batch(&[""]));
    sink.flush(DEADLINE).unwrap();
    assert_eq!(counts.written(), 4);
}

#[test]
fn every_event_is_settled_exactly_once_under_pressure() {
    let answers = (0..2000).map(|at| match at % 7 {
        3 => Answer::Refuse(io::ErrorKind::BrokenPipe),
        5 => Answer::Refuse(io::ErrorKind::WouldBlock),
        most => Answer::Take(1 + most),
    });
    let puppet = Puppet::answering(answers);
    let (mut sink, counts) = start(64, puppet);
    let mut dropped = 0;
    let mut pending = 0;
    for _ in 0..5000 {
        let outcome = sink.write(&batch(&["one\n", "seven\n"]));
        pending += outcome.pending;
        dropped += outcome.dropped.map_or(0, |(_, events)| events);
    }
    drop(sink);
    assert_eq!(pending + dropped, 10_000);
    assert_eq!(counts.written() + counts.dropped().total(), pending);
}
