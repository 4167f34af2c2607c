//! What syslog puts before the message: `Dec 10 06:55:46 host sshd[24200]: `.

/// Everything but the message.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Header<'a> {
    pub(super) when: Option<&'a str>,
    pub(super) host: Option<&'a str>,
    pub(super) program: &'static str,
    pub(super) pid: Option<u32>,
}

/// What a program is called that is not in the list below.
const OTHER: &str = "other";

/// Programs that write to `auth.log`. Any other name is not written: `logger` without a tag uses the name of the user.
const PROGRAMS: &[&str] = &[
    "sshd",
    "sshd-session",
    "sshd-auth",
    "sudo",
    "su",
    "login",
    "cron",
    "CRON",
    "systemd",
    "systemd-logind",
    "passwd",
    "chpasswd",
    "useradd",
    "userdel",
    "usermod",
    "groupadd",
    "groupdel",
    "polkitd",
    "dbus-daemon",
    "rsyslogd",
    "kernel",
];

const LONGEST_HOST: usize = 64;
const MONTHS: &[&str] = &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Splits a line; where there is no header, all of it is the message.
pub(super) fn split(line: &str) -> (Header<'_>, &str) {
    let none = Header { program: OTHER, ..Header::default() };
    let Some((when, rest)) = timestamp(line) else { return (none, line) };
    let dated = Header { when: Some(when), ..none };
    let Some((host, rest)) = rest.split_once(' ').filter(|(host, _)| is_host(host)) else {
        return (dated, rest);
    };
    let located = Header { host: Some(host), ..dated };
    match rest.split_once(": ").and_then(|(tag, message)| Some((program(tag)?, message))) {
        Some(((program, pid), message)) => (Header { program, pid, ..located }, message),
        None => (located, rest),
    }
}

/// The time at the start of a line and what comes after it: `Dec 10 06:55:46`, or as in RFC 3339.
fn timestamp(line: &str) -> Option<(&str, &str)> {
    if let Some((first, rest)) = line.split_at_checked("Dec 10 06:55:46".len())
        && is_bsd_time(first.as_bytes())
    {
        return Some((first, rest.strip_prefix(' ')?));
    }
    line.split_once(' ').filter(|(first, _)| is_rfc3339(first))
}

/// `Dec 10 06:55:46`, with a space in place of a leading zero of the day.
fn is_bsd_time(text: &[u8]) -> bool {
    let [m1, m2, m3, b' ', d1, d2, b' ', clock @ ..] = text else { return false };
    let day = if *d1 == b' ' { number(&[*d2]) } else { number(&[*d1, *d2]) };
    MONTHS.iter().any(|month| month.as_bytes() == [*m1, *m2, *m3])
        && day.is_some_and(|day| (1..=31).contains(&day))
        && is_clock(clock)
}

/// `06:55:46`
fn is_clock(text: &[u8]) -> bool {
    let [h1, h2, b':', m1, m2, b':', s1, s2] = text else { return false };
    let below = |digits: [&u8; 2], limit| number(&digits.map(|digit| *digit)).is_some_and(|it| it < limit);
    below([h1, h2], 24) && below([m1, m2], 60) && below([s1, s2], 61)
}

/// `2026-12-10T06:55:46.123456+01:00`
fn is_rfc3339(text: &str) -> bool {
    let shape: String = text.chars().map(|ch| if ch.is_ascii_digit() { '0' } else { ch }).collect();
    let Some(rest) = shape.strip_prefix("0000-00-00T00:00:00") else { return false };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches('0'),
        None => rest,
    };
    text.len() <= 35 && matches!(zone, "Z" | "+00:00" | "-00:00")
}

/// A host name or an address.
fn is_host(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':');
    (1..=LONGEST_HOST).contains(&text.len()) && text.bytes().all(allowed)
}

/// `sshd[24200]` or `sudo`
fn program(tag: &str) -> Option<(&'static str, Option<u32>)> {
    let (name, pid) = match tag.strip_suffix(']').and_then(|tag| tag.rsplit_once('[')) {
        Some((name, pid)) => (name, Some(pid.parse().ok()?)),
        None => (tag, None),
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'/' | b'-');
    if name.is_empty() || !name.bytes().all(is_name) {
        return None;
    }
    Some((PROGRAMS.iter().find(|known| **known == name).copied().unwrap_or(OTHER), pid))
}

fn number(digits: &[u8]) -> Option<u32> {
    digits
        .iter()
        .try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
}
