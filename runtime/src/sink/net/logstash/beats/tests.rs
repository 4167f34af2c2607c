use core::time::Duration;
use std::io::Read;

use proptest::prelude::*;

use super::acks::Acks;
use super::frames::{Frames, metadata};
use super::session::Windowed;
use super::windows::Windows;
use crate::sink::net::session::{Broken, Progress, Session, Timeouts, Trouble};
use crate::sink::net::stream::Moment;
use crate::sink::net::stream::tests::pipe::{Peer, Pipe, pair};
use crate::sink::net::stream::tests::{SECOND, run};

const THREE: [&str; 3] = ["{\"n\":1}\n", "{\"n\":22}\n", "{\"n\":333}\n"];

fn opened_with(level: u32, pipelining: usize) -> (Windowed<Pipe>, Peer) {
    let (pipe, peer) = pair();
    peer.takes(usize::MAX / 2);
    peer.acknowledges(u64::MAX);
    (Windowed::new(pipe, Timeouts::default(), Frames::new(level, None), pipelining), peer)
}

fn opened() -> (Windowed<Pipe>, Peer) {
    opened_with(0, 2)
}

fn ack(sequence: u32) -> Vec<u8> {
    [b"2A".as_slice(), &sequence.to_be_bytes()].concat()
}

async fn told(session: &mut Windowed<Pipe>) -> Option<Result<Progress, Broken>> {
    tokio::time::timeout(Duration::from_millis(500), session.progress()).await.ok()
}

fn delivered(events: usize) -> Option<Result<Progress, Broken>> {
    Some(Ok(Progress::Delivered(events)))
}

fn trouble(told: Option<Result<Progress, Broken>>) -> Option<Trouble> {
    told.and_then(Result::err).map(|broken| broken.why)
}

/// The windows in these bytes, each with its events, as a strict receiver reads them: numbered from 1, in one frame.
fn windows(bytes: &[u8]) -> Vec<Vec<String>> {
    let (mut rest, mut found) = (bytes, Vec::new());
    while !rest.is_empty() {
        assert_eq!(&rest[..2], b"2W");
        let count = number(&rest[2..6]);
        rest = &rest[6..];
        let mut plain = Vec::new();
        if rest.starts_with(b"2C") {
            let length = number(&rest[2..6]);
            flate2::read::ZlibDecoder::new(&rest[6..6 + length]).read_to_end(&mut plain).expect("zlib");
            rest = &rest[6 + length..];
            let (window, after) = events(&plain, count);
            assert!(after.is_empty(), "more in the frame than the window has");
            found.push(window);
        } else {
            let (window, after) = events(rest, count);
            rest = after;
            found.push(window);
        }
    }
    found
}

fn events(bytes: &[u8], count: usize) -> (Vec<String>, &[u8]) {
    let (mut rest, mut found) = (bytes, Vec::new());
    for sequence in 1..=count {
        assert_eq!(&rest[..2], b"2J");
        assert_eq!(number(&rest[2..6]), sequence);
        let length = number(&rest[6..10]);
        assert!(length > 0, "an event without bytes");
        found.push(String::from_utf8_lossy(&rest[10..10 + length]).into_owned());
        rest = &rest[10 + length..];
    }
    (found, rest)
}

fn number(bytes: &[u8]) -> usize {
    u32::from_be_bytes(bytes.try_into().expect("four bytes")) as usize
}

fn window_of(level: u32, metadata: Option<Vec<u8>>, events: &[&str]) -> Vec<u8> {
    let mut out = Vec::new();
    Frames::new(level, metadata).window(run(0, events).events(), &mut out);
    out
}

#[test]
fn a_window_is_written_as_the_protocol_says() {
    let expected = b"2W\0\0\0\x032J\0\0\0\x01\0\0\0\x07{\"n\":1}2J\0\0\0\x02\0\0\0\x08{\"n\":22}2J\0\0\0\x03\0\0\0\x09{\"n\":333}";
    assert_eq!(window_of(0, None, &THREE), expected);
}

