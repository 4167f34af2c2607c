//! From settings to connections.

use core::future::poll_fn;
use core::pin::Pin;
use core::task::Poll;
use core::time::Duration;
use std::io;
use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::client::{Resumption, WebPkiServerVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::sign::CertifiedKey;
use rustls::{ClientConfig, ProtocolVersion, RootCertStore, SupportedProtocolVersion, version};
use rustls_pki_types::{CertificateDer, ServerName};
use rustls_platform_verifier::Verifier;
use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::explain;
use super::identity::Asked;
use super::{Identity, Tls, TlsVersion};
use crate::error::{Error, Result};
use crate::sink::net::address::Address;
use crate::sink::net::session::{Broken, Trouble};

/// How long a peer that asked who we are may take to say that it does not like the answer, or to go on.
const VERDICT: Duration = Duration::from_secs(1);

/// Makes connections; its settings were checked.
#[derive(Debug, Clone)]
pub(in crate::sink::net) struct Client {
    config: Arc<ClientConfig>,
    identity: Option<Arc<CertifiedKey>>,
    /// In place of the host that is connected to.
    name: Option<ServerName<'static>>,
}

impl Tls {
    /// Reads the files and checks what is in them.
    pub(in crate::sink::net) fn client(&self) -> Result<Client> {
        let provider = Arc::new(ring::default_provider());
        let name = self.server_name.as_deref().map(|name| {
            server_name(name).ok_or_else(|| {
                Error::invalid(
                    "server_name",
                    name,
                    "write the name of a host or an IP address, without a port",
                )
            })
        });
        let identity = self.identity.as_ref().map(|identity| identity.load(&provider)).transpose()?;
        let failed = |error| unusable(&error);
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(self.minimum.and_newer())
            .map_err(failed)?
            .dangerous()
            .with_custom_certificate_verifier(self.verifier(provider)?);
        let mut config = config.with_client_cert_resolver(Arc::new(Asked::new(None)));
        // Each connection is checked in full.
        config.resumption = Resumption::disabled();
        Ok(Client { config: Arc::new(config), identity, name: name.transpose()? })
    }

    /// Who says whether a certificate is to be trusted: one of two that check everything.
    pub(super) fn verifier(&self, provider: Arc<CryptoProvider>) -> Result<Arc<dyn ServerCertVerifier>> {
        let mut authorities: Vec<CertificateDer<'static>> = Vec::new();
        let mut known = RootCertStore::empty();
        for pem in &self.authorities {
            for certificate in pem.certificates()? {
                known.add(certificate.clone()).map_err(|error| {
                    pem.refuse(&format!("a certificate in it cannot be read ({error}); make it again"))
                })?;
                authorities.push(certificate);
            }
        }
        if !self.authorities.is_empty() && !self.system_too {
            let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(known), provider).build();
            return Ok(verifier.map_err(|error| unusable(&error))?);
        }
        let verifier =
            Verifier::new_with_extra_roots(authorities, provider).map_err(|error| unusable(&error))?;
        Ok(Arc::new(verifier))
    }
}

fn unusable(error: &dyn core::fmt::Display) -> Error {
    let fix = format!(
        "{error}; install the certificates of authorities (`ca-certificates`), or name some with `ca_file`"
    );
    Error::invalid("tls", "the authorities of the system", fix)
}

impl Identity {
    fn load(&self, provider: &CryptoProvider) -> Result<Arc<CertifiedKey>> {
        let (chain, key) = (self.chain.certificates()?, self.key.key()?);
        CertifiedKey::from_der(chain, key, provider).map(Arc::new).map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => self
                .key
                .refuse("it is not the key of the first certificate; name the files that belong together"),
            error => {
                self.chain.refuse(&format!("certificate and key cannot be used ({error}); make them again"))
            }
        })
    }
}

impl TlsVersion {
    fn and_newer(self) -> &'static [&'static SupportedProtocolVersion] {
        static BOTH: [&SupportedProtocolVersion; 2] = [&version::TLS13, &version::TLS12];
        static NEW: [&SupportedProtocolVersion; 1] = [&version::TLS13];
        match self {
            Self::V1_2 => &BOTH,
            Self::V1_3 => &NEW,
        }
    }
}

impl Client {
    /// Encrypts a connection to which nothing was written yet. Nothing but the handshake is.
    ///
    /// # Errors
    /// When the peer is not who it should be, does not want us, or does not speak TLS as we do.
    pub(in crate::sink::net) async fn connect<S>(
        &self,
        stream: S,
        address: &Address,
    ) -> Result<TlsStream<S>, Broken>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let nameless = || Broken::new(Trouble::Tls, "TLS: no certificate can be for such a name");
        let name = self.name.clone().or_else(|| server_name(address.host())).ok_or_else(nameless)?;
        let asked = Arc::new(Asked::new(self.identity.clone()));
        let mut config = ClientConfig::clone(&self.config);
        config.client_auth_cert_resolver = Arc::clone(&asked) as _;
        let connector = TlsConnector::from(Arc::new(config));
        let mut stream = connector.connect(name, stream).await.map_err(|error| explain::handshake(&error))?;
        if asked.was() {
            accepted(&mut stream).await.map_err(|error| explain::handshake(&error))?;
        }
        Ok(stream)
    }
}

/// Waits for what the peer says to our certificate, or to that there is none.
///
/// With TLS 1.3 the handshake is over for us before the peer has looked at it. What we sent then would be acknowledged by its
/// kernel and thrown away. A peer that goes on sends a ticket for a later connection, as most do, or something else. One that
/// sends nothing is trusted after a second.
async fn accepted<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut TlsStream<S>) -> io::Result<()> {
    if stream.get_ref().1.protocol_version() != Some(ProtocolVersion::TLSv1_3) {
        return Ok(());
    }
    let verdict = poll_fn(|cx| {
        let said = Pin::new(&mut *stream).poll_fill_buf(cx).map_ok(|bytes| !bytes.is_empty());
        match said {
            Poll::Ready(Ok(true)) => Poll::Ready(Ok(())),
            Poll::Ready(Ok(false)) => Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into())),
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending if stream.get_ref().1.tls13_tickets_received() > 0 => Poll::Ready(Ok(())),
            Poll::Pending => Poll::Pending,
        }
    });
    timeout(VERDICT, verdict).await.unwrap_or(Ok(()))
}

/// A name as certificates have it.
fn server_name(host: &str) -> Option<ServerName<'static>> {
    ServerName::try_from(host.strip_suffix('.').unwrap_or(host).to_owned()).ok()
}
