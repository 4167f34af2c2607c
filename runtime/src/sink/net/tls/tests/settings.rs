//! What is wrong with files is said when the logger is built.

use std::sync::Arc;

use rustls::crypto::ring;

use super::super::Tls;
use super::support::{Authority, NAME, Peer, file, params};
use crate::sink::net::address::{Address, Expected, Scheme};
use crate::sink::net::connect::Connector;
use crate::sink::net::link::Link;
use crate::sink::net::link::tests::support::{run, within_a_minute};
use crate::sink::net::session::{Broken, Trouble};

#[track_caller]
fn refused(tls: &Tls, begin: &str) {
    let error = tls.client().unwrap_err().to_string();
    assert!(error.starts_with(begin), "{error}");
}

#[test]
fn files_that_are_not_there_are_named() {
    refused(&Tls::new().ca_file("/nowhere/ca.pem"), "cannot read `/nowhere/ca.pem`, which `ca_file` names: ");
    let tls = Tls::new().client_certificate("/nowhere/app.pem", "/nowhere/app.key");
    refused(&tls, "cannot read `/nowhere/app.pem`, which `client_certificate` names: ");
}

#[test]
fn files_without_what_should_be_in_them_are_named() {
    let (authority, none) = (Authority::new("Ours"), file("nothing\n"));
    let at = none.path().display();
    let ours = authority.sign(&params("app.test"));
    refused(
        &Tls::new().ca_file(none.path()),
        &format!("ca_file: `{at}` cannot be used; it has no certificate; "),
    );
    let tls = authority.trusted().client_certificate(none.path(), ours.key.path());
    refused(&tls, &format!("client_certificate: `{at}` cannot be used; it has no certificate; "));
    let tls = authority.trusted().client_certificate(ours.chain.path(), none.path());
    refused(&tls, &format!("client_certificate: `{at}` cannot be used; it has no private key "));
    let broken = file("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    let at = broken.path().display();
    refused(
        &Tls::new().ca_file(broken.path()),
        &format!("ca_file: `{at}` cannot be used; a certificate in it cannot be read "),
    );
}

#[test]
fn a_key_of_another_certificate_is_refused() {
    let authority = Authority::new("Ours");
    let (ours, other) = (authority.sign(&params("app.test")), authority.sign(&params("app.test")));
    let tls = authority.trusted().client_certificate(ours.chain.path(), other.key.path());
    let begin =
        format!("client_certificate: `{}` cannot be used; it is not the key of ", other.key.path().display());
    refused(&tls, &begin);
}

#[test]
fn variables_that_are_not_there_are_named() {
    let tls = Tls::new().ca_from_env("BLACKBAR_TEST_NO_SUCH_CA");
    refused(&tls, "ca_from_env: `BLACKBAR_TEST_NO_SUCH_CA` cannot be used; there is no such variable; ");
}

#[test]
fn a_name_with_a_port_is_no_name() {
    let authority = Authority::new("Ours");
    refused(
        &authority.trusted().server_name("logs.test:5000"),
        "server_name: `logs.test:5000` cannot be used; ",
    );
}

/// How many authorities are trusted; their number is all that the library shows.
fn trusted(tls: &Tls) -> usize {
    let shown = format!("{:?}", tls.verifier(Arc::new(ring::default_provider())).unwrap());
    shown.split(" roots)").next().and_then(|text| text.rsplit('(').next()).unwrap().parse().unwrap()
}

#[test]
fn authorities_that_are_named_add_up_and_stand_in_place_of_those_of_the_system() {
    let (one, other) = (Authority::new("Ours"), Authority::new("Theirs"));
    assert_eq!(trusted(&one.trusted()), 1);
    assert_eq!(trusted(&one.trusted().ca_file(other.file.path())), 2);
    let of_the_system =
        Tls::new().verifier(Arc::new(ring::default_provider())).map_or(0, |_| trusted(&Tls::new()));
    assert_eq!(trusted(&one.trusted().system_authorities_too()), of_the_system + 1);
}

/// What the set-up says to an address of this scheme, with TLS set up or not.
fn prepared(scheme: Scheme, tls: Option<&Tls>) -> Result<Connector, String> {
    let expected = Expected { schemes: &Scheme::ALL, port: Some(5_000), example: "logs.test" };
    let connector = Connector::default();
    let mut connector = match tls {
        Some(tls) => connector.with_tls(tls).unwrap(),
        None => connector,
    };
    let text = format!("{}://{NAME}:5000", format!("{scheme:?}").to_ascii_lowercase());
    let address = Address::parse_as(&text, &expected).unwrap();
    connector.prepare(&address).map(|()| connector).map_err(|error| error.to_string())
}

#[test]
fn an_address_that_cannot_be_encrypted_is_refused_where_that_is_wanted() {
    let authority = Authority::new("Ours");
    for (scheme, name) in [(Scheme::Http, "http"), (Scheme::Udp, "udp")] {
        assert_eq!(
            prepared(scheme, Some(&authority.trusted())).unwrap_err(),
            format!(
                "tls: `{name}://logs.test:5000` cannot be used; it would not be encrypted; write `https://`, or leave out \
                 `.tls(..)`"
            )
        );
    }
    for scheme in [Scheme::Tcp, Scheme::Tls, Scheme::Https] {
        prepared(scheme, Some(&authority.trusted())).unwrap();
    }
    for scheme in [Scheme::Tcp, Scheme::Http, Scheme::Udp] {
        prepared(scheme, None).unwrap();
    }
}

/// The machine has authorities, or it says that it has none: never is there a connection without.
#[test]
fn an_address_that_asks_for_it_is_encrypted_as_usual() {
    match prepared(Scheme::Tls, None) {
        Ok(connector) => {
            let (at, peer) = Peer::default().serve(&Authority::new("Ours").good(), |served| served.is_err());
            let error = run(connect_with(connector, &format!("tls://{at}"))).unwrap_err();
            assert_eq!(error.why, Trouble::Tls, "{error}");
            assert!(peer.join().unwrap());
        }
        Err(error) => {
            assert!(error.starts_with("tls: `the authorities of the system` cannot be used; "), "{error}")
        }
    }
}

async fn connect_with(connector: Connector, address: &str) -> Result<Link, Broken> {
    within_a_minute(connector.connect(&Address::parse(address).unwrap())).await
}
