//! Datagrams over the loopback interface.

#![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use core::time::Duration;
use std::net::UdpSocket;

use super::{Datagrams, MOST, MOST_AT_ALL};
use crate::sink::Guarantee;
use crate::sink::net::address::Address;
use crate::sink::net::connect::Connector;
use crate::sink::net::http::tests::{on_runtime, run};
use crate::sink::net::session::{Fate, Outcome, Progress, Protocol, Session, Timeouts, Trouble};

/// A socket, and how it is reached.
fn receiver() -> (UdpSocket, Address) {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let address = address(&socket.local_addr().unwrap().to_string());
    (socket, address)
}

fn address(text: &str) -> Address {
    Address::parse_as(text, &Datagrams::ADDRESS).unwrap()
}

fn next(socket: &UdpSocket) -> String {
    let mut room = vec![0; 1 << 16];
    let length = socket.recv(&mut room).unwrap();
    String::from_utf8(room[..length].to_vec()).unwrap()
}

fn connector() -> Connector {
    Connector::new(Timeouts::default())
}

#[test]
fn each_event_is_a_datagram_with_its_line_end() {
    let (socket, address) = receiver();
    on_runtime(async {
        let mut protocol = Datagrams::default();
        assert_eq!(protocol.guarantee(), Guarantee::Sent);
        let mut session = protocol.open(&address, &connector()).await.unwrap();
        for events in [&["{\"a\":1}", "{\"b\":2}"][..], &["{\"c\":3}"]] {
            assert!(session.has_room());
            session.submit(run(events));
            assert_eq!(session.progress().await, Ok(Progress::Delivered(events.len())));
        }
    });
    let datagrams: Vec<_> = (0..3).map(|_| next(&socket)).collect();
    assert_eq!(datagrams, ["{\"a\":1}\n", "{\"b\":2}\n", "{\"c\":3}\n"]);
}

#[test]
fn an_event_that_is_too_long_is_left_out_and_named_and_the_others_go() {
    let (socket, address) = receiver();
    let (fits, too_long) = ("x".repeat(MOST - 1), "x".repeat(MOST));
    on_runtime(async {
        let mut session = Datagrams::default().open(&address, &connector()).await.unwrap();
        session.submit(run(&["first", &fits, &too_long, "fourth", &too_long]));
        assert_eq!(session.progress().await, Ok(Progress::Delivered(2)));
        assert!(!session.has_room());
        let fates = vec![Fate::TooLarge, Fate::Delivered, Fate::TooLarge];
        assert_eq!(session.progress().await, Ok(Progress::Judged(Outcome::Parts { fates, after: None })));
        assert!(session.has_room());
        session.submit(run(&[&too_long]));
        let fates = vec![Fate::TooLarge];
        assert_eq!(session.progress().await, Ok(Progress::Judged(Outcome::Parts { fates, after: None })));
    });
    for expected in ["first", &fits, "fourth"] {
        assert_eq!(next(&socket).trim_end(), expected);
    }
}

#[test]
fn what_the_system_calls_too_long_is_too_long() {
    let (_socket, address) = receiver();
    on_runtime(async {
        let mut protocol = Datagrams { most: usize::MAX, ..Datagrams::default() };
        let mut session = protocol.open(&address, &connector()).await.unwrap();
        session.submit(run(&["x", &"x".repeat(MOST_AT_ALL), "y"]));
        assert_eq!(session.progress().await, Ok(Progress::Delivered(1)));
        let fates = vec![Fate::TooLarge, Fate::Delivered];
        assert_eq!(session.progress().await, Ok(Progress::Judged(Outcome::Parts { fates, after: None })));
    });
}

#[test]
fn a_datagram_that_nobody_wanted_ends_the_session_without_another_one() {
    let (socket, address) = receiver();
    drop(socket);
    on_runtime(async {
        let mut session = Datagrams::default().open(&address, &connector()).await.unwrap();
        session.submit(run(&["a"]));
        assert_eq!(session.progress().await, Ok(Progress::Delivered(1)), "nobody knows better yet");
        let broken = session.progress().await.unwrap_err();
        assert_eq!((broken.why, session.has_room()), (Trouble::Refused, false), "{broken}");
        assert_eq!(session.progress().await.unwrap_err(), broken);
    });
}

#[test]
fn what_was_not_sent_when_the_refusal_came_is_not_told_of() {
    let (socket, address) = receiver();
    drop(socket);
    on_runtime(async {
        let mut session = Datagrams::default().open(&address, &connector()).await.unwrap();
        session.submit(run(&vec!["x"; 500]));
        let mut told = 0;
        let broken = loop {
            match session.progress().await {
                Ok(Progress::Delivered(events)) => told += events,
                Ok(other) => panic!("{other:?}"),
                Err(broken) => break broken,
            }
        };
        assert_eq!(broken.why, Trouble::Refused);
        // On the loopback interface the refusal is there before the second datagram.
        assert!((1..500).contains(&told), "{told}");
    });
}

#[test]
fn a_refusal_in_the_middle_of_a_run_with_fates_leaves_the_rest_for_another_try() {
    let (socket, address) = receiver();
    drop(socket);
    let too_long = "x".repeat(MOST);
    on_runtime(async {
        let mut session = Datagrams::default().open(&address, &connector()).await.unwrap();
        session.submit(run(&[&too_long, "a", "b", "c"]));
        let Ok(Progress::Judged(Outcome::Parts { fates, after: None })) = session.progress().await else {
            panic!("no fates")
        };
        assert_eq!(fates[..2], [Fate::TooLarge, Fate::Delivered]);
        assert!(fates.len() < 4, "{fates:?}");
        assert_eq!(session.progress().await.unwrap_err().why, Trouble::Refused);
    });
}

#[test]
fn after_a_refusal_the_next_address_of_the_name_is_tried_and_kept() {
    // `localhost` is often two addresses, of which one has a listener.
    let (socket, _) = receiver();
    let address = address(&format!("localhost:{}", socket.local_addr().unwrap().port()));
    on_runtime(async {
        let (mut protocol, connector) = (Datagrams::default(), connector());
        let mut arrived = 0;
        while arrived < 2 {
            let mut session = protocol.open(&address, &connector).await.unwrap();
            session.submit(run(&["a"]));
            assert_eq!(session.progress().await, Ok(Progress::Delivered(1)));
            // A refusal on the loopback interface is there at once.
            let refused = tokio::time::timeout(Duration::from_millis(1), session.progress()).await;
            assert!(refused.is_err() || arrived == 0, "the one that works is kept");
            arrived += usize::from(refused.is_err());
        }
    });
    assert_eq!((next(&socket), next(&socket)), ("a\n".to_owned(), "a\n".to_owned()));
}

#[test]
fn a_datagram_that_udp_cannot_carry_is_an_error_of_the_set_up() {
    for most in [0, MOST_AT_ALL + 1] {
        let error = Datagrams { most, ..Datagrams::default() }.prepare().unwrap_err().to_string();
        assert!(error.contains(&format!("max_datagram: `{most}`")), "{error}");
    }
    assert!(Datagrams { most: MOST_AT_ALL, ..Datagrams::default() }.prepare().is_ok());
}
