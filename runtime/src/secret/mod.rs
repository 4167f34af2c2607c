//! What a field's data *is* (its class) and what is *written* of it (its disposition).
//!
//! Each disposition is a type of its own here, with its shape and its bytes; the derive names that type and nothing else
//! of it. This module does not decide which names are sensitive: that is `blackbar-rules`.

mod disposition;
mod hash;
mod input;
mod length;
mod mask;
mod redact;
mod text;
mod with;
mod wrapper;

pub use disposition::{Disposition, Mask};
pub use hash::{HASHING, Hashed, HashingEvent};
pub use input::{HashInput, LenInput, MaskInput, TruncateInput};
pub use length::Length;
pub use mask::Masked;
pub use redact::{ProbeAny, ProbeOption, Probed, Redacted};
pub use text::{
    DebugAny, DebugOption, DebugProbe, DebugText, DisplayAny, DisplayOption, DisplayProbe, DisplayText,
    ErrorNone, ErrorOption, ErrorProbe, ErrorRef, ErrorText, ErrorTrait, Truncated,
};
pub use with::{With, WithLogged, WithRefused, shape_with, with_shape_classed};
pub use wrapper::Secret;

pub(crate) use hash::{HashKey, Hasher, KeySlot, tag};
pub(crate) use text::OPTIONAL_TEXT;

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

impl Class {
    /// The class with this number; of one that there is not, the most protected.
    pub(crate) const fn of_number(number: u8) -> Self {
        match number {
            0 => Self::Public,
            1 => Self::Internal,
            2 => Self::Pii,
            _ => Self::Secret,
        }
    }
}
