//! What can be logged of things that must not be logged as they are: URLs, headers, errors.
//!
//! Each is a small wrapper with a log form that shows the harmless part.

mod error_kind;
#[cfg(feature = "http")]
mod headers;
mod url;

pub use error_kind::{ErrorKind, error_kind};
#[cfg(feature = "http")]
pub use headers::LogHeaders;
pub use url::LogUrl;
