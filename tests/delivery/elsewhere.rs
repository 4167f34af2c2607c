//! Names that change, and destinations with several addresses.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use blackbar::{DeliveryState, Logstash, Resolve, Strategy};
use blackbar_tests::peer::{Beats, Farewell, Journal, Lines, Peer, Port};
use blackbar_tests::wait_until;

use super::ship::{Ship, soon};

/// Answers what the test says.
#[derive(Clone, Default)]
struct Names(Arc<Mutex<(Vec<SocketAddr>, u64)>>);

impl Names {
    fn answer(&self, addresses: impl Into<Vec<SocketAddr>>) {
        self.0.lock().unwrap().0 = addresses.into();
    }

    fn asked(&self) -> u64 {
        self.0.lock().unwrap().1
    }
}

impl Resolve for Names {
    fn resolve(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        assert_eq!((host, port), ("logs.invalid", 5_000));
        let mut names = self.0.lock().unwrap();
        names.1 += 1;
        if names.0.is_empty() { Err(io::Error::other("nobody knows")) } else { Ok(names.0.clone()) }
    }
}

#[test]
fn a_name_is_resolved_again_for_each_connection_and_all_its_addresses_are_tried() {
    let (names, dead) = (Names::default(), Port::new());
    let journal = Journal::new();
    let first = Peer::build([Lines::Read]).journal(&journal).start();
    let second = Peer::build([Lines::Read]).journal(&journal).start();
    let ship = Ship::to(Logstash::tcp("logs.invalid:5000").resolver(names.clone()).backoff(soon()));
    ship.log(100);
    // No answer: tried again and again.
    wait_until("it asks again", || names.asked() > 3);
    ship.wait_for(DeliveryState::Down);
    // A dead address before a live one.
    names.answer([dead.address(), first.socket_address()]);
    ship.flush();
    // Its kernel may have acknowledged before the peer itself looked.
    wait_until("the first peer has it", || first.journal().connections() == 1);
    // The name moves, and the first peer ends.
    names.answer([second.socket_address()]);
    drop(first);
    ship.log(100);
    ship.check(&journal).is_complete().duplicates_at_most(0);
}

#[test]
fn a_connection_is_not_older_than_it_may_be_and_the_next_one_follows_the_name() {
    let names = Names::default();
    let journal = Journal::new();
    let first = Peer::build([Beats::Ack]).journal(&journal).start();
    let second = Peer::build([Beats::Ack]).journal(&journal).start();
    names.answer([first.socket_address()]);
    let shipper = Logstash::beats("logs.invalid:5000").resolver(names.clone()).backoff(soon());
    let ship = Ship::to(shipper.max_connection_age(Duration::from_millis(200)));
    ship.log(100);
    ship.flush();
    names.answer([second.socket_address()]);
    // The first peer is well and keeps its connection; all the same nothing stays there.
    wait_until("the next connection", || {
        ship.delivery().address.contains("logs.invalid") && journal.connections() >= 3
    });
    drop(first);
    ship.log(100);
    ship.check(&journal).is_complete().duplicates_at_most(0);
}

#[test]
fn a_name_server_that_hangs_holds_up_no_other_destination() {
    struct Hangs;
    impl Resolve for Hangs {
        fn resolve(&self, _host: &str, _port: u16) -> io::Result<Vec<SocketAddr>> {
            std::thread::park_timeout(Duration::from_secs(30));
            Err(io::Error::other("too late"))
        }
    }
    let peer = Peer::start([Beats::Ack]);
    let hangs =
        Logstash::tcp("logs.invalid:5000").resolver(Hangs).connect_timeout(Duration::from_millis(100));
    let ship = Ship::with(Logstash::beats(peer.address()), |builder| {
        builder.flush_timeout(Duration::from_millis(500)).logstash(hangs.name("hangs"))
    });
    ship.log(500);
    peer.journal().wait_for(500);
    // The flush says that one of them did not make it.
    ship.logger().flush().unwrap_err();
    assert_eq!(ship.sink().pending, 0);
}

#[test]
fn while_the_primary_is_away_the_secondary_takes_over_and_the_primary_gets_it_back() {
    let journal = Journal::new();
    let mut primary = Peer::build([Beats::Ack]).journal(&journal).absent();
    let mut secondary = Peer::build([Beats::Ack]).journal(&journal).start();
    let shipper =
        Logstash::beats(primary.address()).or(secondary.address()).strategy(Strategy::PreferPrimary);
    let ship = Ship::to(shipper.backoff(soon()));
    ship.log(100);
    ship.flush();
    assert_eq!(ship.delivery().address, secondary.address());
    primary.come_back();
    secondary.stop();
    ship.log(100);
    ship.flush();
    assert_eq!(ship.delivery().address, primary.address());
    ship.check(&journal).is_complete().duplicates_at_most(0);
}

#[test]
fn with_round_robin_each_new_connection_goes_to_the_next_address() {
    let journal = Journal::new();
    let peers: Vec<_> = (0..3).map(|_| Peer::build([Lines::Read]).journal(&journal).start()).collect();
    let shipper = Logstash::tcp(peers[0].address()).or(peers[1].address()).or(peers[2].address());
    let ship = Ship::to(shipper.strategy(Strategy::RoundRobin).backoff(soon()));
    let mut seen = Vec::new();
    for round in 0..6 {
        ship.log(10);
        ship.flush();
        seen.push(ship.delivery().address);
        let now = peers.iter().find(|peer| seen.last() == Some(&peer.address())).unwrap();
        // The kernel accepts, and acknowledges, before the peer does.
        journal.wait_for_connections(round + 1);
        now.hang_up(Farewell::Fin);
        journal.wait_for_connections(round + 2);
    }
    assert_eq!(seen[..3], seen[3..], "{seen:?}");
    assert!(seen[0] != seen[1] && seen[1] != seen[2] && seen[0] != seen[2], "{seen:?}");
    ship.check(&journal).is_complete().duplicates_at_most(0);
}
