//! Where a peer is, as somebody wrote it.
//!
//! ```text
//! address  = [ scheme "://" ] [ user [ ":" password ] "@" ] host [ ":" port ] [ path ] [ "?" query ]
//! scheme   = "tcp" | "tls" | "udp" | "http" | "https"      of these, the ones that the protocol speaks
//! host     = name | IPv4 | "[" IPv6 "]"
//! port     = 1 to 65535
//! ```
//!
//! Without a scheme it is the first that the protocol speaks. Without a port it is the protocol's, if it has one; an address
//! that begins with `http://` or `https://` has that of the scheme. User, path and query are for HTTP alone. A sign that means
//! something (`@ : / ? # %`) is written as `%40` and the like in a user or a password. A name is written in ASCII; it is kept
//! in small letters.
//!
//! An address can hold a password, and a query can hold a token: neither is ever shown, in errors neither.

mod parse;
#[cfg(test)]
mod tests;

use core::fmt;
use core::hash::{Hash, Hasher};
use std::net::IpAddr;

use super::credentials::Credentials;
use crate::error::Result;

/// A host and a port, not yet resolved, and what else was written with them.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Address {
    scheme: Scheme,
    /// A name in small letters, or an address without brackets.
    host: String,
    port: u16,
    credentials: Option<Credentials>,
    /// Path and query; begins with `/`.
    target: String,
}

/// How one talks to a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Scheme {
    /// A stream of bytes, encrypted if TLS was set up.
    Tcp,
    /// A stream of bytes, encrypted.
    Tls,
    /// Datagrams.
    Udp,
    /// HTTP, not encrypted.
    Http,
    /// HTTP, encrypted.
    Https,
}

/// What a protocol takes for an address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expected {
    /// The first one is meant when none is written.
    pub(crate) schemes: &'static [Scheme],
    /// The port when none is written. `None`: one has to be written.
    pub(crate) port: Option<u16>,
    /// One that is right, for errors.
    pub(crate) example: &'static str,
}

impl Expected {
    /// A stream of bytes, at a port that has to be written.
    pub(crate) const STREAM: Self =
        Self { schemes: &[Scheme::Tcp, Scheme::Tls], port: None, example: "logs.example.com:5000" };
}

impl Address {
    /// Reads the address of a stream, with a port: `logs.example.com:5000`, `tls://[::1]:5000`.
    ///
    /// # Errors
    /// When it is something else.
    #[cfg(test)]
    pub(crate) fn parse(text: &str) -> Result<Self> {
        Self::parse_as(text, &Expected::STREAM)
    }

    /// Reads an address as a protocol takes it.
    ///
    /// # Errors
    /// When it is something else; the error says what to write instead and shows neither user info nor query.
    pub(crate) fn parse_as(text: &str, expected: &Expected) -> Result<Self> {
        parse::address(text, expected)
    }

    /// How one talks there.
    pub(crate) fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The name or the address of the host, without brackets.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// The port.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The address of the host, when it was written as one.
    pub(crate) fn ip(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    /// Path and query of an HTTP request, `/` at least.
    pub(crate) fn target(&self) -> &str {
        &self.target
    }

    /// User and password that were written in it.
    pub(crate) fn credentials(&self) -> Option<&Credentials> {
        self.credentials.as_ref()
    }
}

impl Scheme {
    pub(super) const ALL: [Self; 5] = [Self::Tcp, Self::Tls, Self::Udp, Self::Http, Self::Https];

    fn name(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Tls => "tls",
            Self::Udp => "udp",
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    /// Whether what is sent is encrypted in any case.
    pub(crate) fn is_encrypted(self) -> bool {
        matches!(self, Self::Tls | Self::Https)
    }

    fn is_http(self) -> bool {
        matches!(self, Self::Http | Self::Https)
    }

    /// The port that everybody knows.
    fn port(self) -> Option<u16> {
        match self {
            Self::Http => Some(80),
            Self::Https => Some(443),
            Self::Tcp | Self::Tls | Self::Udp => None,
        }
    }
}

/// Host and port, as they are written: `logs.example.com:5000`, `[::1]:5000`.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host.contains(':') {
            true => write!(f, "[{}]:{}", self.host, self.port),
            false => write!(f, "{}:{}", self.host, self.port),
        }
    }
}

/// The same with the scheme.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{self}", self.scheme.name())
    }
}

impl Hash for Address {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.scheme, &self.host, self.port, &self.target).hash(state);
    }
}
