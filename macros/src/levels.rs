//! The six levels, as words.

use blackbar_rules::ids;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::errors::{Errors, Report};
use crate::runtime::Runtime;

/// How much an event matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Critical,
}

impl Level {
    const ALL: [(&'static str, Self); 6] = [
        ("trace", Self::Trace),
        ("debug", Self::Debug),
        ("info", Self::Info),
        ("warn", Self::Warn),
        ("error", Self::Error),
        ("critical", Self::Critical),
    ];

    /// The six words.
    pub(crate) fn names() -> [&'static str; 6] {
        Self::ALL.map(|(name, _)| name)
    }

    /// The word it is written as.
    pub(crate) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, level)| *level == self).map_or("info", |(name, _)| name)
    }

    /// The level of that name.
    pub(crate) fn by_name(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == word).map(|(_, level)| *level)
    }

    /// The level of that name, or a report that says which there are.
    pub(crate) fn parse(word: &str, place: impl ToTokens, errors: &Errors) -> Option<Self> {
        let level = Self::by_name(word);
        if level.is_none() {
            let near = other_word_for(word).or_else(|| blackbar_rules::suggest(word, &Self::names()));
            errors.add(
                Report::on(ids::BB022, place, format!("there is no level `{word}`"))
                    .maybe_help(near.map(|near| format!("did you mean `{near}`?")))
                    .help(format!("the levels are {}", crate::errors::listed(Self::names()))),
            );
        }
        level
    }

    /// The value of the runtime's `Level`.
    pub(crate) fn expand(self, runtime: &Runtime) -> TokenStream {
        let variant = Ident::new(&format!("{self:?}"), Span::call_site());
        quote!(#runtime::Level::#variant)
    }
}

/// What a word of another logging library is called here.
pub(crate) fn other_word_for(word: &str) -> Option<&'static str> {
    match word.to_ascii_lowercase().as_str() {
        "verbose" | "finest" | "all" => Some("trace"),
        "fine" | "finer" | "dbg" => Some("debug"),
        "information" | "informational" | "notice" => Some("info"),
        "warning" => Some("warn"),
        "err" | "severe" => Some("error"),
        "fatal" | "crit" | "alert" | "emergency" | "emerg" | "panic" => Some("critical"),
        _ => None,
    }
}
