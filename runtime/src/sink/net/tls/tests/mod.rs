//! Peers that are who they should be, and many that are not.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod clients;
mod ends;
mod settings;
mod support;

use std::io::{Read, Write};

use rcgen::{ExtendedKeyUsagePurpose, date_time_ymd};
use rustls::ProtocolVersion;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::TlsVersion;
use crate::sink::net::link::tests::support::{run, within_a_minute};
use crate::sink::net::session::{Broken, Trouble};
use support::{Authority, Certified, NAME, ONLY_1_2, ONLY_1_3, Peer, connect, params, raw, self_signed};

/// Connects by [`NAME`] to a peer with this certificate that the client trusts `authority` for, and returns what the client
/// says is wrong. The peer must not get as far as to read something.
#[track_caller]
fn refused(authority: &Authority, certified: &Certified) -> String {
    let (at, peer) = Peer::default().serve(certified, |served| served.is_err());
    let error = run(connect(&authority.trusted(), NAME, at)).unwrap_err();
    assert!(peer.join().unwrap(), "the peer thinks that all is well");
    assert_eq!(error.why, Trouble::Tls);
    let place = format!("{NAME}:{} at {at}: TLS: ", at.port());
    error.what.strip_prefix(&place).unwrap_or_else(|| panic!("{error}")).to_owned()
}

#[test]
fn a_peer_that_is_who_it_should_be_is_talked_to() {
    let authority = Authority::new("Ours");
    for (versions, version) in [(&ONLY_1_2, ProtocolVersion::TLSv1_2), (&ONLY_1_3, ProtocolVersion::TLSv1_3)]
    {
        let (at, peer) = Peer { versions, ..Peer::default() }.serve(&authority.good(), |served| {
            let mut served = served.unwrap();
            served.write(b"hello");
            (served.version(), served.read_to_end().unwrap())
        });
        run(within_a_minute(async {
            let mut link = connect(&authority.trusted(), NAME, at).await.unwrap();
            let mut answer = [0; 5];
            link.read_exact(&mut answer).await.unwrap();
            assert_eq!(&answer, b"hello");
            link.write_all(&vec![b'x'; 300_000]).await.unwrap();
            link.shutdown().await.unwrap();
        }));
        assert_eq!(peer.join().unwrap(), (Some(version), vec![b'x'; 300_000]));
    }
}

#[test]
fn an_address_in_numbers_is_checked_against_the_numbers_of_the_certificate() {
    let authority = Authority::new("Ours");
    let certified = authority.sign(&params("127.0.0.1"));
    let (at, _peer) = Peer::default().serve(&certified, |served| served.is_ok());
    run(connect(&authority.trusted(), "127.0.0.1", at)).unwrap();
}

#[test]
fn an_expired_certificate_is_refused() {
    let authority = Authority::new("Ours");
    let mut old = params(NAME);
    old.not_before = date_time_ymd(2020, 1, 1);
    old.not_after = date_time_ymd(2020, 2, 1);
    assert_eq!(
        refused(&authority, &authority.sign(&old)),
        "the certificate of the peer expired at 2020-02-01T00:00:00Z; renew it there"
    );
}

#[test]
fn a_certificate_of_tomorrow_is_refused() {
    let authority = Authority::new("Ours");
    let mut new = params(NAME);
    new.not_before = date_time_ymd(4000, 1, 1);
    new.not_after = date_time_ymd(4001, 1, 1);
    assert_eq!(
        refused(&authority, &authority.sign(&new)),
        "the certificate of the peer is valid only from 4000-01-01T00:00:00Z on; do the clocks agree?"
    );
}

#[test]
fn a_certificate_for_another_name_is_refused() {
    let authority = Authority::new("Ours");
    assert_eq!(
        refused(&authority, &authority.sign(&params("other.test"))),
        "the certificate of the peer is for `other.test` and not for `logs.test`; connect by a name that it has, or say so \
         with `server_name`"
    );
}

#[test]
fn names_of_a_certificate_are_shown_shortly_and_without_control_characters() {
    let authority = Authority::new("Ours");
    let mut many = params("a.test");
    many.subject_alt_names =
        (0..9).map(|at| rcgen::SanType::DnsName(format!("{at}.test").try_into().unwrap())).collect();
    let said = refused(&authority, &authority.sign(&many));
    assert!(said.contains(" is for `0.test`, `1.test`, `2.test` and others and not for "), "{said}");
}

#[test]
fn a_certificate_of_an_authority_that_nobody_named_is_refused() {
    let (authority, other) = (Authority::new("Ours"), Authority::new("Theirs"));
    let said = "the certificate of the peer is from an authority that is not trusted here; name that one's with `ca_file`";
    assert_eq!(refused(&authority, &other.good()), said);
    assert_eq!(refused(&authority, &self_signed(&params(NAME))), said);
}

