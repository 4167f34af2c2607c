//! Peers that ask who we are.

use crate::sink::net::link::tests::support::run;
use crate::sink::net::session::Trouble;

use super::support::{Authority, NAME, ONLY_1_2, ONLY_1_3, Peer, connect, params};

#[test]
fn a_peer_that_wants_a_certificate_and_gets_none_is_no_connection() {
    let authority = Authority::new("Ours");
    for versions in [&ONLY_1_2, &ONLY_1_3] {
        let peer = Peer { versions, clients: authority.clients(), ..Peer::default() };
        let (at, peer) = peer.serve(&authority.good(), |served| served.is_err());
        let error = run(connect(&authority.trusted(), NAME, at)).unwrap_err();
        assert_eq!(error.why, Trouble::Tls);
        assert!(error.what.contains("certificate") && error.what.contains("peer"), "{error}");
        assert!(peer.join().unwrap());
    }
}

#[test]
fn a_peer_that_says_that_it_wants_a_certificate_is_understood() {
    let authority = Authority::new("Ours");
    let peer = Peer { versions: &ONLY_1_3, clients: authority.clients(), ..Peer::default() };
    let (at, _peer) = peer.serve(&authority.good(), |served| served.is_err());
    let error = run(connect(&authority.trusted(), NAME, at)).unwrap_err();
    assert!(
        error.what.ends_with("TLS: the peer wants to see a certificate; give one with `client_certificate`"),
        "{error}"
    );
}

#[test]
fn a_certificate_is_shown_to_a_peer_that_asks() {
    let authority = Authority::new("Ours");
    let ours = authority.sign(&params("app.test"));
    for versions in [&ONLY_1_2, &ONLY_1_3] {
        let peer = Peer { versions, clients: authority.clients(), ..Peer::default() };
        let (at, peer) = peer.serve(&authority.good(), Result::unwrap);
        let tls = authority.trusted().client_certificate(ours.chain.path(), ours.key.path());
        run(connect(&tls, NAME, at)).unwrap();
        assert_eq!(peer.join().unwrap().session.peer_certificates().unwrap().len(), 1);
    }
}

#[test]
fn a_certificate_that_the_peer_does_not_take_is_no_connection() {
    let (authority, other) = (Authority::new("Ours"), Authority::new("Theirs"));
    let ours = other.sign(&params("app.test"));
    for versions in [&ONLY_1_2, &ONLY_1_3] {
        let peer = Peer { versions, clients: authority.clients(), ..Peer::default() };
        let (at, peer) = peer.serve(&authority.good(), |served| served.is_err());
        let tls = authority.trusted().client_certificate(ours.chain.path(), ours.key.path());
        let error = run(connect(&tls, NAME, at)).unwrap_err();
        assert_eq!(error.why, Trouble::Tls);
        assert!(error.what.contains("TLS: the peer does not take our certificate"), "{error}");
        assert!(peer.join().unwrap());
    }
}

#[test]
fn a_peer_that_asks_and_needs_no_answer_is_a_connection_with_a_ticket_and_without() {
    let authority = Authority::new("Ours");
    for tickets in [1, 0] {
        let peer = Peer { clients: authority.clients_or_none(), tickets, ..Peer::default() };
        let (at, peer) = peer.serve(&authority.good(), |served| served.unwrap().read_to_end().is_err());
        run(async { drop(connect(&authority.trusted(), NAME, at).await.unwrap()) });
        assert!(peer.join().unwrap(), "a connection that is dropped has no end");
    }
}
