//! The small parts of which messages are made.

use crate::event::{Method, PamSubject, Peer, Reason, SocketCause};

/// `ADDRESS`, `ADDRESS port N`, and what comes after it.
pub(super) fn peer_and_rest(text: &str) -> Option<(Peer<'_>, &str)> {
    let (address, rest) = text.split_once(' ').unwrap_or((text, ""));
    if !is_address(address) {
        return None;
    }
    let Some(after_port) = rest.strip_prefix("port ") else {
        return Some((Peer { address, port: None }, rest));
    };
    let end = after_port.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(after_port.len());
    let (port, rest) = after_port.split_at(end);
    Some((Peer { address, port: Some(port.parse().ok()?) }, rest.strip_prefix(' ').unwrap_or(rest)))
}

/// `ADDRESS` or `ADDRESS port N`, and nothing after it.
pub(super) fn peer(text: &str) -> Option<Peer<'_>> {
    peer_and_rest(text).filter(|(_, rest)| rest.is_empty()).map(|(peer, _)| peer)
}

/// `NAME from PEER…`. The name may contain ` from ` too: only the last one is sshd's.
pub(super) fn user_from(text: &str) -> Option<(&str, Peer<'_>, &str)> {
    let (user, tail) = text.rsplit_once(" from ")?;
    let (peer, rest) = peer_and_rest(tail)?;
    Some((user, peer, rest))
}

/// `PEER` or `[invalid |authenticating ]user NAME PEER`. The name may contain spaces, the peer does not.
pub(super) fn user_and_peer(text: &str) -> Option<(Option<&str>, Peer<'_>)> {
    if let Some(peer) = peer(text) {
        return Some((None, peer));
    }
    let named =
        ["invalid user ", "authenticating user ", "user "].iter().find_map(|it| text.strip_prefix(it))?;
    let before_port = named.rsplit_once(" port ").map_or(named, |(before, _)| before);
    let (user, _) = before_port.rsplit_once(' ')?;
    Some((Some(user), peer(named.get(user.len() + 1..)?)?))
}

/// The fields of PAM's messages, in PAM's order.
pub(super) fn pam_subject(text: &str) -> Option<PamSubject<'_>> {
    let (logname, rest) = text.strip_prefix("logname=")?.split_once(" uid=")?;
    let (uid, rest) = rest.split_once(" euid=")?;
    let (euid, rest) = rest.split_once(" tty=")?;
    let (_, rest) = rest.split_once(" ruser=")?;
    let (ruser, rest) = rest.split_once(" rhost=")?;
    let (rhost, user) = rest.split_once(" user=").map_or((rest, None), |(rhost, user)| (rhost, Some(user)));
    let given = |text: &'_ str| !text.trim().is_empty();
    Some(PamSubject {
        uid: uid.parse().ok(),
        euid: euid.parse().ok(),
        logname: Some(logname).filter(|text| given(text)),
        ruser: Some(ruser).filter(|text| given(text)),
        rhost: Some(rhost).filter(|text| given(text)),
        user: user.filter(|text| given(text)),
    })
}

/// The number at the start, and what comes after it.
pub(super) fn number_and_rest(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    Some((number.parse().ok()?, rest))
}

pub(super) fn method(word: &str) -> Option<Method> {
    Some(match word {
        "password" => Method::Password,
        "publickey" => Method::PublicKey,
        "keyboard-interactive" | "keyboard-interactive/pam" => Method::KeyboardInteractive,
        "hostbased" => Method::HostBased,
        "gssapi-with-mic" | "gssapi-keyex" => Method::Gssapi,
        "none" => Method::None,
        _ => return None,
    })
}

pub(super) fn reason(text: &str) -> Reason {
    match text.trim() {
        "Bye Bye" => Reason::Bye,
        "disconnected by user" | "Closed due to user request." => Reason::Requested,
        "No more user authentication methods available." => Reason::NoMethodsLeft,
        "com.jcraft.jsch.JSchException: Auth fail" | "Auth fail" => Reason::NotAuthenticated,
        "Normal Shutdown, Thank you for playing" => Reason::Shutdown,
        "" => Reason::Empty,
        _ => Reason::Other,
    }
}

pub(super) fn socket_cause(text: &str) -> SocketCause {
    match text.trim() {
        "Connection reset by peer" => SocketCause::ConnectionReset,
        "Broken pipe" => SocketCause::BrokenPipe,
        "Connection timed out" => SocketCause::TimedOut,
        _ => SocketCause::Other,
    }
}

/// An IPv4 or IPv6 address or a host name. Good enough to find where it ends: it is redacted whatever it is.
fn is_address(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b':' | b'-' | b'_' | b'%');
    !text.is_empty() && text.bytes().all(allowed)
}
