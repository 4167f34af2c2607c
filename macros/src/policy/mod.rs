//! The policy of the crate that is being compiled: what is asked for beyond the rules that hold everywhere.
//!
//! A policy is a file, by habit `blackbar.toml`, that a `Cargo.toml` announces:
//!
//! ```toml
//! [package.metadata.blackbar]     # or [workspace.metadata.blackbar], for all its members
//! policy = "blackbar.toml"        # relative to this Cargo.toml
//! ```
//!
//! ```toml
//! profile = "strict"              # or "standard", which is what holds without a policy
//! forbid_allow = true             # no #[log(allow = "…")] anywhere
//!
//! [words]                         # names beyond those of the built-in lists
//! always = ["kundennummer"]       # never without a rule, whatever the type
//! credential = ["lease"]          # not as text without a rule
//! personal = ["shoe size"]        # in profile strict not without a class
//! ```
//!
//! Where the package and its workspace both announce one, both hold: the stricter of two settings wins, words add up.
//! There is nothing in it that loosens a rule. What cannot be read is a mistake ([BB029](blackbar_rules::ids::BB029)), and
//! so is a `blackbar.toml` beside a manifest that does not announce it: it would seem to hold and not be read.
//!
//! Cargo does not know of these files, so the first expansion of a crate includes them: then the crate is compiled again
//! when one of them changes. A crate that is built without Cargo has no policy, and one from a registry obeys its own only.

mod announce;
mod manifest;
mod read;
mod state;
mod words;

pub(crate) use state::{classify, forbids_allow, is_strict, within};

use words::Words;

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Policy {
    profile: Profile,
    forbid_allow: bool,
    words: Words,
}

/// How much must be said about a field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Profile {
    /// Names of secrets need a rule.
    #[default]
    Standard,
    /// Names of personal data and every text need one too.
    Strict,
}

impl Profile {
    const ALL: [(&'static str, Self); 2] = [("standard", Self::Standard), ("strict", Self::Strict)];
}

impl Policy {
    /// What holds where the policy is not known: everything.
    fn strictest() -> Self {
        Self { profile: Profile::Strict, forbid_allow: true, words: Words::default() }
    }

    /// Takes in another policy. Nothing in it can loosen what holds already.
    fn tighten(&mut self, other: Self) {
        self.profile = self.profile.max(other.profile);
        self.forbid_allow |= other.forbid_allow;
        self.words.extend(other.words);
    }
}

/// What is wrong with a policy, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Problem {
    text: String,
    helps: Vec<String>,
}

impl Problem {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), helps: Vec::new() }
    }

    fn help(mut self, sentence: impl Into<String>) -> Self {
        self.helps.push(sentence.into());
        self
    }

    fn maybe_help(mut self, sentence: Option<String>) -> Self {
        self.helps.extend(sentence);
        self
    }
}

#[cfg(test)]
mod tests;
