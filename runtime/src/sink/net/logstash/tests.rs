//! Sessions over real sockets: what only a kernel does.

use core::time::Duration;
use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::thread::JoinHandle;

use super::{Beats, JsonLines};
use crate::level::Level;
use crate::sink::net::address::Address;
use crate::sink::net::chunk::{Chunk, Run};
use crate::sink::net::link::Connector;
use crate::sink::net::link::tests::support::{DEADLINE, listener, patient, run, within_a_minute};
use crate::sink::net::session::{Broken, Progress, Protocol, Session, Timeouts, Trouble};

/// Lines of different lengths, none equal to another, as runs of a thousand.
fn lines(from: usize, until: usize) -> VecDeque<Run> {
    let mut chunk = Chunk::new(from as u64);
    for number in from..until {
        chunk.push(Level::Info, line(number).as_bytes());
    }
    let (mut rest, mut runs) = (Run::new(Arc::new(chunk), 0..until - from), VecDeque::new());
    while rest.len() > 0 {
        let (first, after) = rest.split_at(1000);
        runs.push_back(first);
        rest = after;
    }
    runs
}

fn line(number: usize) -> String {
    format!("{{\"n\":{number},\"pad\":\"{}\"}}\n", "x".repeat(number % 300))
}

/// A peer on a thread of its own, and a session with it.
async fn opened<P: Protocol, T: Send + 'static>(
    protocol: &mut P,
    timeouts: Timeouts,
    peer: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> (P::Session, JoinHandle<T>) {
    let (listener, at) = listener();
    let peer = std::thread::Builder::new().spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        peer(stream)
    });
    let address = Address::parse(&at.to_string()).unwrap();
    (protocol.open(&address, &Connector::new(timeouts)).await.unwrap(), peer.unwrap())
}

/// Sends these runs until all are delivered or the session ends: how many events are delivered, and the end.
async fn drive(session: &mut impl Session, mut runs: VecDeque<Run>) -> (usize, Option<Broken>) {
    let (mut delivered, all) = (0, runs.iter().map(Run::len).sum());
    within_a_minute(async {
        while delivered < all {
            while session.has_room()
                && let Some(run) = runs.pop_front()
            {
                session.submit(run);
            }
            match session.progress().await {
                Ok(Progress::Delivered(events)) => delivered += events,
                Ok(_) => {}
                Err(broken) => return (delivered, Some(broken)),
            }
        }
        (delivered, None)
    })
    .await
}

fn text(mut stream: TcpStream) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

#[cfg(target_os = "linux")]
#[test]
fn lines_arrive_as_they_were_and_are_told_as_delivered() {
    run(async {
        let (mut session, peer) = opened(&mut JsonLines::default(), patient(), text).await;
        assert_eq!(drive(&mut session, lines(0, 30_000)).await, (30_000, None));
        session.close().await;
        drop(session);
        assert!(peer.join().unwrap() == (0..30_000).map(line).collect::<String>(), "other bytes arrived");
    });
}

#[cfg(target_os = "linux")]
#[test]
fn after_a_reset_the_rest_begins_with_the_first_event_that_was_not_acknowledged() {
    run(async {
        for bytes in [1, 1000, 123_457, 1_500_000] {
            // It goes with bytes unread, which makes a reset of its end.
            let peer = move |mut stream: TcpStream| {
                let mut taken = vec![0; bytes];
                stream.read_exact(&mut taken).unwrap();
                taken
            };
            let (mut session, peer) = opened(&mut JsonLines::default(), patient(), peer).await;
            let (delivered, end) = drive(&mut session, lines(0, 100_000)).await;
            assert_eq!(end.map(|broken| broken.why), Some(Trouble::Reset));
            peer.join().unwrap();
            let (mut session, peer) = opened(&mut JsonLines::default(), patient(), text).await;
            let left = 100_000 - delivered;
            assert_eq!(drive(&mut session, lines(delivered, 100_000)).await, (left, None));
            session.close().await;
            drop(session);
            let expected: String = (delivered..100_000).map(line).collect();
            assert!(peer.join().unwrap() == expected, "other bytes arrived");
        }
    });
}

#[test]
fn an_end_in_order_is_seen_while_nothing_is_sent() {
    run(async {
        let (mut session, peer) = opened(&mut JsonLines::default(), patient(), drop).await;
        let end = within_a_minute(session.progress()).await.expect_err("an end");
        assert_eq!(end.why, Trouble::Closed);
        peer.join().unwrap();
    });
}

#[test]
fn a_peer_that_never_reads_is_left() {
    run(async {
        let timeouts = Timeouts { write: Duration::from_millis(300), ..patient() };
        let (release, released) = std::sync::mpsc::channel::<()>();
        let peer = move |_stream: TcpStream| released.recv().unwrap_or_default();
        let (mut session, peer) = opened(&mut JsonLines::default(), timeouts, peer).await;
        // More than the buffers of both sides hold.
        let (_, end) = drive(&mut session, lines(0, 200_000)).await;
        assert_eq!(end.map(|broken| broken.why), Some(Trouble::WriteTimeout));
        drop(release);
        peer.join().unwrap();
    });
}

/// Reads a window and the frame after it: the number of events in it. `None` at the end.
fn window(stream: &mut TcpStream) -> Option<u32> {
    let mut header = [0; 12];
    stream.read_exact(&mut header).ok()?;
    assert_eq!((&header[..2], &header[6..8]), (b"2W".as_slice(), b"2C".as_slice()));
    let number = |at: usize| u32::from_be_bytes(header[at..at + 4].try_into().unwrap());
    let mut frame = vec![0; number(8) as usize];
    stream.read_exact(&mut frame).ok()?;
    Some(number(2))
}

fn ack(stream: &mut TcpStream, sequence: u32) {
    stream.write_all(&[b"2A".as_slice(), &sequence.to_be_bytes()].concat()).unwrap();
}

#[test]
fn windows_are_acknowledged_in_parts_and_byte_by_byte() {
    run(async {
        let peer = |mut stream: TcpStream| {
            stream.set_nodelay(true).unwrap();
            let mut seen = 0;
            while let Some(events) = window(&mut stream) {
                ack(&mut stream, events / 2);
                ack(&mut stream, 0);
                for byte in [b"2A".as_slice(), &events.to_be_bytes()].concat() {
                    stream.write_all(&[byte]).unwrap();
                }
                seen += events;
            }
            seen
        };
        let (mut session, peer) = opened(&mut Beats::default(), patient(), peer).await;
        assert_eq!(drive(&mut session, lines(0, 20_000)).await, (20_000, None));
        session.close().await;
        drop(session);
        assert_eq!(peer.join().unwrap(), 20_000);
    });
}

#[test]
fn what_was_acknowledged_before_a_reset_is_told_and_nothing_else() {
    run(async {
        let peer = |mut stream: TcpStream| {
            let events = window(&mut stream).unwrap();
            ack(&mut stream, events);
            window(&mut stream).unwrap();
            ack(&mut stream, 17);
            // The third window stays unread, which makes a reset of its end.
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
        };
        let (mut session, peer) = opened(&mut Beats::default(), patient(), peer).await;
        let (delivered, end) = drive(&mut session, lines(0, 20_000)).await;
        peer.join().unwrap();
        assert_eq!((delivered, end.map(|broken| broken.why)), (1017, Some(Trouble::Reset)));
    });
}
