//! What went wrong with TLS, for people: what is wrong, and where to mend it.

use std::io;

use rustls::{AlertDescription, CertificateError, Error, PeerIncompatible};
use rustls_pki_types::UnixTime;

use crate::sink::net::session::{Broken, Trouble};

/// Names of a certificate that are told, and letters of each: it is the peer that wrote them.
const MOST_NAMES: usize = 3;
const LONGEST_NAME: usize = 100;

/// What an error on an encrypted connection means; `None` when it has nothing to do with the encryption.
pub(in crate::sink::net) fn broken(error: &io::Error) -> Option<Broken> {
    let inner = error.get_ref()?;
    if let Some(error) = inner.downcast_ref::<Error>() {
        return Some(Broken::new(Trouble::Tls, format!("TLS: {}", words(error))));
    }
    let unsaid = error.kind() == io::ErrorKind::UnexpectedEof && inner.to_string().contains("close_notify");
    unsaid.then(|| {
        let what = "the peer closed the connection without saying that this is the end (close_notify)";
        Broken::new(Trouble::Closed, what)
    })
}

/// The same in the handshake.
pub(super) fn handshake(error: &io::Error) -> Broken {
    if let Some(broken) = broken(error) {
        return broken;
    }
    match Broken::of(error) {
        Broken { why: Trouble::Closed, .. } => {
            let what =
                "TLS: the peer closed the connection in the handshake; does it speak TLS at this port?";
            Broken::new(Trouble::Tls, what)
        }
        Broken { why, what } => Broken::new(why, format!("in the TLS handshake: {what}")),
    }
}

fn words(error: &Error) -> String {
    match error {
        Error::InvalidCertificate(why) => certificate(why),
        Error::AlertReceived(alert) => refusal(*alert),
        Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => NO_VERSION.to_owned(),
        Error::InvalidMessage(_) => {
            "the peer does not speak TLS at this port, or something between does not".to_owned()
        }
        other => short(&other.to_string(), 4 * LONGEST_NAME),
    }
}

const NO_VERSION: &str = "the peer speaks no version of TLS that is taken here; it needs 1.2 at least";

/// What is wrong with the certificate of the peer.
fn certificate(why: &CertificateError) -> String {
    match why {
        CertificateError::ExpiredContext { not_after, .. } => {
            format!("the certificate of the peer expired at {}; renew it there", date(*not_after))
        }
        CertificateError::NotValidYetContext { not_before, .. } => {
            format!("the certificate of the peer is valid only from {} on; do the clocks agree?", date(*not_before))
        }
        CertificateError::NotValidForNameContext { expected, presented } => format!(
            "the certificate of the peer is for {} and not for `{}`; connect by a name that it has, or say so with `server_name`",
            names(presented),
            expected.to_str()
        ),
        CertificateError::UnknownIssuer => {
            "the certificate of the peer is from an authority that is not trusted here; name that one's with `ca_file`".to_owned()
        }
        CertificateError::BadSignature => {
            "the certificate of the peer is not signed by the authority of that name that is trusted here; is `ca_file` the old one?"
                .to_owned()
        }
        CertificateError::Revoked => "the certificate of the peer was revoked".to_owned(),
        CertificateError::UnsupportedSignatureAlgorithmContext { .. }
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            "the certificate of the peer, or one above it, is signed in a way that is not safe, such as SHA-1; make it again"
                .to_owned()
        }
        other => {
            let text = other.to_string();
            match text.contains("CaUsedAsEndEntity") {
                true => "the peer shows the certificate of an authority (CA:TRUE) as its own; give it one that this authority signed"
                    .to_owned(),
                false => format!("the certificate of the peer cannot be trusted: {}", short(&text, LONGEST_NAME)),
            }
        }
    }
}

/// What the peer says of us.
fn refusal(alert: AlertDescription) -> String {
    match alert {
        AlertDescription::CertificateRequired => {
            "the peer wants to see a certificate; give one with `client_certificate`".to_owned()
        }
        AlertDescription::BadCertificate
        | AlertDescription::UnsupportedCertificate
        | AlertDescription::CertificateRevoked
        | AlertDescription::CertificateExpired
        | AlertDescription::CertificateUnknown
        | AlertDescription::UnknownCA
        | AlertDescription::AccessDenied => {
            format!(
                "the peer does not take our certificate, or that there is none: {alert:?}; see `client_certificate`"
            )
        }
        AlertDescription::ProtocolVersion => NO_VERSION.to_owned(),
        AlertDescription::HandshakeFailure | AlertDescription::InsufficientSecurity => format!(
            "the peer has no cipher in common with us, or wants a certificate and got none: {alert:?}"
        ),
        AlertDescription::UnrecognisedName => {
            "the peer has no certificate for this name; say which with `server_name`".to_owned()
        }
        alert => format!("the peer gave up: {alert:?}"),
    }
}

fn names(presented: &[String]) -> String {
    let told = presented.iter().take(MOST_NAMES).map(|name| {
        // They come as `DnsName("logs.example")`.
        let bare = name.split('"').nth(1).unwrap_or(name);
        format!("`{}`", short(bare, LONGEST_NAME))
    });
    let told: Vec<String> = told.collect();
    let more = if presented.len() > MOST_NAMES { " and others" } else { "" };
    if told.is_empty() { "no name".to_owned() } else { format!("{}{more}", told.join(", ")) }
}

/// The beginning of a text of somebody else, without control characters.
fn short(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).flat_map(char::escape_debug).collect();
    if text.chars().nth(most).is_some() {
        short.push('…');
    }
    short
}

fn date(time: UnixTime) -> String {
    let second =
        i64::try_from(time.as_secs()).ok().and_then(|second| jiff::Timestamp::from_second(second).ok());
    second.map_or_else(|| "some time".to_owned(), |time| time.to_string())
}
