//! What a field's data *is* (its class) and what is *written* of it (its disposition).
//!
//! Each disposition is a type of its own here, with its shape and its bytes; the derive names that type and nothing else
//! of it. This module does not decide which names are sensitive: that is `blackbar-rules`, at compile time.

mod redact;
mod wrapper;

pub use redact::{ProbeAny, ProbeOption, Probed, Redacted};
pub use wrapper::Secret;

/// What the data of a field is, from the least to the most protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub enum Class {
    /// Anybody may see it.
    Public,
    /// For the people who run the service. The default.
    #[default]
    Internal,
    /// It tells who a person is or what a person did.
    Pii,
    /// It opens something: a credential, a key, card data.
    Secret,
}

/// What is written of a field's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Disposition {
    /// The value itself.
    Value,
    /// Nothing, not even the key: the field is in the schema and in no record.
    Skip,
    /// The constant `"[redacted]"`, or `null` for an absent `Option`.
    Redact,
}
