//! What counts as sensitive, in one place: the name rule and the table of error ids of
//! [blackbar](https://docs.rs/blackbar), structured logging in which a secret cannot compile into a log line.
//!
//! - [`classify`] judges a name: a field, a variant, a key of the schema.
//! - [`key_tier`] is the same rule for map keys and headers at run time; [`prepare`] builds its index ahead.
//! - [`Vocabulary`] adds the words of a policy to the rule.
//! - [`detect`] finds credentials in free text: in literals at compile time, in texts on their way to a sink.
//! - [`ids`] lists the stable ids of every message blackbar gives about a mistake.
//! - [`suggest()`] finds what a misspelt word was meant to be.
//!
//! This crate depends on no other part of blackbar, so that macros and runtime share one list.

#![forbid(unsafe_code)]

pub mod detect;
pub mod ids;
mod lists;
mod name;
mod suggest;

pub use crate::name::{
    Finding, Kind, Tier, Verdict, Vocabulary, VocabularyError, classify, key_tier, prepare,
};
pub use crate::suggest::suggest;
