use core::time::Duration;

use proptest::prelude::*;

use super::boundaries::Boundaries;
use super::guess::Guess;
use super::session::Lines;
use crate::sink::net::session::{Broken, Progress, Session, Timeouts, Trouble};
use crate::sink::net::stream::Moment;
use crate::sink::net::stream::tests::pipe::{Peer, Pipe, pair, pair_without_watermark};
use crate::sink::net::stream::tests::{SECOND, run};

const THREE: [&str; 3] = ["{\"n\":1}\n", "{\"n\":22}\n", "{\"n\":333}\n"];

fn opened() -> (Lines<Pipe>, Peer) {
    let (pipe, peer) = pair();
    (Lines::new(pipe, Timeouts::default(), None), peer)
}

/// What it tells within a minute, if anything.
async fn told(session: &mut Lines<Pipe>) -> Option<Result<Progress, Broken>> {
    tokio::time::timeout(Duration::from_millis(500), session.progress()).await.ok()
}

fn delivered(events: usize) -> Option<Result<Progress, Broken>> {
    Some(Ok(Progress::Delivered(events)))
}

fn trouble(told: Option<Result<Progress, Broken>>) -> Option<Trouble> {
    told.and_then(Result::err).map(|broken| broken.why)
}

#[tokio::test(start_paused = true)]
async fn an_event_is_delivered_when_its_last_byte_is_acknowledged() {
    let (mut session, peer) = opened();
    peer.takes(1000);
    session.submit(run(0, &THREE));
    assert_eq!(told(&mut session).await, None);
    assert_eq!(peer.got(), THREE.concat().as_bytes());
    peer.acknowledges(7);
    assert_eq!(told(&mut session).await, None, "a byte is missing");
    peer.acknowledges(8);
    assert_eq!(told(&mut session).await, delivered(1));
    peer.acknowledges(26);
    assert_eq!(told(&mut session).await, delivered(1), "the third lacks a byte");
    peer.acknowledges(27);
    assert_eq!(told(&mut session).await, delivered(1));
    assert_eq!(told(&mut session).await, None);
}

#[tokio::test(start_paused = true)]
async fn one_acknowledgement_may_mean_several_runs() {
    let (mut session, peer) = opened();
    peer.takes(1000);
    session.submit(run(0, &THREE));
    session.submit(run(3, &THREE));
    session.submit(run(6, &THREE));
    peer.acknowledges(27 + 27 + 8);
    assert_eq!(told(&mut session).await, delivered(7));
}

#[tokio::test(start_paused = true)]
async fn after_a_break_the_watermark_is_told_before_it() {
    let (mut session, peer) = opened();
    peer.takes(1000);
    session.submit(run(0, &THREE));
    assert_eq!(told(&mut session).await, None);
    peer.acknowledges(20);
    peer.resets();
    assert_eq!(told(&mut session).await, delivered(2));
    assert_eq!(trouble(told(&mut session).await), Some(Trouble::Reset));
    assert_eq!(trouble(told(&mut session).await), Some(Trouble::Reset), "it stays over");
}

