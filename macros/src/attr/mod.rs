//! `#[log(...)]`: the same grammar on a container, on a field and before an argument of `log_event!`.

mod class;
mod container;
mod disposition;
mod field;
mod serde;
mod word;

pub(crate) use class::Class;
pub(crate) use container::{ContainerAttrs, Owner};
pub(crate) use disposition::{Disposition, Mask};
pub(crate) use field::{FieldAttrs, Floor};
pub(crate) use serde::{serde_cases, serde_names};
pub(crate) use word::Word;

#[cfg(test)]
mod tests;
