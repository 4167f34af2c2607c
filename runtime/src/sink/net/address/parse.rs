//! From a text to an address, or to what is wrong with it.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

use zeroize::Zeroizing;

use super::{Address, Expected, Scheme};
use crate::error::{Error, Result};
use crate::sink::net::credentials::{Credentials, Password};

/// Longer than any address that somebody means.
const LONGEST: usize = 2_048;
/// The longest name that the domain name system knows, and the longest part of one.
const LONGEST_NAME: usize = 253;
const LONGEST_LABEL: usize = 63;

/// What is wrong, and so what to write instead.
type Mistake = Cow<'static, str>;

pub(super) fn address(text: &str, expected: &Expected) -> Result<Address> {
    read(text, expected).map_err(|fix| {
        Error::invalid("address", shown(text), format!("{fix}, for instance `{}`", expected.example))
    })
}

fn read(text: &str, expected: &Expected) -> Result<Address, Mistake> {
    if text.len() > LONGEST {
        return Err("it is longer than any address; write a host and a port".into());
    }
    if let Some(odd) = text.chars().find(|letter| !letter.is_ascii_graphic()) {
        return Err(match odd.is_ascii() {
            true => "leave out spaces and control characters".into(),
            false => "write it in ASCII: names as `xn--…`, other letters as `%..`".into(),
        });
    }
    let (scheme, rest) = match text.split_once("://") {
        Some((name, rest)) => (Some(scheme(name, expected)?), rest),
        None => (None, text),
    };
    let written = scheme;
    let scheme = scheme.or(expected.schemes.first().copied()).unwrap_or(Scheme::Tcp);
    let (authority, target) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if target.contains('@') {
        return Err(
            "write `/`, `?`, `#` and `@` in a user or password as `%2F`, `%3F`, `%23` and `%40`".into()
        );
    }
    let (user, place) = match authority.rsplit_once('@') {
        Some((user, place)) => (Some(user), place),
        None => (None, authority),
    };
    let credentials = user.map(|user| credentials(user, scheme)).transpose()?;
    let (host, port) = host_and_port(place)?;
    let default = written.and_then(Scheme::port).or(expected.port);
    let port = port.or(default).ok_or("write the port, too")?;
    Ok(Address { scheme, host, port, credentials, target: self::target(target, scheme)? })
}

fn scheme(name: &str, expected: &Expected) -> Result<Scheme, Mistake> {
    let known = Scheme::ALL.into_iter().find(|scheme| scheme.name().eq_ignore_ascii_case(name));
    known.filter(|scheme| expected.schemes.contains(scheme)).ok_or_else(|| {
        let names: Vec<String> =
            expected.schemes.iter().map(|scheme| format!("`{}://`", scheme.name())).collect();
        format!("write {} or leave it out", names.join(" or ")).into()
    })
}

fn credentials(text: &str, scheme: Scheme) -> Result<Credentials, Mistake> {
    if !scheme.is_http() {
        return Err("only HTTP knows a user and a password: leave out what is before the `@`".into());
    }
    let (user, password) = text.split_once(':').unwrap_or((text, ""));
    let (user, password) = (decoded(user)?, decoded(password)?);
    if user.is_empty() || user.contains(':') {
        return Err("write a user before the `:`, without a `:` in the name".into());
    }
    Ok(Credentials::new(user.as_str(), Password::new(password)))
}

/// Text in which `%40` stands for `@`.
fn decoded(text: &str) -> Result<Zeroizing<String>, Mistake> {
    let wrong = || Mistake::from("write a `%` in a user or password as `%25`");
    // As long as it can become: what grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
                let (high, low) = (digit().ok_or_else(wrong)?, digit().ok_or_else(wrong)?);
                u8::try_from(high << 4 | low).map_err(|_| wrong())?
            }
            byte => byte,
        });
    }
    let text = core::str::from_utf8(&bytes).map_err(|_| wrong())?;
    if text.contains(char::is_control) {
        return Err("leave control characters out of user and password".into());
    }
    Ok(Zeroizing::new(text.to_owned()))
}

