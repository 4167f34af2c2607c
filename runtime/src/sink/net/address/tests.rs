//! What is an address, what is none, and what is shown of both.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::parse::shown;
use super::{Address, Expected, Scheme};

const ANY: Expected = Expected { schemes: &Scheme::ALL, port: Some(5_000), example: "logs.example.com" };
const HTTP: Expected = Expected {
    schemes: &[Scheme::Http, Scheme::Https],
    port: Some(8_080),
    example: "https://logs.example.com/",
};

#[track_caller]
fn is(text: &str, host: &str, port: u16) {
    let address = Address::parse(text).unwrap();
    assert_eq!((address.host(), address.port(), address.target()), (host, port, "/"));
}

#[track_caller]
fn refused(text: &str, expected: &Expected, error: &str) {
    assert_eq!(Address::parse_as(text, expected).unwrap_err().to_string(), error);
}

#[test]
fn a_stream_has_a_host_and_a_port() {
    is("logs-1.Example.com:5000", "logs-1.example.com", 5_000);
    is("localhost:1", "localhost", 1);
    is("tcp://192.0.2.1:65535", "192.0.2.1", 65_535);
    is("[::1]:5000", "::1", 5_000);
    is("tls://[2001:DB8::1]:5000/", "2001:db8::1", 5_000);
    is("under_score.svc.cluster.local.:5044", "under_score.svc.cluster.local.", 5_044);
    is("1.2.3.example:80", "1.2.3.example", 80);
}

#[test]
fn a_port_that_is_not_written_is_that_of_the_scheme_or_the_protocol() {
    let port = |text| Address::parse_as(text, &HTTP).unwrap().port();
    assert_eq!(
        [port("logs"), port("http://logs"), port("https://logs"), port("https://logs:1")],
        [8_080, 80, 443, 1]
    );
    assert_eq!(Address::parse_as("udp://logs", &ANY).unwrap().port(), 5_000);
}

#[test]
fn an_http_address_has_a_user_and_a_path() {
    let address = Address::parse_as("https://ada:p%40s%3as@logs:1/a/b?token=t", &HTTP).unwrap();
    assert_eq!((address.scheme(), address.target()), (Scheme::Https, "/a/b?token=t"));
    assert_eq!(address.credentials().unwrap().basic().as_str(), "Basic YWRhOnBAczpz");
    assert_eq!(Address::parse_as("http://logs?x=1", &HTTP).unwrap().target(), "/?x=1");
    assert!(Address::parse_as("http://logs", &HTTP).unwrap().credentials().is_none());
}

#[test]
fn neither_display_nor_debug_shows_a_user_or_a_query() {
    let address = Address::parse_as("https://ada:hunter2@[::1]:9/a?token=t0ken", &HTTP).unwrap();
    assert_eq!(format!("{address} {address:?}"), "[::1]:9 https://[::1]:9");
}

#[test]
fn an_error_says_what_to_write_instead() {
    for (text, fix) in [
        ("logs", "write the port, too"),
        ("", "write the name of the host"),
        (":5000", "write the name of the host"),
        ("logs:0", "write a port from 1 to 65535"),
        ("logs:65536", "write a port from 1 to 65535"),
        ("::1", "write an IPv6 address in brackets, as in `[::1]:5000`"),
        ("[::1", "close the bracket around the address of the host"),
        ("[fe80::1%eth0]:5000", "write an IPv6 address without a zone in the brackets"),
        ("[::1]5000", "write `:` and the port after the bracket"),
        ("udp://logs:5000", "write `tcp://` or `tls://` or leave it out"),
        ("logs:5000/path", "only HTTP knows a path: end with the port"),
        ("127.1:5000", "write an IPv4 address as four numbers"),
        ("256.1.1.1:5000", "write an IPv4 address as four numbers"),
        ("0x7f000001:5000", "write an IPv4 address as four numbers"),
        ("lo gs:5000", "leave out spaces and control characters"),
        ("a..b:5000", "write a host of letters, digits, `-` and `.`"),
    ] {
        // What follows a colon and is no port may be a password.
        let shows = if text == "[::1" { "[:…" } else { text };
        let error = format!("address: `{shows}` cannot be used; {fix}, for instance `logs.example.com:5000`");
        refused(text, &Expected::STREAM, &error);
    }
    refused(
        "bücher.example:5000",
        &Expected::STREAM,
        "address: `bücher.example:5000` cannot be used; write it in ASCII: names as `xn--…`, other letters as `%..`, \
         for instance `logs.example.com:5000`",
    );
}

#[test]
fn an_error_shows_no_password_and_no_query() {
    for (text, shows) in [
        ("tcp://ada:hunter2@logs:5000", "tcp://…@logs:5000"),
        ("https://ada:hunter2@lo gs/?token=hunter2", "https://…@lo gs/"),
        // Somebody forgot where the password ends, or what to write in place of a sign in it.
        ("https://ada:hunter2", "https://ada:…"),
        ("https://ada:hun@ter2@lo gs/", "https://…@lo gs/"),
        ("https://ada:hun/ter2@logs/", "https://…@logs/"),
        ("https://ada:hun?ter2@logs/", "https://…"),
        ("https://ada:1?hunter2@logs/", "https://…"),
        ("https://ada:hun#ter2@logs/", "https://…"),
        ("https://ada:1/hunter2@logs/", "https://…@logs/"),
        ("https://ada:%zzhunter2@logs/", "https://…@logs/"),
        ("ada:hunter2@lo\ngs:5000", "…@lo\\ngs:5000"),
    ] {
        let error = Address::parse_as(text, &HTTP).unwrap_err().to_string();
        assert!(error.starts_with(&format!("address: `{shows}` cannot be used; ")), "{error}");
        assert!(!error.contains("ter2"), "{error}");
    }
}

fn host() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z][a-z0-9_-]{0,20}(\\.[a-z][a-z0-9-]{0,10}){0,3}",
        any::<std::net::Ipv4Addr>().prop_map(|ip| ip.to_string()),
        any::<std::net::Ipv6Addr>().prop_map(|ip| format!("[{ip}]")),
    ]
}

proptest! {
    #[test]
    fn what_is_shown_of_an_address_is_that_address(host in host(), port in 1_u16..) {
        let text = format!("{host}:{port}");
        let address = Address::parse(&text).unwrap();
        prop_assert_eq!(Address::parse(&address.to_string()).unwrap(), address.clone());
        prop_assert_eq!(address.to_string(), text);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC*|[a-z:/@\\[\\]?#%0-9.]{0,30}") {
        let _read_or_not = Address::parse_as(&text, &ANY);
        let _shown = shown(&text);
    }

    /// Written right or wrong, with signs in it that mean something or not.
    #[test]
    fn no_password_is_ever_shown(
        before in "[a-z0-9:/?#@%]{0,4}",
        after in "[a-z0-9:/?#@%]{0,4}",
        host in "[a-z]{1,3}(:[0-9]{1,6}|:x)?",
        tail in "(/[a-z]?)?(\\?t=[a-z@]{1,2})?",
    ) {
        let text = format!("https://ada:{before}HUNTER{after}@{host}{tail}");
        prop_assert!(!shown(&text).contains("HUNTER"), "{}", shown(&text));
        match Address::parse_as(&text, &HTTP) {
            Ok(address) => {
                let told = format!("{address}{address:?}");
                prop_assert!(!told.contains("HUNTER"), "{}", told);
            }
            Err(error) => prop_assert!(!error.to_string().contains("HUNTER"), "{error}"),
        }
    }
}