#[test]
fn an_authority_that_was_made_anew_under_the_same_name_is_another_one() {
    let (authority, anew) = (Authority::new("Ours"), Authority::new("Ours"));
    assert_eq!(
        refused(&authority, &anew.good()),
        "the certificate of the peer is not signed by the authority of that name that is trusted here; is `ca_file` the old one?"
    );
}

#[test]
fn a_certificate_that_is_not_for_servers_is_refused() {
    let authority = Authority::new("Ours");
    let mut client = params(NAME);
    client.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let said = refused(&authority, &authority.sign(&client));
    assert!(said.starts_with("the certificate of the peer cannot be trusted: "), "{said}");
}

#[test]
fn a_certificate_that_signed_itself_is_trusted_when_it_was_named() {
    let certified = self_signed(&params(NAME));
    let (at, peer) = Peer::default().serve(&certified, |served| served.is_ok());
    run(connect(&super::Tls::new().ca_file(certified.chain.path()), NAME, at)).unwrap();
    assert!(peer.join().unwrap());
}

#[test]
fn the_certificate_of_an_authority_is_none_of_a_peer() {
    let mut authority = params(NAME);
    authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let certified = self_signed(&authority);
    let (at, _peer) = Peer::default().serve(&certified, |served| served.is_ok());
    let error = run(connect(&super::Tls::new().ca_file(certified.chain.path()), NAME, at)).unwrap_err();
    assert!(error.what.contains("the certificate of an authority (CA:TRUE) as its own"), "{error}");
}

#[test]
fn another_name_can_be_asked_for() {
    let authority = Authority::new("Ours");
    let (at, _peer) = Peer::default().serve(&authority.good(), |served| served.is_ok());
    run(connect(&authority.trusted().server_name(NAME), "other.test", at)).unwrap();
    let (at, _peer) = Peer::default().serve(&authority.good(), |served| served.is_ok());
    let error = run(connect(&authority.trusted().server_name("third.test"), NAME, at)).unwrap_err();
    assert!(error.what.contains("is for `logs.test` and not for `third.test`"), "{error}");
}

const NO_VERSION: &str = "TLS: the peer speaks no version of TLS that is taken here; it needs 1.2 at least";

#[test]
fn a_version_below_the_least_that_is_wanted_is_refused() {
    let authority = Authority::new("Ours");
    let (at, peer) =
        Peer { versions: &ONLY_1_2, ..Peer::default() }.serve(&authority.good(), |served| served.is_err());
    let tls = authority.trusted().minimum_version(TlsVersion::V1_3);
    let error = run(connect(&tls, NAME, at)).unwrap_err();
    assert!(error.why == Trouble::Tls && error.what.ends_with(NO_VERSION), "{error}");
    assert!(peer.join().unwrap());
}

/// What a peer answers to the first packet, in plain bytes.
fn answer(bytes: &'static [u8]) -> Broken {
    let (at, peer) = raw(move |mut stream| {
        let mut hello = [0; 5];
        stream.read_exact(&mut hello).unwrap();
        stream.write_all(bytes).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        // Whatever else comes is no payload: there is nothing but the handshake and an alert.
        let mut rest = Vec::new();
        let _until_the_end_or_reset = stream.read_to_end(&mut rest);
        (hello, rest)
    });
    let error = run(connect(&Authority::new("Ours").trusted(), NAME, at)).unwrap_err();
    let (hello, rest) = peer.join().unwrap();
    assert_eq!(hello[..2], [22, 3], "a handshake");
    let body = usize::from(u16::from_be_bytes([hello[3], hello[4]]));
    assert!(rest.len() <= body + 7, "more than a handshake and an alert: {} of {body}", rest.len());
    error
}

#[test]
fn a_peer_of_tls_1_0_is_refused() {
    // An answer to the first packet in version 1.0, with a cipher of those days.
    const HELLO: &[u8] = &[
        22, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1, //
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
        28, 29, 30, 31, 32, 0, 0, 0x2f, 0,
    ];
    let error = answer(HELLO);
    assert!(error.why == Trouble::Tls && error.what.ends_with(NO_VERSION), "{error}");
    // The same said by an alert: protocol version.
    let error = answer(&[21, 3, 1, 0, 2, 2, 70]);
    assert!(error.why == Trouble::Tls && error.what.ends_with(NO_VERSION), "{error}");
}

#[test]
fn a_peer_that_does_not_speak_tls_is_refused() {
    for plain in [&b"HTTP/1.1 400 Bad Request\r\n\r\n"[..], b"220 ready\r\n", &[0; 100]] {
        let error = answer(plain);
        assert!(
            error.why == Trouble::Tls && error.what.contains("does not speak TLS at this port"),
            "{error}"
        );
    }
    let error = answer(b"");
    assert!(error.why == Trouble::Tls && error.what.ends_with("does it speak TLS at this port?"), "{error}");
}
