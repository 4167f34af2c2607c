//! [`LogUrl`]: where a URL leads, without what it carries.

use core::fmt;

use crate::value::{LogValue, Shape, ValueWriter, marked, own_form};

/// A URL as it may be logged: scheme, host, port and path. Not written are user and password, the query and the fragment,
/// for that is where credentials stand.
///
/// ```
/// # use blackbar::{LogUrl, info};
/// let url = "https://ada:hunter2@api.example:8443/v1/users?token=t#top";
/// // "https://api.example:8443/v1/users"
/// info!("called", url = LogUrl::new(url));
/// ```
///
/// A text that is no URL is written as `[redacted:url]`, and so is one of which it is not certain where the password ends:
/// with an `@` in the path or behind it, or a backslash. The path is written as it is: if your paths carry secrets, do not log them.
#[derive(Clone, Copy)]
pub struct LogUrl<'u>(Option<Parts<'u>>);

/// What is written.
#[derive(Clone, Copy)]
struct Parts<'u> {
    /// Empty for a path alone.
    scheme: &'u str,
    host: &'u str,
    port: Option<u16>,
    path: &'u str,
}

/// What stands for a text that is no URL.
const NO_URL: &str = "[redacted:url]";

impl<'u> LogUrl<'u> {
    /// What may be logged of the URL that `text` is.
    #[must_use]
    pub fn new(text: &'u str) -> Self {
        Self(parse(text))
    }
}

/// A URL whose path is data (`mailto:`, `data:`) is written as `[redacted:url]`.
#[cfg(feature = "url")]
impl<'u> From<&'u url::Url> for LogUrl<'u> {
    fn from(url: &'u url::Url) -> Self {
        Self((!url.cannot_be_a_base()).then(|| Parts {
            scheme: url.scheme(),
            host: url.host_str().unwrap_or_default(),
            port: url.port(),
            path: url.path(),
        }))
    }
}

/// The target of a request may be a path alone.
#[cfg(feature = "http")]
impl<'u> From<&'u http::Uri> for LogUrl<'u> {
    fn from(uri: &'u http::Uri) -> Self {
        Self(Some(Parts {
            scheme: uri.scheme_str().unwrap_or_default(),
            host: uri.host().unwrap_or_default(),
            port: uri.port_u16(),
            path: uri.path(),
        }))
    }
}

impl LogValue for LogUrl<'_> {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Text;
    const LEAF: bool = true;

    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        let Some(Parts { scheme, host, port, path }) = self.0 else {
            return writer.text(NO_URL);
        };
        let (mut digits, separator) = (itoa::Buffer::new(), if scheme.is_empty() { "" } else { "://" });
        let (colon, port) = port.map_or(("", ""), |port| (":", digits.format(port)));
        writer.text_of(&[scheme, separator, host, colon, port, path]);
    }
}

marked!([NotByte] LogUrl<'_>);

/// What is logged of it.
impl fmt::Debug for LogUrl<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LogUrl")
    }
}

/// Takes `scheme://user:password@host:port/path?query#fragment` apart.
fn parse(text: &str) -> Option<Parts<'_>> {
    let is_odd = |ch: char| ch.is_whitespace() || ch.is_control() || ch == '\\';
    let (scheme, rest) = text.split_once("://")?;
    let is_scheme = scheme.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && scheme.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '+' | '-' | '.'));
    if !is_scheme || text.contains(is_odd) {
        return None;
    }
    let (rest, behind) = rest.split_at(rest.find(['?', '#']).unwrap_or(rest.len()));
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    // `user:pass/word@host` and `user:pass?word@host` are taken apart in the middle of the password.
    if path.contains('@') || behind.contains('@') {
        return None;
    }
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_user, host)| host);
    let (host, port) = split_port(host_and_port)?;
    let is_host = is_host(host) || (host.is_empty() && scheme.eq_ignore_ascii_case("file"));
    is_host.then_some(Parts { scheme, host, port, path })
}

