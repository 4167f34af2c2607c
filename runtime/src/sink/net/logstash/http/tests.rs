//! Requests to Logstash's `http` input.

#![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use std::io::{Read, Write};
use std::path::Path;

use super::login::{Login, Source};
use super::{Form, HttpLines};
use crate::sink::Guarantee;
use crate::sink::net::address::Address;
use crate::sink::net::connect::Connector;
use crate::sink::net::credentials::Password;
use crate::sink::net::http::tests::peer::{Asked, Peer, ok};
use crate::sink::net::http::tests::{on_runtime, run};
use crate::sink::net::session::{Outcome, Progress, Protocol, Session, Timeouts, Trouble};

const EVENTS: &[&str] = &[r#"{"a":1}"#, r#"{"b":[2,3]}"#];

fn address(text: &str) -> Address {
    Address::parse_as(text, &HttpLines::ADDRESS).unwrap()
}

/// What arrives of the events when they are sent in this way, with `place` between `http://` and host, or behind the port.
fn sent(mut protocol: HttpLines, user: &str, path: &str) -> Asked {
    let peer = Peer::new(vec![vec![ok()]]);
    let address = address(&format!("http://{user}{}{path}", peer.address));
    on_runtime(async {
        let connector = Connector::new(Timeouts::default());
        let mut session = protocol.open(&address, &connector).await.unwrap();
        session.submit(run(EVENTS));
        assert_eq!(session.progress().await, Ok(Progress::Judged(Outcome::Delivered)));
    });
    peer.asked()
}

fn with_password(password: Source) -> HttpLines {
    HttpLines { login: Some(Login { user: "ada".to_owned(), password }), ..HttpLines::default() }
}

fn in_file(path: &Path) -> HttpLines {
    with_password(Source::File(path.to_owned()))
}

#[test]
fn events_are_posted_as_an_array() {
    assert_eq!(HttpLines::default().guarantee(), Guarantee::Acked);
    let asked = sent(HttpLines::default(), "", "/in?tag=a");
    assert_eq!(asked.line, "POST /in?tag=a HTTP/1.1");
    assert_eq!(asked.header("content-type"), Some("application/json"));
    assert_eq!(asked.header("authorization"), None);
    assert_eq!(String::from_utf8(asked.body).unwrap(), r#"[{"a":1},{"b":[2,3]}]"#);
    assert_eq!(sent(HttpLines::default(), "", "").line, "POST / HTTP/1.1");
}

#[test]
fn events_can_be_posted_as_lines() {
    let asked = sent(HttpLines { form: Form::Lines, ..HttpLines::default() }, "", "");
    assert_eq!(asked.header("content-type"), Some("application/x-ndjson"));
    assert_eq!(String::from_utf8(asked.body).unwrap(), "{\"a\":1}\n{\"b\":[2,3]}\n");
}

#[test]
fn a_body_can_be_packed() {
    let asked = sent(HttpLines { gzip: true, ..HttpLines::default() }, "", "");
    assert_eq!(asked.header("content-encoding"), Some("gzip"));
    let mut text = String::new();
    flate2::read::GzDecoder::new(&*asked.body).read_to_string(&mut text).unwrap();
    assert_eq!(text, r#"[{"a":1},{"b":[2,3]}]"#);
}

#[test]
fn a_password_is_that_of_the_address_unless_another_one_was_given() {
    // `Basic` and base64 of `ada:hunter2`, `ada:tr0ub4dor`.
    let (in_address, given) = ("Basic YWRhOmh1bnRlcjI=", "Basic YWRhOnRyMHViNGRvcg==");
    assert_eq!(sent(HttpLines::default(), "ada:hunter2@", "").header("authorization"), Some(in_address));
    let other = || with_password(Source::Given(Password::new("tr0ub4dor".to_owned())));
    assert_eq!(sent(other(), "", "").header("authorization"), Some(given));
    assert_eq!(sent(other(), "ada:hunter2@", "").header("authorization"), Some(given));
}

#[test]
fn a_password_in_a_file_is_read_anew_for_each_connection() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let mut protocol = in_file(file.path());
    assert!(protocol.prepare().unwrap_err().to_string().contains("it is empty"));
    for (password, header) in
        [("hunter2\n", "Basic YWRhOmh1bnRlcjI="), ("tr0ub4dor", "Basic YWRhOnRyMHViNGRvcg==")]
    {
        std::fs::write(file.path(), password).unwrap();
        protocol.prepare().unwrap();
        assert_eq!(sent(protocol.clone(), "", "").header("authorization"), Some(header));
    }
    file.flush().unwrap();
}

#[test]
fn a_password_that_is_not_there_is_an_error_at_once_and_no_connection_later() {
    let mut protocol = in_file(Path::new("/nowhere/at/all"));
    let error = protocol.prepare().unwrap_err().to_string();
    assert!(error.contains("/nowhere/at/all") && error.contains("basic_auth_from_file"), "{error}");
    let broken = on_runtime(async {
        let connector = Connector::new(Timeouts::default());
        protocol.open(&address("http://127.0.0.1:9/"), &connector).await.err().unwrap()
    });
    assert_eq!(broken.why, Trouble::Io);

    let mut unset = with_password(Source::Variable("BLACKBAR_TEST_NO_SUCH_VARIABLE".to_owned()));
    let error = unset.prepare().unwrap_err().to_string();
    assert!(error.contains("BLACKBAR_TEST_NO_SUCH_VARIABLE_FILE"), "{error}");
}

#[test]
fn a_user_with_a_colon_is_refused() {
    let password = Source::Given(Password::new("hunter2".to_owned()));
    let login = Some(Login { user: "a:da".to_owned(), password });
    let error = HttpLines { login, ..HttpLines::default() }.prepare().unwrap_err().to_string();
    assert!(error.contains("`a:da`") && !error.contains("hunter2"), "{error}");
}

#[test]
fn no_password_is_shown() {
    let protocol = with_password(Source::Given(Password::new("hunter2".to_owned())));
    assert!(!format!("{protocol:?}").contains("hunter2"));
    let address = address("http://ada:hunter2@localhost:8080/in?token=hunter2");
    let value = super::authorization(address.credentials().unwrap()).unwrap();
    assert_eq!(format!("{value:?} {address:?} {address}"), "Sensitive http://localhost:8080 localhost:8080");
}

#[test]
fn the_header_host_has_the_port_where_it_is_not_the_usual_one() {
    for (text, host) in [
        ("http://logs.example", "logs.example"),
        ("http://logs.example:8080", "logs.example:8080"),
        ("https://logs.example", "logs.example"),
        ("https://logs.example:80", "logs.example:80"),
        ("logs.example", "logs.example:8080"),
        ("http://[::1]:80/x", "[::1]"),
        ("http://[::1]:8080/x", "[::1]:8080"),
    ] {
        assert_eq!(super::host(&address(text)), host, "{text}");
    }
}