#[test]
fn a_compressed_window_is_one_frame_of_zlib_with_the_same_events() {
    let plain = window_of(0, None, &THREE);
    for level in 1..=9 {
        let bytes = window_of(level, None, &THREE);
        assert_eq!(&bytes[..8], b"2W\0\0\0\x032C");
        assert_eq!(number(&bytes[8..12]), bytes.len() - 12);
        assert_eq!(bytes[12] & 0x0f, 8, "no zlib header");
        let mut inner = Vec::new();
        flate2::read::ZlibDecoder::new(&bytes[12..]).read_to_end(&mut inner).expect("zlib");
        assert_eq!(inner, plain[6..]);
    }
}

#[test]
fn metadata_stands_first_in_each_object() {
    let metadata = metadata("my \"app\"", "1.2.3");
    let bytes = window_of(0, Some(metadata), &["{\"n\":1}\n", "{}\n", "{ }", "[1]\n"]);
    let with = r#""@metadata":{"beat":"my \"app\"","type":"_doc","version":"1.2.3"}"#;
    let expected =
        [format!("{{{with},\"n\":1}}"), format!("{{{with}}}"), format!("{{{with} }}"), "[1]".to_owned()];
    assert_eq!(windows(&bytes), [expected.to_vec()]);
}

#[test]
fn line_ends_are_no_part_of_an_event_and_none_is_empty() {
    let bytes = window_of(3, None, &["{\"a\":1}\r\n", "{\"b\":2}", "\n", ""]);
    assert_eq!(windows(&bytes), [["{\"a\":1}", "{\"b\":2}", "{}", "{}"]]);
}

