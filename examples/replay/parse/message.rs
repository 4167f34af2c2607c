//! What sshd, PAM and the syslog daemon say, one function for each sentence.

use super::words::{
    method, number_and_rest, pam_subject, peer, peer_and_rest, reason, socket_cause, user_and_peer, user_from,
};
use crate::event::{AuthEvent, Close, Transfer};

/// What the message says; `bytes` is how long the line was.
pub(super) fn event(text: &str, bytes: u64) -> AuthEvent<'_> {
    let repeated = text.strip_prefix("message repeated ").and_then(repeated);
    repeated.or_else(|| single(text)).unwrap_or(AuthEvent::Unrecognised { bytes })
}

/// `N times: [ MESSAGE]`
fn repeated(text: &str) -> Option<AuthEvent<'_>> {
    let (times, rest) = number_and_rest(text)?;
    let inner = rest.strip_prefix(" times: [ ")?.strip_suffix(']')?;
    let what = single(inner).unwrap_or(AuthEvent::Unrecognised { bytes: inner.len() as u64 });
    Some(AuthEvent::Repeated { times, what: Box::new(what) })
}

/// The sentences, in an order in which no two contend for a line.
const SENTENCES: &[fn(&str) -> Option<AuthEvent<'_>>] = &[
    login_failed,
    login_accepted,
    invalid_user,
    invalid_user_request,
    user_not_allowed,
    too_many_failures,
    disconnect_received,
    disconnected,
    connection_closed,
    no_identification,
    bad_identification,
    negotiation_failed,
    login_timeout,
    socket_failed,
    reverse_mapping_failed,
    address_maps_elsewhere,
    pam_module,
    pam_more_failures,
    pam_retries_ignored,
    listening,
    signal_received,
];

fn single(text: &str) -> Option<AuthEvent<'_>> {
    // Not trimmed: an empty user name is a space at the end.
    let text = text.strip_suffix(" [preauth]").unwrap_or(text);
    let text = ["error: ", "fatal: "].iter().find_map(|level| text.strip_prefix(level)).unwrap_or(text);
    SENTENCES.iter().find_map(|sentence| sentence(text))
}

fn login_failed(text: &str) -> Option<AuthEvent<'_>> {
    let (word, rest) = text.strip_prefix("Failed ")?.split_once(" for ")?;
    let invalid = rest.strip_prefix("invalid user ");
    let (user, peer, rest) = user_from(invalid.unwrap_or(rest))?;
    rest.starts_with("ssh").then_some(())?;
    Some(AuthEvent::LoginFailed { method: method(word)?, known_user: invalid.is_none(), user, peer })
}

fn login_accepted(text: &str) -> Option<AuthEvent<'_>> {
    let (word, rest) = text.strip_prefix("Accepted ")?.split_once(" for ")?;
    let (user, peer, rest) = user_from(rest)?;
    rest.starts_with("ssh").then_some(())?;
    Some(AuthEvent::LoginAccepted { method: method(word)?, user, peer })
}

fn invalid_user(text: &str) -> Option<AuthEvent<'_>> {
    let (user, peer, rest) = user_from(text.strip_prefix("Invalid user ")?)?;
    rest.is_empty().then_some(AuthEvent::InvalidUser { user, peer })
}

fn invalid_user_request(text: &str) -> Option<AuthEvent<'_>> {
    let user = text.strip_prefix("input_userauth_request: invalid user ")?;
    Some(AuthEvent::InvalidUserRequest { user })
}

/// `User NAME from ADDRESS not allowed because …`; the reason may name groups, so it is not kept.
fn user_not_allowed(text: &str) -> Option<AuthEvent<'_>> {
    let (who, _) = text.strip_prefix("User ")?.rsplit_once(" not allowed because ")?;
    let (user, address) = who.rsplit_once(" from ")?;
    Some(AuthEvent::UserNotAllowed { user, address })
}

fn too_many_failures(text: &str) -> Option<AuthEvent<'_>> {
    if let Some(user) = text.strip_prefix("Disconnecting: Too many authentication failures for ") {
        return Some(AuthEvent::TooManyFailures { user, peer: None });
    }
    if let Some(who) = text.strip_prefix("maximum authentication attempts exceeded for ") {
        let (user, peer, _) = user_from(who.strip_prefix("invalid user ").unwrap_or(who))?;
        return Some(AuthEvent::TooManyFailures { user, peer: Some(peer) });
    }
    let who = text.strip_prefix("Disconnecting ")?.strip_suffix(": Too many authentication failures")?;
    let (user, peer) = user_and_peer(who)?;
    Some(AuthEvent::TooManyFailures { user: user?, peer: Some(peer) })
}

/// `Received disconnect from ADDRESS: CODE: TEXT`, of newer versions `… ADDRESS port N:CODE: TEXT`. The text is the
/// client's own.
fn disconnect_received(text: &str) -> Option<AuthEvent<'_>> {
    let text = text.strip_prefix("Received disconnect from ")?;
    let (peer, rest) = match text.split_once(": ") {
        Some((address, rest)) if !address.contains(' ') => (peer(address)?, rest),
        _ => {
            let (peer, rest) = peer_and_rest(text)?;
            (peer, rest.strip_prefix(':')?)
        }
    };
    let (code, said) = number_and_rest(rest)?;
    let said = said.strip_prefix(':')?;
    Some(AuthEvent::DisconnectReceived { peer, code, reason: reason(said) })
}

