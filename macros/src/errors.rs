//! The mistakes of one macro call, collected, so that all of them are shown in one compile.

use std::cell::RefCell;

use blackbar_rules::ids::ErrorId;
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

/// Collects mistakes. Parsers and checks take `&Errors` and go on after a mistake.
#[derive(Default)]
pub(crate) struct Errors {
    list: RefCell<Vec<syn::Error>>,
}

impl Errors {
    /// Takes in one mistake.
    pub(crate) fn add(&self, report: Report) {
        self.list.borrow_mut().push(report.into_error());
    }

    /// Whether there was no mistake until now.
    pub(crate) fn none(&self) -> bool {
        self.list.borrow().is_empty()
    }

    /// One `compile_error!` for each mistake, in the order of their coming.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.list.into_inner().into_iter().map(syn::Error::into_compile_error).collect()
    }
}

/// One mistake: its id, where it is, what is wrong, and what to type instead.
#[must_use = "a report must be added to the `Errors`"]
pub(crate) struct Report {
    id: ErrorId,
    place: TokenStream,
    text: String,
    helps: Vec<Help>,
}

enum Help {
    Sentence(String),
    Fix { what: &'static str, code: String },
}

impl Report {
    /// A mistake that is underlined from the first to the last of the tokens.
    pub(crate) fn on(id: ErrorId, place: impl ToTokens, text: impl Into<String>) -> Self {
        Self { id, place: place.into_token_stream(), text: text.into(), helps: Vec::new() }
    }

    /// A mistake at a span.
    pub(crate) fn at(id: ErrorId, span: Span, text: impl Into<String>) -> Self {
        Self::on(id, Ident::new("x", span), text)
    }

    /// With a sentence of advice.
    pub(crate) fn help(mut self, sentence: impl Into<String>) -> Self {
        self.helps.push(Help::Sentence(sentence.into()));
        self
    }

    /// With advice where there is any.
    pub(crate) fn maybe_help(self, sentence: Option<String>) -> Self {
        match sentence {
            Some(sentence) => self.help(sentence),
            None => self,
        }
    }

    /// With a way out and what to type for it. The ways of one mistake stand in one column.
    pub(crate) fn fix(mut self, what: &'static str, code: impl Into<String>) -> Self {
        self.helps.push(Help::Fix { what, code: code.into() });
        self
    }

    fn into_error(self) -> syn::Error {
        let width = self.helps.iter().map(Help::width).max().unwrap_or_default();
        let mut text = format!("[{}] {}", self.id, self.text);
        for help in &self.helps {
            text.push_str("\nhelp: ");
            match help {
                Help::Sentence(sentence) => text.push_str(sentence),
                Help::Fix { what, code } => text.push_str(&format!("{:<width$} {code}", format!("{what}:"))),
            }
        }
        syn::Error::new_spanned(self.place, text)
    }
}

impl Help {
    fn width(&self) -> usize {
        match self {
            Self::Sentence(_) => 0,
            Self::Fix { what, .. } => what.len() + 1,
        }
    }
}

/// The sentence "did you mean …?" where one of the known words is near.
pub(crate) fn did_you_mean(word: &str, known: &[&str]) -> Option<String> {
    blackbar_rules::suggest(word, known).map(|near| format!("did you mean `{near}`?"))
}

/// Words as a list for people: `a`, `b` and `c`, each in backticks.
pub(crate) fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
