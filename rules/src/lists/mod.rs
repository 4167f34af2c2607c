//! The lists the name rule reads: data only, grouped by subject, with the standard each group comes from.
//!
//! A *term* is one word or several words with spaces between them, written as the rule sees a name after
//! splitting: lower case, singular, a number as a word of its own (`track2Data` is `track 2 data`). A term also
//! matches its words glued together (`apikey`), so no list spells both.
//!
//! A word is added here only after asking what else it means in ordinary code. Second meanings that a
//! neighbouring word tells apart stand in [`everyday`]; words with a second meaning that nothing tells apart
//! (`tgt`, `sin`, `pat`, `seed`, `key`) are listed only inside longer terms.

pub(crate) mod bank;
pub(crate) mod cards;
pub(crate) mod credentials;
pub(crate) mod everyday;
pub(crate) mod grammar;
pub(crate) mod identity;
pub(crate) mod keys;
pub(crate) mod passwords;
pub(crate) mod personal;
#[cfg(test)]
mod tests;

use crate::name::{Kind, Tier};

/// Terms that share a verdict.
pub(crate) struct Group {
    pub(crate) tier: Tier,
    pub(crate) kind: Kind,
    /// Separated by commas; see [`items`].
    pub(crate) terms: &'static str,
}

/// The entries of a list: text between commas, so that long lists stay legible as blocks of words.
pub(crate) fn items(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// Every group of every subject.
pub(crate) const SUBJECTS: &[&[Group]] = &[
    passwords::GROUPS,
    cards::GROUPS,
    bank::GROUPS,
    identity::GROUPS,
    keys::GROUPS,
    credentials::GROUPS,
    personal::GROUPS,
];
