pub(crate) mod pipe;

use core::time::Duration;
use std::sync::Arc;

use proptest::prelude::*;

use self::pipe::{Peer, Pipe, pair};
use super::outbox::{Outbox, Piece};
use super::{Moment, Stream, Wants};
use crate::level::Level;
use crate::sink::net::chunk::{Chunk, Run};
use crate::sink::net::session::{Broken, Timeouts, Trouble};

pub(crate) const SECOND: Duration = Duration::from_secs(1);

/// A run of these events, the first with this number.
pub(crate) fn run(first: u64, events: &[&str]) -> Run {
    let mut chunk = Chunk::new(first);
    for event in events {
        chunk.push(Level::Info, event.as_bytes());
    }
    let count = chunk.len();
    Run::new(Arc::new(chunk), 0..count)
}

fn opened() -> (Stream<Pipe>, Peer) {
    let (pipe, peer) = pair();
    (Stream::new(pipe, Timeouts::default()), peer)
}

const NOTHING: Wants = Wants { reply: false, wake: None };
const A_REPLY: Wants = Wants { reply: true, wake: None };

async fn round(stream: &mut Stream<Pipe>, wants: Wants) -> Vec<u8> {
    let mut heard = Vec::new();
    core::future::poll_fn(|cx| {
        stream.poll(cx, wants, &mut |bytes, _| {
            heard.extend_from_slice(bytes);
            Ok(true)
        })
    })
    .await;
    heard
}

async fn until_it_ends(stream: &mut Stream<Pipe>, wants: Wants) -> Broken {
    while stream.end().is_none() {
        round(stream, wants).await;
    }
    stream.end().expect("an end").clone()
}

#[tokio::test(start_paused = true)]
async fn what_is_pushed_is_written_in_order() {
    let (mut stream, peer) = opened();
    peer.takes(1000);
    stream.push(Piece::Frame(b"one ".to_vec()));
    stream.push(Piece::Run(run(0, &["two ", "three "])));
    stream.push(Piece::Frame(b"four".to_vec()));
    round(&mut stream, NOTHING).await;
    assert_eq!(peer.got(), b"one two three four");
    assert_eq!((stream.pushed(), stream.written()), (18, 18));
}

#[tokio::test(start_paused = true)]
async fn small_pieces_are_written_together() {
    let (mut stream, peer) = opened();
    peer.takes(1000);
    for _ in 0..5 {
        stream.push(Piece::Frame(b"piece ".to_vec()));
    }
    round(&mut stream, NOTHING).await;
    assert_eq!((peer.got().len(), peer.writes()), (30, 1));
}

