//! TLS, and everything that must not be trusted.

use blackbar::{DeliveryState, Logstash, Spool, Tls};
use blackbar_tests::peer::{Authority, Beats, Farewell, Identity, Lines, Peer};

use super::ship::{Ship, soon};

fn at_localhost<A: blackbar_tests::peer::Act>(peer: &Peer<A>) -> String {
    format!("localhost:{}", peer.socket_address().port())
}

#[test]
fn events_get_to_a_peer_that_is_trusted_and_the_connection_ends_in_order() {
    let authority = Authority::new();
    let peer = Peer::build([Lines::Read]).tls(authority.server(&authority.identity("localhost"))).start();
    let tls = Tls::new().ca_file(authority.file());
    let ship = Ship::to(Logstash::tcp(at_localhost(&peer)).tls(tls).backoff(soon()));
    ship.log(2_000);
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
    let _sent = ship.end();
    peer.journal().wait_for_ends(1);
    // A client that just closes is an attack for some peers.
    assert_eq!(peer.journal().tls_failures(), [""; 0]);
}

#[test]
fn a_client_with_a_certificate_gets_in() {
    let authority = Authority::new();
    let server = authority.server_for_clients(&authority.identity("localhost"));
    let peer = Peer::build([Beats::Ack]).tls(server).start();
    let (certificate, key) = authority.write("client", &authority.identity("client.example"));
    let tls = Tls::new().ca_file(authority.file()).client_certificate(certificate, key);
    let ship = Ship::to(Logstash::beats(at_localhost(&peer)).tls(tls).backoff(soon()));
    ship.log(2_000);
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
}

/// A peer that shows what must not be trusted gets not one byte of an event; a good one in its place gets all of it.
#[track_caller]
fn is_refused(authority: &Authority, bad: &Authority, identity: &Identity, says: &str) {
    let folder = tempfile::tempdir().unwrap();
    let peer = Peer::build([Lines::Read]).tls(bad.server(identity)).start();
    let tls = Tls::new().ca_file(authority.file());
    let shipper = Logstash::tcp(at_localhost(&peer)).tls(tls).backoff(soon());
    let ship = Ship::to(shipper.spool(Spool::new(folder.path().join("spool"))));
    ship.log(200);
    ship.wait_for(DeliveryState::Down);
    ship.wait_for_error(says);
    peer.journal().wait_for_connections(3);
    assert_eq!((peer.journal().deliveries().len(), peer.journal().torn().len()), (0, 0));
    assert_eq!(ship.sink().written, 0);
    // A flush is content with the spool.
    ship.flush();
    assert!(ship.delivery().spooled_events >= 200, "{:?}", ship.delivery());
    peer.tls_from_now(authority.server(&authority.identity("localhost")));
    ship.wait_for(DeliveryState::Up);
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
}

#[test]
fn an_authority_that_nobody_knows_is_refused() {
    let (authority, other) = (Authority::new(), Authority::new());
    is_refused(&authority, &other, &other.identity("localhost"), "authority");
}

#[test]
fn a_certificate_for_another_host_is_refused() {
    let authority = Authority::new();
    is_refused(&authority, &authority, &authority.identity("elsewhere.example"), "localhost");
}

#[test]
fn a_certificate_that_has_expired_is_refused() {
    let authority = Authority::new();
    is_refused(&authority, &authority, &authority.expired("localhost"), "expired");
}

#[test]
fn a_client_without_the_certificate_that_is_asked_for_says_so() {
    let authority = Authority::new();
    let identity = authority.identity("localhost");
    let peer = Peer::build([Lines::Read]).tls(authority.server_for_clients(&identity)).start();
    let tls = Tls::new().ca_file(authority.file());
    let ship = Ship::to(Logstash::tcp(at_localhost(&peer)).tls(tls).backoff(soon()));
    ship.log(200);
    ship.wait_for(DeliveryState::Down);
    ship.wait_for_error("certificate");
    peer.journal().wait_for_connections(3);
    assert_eq!(peer.journal().deliveries().len(), 0);
    assert_eq!(ship.sink().written, 0);
    peer.tls_from_now(authority.server(&identity));
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
}

#[test]
fn a_peer_that_speaks_no_tls_gets_no_plain_text() {
    let authority = Authority::new();
    let peer = Peer::start([Lines::CloseAfter(1)]);
    let tls = Tls::new().ca_file(authority.file());
    let ship = Ship::impatient(Logstash::tcp(at_localhost(&peer)).tls(tls).backoff(soon()));
    ship.log(200);
    peer.journal().wait_for_connections(3);
    ship.wait_for(DeliveryState::Down);
    for came in peer.journal().torn().iter().chain(&peer.journal().deliveries()) {
        assert!(!came.event.windows(6).any(|bytes| bytes == b"number"), "{came:?}");
    }
    assert!(!peer.journal().torn().is_empty());
}

#[test]
fn an_end_without_close_notify_is_a_break_and_what_was_not_acknowledged_comes_again_lines() {
    let authority = Authority::new();
    let acts = [Lines::CloseAfter(40_000), Lines::ResetAfter(90_000), Lines::CloseAfter(1), Lines::Read];
    let peer = Peer::build(acts).tls(authority.server(&authority.identity("localhost"))).start();
    let tls = Tls::new().ca_file(authority.file());
    let ship = Ship::to(Logstash::tcp(at_localhost(&peer)).tls(tls).backoff(soon()));
    ship.log(4_000);
    let verdict = ship.check(peer.journal());
    let packet = (64 << 10) / ship.sent()[0].len();
    verdict.is_complete().duplicates_at_most(3 * packet);
    assert_eq!(peer.journal().connections(), 4);
}

#[test]
fn an_end_without_close_notify_is_a_break_and_what_was_not_acknowledged_comes_again_beats() {
    const WINDOW: usize = 100;
    let authority = Authority::new();
    let acts = [
        Beats::TakeThenLeave(Farewell::Close),
        Beats::AckThenLeave(WINDOW as u32, Farewell::Close),
        Beats::Ack,
    ];
    let peer = Peer::build(acts).tls(authority.server(&authority.identity("localhost"))).start();
    let tls = Tls::new().ca_file(authority.file());
    let shipper = Logstash::beats(at_localhost(&peer)).tls(tls).backoff(soon()).max_batch_events(WINDOW);
    let ship = Ship::to(shipper);
    ship.log(4_000);
    ship.check(peer.journal()).is_complete().duplicates_at_most(2 * 2 * WINDOW);
    assert_eq!(peer.journal().connections(), 3);
}
