//! What counts as sensitive, in one place: the name rule and the table of error ids of
//! [blackbar](https://docs.rs/blackbar), structured logging in which a secret cannot compile into a log line.
//!
//! - [`classify`] judges a name: a field at compile time, a map key or header at run time.
//! - [`ids`] lists the stable ids of every message blackbar gives about a mistake.
//! - [`suggest()`] finds what a misspelt word was meant to be.
//!
//! This crate depends on no other part of blackbar, so that macros and runtime share one list.

#![forbid(unsafe_code)]

pub mod ids;
mod lists;
mod name;
mod suggest;

pub use crate::name::{Finding, Kind, Tier, Verdict, classify};
pub use crate::suggest::suggest;
