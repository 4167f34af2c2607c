//! What we show to a peer that asks who we are, and whether it asked.

use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

use rustls::SignatureScheme;
use rustls::client::ResolvesClientCert;
use rustls::sign::CertifiedKey;

/// For one connection: our certificate, if there is one. It remembers whether the peer asked for it.
#[derive(Debug)]
pub(super) struct Asked {
    identity: Option<Arc<CertifiedKey>>,
    asked: AtomicBool,
}

impl Asked {
    pub(super) fn new(identity: Option<Arc<CertifiedKey>>) -> Self {
        Self { identity, asked: AtomicBool::new(false) }
    }

    /// Whether the peer wanted to know.
    pub(super) fn was(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }
}

impl ResolvesClientCert for Asked {
    fn resolve(&self, _authorities: &[&[u8]], _schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.asked.store(true, Ordering::Relaxed);
        self.identity.clone()
    }

    fn has_certs(&self) -> bool {
        self.identity.is_some()
    }
}
