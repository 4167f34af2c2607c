//! What the message says.

use crate::event::{AuthEvent, Close, Method, PamSubject, Peer, Reason, SocketCause, Transfer};
use crate::parse;

const UNRECOGNISED: AuthEvent<'static> = AuthEvent::Unrecognised { bytes: 99 };

fn kind(message: &str, then: impl FnOnce(&AuthEvent<'_>)) {
    let line = format!("Dec 10 06:55:46 gw sshd[1]: {message}");
    then(&parse::line(1, &line, 99).kind);
}

#[track_caller]
fn check(cases: &[(&str, AuthEvent<'_>)]) {
    for (message, expected) in cases {
        kind(message, |kind| assert_eq!(kind, expected, "{message}"));
    }
}

const fn peer(address: &str, port: u16) -> Peer<'_> {
    Peer { address, port: Some(port) }
}

const fn portless(address: &str) -> Peer<'_> {
    Peer { address, port: None }
}

fn failed<'a>(user: &'a str, known_user: bool, peer: Peer<'a>) -> AuthEvent<'a> {
    AuthEvent::LoginFailed { method: Method::Password, known_user, user, peer }
}

#[test]
fn failed_logins_keep_the_whole_name_to_the_redacted_field() {
    let from = || peer("1.2.3.4", 5);
    check(&[
        ("Failed password for root from 1.2.3.4 port 5 ssh2", failed("root", true, from())),
        ("Failed password for invalid user bob from 1.2.3.4 port 5 ssh2", failed("bob", false, from())),
        ("Failed password for invalid user  0101 from 1.2.3.4 port 5 ssh2", failed(" 0101", false, from())),
        ("Failed password for invalid user  from 1.2.3.4 port 5 ssh2", failed("", false, from())),
        ("Failed password for invalid user a b c from 1.2.3.4 port 5 ssh2", failed("a b c", false, from())),
        (
            "Failed password for invalid user x for y from 1.2.3.4 port 5 ssh2",
            failed("x for y", false, from()),
        ),
        (
            "Failed password for invalid user eve from 9.9.9.9 port 9 ssh2 from 1.2.3.4 port 5 ssh2",
            failed("eve from 9.9.9.9 port 9 ssh2", false, from()),
        ),
        (
            "Failed none for invalid user bob from ::1 port 5 ssh2",
            AuthEvent::LoginFailed {
                method: Method::None,
                known_user: false,
                user: "bob",
                peer: peer("::1", 5),
            },
        ),
        ("Failed alice for root from 1.2.3.4 port 5 ssh2", UNRECOGNISED),
        ("Failed password for root from 1.2.3.4 port 99999 ssh2", UNRECOGNISED),
        ("Failed password for root from 1.2.3.4 port 5 telnet", UNRECOGNISED),
    ]);
}

#[test]
fn invalid_users_may_be_empty_or_look_like_the_rest_of_the_line() {
    let invalid = |user, peer| AuthEvent::InvalidUser { user, peer };
    check(&[
        ("Invalid user bob from 1.2.3.4", invalid("bob", portless("1.2.3.4"))),
        ("Invalid user bob from 1.2.3.4 port 5", invalid("bob", peer("1.2.3.4", 5))),
        ("Invalid user  from 1.2.3.4", invalid("", portless("1.2.3.4"))),
        ("Invalid user a from 9.9.9.9 from 1.2.3.4", invalid("a from 9.9.9.9", portless("1.2.3.4"))),
        ("Invalid user bob from 1.2.3.4 and more", UNRECOGNISED),
        ("input_userauth_request: invalid user  [preauth]", AuthEvent::InvalidUserRequest { user: "" }),
        (
            "input_userauth_request: invalid user x [preauth] [preauth]",
            AuthEvent::InvalidUserRequest { user: "x [preauth]" },
        ),
    ]);
}

#[test]
fn of_a_disconnect_the_code_is_written_and_never_the_clients_text() {
    let received = |peer, reason| AuthEvent::DisconnectReceived { peer, code: 11, reason };
    check(&[
        (
            "Received disconnect from 1.2.3.4: 11: Bye Bye [preauth]",
            received(portless("1.2.3.4"), Reason::Bye),
        ),
        (
            "Received disconnect from ::1: 11: disconnected by user",
            received(portless("::1"), Reason::Requested),
        ),
        ("Received disconnect from ::1 port 5:11:  [preauth]", received(peer("::1", 5), Reason::Empty)),
        ("Received disconnect from 1.2.3.4: 11: bob was here", received(portless("1.2.3.4"), Reason::Other)),
        (
            "error: Received disconnect from 1.2.3.4: 11: Auth fail",
            received(portless("1.2.3.4"), Reason::NotAuthenticated),
        ),
        ("Received disconnect from 1.2.3.4: bob: Bye Bye", UNRECOGNISED),
    ]);
}

#[test]
fn the_end_of_a_connection_may_name_a_user() {
    let closed = |user, peer| AuthEvent::ConnectionClosed { how: Close::Closed, user, peer };
    check(&[
        ("Connection closed by 1.2.3.4 [preauth]", closed(None, portless("1.2.3.4"))),
        ("Connection closed by 1.2.3.4 port 5", closed(None, peer("1.2.3.4", 5))),
        (
            "Connection closed by invalid user a b 1.2.3.4 port 5 [preauth]",
            closed(Some("a b"), peer("1.2.3.4", 5)),
        ),
        ("Connection closed by authenticating user  ::1 port 5 [preauth]", closed(Some(""), peer("::1", 5))),
        ("Connection closed by nobody in particular", UNRECOGNISED),
        (
            "Connection reset by 1.2.3.4 port 5",
            AuthEvent::ConnectionClosed { how: Close::Reset, user: None, peer: peer("1.2.3.4", 5) },
        ),
        (
            "Disconnected from user bob 1.2.3.4 port 5",
            AuthEvent::Disconnected { user: Some("bob"), peer: peer("1.2.3.4", 5) },
        ),
    ]);
}

#[test]
fn pam_lines_are_read_field_by_field() {
    let who = PamSubject { uid: Some(0), euid: Some(0), rhost: Some("1.2.3.4"), ..PamSubject::default() };
    let root = PamSubject { rhost: Some("1.2.3.4 "), user: Some("root"), ..PamSubject::default() };
    let root = PamSubject { uid: Some(0), euid: Some(0), ..root };
    check(&[
        ("pam_unix(sshd:auth): check pass; user unknown", AuthEvent::PamUnknownUser),
        (
            "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=1.2.3.4",
            AuthEvent::PamFailure { who },
        ),
        (
            "PAM 4 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=1.2.3.4  user=root",
            AuthEvent::PamMoreFailures { failures: 4, who: root },
        ),
        (
            "PAM service(sshd) ignoring max retries; 6 > 3",
            AuthEvent::PamRetriesIgnored { failures: 6, limit: 3 },
        ),
        (
            "pam_unix(sshd:session): session opened for user bob by (uid=0)",
            AuthEvent::SessionOpened { user: "bob", by_uid: Some(0) },
        ),
        (
            "pam_unix(sshd:session): session opened for user bob by mallory",
            AuthEvent::SessionOpened { user: "bob", by_uid: None },
        ),
    ]);
}

#[test]
fn a_repeated_message_is_an_event_inside_an_event() {
    let times_5 = |what| AuthEvent::Repeated { times: 5, what: Box::new(what) };
    check(&[
        (
            "message repeated 5 times: [ Failed password for root from 1.2.3.4 port 5 ssh2]",
            times_5(failed("root", true, peer("1.2.3.4", 5))),
        ),
        ("message repeated 5 times: [ bob]", times_5(AuthEvent::Unrecognised { bytes: 3 })),
        // Not one inside the other without end.
        (
            "message repeated 5 times: [ message repeated 5 times: [ x]]",
            times_5(AuthEvent::Unrecognised { bytes: 30 }),
        ),
        ("message repeated many times: [ x]", UNRECOGNISED),
    ]);
}

#[test]
fn other_sentences_are_known_too() {
    let (address, name) = ("1.2.3.4", "a.example");
    let mapping = |possible_break_in| AuthEvent::ReverseMappingFailed {
        name,
        peer: portless(address),
        possible_break_in,
    };
    check(&[
        (
            "reverse mapping checking getaddrinfo for a.example [1.2.3.4] failed - POSSIBLE BREAK-IN ATTEMPT!",
            mapping(true),
        ),
        ("reverse mapping checking getaddrinfo for a.example [1.2.3.4] failed.", mapping(false)),
        ("Address 1.2.3.4 maps to a.example, but this does not map back to the address.", mapping(false)),
        (
            "Disconnecting: Too many authentication failures for a b [preauth]",
            AuthEvent::TooManyFailures { user: "a b", peer: None },
        ),
        (
            "User bob from 1.2.3.4 not allowed because not listed in AllowUsers",
            AuthEvent::UserNotAllowed { user: "bob", address },
        ),
        (
            "fatal: Write failed: Connection reset by peer [preauth]",
            AuthEvent::SocketFailed { during: Transfer::Write, cause: SocketCause::ConnectionReset },
        ),
        (
            "Did not receive identification string from 1.2.3.4",
            AuthEvent::NoIdentification { peer: portless(address) },
        ),
        (
            "Bad protocol version identification 'bob from here' from 1.2.3.4 port 5",
            AuthEvent::BadIdentification { peer: peer(address, 5) },
        ),
        ("Server listening on 0.0.0.0 port 22.", AuthEvent::Listening { peer: peer("0.0.0.0", 22) }),
        ("Received signal 15; terminating.", AuthEvent::SignalReceived { number: 15 }),
        ("", UNRECOGNISED),
        ("alice did something new", UNRECOGNISED),
    ]);
}
