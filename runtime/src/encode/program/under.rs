//! Under what a value stands, which decides whether a sink may see it.

use super::Scan;
use crate::secret::{Class, Disposition};
use crate::value::{self, FieldFlags};

/// What the levels above a value say of it. A class can only be raised on the way down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Under {
    /// It is written, if a sink is cleared for this class.
    Class {
        class: Class,
        /// Whether its text is free: scanned even where anybody may see it.
        free: bool,
    },
    /// It is what a disposition wrote in the value's place, such as a mask: for every sink.
    Disposed,
    /// A level above is hidden: it is only passed over.
    Hidden,
}

impl Under {
    /// What holds for a field that stands here.
    pub(super) fn field(self, field: &value::Field) -> Self {
        match self {
            Self::Class { .. } if !shows_the_value(field.disposition) => Self::Disposed,
            Self::Class { class, free } => Self::Class {
                class: class.max(field.class),
                free: free || field.flags.has(FieldFlags::FREE_TEXT),
            },
            settled => settled,
        }
    }

    /// The same with a class that is no lower than `class`.
    pub(super) fn raised(self, class: Class) -> Self {
        match self {
            Self::Class { class: outer, free } => Self::Class { class: outer.max(class), free },
            settled => settled,
        }
    }

    /// Whether sinks with this clearance must not see the value.
    pub(super) fn is_above(self, clearance: Class) -> bool {
        matches!(self, Self::Class { class, .. } if class > clearance)
    }

    /// Whether credentials are looked for in the texts here. What is public is nobody's secret.
    pub(super) fn scan(self) -> Scan {
        match self {
            Self::Class { class, free } if free || class > Class::Public => Scan::Yes,
            _ => Scan::No,
        }
    }
}

/// Whether the value can be read from what is written of it.
const fn shows_the_value(disposition: Disposition) -> bool {
    match disposition {
        Disposition::Value
        | Disposition::Truncate(_)
        | Disposition::Error
        | Disposition::Debug
        | Disposition::Display
        | Disposition::With => true,
        Disposition::Skip
        | Disposition::Redact
        | Disposition::Mask(_)
        | Disposition::Hash
        | Disposition::Len => false,
    }
}
