//! Detectors of credentials in free text: the literals of a program at compile time, texts on their way to a sink at
//! run time.
//!
//! A detector replaces nothing and judges no names of its own: keys of pairs and of URL queries go through
//! [`classify`](crate::classify).
//!
//! # Order
//!
//! The span that starts first wins; of spans that start together the longest; of equal spans the detector that
//! stands first in [`Detector::ALL`]. Spans never overlap. A span is what has to be replaced and no more: the value
//! without its key, the userinfo without its URL. After a replacement by [`Detector::placeholder`] the text holds no
//! further span.

mod bearer;
mod card;
mod detector;
mod iban;
mod jwt;
mod pair;
mod pem;
mod prefilter;
mod prefixed;
mod quiet;
mod scan;
mod ssn;
#[cfg(test)]
mod tests;
mod text;
mod url;

pub use crate::detect::detector::{Detected, Detector};
pub use crate::detect::prefilter::may_match;
pub use crate::detect::quiet::{is_quiet, quiet_may_match};

use crate::detect::scan::Scan;

/// No text of fewer bytes holds a credential that a detector finds: `pw=x`.
pub const SHORTEST: usize = 4;

/// Every credential in `text`, from the left; see the [module](crate::detect#order) for the order.
///
/// Allocates nothing, never panics, and takes time linear in the length of `text` whatever it holds.
///
/// ```
/// use blackbar_rules::detect::{Detector, detect};
///
/// let text = "GET postgres://app:hunter2@db/orders?sslkey=none failed";
/// let found: Vec<_> = detect(text).map(|it| (it.detector, &text[it.start..it.end])).collect();
/// assert_eq!(found, [(Detector::UrlUserinfo, "app:hunter2")]);
/// ```
pub fn detect(text: &str) -> impl Iterator<Item = Detected> + '_ {
    Scan::new(text.as_bytes())
}

/// The first credential in `text` that a literal of a program may not hold
/// ([`BB007`](crate::ids::BB007)): a private key, a JWT, a token of a known provider, a password in a URL.
///
/// What depends on the words around it (`Bearer`, pairs, queries) or on digits alone is left out, and so is a
/// password that is a placeholder: literals are templates and help texts too.
///
/// ```
/// use blackbar_rules::detect::credential_in;
///
/// assert!(credential_in("connected to postgres://app:hunter2@db").is_some());
/// assert!(credential_in("usage: fetch postgres://USER:<password>@HOST").is_none());
/// assert!(credential_in("Bearer authentication needs a token=...").is_none());
/// ```
#[must_use]
pub fn credential_in(text: &str) -> Option<Detected> {
    detect(text).find_map(|found| {
        let span = text.get(found.start..found.end)?;
        match found.detector {
            Detector::UrlUserinfo => (!url::is_template(span)).then_some(found),
            detector if detector.is_unmistakable() => Some(found),
            // The value of a pair may be a token of a known provider, or hold one.
            _ => Scan::new(span.as_bytes()).find(|inner| inner.detector.is_unmistakable()).map(|inner| {
                Detected { start: found.start + inner.start, end: found.start + inner.end, ..inner }
            }),
        }
    })
}
