//! The index of a batch against its bytes.

use super::batch;
use crate::level::Level;
use crate::sink::Batch;

#[test]
fn the_events_of_a_batch_are_the_pieces_of_its_bytes() {
    let batch = batch(&["one\n", "three\n", "5\n"]);
    let pieces: Vec<&[u8]> = batch.events().map(|event| event.bytes).collect();
    assert_eq!(pieces, [&b"one\n"[..], b"three\n", b"5\n"]);
    assert_eq!(pieces.concat(), batch.as_bytes());
}

#[test]
fn an_event_counts_as_within_only_when_its_last_byte_is() {
    let batch = batch(&["one\n", "two\n"]);
    let within: Vec<usize> = (0..=9).map(|bytes| batch.events_within(bytes)).collect();
    assert_eq!(within, [0, 0, 0, 0, 1, 1, 1, 1, 2, 2]);
}

#[test]
fn the_range_behind_the_last_event_is_empty_and_at_the_end() {
    let batch = batch(&["one\n", "two\n"]);
    assert_eq!(batch.range(1), 4..8);
    assert_eq!(batch.range(2), 8..8);
    assert!(Batch::default().range(0).is_empty());
}

#[test]
fn an_event_that_fails_to_render_leaves_nothing() {
    let mut batch = batch(&["one\n"]);
    let failed = batch.push(7, Level::Error, 0, |out| {
        out.extend_from_slice(b"half");
        Err("no")
    });
    assert_eq!(failed, Err("no"));
    assert_eq!((batch.as_bytes(), batch.len()), (&b"one\n"[..], 1));
    assert_eq!(batch.max_level(), Some(Level::Info));
}