fn disconnected(text: &str) -> Option<AuthEvent<'_>> {
    let (user, peer) = user_and_peer(text.strip_prefix("Disconnected from ")?)?;
    Some(AuthEvent::Disconnected { user, peer })
}

fn connection_closed(text: &str) -> Option<AuthEvent<'_>> {
    let known = [("Connection closed by ", Close::Closed), ("Connection reset by ", Close::Reset)];
    let (how, rest) = known.iter().find_map(|(start, how)| Some((*how, text.strip_prefix(start)?)))?;
    let (user, peer) = user_and_peer(rest)?;
    Some(AuthEvent::ConnectionClosed { how, user, peer })
}

fn no_identification(text: &str) -> Option<AuthEvent<'_>> {
    let rest = text.strip_prefix("Did not receive identification string from ")?;
    Some(AuthEvent::NoIdentification { peer: peer(rest)? })
}

/// What was sent stands in the line, in quotes.
fn bad_identification(text: &str) -> Option<AuthEvent<'_>> {
    let rest = text.strip_prefix("Bad protocol version identification ")?;
    let (_, peer, _) = user_from(rest)?;
    Some(AuthEvent::BadIdentification { peer })
}

/// What the client offers stands in the line, at its end.
fn negotiation_failed(text: &str) -> Option<AuthEvent<'_>> {
    let (peer, _) = peer_and_rest(text.strip_prefix("Unable to negotiate with ")?)?;
    Some(AuthEvent::NegotiationFailed { peer })
}

fn login_timeout(text: &str) -> Option<AuthEvent<'_>> {
    let rest = text.strip_prefix("Timeout before authentication for ")?;
    Some(AuthEvent::LoginTimeout { peer: peer(rest)? })
}

fn socket_failed(text: &str) -> Option<AuthEvent<'_>> {
    let known = [("Write failed: ", Transfer::Write), ("Read from socket failed: ", Transfer::Read)];
    let (during, cause) =
        known.iter().find_map(|(start, during)| Some((*during, text.strip_prefix(start)?)))?;
    Some(AuthEvent::SocketFailed { during, cause: socket_cause(cause) })
}

fn reverse_mapping_failed(text: &str) -> Option<AuthEvent<'_>> {
    let (name, rest) = text.strip_prefix("reverse mapping checking getaddrinfo for ")?.split_once(" [")?;
    let (address, rest) = rest.split_once("] failed")?;
    let possible_break_in = rest.contains("BREAK-IN");
    Some(AuthEvent::ReverseMappingFailed { name, peer: peer(address)?, possible_break_in })
}

/// The older wording.
fn address_maps_elsewhere(text: &str) -> Option<AuthEvent<'_>> {
    let (address, rest) = text.strip_prefix("Address ")?.split_once(" maps to ")?;
    let (name, rest) = rest.split_once(", but this does not map back to the address")?;
    let possible_break_in = rest.contains("BREAK-IN");
    Some(AuthEvent::ReverseMappingFailed { name, peer: peer(address)?, possible_break_in })
}

/// `pam_unix(sshd:auth): …`
fn pam_module(text: &str) -> Option<AuthEvent<'_>> {
    let (_, said) = text.strip_prefix("pam_")?.split_once("): ")?;
    if said.trim_end() == "check pass; user unknown" {
        return Some(AuthEvent::PamUnknownUser);
    }
    if let Some(who) = said.strip_prefix("authentication failure; ") {
        return Some(AuthEvent::PamFailure { who: pam_subject(who)? });
    }
    if let Some(user) = said.strip_prefix("session closed for user ") {
        return Some(AuthEvent::SessionClosed { user });
    }
    let (user, by) = said.strip_prefix("session opened for user ")?.rsplit_once(" by ")?;
    let by_uid = by.strip_suffix(')').and_then(|by| by.rsplit_once("(uid=")?.1.parse().ok());
    Some(AuthEvent::SessionOpened { user, by_uid })
}

fn pam_more_failures(text: &str) -> Option<AuthEvent<'_>> {
    let (failures, rest) = number_and_rest(text.strip_prefix("PAM ")?)?;
    let who =
        rest.strip_prefix(" more authentication failure")?.trim_start_matches('s').strip_prefix("; ")?;
    Some(AuthEvent::PamMoreFailures { failures, who: pam_subject(who)? })
}

fn pam_retries_ignored(text: &str) -> Option<AuthEvent<'_>> {
    let (_, numbers) = text.strip_prefix("PAM service(")?.split_once(") ignoring max retries; ")?;
    let (failures, limit) = numbers.split_once(" > ")?;
    Some(AuthEvent::PamRetriesIgnored { failures: failures.parse().ok()?, limit: limit.trim().parse().ok()? })
}

fn listening(text: &str) -> Option<AuthEvent<'_>> {
    let rest = text.strip_prefix("Server listening on ")?.strip_suffix('.')?;
    Some(AuthEvent::Listening { peer: peer(rest)? })
}

fn signal_received(text: &str) -> Option<AuthEvent<'_>> {
    let number = text.strip_prefix("Received signal ")?.strip_suffix("; terminating.")?;
    Some(AuthEvent::SignalReceived { number: number.parse().ok()? })
}