#[tokio::test(start_paused = true)]
async fn an_idle_connection_that_is_closed_is_noticed_without_a_write() {
    let (mut stream, peer) = opened();
    peer.closes();
    assert_eq!(until_it_ends(&mut stream, NOTHING).await.why, Trouble::Closed);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_is_broken_off_is_noticed_without_a_write() {
    let (mut stream, peer) = opened();
    peer.resets();
    assert_eq!(until_it_ends(&mut stream, NOTHING).await.why, Trouble::Reset);
}

#[tokio::test(start_paused = true)]
async fn what_came_before_a_write_failed_is_heard() {
    let (mut stream, peer) = opened();
    peer.says_and_resets_at_the_next_write(b"last words");
    stream.push(Piece::Frame(b"x".to_vec()));
    assert_eq!(round(&mut stream, NOTHING).await, b"last words");
    assert_eq!(stream.end().map(|end| end.why), Some(Trouble::Reset));
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_takes_nothing_has_as_long_as_was_said_and_no_longer() {
    let (mut stream, peer) = opened();
    let begin = Moment::now();
    peer.takes(3);
    stream.push(Piece::Frame(b"more than three".to_vec()));
    let end = until_it_ends(&mut stream, NOTHING).await;
    assert_eq!((end.why, begin.elapsed().as_secs()), (Trouble::WriteTimeout, 10), "{end}");
    assert_eq!(peer.got(), b"mor");
}

#[tokio::test(start_paused = true)]
async fn each_byte_that_is_taken_gives_the_peer_the_whole_time_again() {
    let (mut stream, peer) = opened();
    let begin = Moment::now();
    stream.push(Piece::Frame(b"four".to_vec()));
    for _ in 0..3 {
        let _nothing = tokio::time::timeout(9 * SECOND, round(&mut stream, NOTHING)).await;
        peer.takes(1);
        round(&mut stream, NOTHING).await;
    }
    assert_eq!(until_it_ends(&mut stream, NOTHING).await.why, Trouble::WriteTimeout);
    assert_eq!(begin.elapsed().as_secs(), 3 * 9 + 10);
}

#[tokio::test(start_paused = true)]
async fn bytes_that_only_the_peers_kernel_takes_count_as_taken() {
    let (mut stream, peer) = opened();
    let begin = Moment::now();
    peer.takes(100);
    stream.push(Piece::Frame(vec![b'x'; 200]));
    round(&mut stream, NOTHING).await;
    let _nothing = tokio::time::timeout(9 * SECOND, round(&mut stream, NOTHING)).await;
    peer.acknowledges(50);
    assert_eq!(until_it_ends(&mut stream, NOTHING).await.why, Trouble::WriteTimeout);
    assert_eq!(begin.elapsed().as_secs(), 9 + 10);
    assert_eq!(stream.acknowledged(), Some(50));
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_owes_an_answer_has_as_long_as_was_said() {
    let (mut stream, peer) = opened();
    let begin = Moment::now();
    peer.takes(1000);
    stream.push(Piece::Frame(b"a question".to_vec()));
    let end = until_it_ends(&mut stream, A_REPLY).await;
    assert_eq!((end.why, begin.elapsed().as_secs()), (Trouble::AckTimeout, 30), "{end}");
}

#[tokio::test(start_paused = true)]
async fn a_connection_with_nothing_to_do_has_no_deadline() {
    let (mut stream, peer) = opened();
    peer.takes(1000);
    peer.acknowledges(7);
    stream.push(Piece::Frame(b"an hour".to_vec()));
    round(&mut stream, NOTHING).await;
    let idle = tokio::time::timeout(3600 * SECOND, until_it_ends(&mut stream, NOTHING)).await;
    assert!(idle.is_err(), "it ended: {idle:?}");
}

#[tokio::test(start_paused = true)]
async fn the_watermark_is_asked_for_ever_more_seldom() {
    let (mut stream, peer) = opened();
    peer.takes(1000);
    stream.push(Piece::Frame(b"never acknowledged".to_vec()));
    let _nothing = tokio::time::timeout(SECOND, until_it_ends(&mut stream, NOTHING)).await;
    let asked = peer.asked();
    assert!((15..=30).contains(&asked), "asked {asked} times in a second");
    peer.acknowledges(18);
    round(&mut stream, NOTHING).await;
    let asked = peer.asked();
    let _nothing = tokio::time::timeout(SECOND, until_it_ends(&mut stream, NOTHING)).await;
    assert_eq!(peer.asked(), asked, "there is nothing to ask for");
}

#[tokio::test(start_paused = true)]
async fn the_watermark_never_exceeds_what_was_written() {
    let (mut stream, peer) = opened();
    peer.takes(4);
    peer.acknowledges(1_000_000);
    stream.push(Piece::Frame(b"eight by".to_vec()));
    round(&mut stream, NOTHING).await;
    assert_eq!(stream.acknowledged(), Some(4));
}

#[tokio::test(start_paused = true)]
async fn closing_writes_the_rest_of_an_event_and_no_other() {
    let (mut stream, peer) = opened();
    peer.takes(7);
    stream.push(Piece::Run(run(0, &["one\n", "two\n", "three\n"])));
    stream.push(Piece::Frame(b"a frame".to_vec()));
    round(&mut stream, NOTHING).await;
    assert_eq!(peer.got(), b"one\ntwo");
    peer.takes(1000);
    stream.close().await;
    assert_eq!(peer.got(), b"one\ntwo\n");
    assert!(peer.was_told_the_end());
}

#[tokio::test(start_paused = true)]
async fn closing_at_the_end_of_an_event_writes_nothing_more() {
    let (mut stream, peer) = opened();
    peer.takes(4);
    stream.push(Piece::Run(run(0, &["one\n", "two\n"])));
    round(&mut stream, NOTHING).await;
    peer.takes(1000);
    stream.close().await;
    assert_eq!(peer.got(), b"one\n");
    assert!(peer.was_told_the_end());
}

#[tokio::test(start_paused = true)]
async fn closing_does_not_wait_for_a_peer_that_takes_nothing() {
    let (mut stream, peer) = opened();
    peer.takes(2);
    stream.push(Piece::Frame(b"a frame".to_vec()));
    round(&mut stream, NOTHING).await;
    let begin = Moment::now();
    stream.close().await;
    assert_eq!(begin.elapsed().as_secs(), 1);
    assert!(!peer.was_told_the_end());
}

proptest! {
    #[test]
    fn an_outbox_gives_what_it_got_in_whatever_parts(
        pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..12),
        steps in prop::collection::vec(1_usize..50, 1..40),
    ) {
        let mut outbox = Outbox::default();
        let mut expected = Vec::new();
        for piece in &pieces {
            expected.extend_from_slice(piece);
            outbox.push(Piece::Frame(piece.clone()));
        }
        let mut written = Vec::new();
        for step in steps.iter().cycle() {
            if outbox.left() == 0 {
                break;
            }
            let mut slices = [std::io::IoSlice::new(&[]); 4];
            let count = outbox.slices(&mut slices);
            let bytes: Vec<u8> = slices[..count].iter().flat_map(|slice| slice.iter().copied()).collect();
            prop_assert!(bytes.starts_with(outbox.first()) && !outbox.first().is_empty());
            let taken = &bytes[..bytes.len().min(*step)];
            written.extend_from_slice(taken);
            outbox.advance(taken.len());
        }
        prop_assert_eq!(written, expected);
        prop_assert!(outbox.first().is_empty());
    }

    #[test]
    fn a_run_knows_where_its_events_end(
        lengths in prop::collection::vec(0_usize..9, 0..12),
        skipped in 0_usize..4,
        bytes in 0_usize..100,
    ) {
        let events: Vec<String> = lengths.iter().map(|length| "e".repeat(*length)).collect();
        let events: Vec<&str> = events.iter().map(String::as_str).collect();
        let (_, run) = run(0, &events).split_at(skipped);
        let mut end = 0;
        let ends: Vec<usize> = run.events().map(|event| { end += event.len(); end }).collect();
        prop_assert_eq!(run.events_within(bytes), ends.iter().filter(|end| **end <= bytes).count());
        for (at, end) in ends.iter().enumerate() {
            prop_assert_eq!(run.start_of(at + 1), *end);
        }
    }
}
