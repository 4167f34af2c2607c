//! Certificates and keys in PEM (RFC 7468), from files and environment variables.

use std::path::PathBuf;

use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::sink::net::credentials::{secret_file, secret_from_env};

/// Where a text in PEM is, and which setting says so.
#[derive(Debug, Clone)]
pub(super) struct Pem {
    setting: &'static str,
    place: Place,
}

#[derive(Debug, Clone)]
enum Place {
    File(PathBuf),
    Variable(String),
}

impl Pem {
    pub(super) fn file(setting: &'static str, path: impl Into<PathBuf>) -> Self {
        Self { setting, place: Place::File(path.into()) }
    }

    pub(super) fn variable(setting: &'static str, name: impl Into<String>) -> Self {
        Self { setting, place: Place::Variable(name.into()) }
    }

    /// The certificates in it, in order; one at least.
    ///
    /// # Errors
    /// When it cannot be read, has none, or something in it is no PEM.
    pub(super) fn certificates(&self) -> Result<Vec<CertificateDer<'static>>> {
        let (place, text) = self.text()?;
        let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text.as_bytes()).collect();
        match found {
            Ok(found) if !found.is_empty() => Ok(found),
            _ => {
                Err(self
                    .refused(&place, "it has no certificate; one begins with `-----BEGIN CERTIFICATE-----`"))
            }
        }
    }

    /// The first private key in it.
    ///
    /// # Errors
    /// When it cannot be read or has none that is not encrypted.
    pub(super) fn key(&self) -> Result<PrivateKeyDer<'static>> {
        let (place, text) = self.text()?;
        PrivateKeyDer::from_pem_slice(text.as_bytes()).map_err(|_| {
            self.refused(
                &place,
                "it has no private key that is not encrypted; one begins with `-----BEGIN PRIVATE KEY-----`",
            )
        })
    }

    /// An error about what is there.
    pub(super) fn refuse(&self, fix: &str) -> Error {
        match &self.place {
            Place::File(path) => self.refused(&path.display().to_string(), fix),
            Place::Variable(name) => self.refused(name, fix),
        }
    }

    fn text(&self) -> Result<(String, Zeroizing<String>)> {
        match &self.place {
            Place::File(path) => {
                secret_file(self.setting, path).map(|text| (path.display().to_string(), text))
            }
            Place::Variable(name) => secret_from_env(self.setting, name),
        }
    }

    fn refused(&self, place: &str, fix: &str) -> Error {
        Error::invalid(self.setting, place, fix)
    }
}
