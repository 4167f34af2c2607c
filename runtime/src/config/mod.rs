//! Describing a logger: what it writes, where to, and how much it may cost.

mod builder;
mod identity;

pub use builder::Builder;