/// Host and port; the colons of an IPv6 address stand in brackets.
fn split_port(authority: &str) -> Option<(&str, Option<u16>)> {
    let after_address = authority.rfind(']').map_or(0, |at| at + 1);
    match authority.get(after_address..)?.find(':') {
        None => Some((authority, None)),
        Some(colon) => {
            let (host, port) = authority.split_at_checked(after_address + colon)?;
            Some((host, Some(port.strip_prefix(':')?.parse().ok()?)))
        }
    }
}

fn is_host(host: &str) -> bool {
    match host.strip_prefix('[') {
        Some(address) => {
            address.strip_suffix(']').is_some_and(|address| address.parse::<core::net::Ipv6Addr>().is_ok())
        }
        None => {
            !host.is_empty() && host.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '-' | '.' | '_'))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use proptest::prelude::*;

    use super::*;

    fn written(url: LogUrl<'_>) -> String {
        let mut room = [0; 4096];
        let mut writer = ValueWriter::new(&mut room, 0);
        url.encode_value(&mut writer);
        let written = writer.written();
        String::from_utf8(room[4..written].to_vec()).unwrap()
    }

    #[test]
    fn a_url_shows_where_it_leads_and_nothing_else() {
        for (text, expected) in [
            ("https://host/p", "https://host/p"),
            ("https://ada:hunter2@host:8443/v1/p?token=t#frag", "https://host:8443/v1/p"),
            ("https://a:b@c@host/", "https://host/"),
            ("postgres://u:p@db.internal:5432/app", "postgres://db.internal:5432/app"),
            ("https://host?token=t", "https://host"),
            ("https://host#t", "https://host"),
            ("https://u:p@[2001:db8::1]:80/x", "https://[2001:db8::1]:80/x"),
            ("file:///etc/hosts", "file:///etc/hosts"),
            ("https://müller.example/ü", "https://müller.example/ü"),
        ] {
            assert_eq!(written(LogUrl::new(text)), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_url_or_may_be_another_one_is_not_shown() {
        for text in [
            "",
            "host/path",
            "mailto:ada@example.com",
            "https:/u:p@host",
            "https://",
            "https:///p",
            "://host",
            "jdbc:postgres://u:p@host/db",
            "https://user:pass/word@host/",
            "https://user:123/word@host/",
            "https://user?word@host/",
            "https://user@1?word@host/",
            "https://user#word@host/",
            "https://u:p\\@host/",
            "https://u:p @host/",
            "https://host:99999/",
            "https://host:/",
            "https://host:8x/",
            "https://[::1/",
            "https://ho st/",
            "1https://h/",
        ] {
            assert_eq!(written(LogUrl::new(text)), NO_URL, "{text}");
        }
    }

    #[cfg(feature = "url")]
    #[test]
    fn a_parsed_url_shows_the_same() {
        let url = url::Url::parse("https://ada:hunter2@[::1]:8443/v1/p?token=t#frag").unwrap();
        assert_eq!(written(LogUrl::from(&url)), "https://[::1]:8443/v1/p");
        let url = url::Url::parse("mailto:ada@example.com").unwrap();
        assert_eq!(written(LogUrl::from(&url)), NO_URL);
    }

    #[cfg(feature = "http")]
    #[test]
    fn the_target_of_a_request_shows_the_same() {
        for (uri, expected) in [
            ("https://ada:hunter2@host:8443/v1?token=t", "https://host:8443/v1"),
            ("/v1?token=t", "/v1"),
            ("ada:hunter2@host:80", "host:80"),
            ("*", "*"),
        ] {
            assert_eq!(written(LogUrl::from(&uri.parse::<http::Uri>().unwrap())), expected);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), rest in "[a-z:/@?#\\[\\]\\\\ %.0-9]{0,40}") {
            let _any = written(LogUrl::new(&text));
            let _near = written(LogUrl::new(&format!("https://{rest}")));
        }

        #[test]
        fn no_password_is_shown(password in "[Q-Z/@?#:0-9]{4,12}", path in "(/[a-z]{1,5}){0,3}") {
            let shown = written(LogUrl::new(&format!("https://ada:{password}@host{path}")));
            let parts: Vec<char> = password.chars().collect();
            for window in parts.windows(4).map(String::from_iter) {
                prop_assert!(!shown.contains(&window), "{shown}");
            }
        }
    }
}
