//! `#[log(...)]`: the same grammar on a container, on a field and before an argument of `log_event!`.

mod container;
mod field;
mod serde;
mod word;

pub(crate) use container::{Class, ContainerAttrs, Owner};
pub(crate) use field::{Disposition, FieldAttrs};
pub(crate) use serde::serde_names;
pub(crate) use word::Word;
