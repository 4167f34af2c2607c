//! Peers that do not answer as they should.

use core::time::Duration;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};

use super::peer::{Answer, Peer, bytes, says};
use super::{on_runtime, open, send};
use crate::sink::net::session::{Outcome, Progress, Session, Timeouts, Trouble};

const DELIVERED: Result<Progress, super::Broken> = Ok(Progress::Judged(Outcome::Delivered));

/// Short where a test waits for it to be over.
fn impatient(write: u64, ack: u64) -> Timeouts {
    Timeouts { write: Duration::from_millis(write), ack: Duration::from_millis(ack), ..Timeouts::default() }
}

/// How a session ends on which a peer answers like this.
fn end(answer: Answer, timeouts: Timeouts) -> super::Broken {
    let peer = Peer::new(vec![vec![answer]]);
    on_runtime(async {
        let mut session = open(peer.address, timeouts).await;
        let broken = send(&mut session, &["a"]).await.unwrap_err();
        assert!(!session.has_room());
        assert_eq!(session.progress().await.unwrap_err(), broken, "it says so as often as it is asked");
        broken
    })
}

#[test]
fn fault_19_an_answer_that_is_cut_off_is_none() {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nonly",
        "HTTP/1.1 200 OK\r\nConte",
        "",
    ] {
        let broken = end(bytes(answer), Timeouts::default());
        assert_eq!(broken.why, Trouble::Closed, "{answer:?}: {broken}");
    }
}

#[test]
fn fault_19_an_answer_of_5_gigabytes_is_read_up_to_its_first_megabyte() {
    const WHOLE: u64 = 5 << 30;
    let sent = Arc::new(AtomicU64::new(0));
    let (done, is_done) = mpsc::channel();
    let (counted, piece) = (Arc::clone(&sent), vec![b'x'; 64 << 10]);
    let endless: Answer = Box::new(move |stream| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {WHOLE}\r\n\r\n");
        let mut result = stream.write_all(head.as_bytes());
        while result.is_ok() && counted.load(Ordering::Relaxed) < WHOLE {
            result = stream.write_all(&piece);
            counted.fetch_add(piece.len() as u64, Ordering::Relaxed);
        }
        done.send(()).unwrap();
    });
    let peer = Peer::new(vec![vec![endless]]);
    on_runtime(async {
        let mut session = open(peer.address, Timeouts::default()).await;
        assert_eq!(send(&mut session, &["a"]).await, DELIVERED, "its status says so");
        assert!(!session.has_room(), "the rest of the answer stands in the way");
        assert_eq!(session.progress().await.unwrap_err().why, Trouble::Protocol);
    });
    is_done.recv_timeout(Duration::from_secs(60)).unwrap();
    // What the kernels of both sides hold.
    assert!(sent.load(Ordering::Relaxed) < 64 << 20, "{sent:?} bytes were taken");
}

#[test]
fn fault_53_a_compressed_answer_is_not_unpacked() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..64 {
        packer.write_all(&vec![0; 1 << 20]).unwrap();
    }
    let bomb = packer.finish().unwrap();
    let head = format!("HTTP/1.1 415 No\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", bomb.len());
    let peer = Peer::new(vec![vec![bytes([head.into_bytes(), bomb].concat())]]);
    on_runtime(async {
        let mut session = open(peer.address, Timeouts::default()).await;
        let outcome = send(&mut session, &["a"]).await;
        assert!(matches!(outcome, Ok(Progress::Judged(Outcome::DeadLetter { .. }))), "{outcome:?}");
    });
}

#[test]
fn a_peer_that_says_something_else_than_http_breaks_the_protocol() {
    for answer in
        ["SSH-2.0-OpenSSH_9.7\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "\0\u{1}\u{2}\r\n\r\n"]
    {
        let broken = end(bytes(answer), Timeouts::default());
        assert_eq!(broken.why, Trouble::Protocol, "{answer:?}: {broken}");
    }
    let long = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(4 << 20));
    assert_eq!(end(bytes(long), Timeouts::default()).why, Trouble::Protocol, "a head without end");
}

#[test]
fn a_peer_that_does_not_answer_is_given_up_after_the_deadline() {
    let silent: Answer = Box::new(|stream| _ = stream.read(&mut [0]));
    assert_eq!(end(silent, impatient(60_000, 50)).why, Trouble::AckTimeout);
}

#[test]
fn an_answer_in_drops_is_no_sign_of_life() {
    let drops: Answer = Box::new(|stream| {
        let mut result = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        stream.set_read_timeout(Some(Duration::from_millis(5))).unwrap();
        while result.is_ok() {
            // A moment, or the end of the connection.
            let _ = stream.read(&mut [0]);
            result = stream.write_all(b".");
        }
    });
    assert_eq!(end(drops, impatient(60_000, 200)).why, Trouble::AckTimeout);
}

#[test]
fn a_peer_that_takes_no_bytes_is_given_up_after_the_deadline_for_writing() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    on_runtime(async {
        let mut session = open(listener.local_addr().unwrap(), impatient(200, 60_000)).await;
        // More than the kernels of both sides hold.
        let line = "x".repeat(1 << 20);
        let events = vec![line.as_str(); 64];
        assert_eq!(send(&mut session, &events).await.unwrap_err().why, Trouble::WriteTimeout);
    });
}

#[test]
fn an_answer_that_comes_before_the_request_is_read_counts() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let peer = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.read_exact(&mut [0; 1000]).unwrap();
        says("413 Content Too Large", &["Connection: close"], "")(&mut stream);
        stream.shutdown(Shutdown::Write).unwrap();
        // What was not read makes the kernel reset the connection.
        drop(stream);
    });
    on_runtime(async {
        let mut session = open(address, Timeouts::default()).await;
        let line = "x".repeat(1 << 20);
        let outcome = send(&mut session, &vec![line.as_str(); 64]).await;
        assert_eq!(outcome, Ok(Progress::Judged(Outcome::Split)));
    });
    peer.join().unwrap();
}

#[test]
fn a_connection_that_breaks_off_ends_the_session() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let peer = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.read_exact(&mut [0; 1]).unwrap();
    });
    on_runtime(async {
        let mut session = open(address, Timeouts::default()).await;
        let broken = send(&mut session, &["some more than one byte"]).await.unwrap_err();
        assert!(matches!(broken.why, Trouble::Reset | Trouble::Closed), "{broken:?}");
    });
    peer.join().unwrap();
}
