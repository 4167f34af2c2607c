//! Authorities, certificates, and peers that have them.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::crypto::ring;
use rustls::server::danger::ClientCertVerifier;
use rustls::server::{NoClientAuth, WebPkiClientVerifier};
use rustls::{
    ProtocolVersion, RootCertStore, ServerConfig, ServerConnection, SupportedProtocolVersion, version,
};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use tempfile::NamedTempFile;

use crate::sink::net::address::Address;
use crate::sink::net::connect::Connector;
use crate::sink::net::link::Link;
use crate::sink::net::link::tests::support::{DEADLINE, listener, patient, within_a_minute};
use crate::sink::net::resolve::tests::By;
use crate::sink::net::session::Broken;
use crate::sink::net::tls::Tls;

/// The name that certificates are for.
pub(super) const NAME: &str = "logs.test";

/// Somebody who signs certificates.
pub(super) struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    pub(super) file: NamedTempFile,
}

/// A certificate with its key, in PEM.
pub(super) struct Certified {
    pub(super) chain: NamedTempFile,
    pub(super) key: NamedTempFile,
}

pub(super) fn file(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

/// A certificate for this name, to be changed before it is signed.
pub(super) fn params(name: &str) -> CertificateParams {
    CertificateParams::new([name.to_owned()]).unwrap()
}

/// One that signs itself.
pub(super) fn self_signed(params: &CertificateParams) -> Certified {
    let key = KeyPair::generate().unwrap();
    Certified { chain: file(&params.self_signed(&key).unwrap().pem()), key: file(&key.serialize_pem()) }
}

impl Authority {
    pub(super) fn new(name: &str) -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        Self { file: file(&issuer.pem()), issuer }
    }

    pub(super) fn sign(&self, params: &CertificateParams) -> Certified {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        Certified { chain: file(&certificate.pem()), key: file(&key.serialize_pem()) }
    }

    /// A certificate as it should be.
    pub(super) fn good(&self) -> Certified {
        self.sign(&params(NAME))
    }

    /// Trusts this one.
    pub(super) fn trusted(&self) -> Tls {
        Tls::new().ca_file(self.file.path())
    }

    /// The check of certificates of clients: of this authority, and there must be one.
    pub(super) fn clients(&self) -> Arc<dyn ClientCertVerifier> {
        WebPkiClientVerifier::builder_with_provider(
            Arc::new(self.store()),
            Arc::new(ring::default_provider()),
        )
        .build()
        .unwrap()
    }

    /// The same, and none is well, too.
    pub(super) fn clients_or_none(&self) -> Arc<dyn ClientCertVerifier> {
        WebPkiClientVerifier::builder_with_provider(
            Arc::new(self.store()),
            Arc::new(ring::default_provider()),
        )
        .allow_unauthenticated()
        .build()
        .unwrap()
    }

    fn store(&self) -> RootCertStore {
        let mut store = RootCertStore::empty();
        store.add(self.issuer.der().clone()).unwrap();
        store
    }
}

/// What a peer is set up with.
pub(super) struct Peer {
    pub(super) clients: Arc<dyn ClientCertVerifier>,
    pub(super) versions: &'static [&'static SupportedProtocolVersion],
    pub(super) tickets: usize,
}

impl Default for Peer {
    fn default() -> Self {
        Self { clients: Arc::new(NoClientAuth), versions: rustls::ALL_VERSIONS, tickets: 1 }
    }
}

pub(super) static ONLY_1_2: [&SupportedProtocolVersion; 1] = [&version::TLS12];
pub(super) static ONLY_1_3: [&SupportedProtocolVersion; 1] = [&version::TLS13];

/// A connection as a peer has it.
pub(super) struct Served {
    pub(super) session: ServerConnection,
    pub(super) stream: TcpStream,
}

impl Served {
    pub(super) fn version(&self) -> Option<ProtocolVersion> {
        self.session.protocol_version()
    }

    /// The bytes up to the end that the other side announced.
    pub(super) fn read_to_end(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        rustls::Stream::new(&mut self.session, &mut self.stream).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    pub(super) fn write(&mut self, bytes: &[u8]) {
        let mut stream = rustls::Stream::new(&mut self.session, &mut self.stream);
        stream.write_all(bytes).and_then(|()| stream.flush()).unwrap();
    }
}

impl Peer {
    /// Takes one connection, and hands it over after the handshake, or what became of that.
    pub(super) fn serve<T: Send + 'static>(
        self,
        certified: &Certified,
        then: impl FnOnce(io::Result<Served>) -> T + Send + 'static,
    ) -> (SocketAddr, JoinHandle<T>) {
        let chain: Vec<_> =
            CertificateDer::pem_file_iter(certified.chain.path()).unwrap().map(Result::unwrap).collect();
        let key = PrivateKeyDer::from_pem_file(certified.key.path()).unwrap();
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(self.versions)
            .unwrap()
            .with_client_cert_verifier(self.clients)
            .with_single_cert(chain, key)
            .unwrap();
        config.send_tls13_tickets = self.tickets;
        raw(move |stream| then(handshake(config, stream)))
    }
}

fn handshake(config: ServerConfig, mut stream: TcpStream) -> io::Result<Served> {
    let mut session = ServerConnection::new(Arc::new(config)).unwrap();
    let done = session.complete_io(&mut stream);
    // The ticket, or what is wrong.
    while session.wants_write() {
        session.write_tls(&mut stream)?;
    }
    done.map(|_| Served { session, stream })
}

/// A peer that speaks what it likes.
pub(super) fn raw<T: Send + 'static>(
    then: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> (SocketAddr, JoinHandle<T>) {
    let (listener, at) = listener();
    let thread = std::thread::Builder::new().spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        then(stream)
    });
    (at, thread.unwrap())
}

/// Connects to `host`, whose address is `at`.
pub(super) async fn connect(tls: &Tls, host: &str, at: SocketAddr) -> Result<Link, Broken> {
    let connector = Connector::new(patient()).with_resolver(Arc::new(By(move |_: &str| Ok(vec![at]))));
    let address = Address::parse(&format!("{host}:{}", at.port())).unwrap();
    within_a_minute(connector.with_tls(tls).unwrap().connect(&address)).await
}
