//! Encrypted connections to peers that are who they should be.

mod client;
mod explain;
mod identity;
mod pem;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

pub(super) use client::Client;
pub(super) use explain::broken;
use pem::Pem;

/// How connections are encrypted, and whom they trust.
///
/// The certificate of the peer is checked in full, always: signed by an authority that is trusted, for the name that was
/// connected to, valid today. There is no switch for less. A connection that is to be encrypted is never made without, and
/// nothing is sent before the peer has shown who it is.
///
/// Trusted are the authorities of the system; where you name some with [`ca_file`](Self::ca_file), these **instead**: a peer
/// inside of a company should have a certificate of that company, not of anybody. Files are read once, when the logger is built.
///
/// ```
/// use blackbar::{Tls, TlsVersion};
///
/// let tls = Tls::new()
///     .ca_file("/etc/ssl/logs-ca.pem")
///     .client_certificate("/etc/ssl/app.pem", "/etc/ssl/private/app.key")
///     .minimum_version(TlsVersion::V1_3);
/// ```
///
/// A certificate that signed itself is trusted like that of an authority, when it is named with `ca_file` and does not claim to
/// be that of an authority: `openssl req -x509 -addext basicConstraints=critical,CA:FALSE …`.
#[derive(Debug, Clone, Default)]
#[must_use = "nothing is encrypted by it until it is given to a destination"]
pub struct Tls {
    authorities: Vec<Pem>,
    system_too: bool,
    identity: Option<Identity>,
    server_name: Option<String>,
    minimum: TlsVersion,
}

/// A version of TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum TlsVersion {
    /// TLS 1.2, of 2008.
    #[default]
    V1_2,
    /// TLS 1.3, of 2018.
    V1_3,
}

/// What we show to the peer.
#[derive(Debug, Clone)]
struct Identity {
    chain: Pem,
    key: Pem,
}

impl Tls {
    /// Trusts the authorities of the system, checks everything, takes TLS 1.2 and 1.3.
    pub fn new() -> Self {
        Self::default()
    }

    /// Trusts the authorities whose certificates are in this file, in PEM, and not those of the system. Several files add up.
    pub fn ca_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.authorities.push(Pem::file("ca_file", path));
        self
    }

    /// The same with the PEM text in an environment variable, or in the file whose path is in the variable with `_FILE` behind its
    /// name: `LOGS_CA` or `LOGS_CA_FILE`.
    pub fn ca_from_env(mut self, variable: impl Into<String>) -> Self {
        self.authorities.push(Pem::variable("ca_from_env", variable));
        self
    }

    /// Trusts the authorities of the system, too, where some are named.
    pub fn system_authorities_too(mut self) -> Self {
        self.system_too = true;
        self
    }

    /// What to show to a peer that asks who we are: our certificate and those that lead to its authority, and its key. Both are PEM
    /// files, the key not encrypted.
    pub fn client_certificate(mut self, chain: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Self {
        let file = |path| Pem::file("client_certificate", path);
        self.identity = Some(Identity { chain: file(chain.into()), key: file(key.into()) });
        self
    }

    /// The same from two environment variables, or from the files that the variables with `_FILE` behind their names name.
    pub fn client_certificate_from_env(
        mut self,
        chain_variable: impl Into<String>,
        key_variable: impl Into<String>,
    ) -> Self {
        let variable = |name| Pem::variable("client_certificate_from_env", name);
        self.identity =
            Some(Identity { chain: variable(chain_variable.into()), key: variable(key_variable.into()) });
        self
    }

    /// The name, or the IP address, for which the certificate of the peer must be. Default: the host that is connected to.
    pub fn server_name(mut self, name: impl Into<String>) -> Self {
        self.server_name = Some(name.into());
        self
    }

    /// Takes no older version. Default: 1.2.
    pub fn minimum_version(mut self, version: TlsVersion) -> Self {
        self.minimum = version;
        self
    }
}
