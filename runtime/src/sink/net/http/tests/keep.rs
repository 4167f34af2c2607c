//! Requests that follow each other on one connection, and answers that ask for another try.

use core::time::Duration;

use super::peer::{Peer, bytes, ok, says};
use super::{on_runtime, open, send};
use crate::sink::net::session::{Outcome, Progress, Session, Timeouts, Trouble};

const DELIVERED: Result<Progress, super::Broken> = Ok(Progress::Judged(Outcome::Delivered));

#[test]
fn requests_follow_each_other_on_one_connection() {
    let peer = Peer::new(vec![vec![ok(), says("204 No Content", &[], ""), ok()]]);
    on_runtime(async {
        let mut session = open(peer.address, Timeouts::default()).await;
        for _ in 0..3 {
            assert!(session.has_room());
            assert_eq!(send(&mut session, &["a", "b"]).await, DELIVERED);
        }
        session.close().await;
        assert!(!session.has_room());
    });
    for _ in 0..3 {
        let asked = peer.asked();
        assert_eq!((asked.connection, asked.line.as_str()), (0, "POST /in?tag=a HTTP/1.1"));
        assert_eq!(asked.body, b"a\nb\n");
        assert_eq!(asked.header("host"), Some(&*peer.address.to_string()));
        assert_eq!(asked.header("user-agent"), Some(concat!("blackbar/", env!("CARGO_PKG_VERSION"))));
        assert_eq!(asked.header("content-type"), Some("text/plain"));
        assert_eq!(asked.header("content-length"), Some("4"));
        assert_eq!(asked.header("accept-encoding"), None, "what is not compressed cannot grow");
    }
}

#[test]
fn fault_15_a_peer_that_is_busy_gets_the_same_run_again_on_the_same_connection() {
    let peer = Peer::new(vec![vec![says("429 Too Many Requests", &["Retry-After: 5"], "busy"), ok()]]);
    on_runtime(async {
        let mut session = open(peer.address, Timeouts::default()).await;
        let why = "it answered 429 Too Many Requests".to_owned();
        let busy = Outcome::Retry { after: Some(Duration::from_secs(5)), why };
        assert_eq!(send(&mut session, &["a"]).await, Ok(Progress::Judged(busy)));
        assert_eq!(send(&mut session, &["a"]).await, DELIVERED);
    });
    let (first, second) = (peer.asked(), peer.asked());
    assert_eq!(first, second);
}

#[test]
fn fault_16_a_peer_that_refuses_the_password_pauses_until_it_is_mended() {
    let refused = || says("401 Unauthorized", &["WWW-Authenticate: Basic realm=\"x\""], "");
    let peer = Peer::new(vec![vec![refused(), says("403 Forbidden", &[], ""), ok()]]);
    on_runtime(async {
        let mut session = open(peer.address, Timeouts::default()).await;
        for status in ["401 Unauthorized", "403 Forbidden"] {
            let outcome = send(&mut session, &["a"]).await;
            assert!(
                matches!(&outcome, Ok(Progress::Judged(Outcome::Pause { alarm, after: None })) if alarm.contains(status)),
                "{outcome:?}"
            );
            assert!(session.has_room(), "the connection is as good as before");
        }
        assert_eq!(send(&mut session, &["a"]).await, DELIVERED);
    });
}

#[test]
fn fault_17_what_is_too_large_is_split() {
    let peer = Peer::new(vec![vec![says("413 Content Too Large", &[], ""), ok(), ok()]]);
    on_runtime(async {
        let mut session = open(peer.address, Timeouts::default()).await;
        assert_eq!(send(&mut session, &["a", "b"]).await, Ok(Progress::Judged(Outcome::Split)));
        assert_eq!(send(&mut session, &["a"]).await, DELIVERED);
        assert_eq!(send(&mut session, &["b"]).await, DELIVERED);
    });
}

#[test]
fn an_idle_connection_that_the_peer_closes_is_seen_without_a_request() {
    let peer = Peer::new(vec![vec![ok()]]);
    on_runtime(async {
        let mut session = open(peer.address, Timeouts::default()).await;
        assert_eq!(send(&mut session, &["a"]).await, DELIVERED);
        let end = session.progress().await.unwrap_err();
        assert_eq!(end.why, Trouble::Closed, "{end}");
        assert!(!session.has_room());
    });
}

#[test]
fn a_peer_that_says_it_closes_gets_no_further_run() {
    let closing = || says("200 OK", &["Connection: close"], "ok");
    let old = bytes("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok");
    let peer = Peer::new(vec![vec![closing(), ok()], vec![old, ok()]]);
    on_runtime(async {
        for _ in 0..2 {
            let mut session = open(peer.address, Timeouts::default()).await;
            assert_eq!(send(&mut session, &["a"]).await, DELIVERED);
            assert!(!session.has_room());
            assert_eq!(session.progress().await.unwrap_err().why, Trouble::Closed);
        }
    });
}

#[test]
fn a_future_that_is_dropped_has_lost_nothing() {
    let (go, wait) = std::sync::mpsc::channel();
    let late: super::peer::Answer = Box::new(move |stream| {
        wait.recv().unwrap();
        ok()(stream);
    });
    let peer = Peer::new(vec![vec![late]]);
    on_runtime(async {
        let mut session = open(peer.address, Timeouts::default()).await;
        session.submit(super::run(&["a"]));
        for _ in 0..50 {
            let dropped = tokio::time::timeout(Duration::from_millis(1), session.progress()).await;
            assert!(dropped.is_err(), "there is no answer yet");
        }
        go.send(()).unwrap();
        assert_eq!(session.progress().await, DELIVERED);
    });
    assert_eq!(peer.asked().body, b"a\n");
}
