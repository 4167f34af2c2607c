//! Peers that are not there, not there any more, or do not answer.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::time::Duration;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::net::{AddressFamily, SocketType, bind, getsockname, listen, socket};
use tokio::io::AsyncWriteExt;

use super::Connector;
use crate::sink::net::address::Address;
use crate::sink::net::link::Link;
use crate::sink::net::link::tests::support::{listener, patient, run, within_a_minute};
use crate::sink::net::resolve::Resolve;
use crate::sink::net::resolve::tests::By;
use crate::sink::net::session::{Broken, Timeouts, Trouble};

fn by(
    timeouts: Timeouts,
    resolve: impl Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static,
) -> Connector {
    Connector::new(timeouts).with_resolver(Arc::new(By(resolve)) as Arc<dyn Resolve>)
}

fn connect(connector: &Connector, text: &str) -> Result<Link, Broken> {
    run(within_a_minute(connector.connect(&Address::parse(text).unwrap())))
}

/// An address where nobody listens.
fn dead() -> SocketAddr {
    listener().1
}

/// An address where connections are not answered: the system's own queue of them is full.
struct BlackHole {
    at: SocketAddr,
    _listener: OwnedFd,
    _queued: Vec<TcpStream>,
}

fn black_hole() -> BlackHole {
    let listener = socket(AddressFamily::INET, SocketType::STREAM, None).unwrap();
    bind(&listener, &SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).unwrap();
    listen(&listener, 0).unwrap();
    let at = SocketAddr::try_from(getsockname(&listener).unwrap()).unwrap();
    let mut queued = Vec::new();
    while let Ok(stream) = TcpStream::connect_timeout(&at, Duration::from_millis(300)) {
        queued.push(stream);
    }
    BlackHole { at, _listener: listener, _queued: queued }
}

#[test]
fn a_port_where_nobody_listens_is_refused_and_named() {
    let at = dead();
    let error = connect(&Connector::new(patient()), &at.to_string()).unwrap_err();
    assert_eq!(error, Broken::new(Trouble::Refused, format!("{at}: Connection refused (os error 111)")));
}

#[test]
fn a_live_address_is_found_behind_dead_ones() {
    let (live, at) = listener();
    let (dead, also_dead) = (dead(), dead());
    let connector = by(patient(), move |_| Ok(vec![dead, also_dead, at]));
    let link = connect(&connector, "logs:5000").unwrap();
    assert_eq!(link.peer(), at);
    assert_eq!(live.local_addr().unwrap(), at);
}

#[test]
fn all_that_was_tried_is_told_when_none_is_alive() {
    let (first, second) = (dead(), dead());
    let connector = by(patient(), move |_| Ok(vec![first, second]));
    let error = connect(&connector, "logs:5000").unwrap_err();
    let told = |at| format!("logs:5000 at {at}: Connection refused (os error 111)");
    assert_eq!(error, Broken::new(Trouble::Refused, [told(first), told(second)].join("; ")));
}

#[test]
fn a_name_that_moved_is_followed_with_the_next_connection() {
    let ((_one, first), (_other, second)) = (listener(), listener());
    let asked = AtomicUsize::new(0);
    let connector = by(patient(), move |_| {
        Ok(vec![if asked.fetch_add(1, Ordering::SeqCst) == 0 { first } else { second }])
    });
    assert_eq!(connect(&connector, "logs:5000").unwrap().peer(), first);
    assert_eq!(connect(&connector, "logs:5000").unwrap().peer(), second);
}

#[test]
fn a_black_hole_costs_the_time_for_connecting() {
    let hole = black_hole();
    let timeouts = Timeouts { connect: Duration::from_millis(200), ..patient() };
    let error = connect(&Connector::new(timeouts), &hole.at.to_string()).unwrap_err();
    assert_eq!(error.why, Trouble::ConnectTimeout);
    assert!(error.what.starts_with(&format!("{}: no answer within ", hole.at)), "{error}");
}

#[test]
fn a_black_hole_leaves_time_for_the_next_address() {
    let (_live, at) = listener();
    let hole = black_hole();
    let gone = hole.at;
    let timeouts = Timeouts { connect: Duration::from_secs(2), ..patient() };
    let connector = by(timeouts, move |_| Ok(vec![gone, at]));
    assert_eq!(connect(&connector, "logs:5000").unwrap().peer(), at);
}

#[test]
fn each_of_two_black_holes_has_half_of_the_time() {
    let holes = [black_hole(), black_hole()];
    let at = holes.each_ref().map(|hole| hole.at);
    let connector =
        by(Timeouts { connect: Duration::from_millis(400), ..patient() }, move |_| Ok(at.to_vec()));
    let error = connect(&connector, "logs:5000").unwrap_err();
    assert_eq!(error.why, Trouble::ConnectTimeout);
    let told: Vec<u64> = error
        .what
        .split("; ")
        .map(|one| one.split(' ').rev().nth(1).and_then(|millis| millis.parse().ok()).unwrap())
        .collect();
    assert!(told.len() == 2 && told[0] <= 190 && told[1] <= 380, "{error}");
}

#[test]
fn a_resolver_that_hangs_costs_the_time_for_connecting() {
    let (go_on, until) = std::sync::mpsc::channel::<()>();
    let until = std::sync::Mutex::new(until);
    let timeouts = Timeouts { connect: Duration::from_millis(100), ..patient() };
    let connector = by(timeouts, move |_| {
        let _until_the_test_ends = until.lock().unwrap().recv();
        Ok(Vec::new())
    });
    let error = connect(&connector, "logs:5000").unwrap_err();
    assert_eq!(error, Broken::new(Trouble::Dns, "no address for `logs`: no answer within 95ms"));
    drop(go_on);
}

#[test]
fn who_waits_for_exactly_the_time_for_connecting_hears_what_was_tried() {
    let hole = black_hole();
    let connect = Duration::from_millis(500);
    let connector = Connector::new(Timeouts { connect, ..patient() });
    let address = Address::parse(&hole.at.to_string()).unwrap();
    run(async {
        let waited = tokio::time::timeout(connect, connector.connect(&address)).await;
        assert_eq!(waited.unwrap().unwrap_err().why, Trouble::ConnectTimeout);
    });
}

#[test]
fn plain_bytes_are_never_sent_where_encryption_was_asked_for() {
    let (listener, at) = listener();
    let address = format!("tls://{at}");
    // Nobody called `prepare`.
    let error = connect(&Connector::new(patient()), &address).unwrap_err();
    assert_eq!(error.why, Trouble::Tls);
    let (peer, _) = listener.accept().unwrap();
    let mut nothing = [0];
    assert_eq!(io::Read::read(&mut &peer, &mut nothing).unwrap(), 0);
}

#[test]
fn a_connection_is_open_both_ways() {
    let (listener, at) = listener();
    run(within_a_minute(async {
        let address = Address::parse(&at.to_string()).unwrap();
        let mut link = Connector::new(patient()).connect(&address).await.unwrap();
        link.write_all(b"x").await.unwrap();
    }));
    let (peer, _) = listener.accept().unwrap();
    assert_eq!(io::read_to_string(peer).unwrap(), "x");
}