#[test]
fn what_begins_no_acknowledgement_is_an_error() {
    for answer in [b"1A\0\0\0\x01".as_slice(), b"2J", b"HTTP/1.1 400", b"2A\0\0\0\x012X", b"\0"] {
        let mut acks = Acks::default();
        let wrong = answer.iter().find_map(|byte| acks.take(*byte).err());
        assert_eq!(wrong.map(|broken| broken.why), Some(Trouble::Protocol), "{answer:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_acknowledgement_counts_up_to_its_event() {
    let (mut session, peer) = opened();
    session.submit(run(0, &THREE));
    assert_eq!(told(&mut session).await, None);
    assert_eq!(windows(&peer.got()).len(), 1);
    peer.says(&ack(1));
    assert_eq!(told(&mut session).await, delivered(1));
    peer.says(&ack(1));
    assert_eq!(told(&mut session).await, Some(Ok(Progress::Alive)));
    peer.says(&ack(3));
    assert_eq!(told(&mut session).await, delivered(2));
    assert_eq!(told(&mut session).await, None);
}

#[tokio::test(start_paused = true)]
async fn acknowledgements_may_come_byte_by_byte() {
    let (mut session, peer) = opened();
    session.submit(run(0, &THREE));
    for byte in [ack(2), ack(0)].concat() {
        assert_eq!(told(&mut session).await.filter(|it| *it != Ok(Progress::Delivered(2))), None);
        peer.says(&[byte]);
    }
    assert_eq!(told(&mut session).await, Some(Ok(Progress::Alive)));
}

#[tokio::test(start_paused = true)]
async fn acknowledgements_that_come_together_are_told_together() {
    let (mut session, peer) = opened();
    session.submit(run(0, &THREE));
    session.submit(run(3, &THREE));
    assert_eq!(told(&mut session).await, None);
    peer.says(&[ack(1), ack(3), ack(0), ack(2)].concat());
    assert_eq!(told(&mut session).await, delivered(5));
}

#[tokio::test(start_paused = true)]
async fn as_many_windows_are_outstanding_as_was_said() {
    for pipelining in 1..4 {
        let (mut session, peer) = opened_with(3, pipelining);
        for window in 0..pipelining {
            assert!(session.has_room());
            session.submit(run(3 * window as u64, &THREE));
        }
        assert!(!session.has_room());
        assert_eq!(told(&mut session).await, None);
        assert_eq!(windows(&peer.got()), vec![THREE.map(|line| line.trim().to_owned()).to_vec(); pipelining]);
        peer.says(&ack(2));
        assert_eq!(told(&mut session).await, delivered(2));
        assert!(!session.has_room(), "the oldest window is not through");
        peer.says(&ack(3));
        assert_eq!(told(&mut session).await, delivered(1));
        assert!(session.has_room());
    }
}

#[tokio::test(start_paused = true)]
async fn a_partial_acknowledgement_before_a_break_is_told_before_it() {
    let (mut session, peer) = opened();
    session.submit(run(0, &THREE));
    assert_eq!(told(&mut session).await, None);
    peer.says(&ack(2));
    peer.resets();
    assert_eq!(told(&mut session).await, delivered(2));
    assert_eq!(trouble(told(&mut session).await), Some(Trouble::Reset));
    // What is left is a window of its own, and counts from 1.
    let (mut again, other) = opened();
    again.submit(run(0, &THREE).split_at(2).1);
    assert_eq!(told(&mut again).await, None);
    assert_eq!(windows(&other.got()), [["{\"n\":333}"]]);
}

#[tokio::test(start_paused = true)]
async fn an_acknowledgement_that_came_before_a_write_failed_counts() {
    let (mut session, peer) = opened();
    session.submit(run(0, &THREE));
    assert_eq!(told(&mut session).await, None);
    peer.says_and_resets_at_the_next_write(&ack(3));
    session.submit(run(3, &THREE));
    assert_eq!(told(&mut session).await, delivered(3));
    assert_eq!(trouble(told(&mut session).await), Some(Trouble::Reset));
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_only_says_it_is_alive_keeps_its_connection() {
    let (mut session, peer) = opened();
    session.submit(run(0, &THREE));
    assert_eq!(told(&mut session).await, None);
    for _ in 0..120 {
        tokio::time::advance(5 * SECOND).await;
        peer.says(&ack(0));
        assert_eq!(told(&mut session).await, Some(Ok(Progress::Alive)));
    }
    assert_eq!(windows(&peer.got()).len(), 1, "nothing is sent twice");
    peer.says(&ack(3));
    assert_eq!(told(&mut session).await, delivered(3));
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_reads_nothing_and_says_it_is_alive_keeps_its_connection() {
    let (pipe, peer) = pair();
    let mut session = Windowed::new(pipe, Timeouts::default(), Frames::new(0, None), 2);
    peer.takes(20);
    session.submit(run(0, &THREE));
    assert_eq!(told(&mut session).await, None);
    for _ in 0..120 {
        tokio::time::advance(5 * SECOND).await;
        peer.says(&ack(0));
        assert_eq!(told(&mut session).await, Some(Ok(Progress::Alive)));
    }
    let begin = Moment::now();
    let broken = session.progress().await.expect_err("an end");
    assert_eq!((broken.why, begin.elapsed() <= 10 * SECOND), (Trouble::WriteTimeout, true));
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_never_acknowledges_is_left_when_the_deadline_passes() {
    let (mut session, peer) = opened();
    let begin = Moment::now();
    session.submit(run(0, &THREE));
    let broken = session.progress().await.expect_err("an end");
    assert_eq!((broken.why, begin.elapsed().as_secs()), (Trouble::AckTimeout, 30));
    assert_eq!(windows(&peer.got()).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_acknowledges_wrongly_is_left_with_what_it_said_before() {
    for wrong in
        [ack(4), b"2J\0\0\0\x01".to_vec(), b"HTTP/1.1 400 Bad Request".to_vec(), ack(u32::MAX), ack(1)]
    {
        let (mut session, peer) = opened();
        session.submit(run(0, &THREE));
        assert_eq!(told(&mut session).await, None);
        peer.says(&[ack(2), wrong, ack(3)].concat());
        assert_eq!(told(&mut session).await, delivered(2));
        assert_eq!(trouble(told(&mut session).await), Some(Trouble::Protocol));
    }
}

#[tokio::test(start_paused = true)]
async fn an_acknowledgement_of_nothing_is_wrong() {
    let (mut session, peer) = opened();
    peer.says(&ack(0));
    assert_eq!(told(&mut session).await, Some(Ok(Progress::Alive)), "that is harmless");
    peer.says(&ack(1));
    assert_eq!(trouble(told(&mut session).await), Some(Trouble::Protocol));
}

#[tokio::test(start_paused = true)]
async fn a_window_that_was_not_wholly_written_cannot_be_acknowledged() {
    let (pipe, peer) = pair();
    let mut session = Windowed::new(pipe, Timeouts::default(), Frames::new(0, None), 2);
    peer.takes(20);
    session.submit(run(0, &THREE));
    assert_eq!(told(&mut session).await, None);
    peer.says(&ack(3));
    assert_eq!(trouble(told(&mut session).await), Some(Trouble::Protocol));
}

#[tokio::test(start_paused = true)]
async fn the_end_of_an_idle_connection_is_told_at_once() {
    let (mut session, peer) = opened();
    peer.closes();
    assert_eq!(trouble(told(&mut session).await), Some(Trouble::Closed));
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_too_long_for_a_window_becomes_several() {
    let (mut session, peer) = opened_with(1, 2);
    let events: Vec<String> = (0..20_001).map(|n| format!("{{\"n\":{n}}}\n")).collect();
    let events: Vec<&str> = events.iter().map(String::as_str).collect();
    session.submit(run(0, &events));
    assert!(!session.has_room());
    assert_eq!(told(&mut session).await, None);
    let lengths: Vec<usize> = windows(&peer.got()).iter().map(Vec::len).collect();
    assert_eq!(lengths, [10_000, 10_000, 1]);
    peer.says(&[ack(10_000), ack(10_000), ack(1)].concat());
    assert_eq!(told(&mut session).await, delivered(20_001));
}

#[tokio::test(start_paused = true)]
async fn a_future_that_is_dropped_has_lost_nothing() {
    let (pipe, peer) = pair();
    let mut session = Windowed::new(pipe, Timeouts::default(), Frames::new(0, None), 2);
    session.submit(run(0, &THREE));
    for _ in 0..100 {
        peer.takes(1);
        let told = tokio::time::timeout(Duration::ZERO, session.progress()).await;
        assert!(told.is_err(), "{told:?}");
    }
    assert_eq!(windows(&peer.got()), [THREE.map(str::trim)]);
    let mut known = 0;
    for byte in [ack(1), ack(2), ack(3)].concat() {
        peer.says(&[byte]);
        if let Ok(told) = tokio::time::timeout(Duration::ZERO, session.progress()).await {
            assert_eq!(told, Ok(Progress::Delivered(1)));
            known += 1;
        }
    }
    assert_eq!(known, 3);
}

proptest! {
    #[test]
    fn what_a_strict_receiver_reads_is_what_was_sent(
        lines in prop::collection::vec("[^\r\n]{1,80}", 1..60),
        level in 0_u32..=9,
    ) {
        let with_ends: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
        let mut frames = Frames::new(level, None);
        let mut bytes = Vec::new();
        let events: Vec<&str> = with_ends.iter().map(String::as_str).collect();
        // Twice with the same encoder: nothing of the first window is left in the second.
        frames.window(run(0, &events).events(), &mut bytes);
        frames.window(run(0, &events).events(), &mut bytes);
        prop_assert_eq!(windows(&bytes), [lines.clone(), lines]);
    }

    #[test]
    fn acknowledgements_are_read_in_whatever_parts(sequences in prop::collection::vec(any::<u32>(), 0..20)) {
        let mut acks = Acks::default();
        let bytes: Vec<u8> = sequences.iter().flat_map(|sequence| ack(*sequence)).collect();
        let read: Result<Vec<_>, _> = bytes.iter().map(|byte| acks.take(*byte)).collect();
        prop_assert_eq!(read.expect("acknowledgements").into_iter().flatten().collect::<Vec<_>>(), sequences);
    }

    #[test]
    fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut acks = Acks::default();
        let _wrong: Vec<_> = bytes.iter().map_while(|byte| acks.take(*byte).ok()).collect();
    }

    #[test]
    fn events_are_acknowledged_once_and_in_order(
        lengths in prop::collection::vec(1_usize..8, 1..6),
        answers in prop::collection::vec(0_u32..10, 0..30),
    ) {
        let mut windows = Windows::default();
        lengths.iter().for_each(|length| windows.push(*length, 0));
        let all: usize = lengths.iter().sum();
        let mut known = 0;
        for answer in answers {
            let Ok(new) = windows.acknowledge(answer, 0) else { break };
            known += new;
            prop_assert!(known <= all);
            let mut ends = lengths.iter().scan(0, |end, length| { *end += length; Some(*end) });
            prop_assert_eq!(windows.len(), ends.by_ref().filter(|end| *end > known).count());
        }
    }
}