#[tokio::test(start_paused = true)]
async fn the_end_of_an_idle_connection_is_told_at_once() {
    let (mut session, peer) = opened();
    peer.closes();
    assert_eq!(trouble(told(&mut session).await), Some(Trouble::Closed));
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_breaks_at_any_byte_never_glues_two_events_together() {
    let all = THREE.concat();
    for taken in 0..=all.len() {
        for acknowledged in 0..=taken {
            let (mut session, peer) = opened();
            peer.takes(taken);
            session.submit(run(0, &THREE));
            assert_eq!(told(&mut session).await, None);
            peer.acknowledges(acknowledged as u64);
            peer.resets();
            let mut known = 0;
            while let Some(Ok(Progress::Delivered(events))) = told(&mut session).await {
                known += events;
            }
            // The rest as the delivery would send it: whole, and elsewhere.
            let (mut again, other) = opened();
            other.takes(1000);
            again.submit(run(0, &THREE).split_at(known).1);
            assert_eq!(told(&mut again).await, None);
            let first = String::from_utf8(peer.got()).expect("text");
            let second = String::from_utf8(other.got()).expect("text");
            let whole = |text: &str| {
                text.split_inclusive('\n').filter(|line| line.ends_with('\n')).map(str::to_owned).collect()
            };
            let (first, second): (Vec<String>, Vec<String>) = (whole(&first), whole(&second));
            assert!(first.iter().chain(&second).all(|line| THREE.contains(&line.as_str())));
            assert!(known <= first.len(), "more is delivered than arrived");
            assert_eq!(second, THREE[known..], "taken {taken}, acknowledged {acknowledged}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_never_reads_is_left_when_the_write_deadline_passes() {
    let (mut session, peer) = opened();
    let begin = Moment::now();
    peer.takes(10);
    peer.acknowledges(10);
    session.submit(run(0, &THREE));
    assert_eq!(session.progress().await, Ok(Progress::Delivered(1)));
    let broken = session.progress().await.expect_err("an end");
    assert_eq!((broken.why, begin.elapsed().as_secs()), (Trouble::WriteTimeout, 10));
}

#[tokio::test(start_paused = true)]
async fn a_peer_whose_kernel_acknowledges_nothing_is_left_when_the_ack_deadline_passes() {
    let (mut session, peer) = opened();
    let begin = Moment::now();
    peer.takes(1000);
    session.submit(run(0, &THREE));
    let broken = session.progress().await.expect_err("an end");
    assert_eq!((broken.why, begin.elapsed().as_secs()), (Trouble::AckTimeout, 30));
}

#[tokio::test(start_paused = true)]
async fn what_is_acknowledged_just_before_a_deadline_is_told() {
    let (pipe, peer) = pair();
    let timeouts = Timeouts { ack: Duration::from_millis(70), ..Timeouts::default() };
    let mut session = Lines::new(pipe, timeouts, None);
    peer.takes(1000);
    session.submit(run(0, &THREE));
    // Asked at 1, 3, 7, 15, 31 and 63 ms, and then not before 113 ms.
    assert!(tokio::time::timeout(Duration::from_millis(65), session.progress()).await.is_err());
    peer.acknowledges(8);
    assert_eq!(told(&mut session).await, delivered(1));
    assert_eq!(trouble(told(&mut session).await), Some(Trouble::AckTimeout));
}

#[tokio::test(start_paused = true)]
async fn there_is_no_room_for_more_than_four_mebibytes_in_flight() {
    let (mut session, peer) = opened();
    peer.takes(usize::MAX / 2);
    let line = "x".repeat(1024 * 1024);
    for number in 0..4 {
        assert!(session.has_room());
        session.submit(run(number, &[&line]));
    }
    assert!(!session.has_room());
    assert_eq!(told(&mut session).await, None);
    peer.acknowledges(1024 * 1024);
    assert_eq!(told(&mut session).await, delivered(1));
    assert!(session.has_room());
}

#[tokio::test(start_paused = true)]
async fn what_a_peer_says_means_nothing() {
    let (mut session, peer) = opened();
    peer.says(&[b'?'; 5000]);
    assert_eq!(told(&mut session).await, None);
}

#[tokio::test(start_paused = true)]
async fn a_future_that_is_dropped_has_lost_nothing() {
    let (mut session, peer) = opened();
    session.submit(run(0, &THREE));
    let mut known = 0;
    for byte in 1..=27 {
        peer.takes(1);
        peer.acknowledges(byte);
        // Polled once, and dropped where it waits.
        if let Ok(told) = tokio::time::timeout(Duration::ZERO, session.progress()).await {
            assert_eq!(told, Ok(Progress::Delivered(1)));
            known += 1;
        }
    }
    assert_eq!((peer.got(), known), (THREE.concat().into_bytes(), 3));
}

#[tokio::test(start_paused = true)]
async fn an_idle_connection_gets_an_empty_line_if_that_is_wanted() {
    let (pipe, peer) = pair();
    let mut session = Lines::new(pipe, Timeouts::default(), Some(20 * SECOND));
    peer.takes(1000);
    peer.acknowledges(1000);
    let _nothing = tokio::time::timeout(50 * SECOND, session.progress()).await;
    assert_eq!(peer.got(), b"\n\n");
    session.submit(run(0, &THREE));
    assert_eq!(told(&mut session).await, delivered(3), "empty lines are no events");
    assert_eq!(peer.got(), ["\n\n", &THREE.concat()].concat().as_bytes());
}

#[tokio::test(start_paused = true)]
async fn closing_ends_on_an_event() {
    let (mut session, peer) = opened();
    peer.takes(10);
    session.submit(run(0, &THREE));
    assert_eq!(told(&mut session).await, None);
    peer.takes(1000);
    session.close().await;
    assert_eq!(peer.got(), THREE[..2].concat().as_bytes());
    assert!(peer.was_told_the_end());
}

#[tokio::test(start_paused = true)]
async fn without_a_watermark_a_run_is_delivered_when_the_next_is_written_or_it_stood_for_a_second() {
    let (pipe, peer) = pair_without_watermark();
    let mut session = Lines::new(pipe, Timeouts::default(), None);
    peer.takes(27 + 26);
    session.submit(run(0, &THREE));
    session.submit(run(3, &THREE));
    assert_eq!(told(&mut session).await, None, "the second lacks a byte, and half a second passed");
    peer.takes(1);
    assert_eq!(told(&mut session).await, delivered(3));
    let written = Moment::now();
    assert_eq!(session.progress().await, Ok(Progress::Delivered(3)));
    assert_eq!(written.elapsed().as_secs(), 1);
}

#[tokio::test(start_paused = true)]
async fn without_a_watermark_the_last_run_is_not_delivered_after_a_break() {
    let (pipe, peer) = pair_without_watermark();
    let mut session = Lines::new(pipe, Timeouts::default(), None);
    peer.takes(1000);
    session.submit(run(0, &THREE));
    session.submit(run(3, &THREE));
    assert_eq!(told(&mut session).await, delivered(3));
    peer.resets();
    assert_eq!(trouble(told(&mut session).await), Some(Trouble::Reset));
    tokio::time::advance(2 * SECOND).await;
    assert_eq!(trouble(told(&mut session).await), Some(Trouble::Reset), "nothing more is assumed");
}

#[tokio::test(start_paused = true)]
async fn a_guess_never_goes_back() {
    let mut guess = Guess::default();
    let now = Moment::now();
    guess.push(10);
    guess.push(20);
    guess.push(30);
    assert_eq!(guess.assume(9, now), 0);
    assert_eq!(guess.assume(10, now), 0);
    assert_eq!(guess.assume(19, now + SECOND), 10, "it stood for a second");
    assert_eq!(guess.assume(20, now + SECOND), 10);
    assert_eq!(guess.assume(30, now + SECOND), 20);
    assert_eq!(guess.assume(30, now + 2 * SECOND), 30);
    assert_eq!((guess.assumed(), guess.due()), (30, None));
}

proptest! {
    #[test]
    fn exactly_the_events_below_the_watermark_are_told(
        runs in prop::collection::vec(prop::collection::vec(1_usize..20, 0..6), 0..8),
        steps in prop::collection::vec(0_u64..40, 0..40),
    ) {
        let mut boundaries = Boundaries::default();
        let (mut offset, mut ends) = (0_u64, Vec::new());
        for lengths in &runs {
            let events: Vec<String> = lengths.iter().map(|length| "e".repeat(*length)).collect();
            let events: Vec<&str> = events.iter().map(String::as_str).collect();
            boundaries.push(run(ends.len() as u64, &events), offset);
            for length in lengths {
                offset += *length as u64;
                ends.push(offset);
            }
        }
        let (mut watermark, mut told) = (0, 0);
        for step in steps {
            watermark += step;
            told += boundaries.pass(watermark);
            prop_assert_eq!(told, ends.iter().filter(|end| **end <= watermark).count());
            let first = told.checked_sub(1).map_or(0, |last| ends[last]);
            prop_assert_eq!(boundaries.first(), (told < ends.len()).then_some(first));
        }
    }
}