fn host_and_port(text: &str) -> Result<(String, Option<u16>), Mistake> {
    if let Some(inside) = text.strip_prefix('[') {
        let (host, rest) =
            inside.split_once(']').ok_or("close the bracket around the address of the host")?;
        let host: Ipv6Addr =
            host.parse().map_err(|_| "write an IPv6 address without a zone in the brackets")?;
        let port = match rest.strip_prefix(':') {
            Some(port) => Some(number(port)?),
            None if rest.is_empty() => None,
            None => return Err("write `:` and the port after the bracket".into()),
        };
        return Ok((host.to_string(), port));
    }
    if text.matches(':').count() > 1 {
        return Err("write an IPv6 address in brackets, as in `[::1]:5000`".into());
    }
    match text.split_once(':') {
        Some((host, port)) => Ok((name(host)?, Some(number(port)?))),
        None => Ok((name(text)?, None)),
    }
}

fn number(text: &str) -> Result<u16, Mistake> {
    let digits = !text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    let port = text.parse().ok().filter(|port| digits && *port > 0);
    port.ok_or_else(|| "write a port from 1 to 65535".into())
}

/// A name, or an IPv4 address.
fn name(text: &str) -> Result<String, Mistake> {
    if text.is_empty() {
        return Err("write the name of the host".into());
    }
    let relative = text.strip_suffix('.').unwrap_or(text);
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    if relative.len() > LONGEST_NAME || !relative.split('.').all(is_label) {
        return Err("write a host of letters, digits, `-` and `.`".into());
    }
    // Systems take `127.1` and `0x7f.0.0.1` for addresses, each in its own way.
    let last = relative.rsplit('.').next().unwrap_or_default();
    let numeric = last.starts_with(|first: char| first.is_ascii_digit())
        && (last.bytes().all(|byte| byte.is_ascii_digit())
            || last.starts_with("0x")
            || last.starts_with("0X"));
    if numeric && text.parse::<Ipv4Addr>().is_err() {
        return Err("write an IPv4 address as four numbers".into());
    }
    Ok(text.to_ascii_lowercase())
}

/// Path and query. An empty one is `/`.
fn target(text: &str, scheme: Scheme) -> Result<String, Mistake> {
    if scheme.is_http() {
        if text.contains(['#', '"', '<', '>', '\\', '^', '`', '{', '|', '}']) {
            return Err("write a path of letters, digits and signs that need no `%..`, without a `#`".into());
        }
        return Ok(if text.starts_with('/') { text.to_owned() } else { format!("/{text}") });
    }
    match text {
        "" | "/" => Ok("/".to_owned()),
        _ => Err("only HTTP knows a path: end with the port".into()),
    }
}

/// What an error may show of a text that is perhaps no address: nothing that could be of a password, and no query.
pub(super) fn shown(text: &str) -> String {
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => (scheme, rest),
        _ => ("", text),
    };
    let mut shown = if scheme.is_empty() { String::new() } else { format!("{scheme}://") };
    let before_query = rest.split(['?', '#']).next().unwrap_or_default();
    let place = match before_query.rsplit_once('@') {
        Some((_, place)) => {
            shown.push_str("…@");
            place
        }
        None => before_query,
    };
    // Of a password with a `?` in it, the rest comes after that.
    let uncertain = rest.len() > before_query.len() && rest[before_query.len()..].contains('@');
    // A port that is none may be what somebody forgot an `@` behind.
    let host_end = place.find(']').map_or(0, |at| at + 1);
    let (host, after) = place.split_at(
        place.get(host_end..).and_then(|tail| tail.find(':')).map_or(place.len(), |at| host_end + at),
    );
    let port = after.strip_prefix(':').unwrap_or(after).split('/').next().unwrap_or_default();
    if uncertain || host.len() + after.len() > 300 {
        shown.push('…');
    } else if port.bytes().all(|byte| byte.is_ascii_digit()) || place.parse::<Ipv6Addr>().is_ok() {
        shown.push_str(place);
    } else {
        shown.push_str(host);
        shown.push_str(":…");
    }
    shown.escape_debug().to_string()
}
