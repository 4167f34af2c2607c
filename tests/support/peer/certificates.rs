//! Certificates for tests: an authority, servers and clients that it vouches for, and others that it should not.

use std::path::PathBuf;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tempfile::TempDir;

/// An authority of its own, with its files in a folder that is deleted with it.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    folder: TempDir,
}

/// A certificate with its key.
pub struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: KeyPair,
    pem: String,
}

impl Authority {
    /// A new one, which nobody knows.
    #[must_use]
    pub fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([]).unwrap();
        params.distinguished_name.push(DnType::CommonName, "blackbar tests");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate = params.self_signed(&key).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ca.pem"), certificate.pem()).unwrap();
        let certificate = certificate.der().clone();
        Self { issuer: Issuer::new(params, key), certificate, folder }
    }

    /// The file with its certificate.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// A certificate for this host: a name or an address.
    #[must_use]
    pub fn identity(&self, host: &str) -> Identity {
        self.issue(CertificateParams::new([host.to_owned()]).unwrap())
    }

    /// A certificate for this host that has expired long ago.
    #[must_use]
    pub fn expired(&self, host: &str) -> Identity {
        let mut params = CertificateParams::new([host.to_owned()]).unwrap();
        params.not_before = date_time_ymd(2001, 1, 1);
        params.not_after = date_time_ymd(2002, 1, 1);
        self.issue(params)
    }

    /// Writes a certificate with its key into files `name.pem` and `name.key` and returns their paths.
    #[must_use]
    pub fn write(&self, name: &str, identity: &Identity) -> (PathBuf, PathBuf) {
        let (certificate, key) = (self.folder.path().join(name), self.folder.path().join(name));
        let (certificate, key) = (certificate.with_extension("pem"), key.with_extension("key"));
        std::fs::write(&certificate, &identity.pem).unwrap();
        std::fs::write(&key, identity.key.serialize_pem()).unwrap();
        (certificate, key)
    }

    /// A server that shows `identity` and wants no certificate of its clients.
    #[must_use]
    pub fn server(&self, identity: &Identity) -> Arc<ServerConfig> {
        let config = builder().with_no_client_auth();
        Arc::new(config.with_single_cert(identity.chain.clone(), identity.private()).unwrap())
    }

    /// A server that shows `identity` and talks to nobody without a certificate of this authority.
    #[must_use]
    pub fn server_for_clients(&self, identity: &Identity) -> Arc<ServerConfig> {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.clone()).unwrap();
        let verifier =
            WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider()).build().unwrap();
        let config = builder().with_client_cert_verifier(verifier);
        Arc::new(config.with_single_cert(identity.chain.clone(), identity.private()).unwrap())
    }

    fn issue(&self, mut params: CertificateParams) -> Identity {
        params.distinguished_name.push(DnType::CommonName, "blackbar test peer");
        params.extended_key_usages =
            vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let pem = certificate.pem();
        Identity { chain: vec![certificate.der().clone()], key, pem }
    }
}

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

impl Identity {
    fn private(&self) -> PrivateKeyDer<'static> {
        PrivatePkcs8KeyDer::from(self.key.serialize_der()).into()
    }
}

fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

fn builder() -> rustls::ConfigBuilder<ServerConfig, rustls::WantsVerifier> {
    ServerConfig::builder_with_provider(provider()).with_safe_default_protocol_versions().unwrap()
}
