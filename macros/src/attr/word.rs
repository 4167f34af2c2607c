//! One word of `#[log(...)]`, with what it was given.

use blackbar_rules::ids;
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, LitStr, Meta, Token};

use crate::errors::{Errors, Report};

/// `word`, `word = value` or `word(arguments)`.
pub(crate) struct Word {
    pub(crate) name: Ident,
    given: Given,
}

enum Given {
    Nothing,
    Value(TokenStream),
    Arguments(TokenStream),
}

impl Word {
    /// The words of all `#[log(...)]` among the attributes.
    pub(crate) fn all(attributes: &[Attribute], errors: &Errors) -> Vec<Self> {
        let ours = attributes.iter().filter(|attribute| attribute.path().is_ident("log"));
        ours.flat_map(|attribute| Self::of(attribute, errors)).collect()
    }

    fn of(attribute: &Attribute, errors: &Errors) -> Vec<Self> {
        let list = match &attribute.meta {
            Meta::List(list) => list,
            meta => {
                errors.add(
                    Report::on(ids::BB009, meta, "`log` wants its words in parentheses")
                        .help("write it like `#[log(redact)]`"),
                );
                return Vec::new();
            }
        };
        if list.tokens.is_empty() {
            errors.add(
                Report::on(ids::BB026, &list.path, "`#[log()]` says nothing")
                    .help("say what to write, like `#[log(redact)]`, or remove it"),
            );
        }
        let words = |input: ParseStream<'_>| Ok(Self::separated(input, errors));
        words.parse2(list.tokens.clone()).unwrap_or_default()
    }

    /// Words up to the end of the input; what is no word is reported and skipped.
    fn separated(input: ParseStream<'_>, errors: &Errors) -> Vec<Self> {
        let mut words = Vec::new();
        while !input.is_empty() {
            match Self::parse(input) {
                Ok(word) => words.push(word),
                Err(_) => {
                    errors.add(Report::at(ids::BB009, input.span(), "expected a word of `#[log(...)]`"))
                }
            }
            if !input.is_empty() && !input.peek(Token![,]) {
                errors.add(Report::at(
                    ids::BB009,
                    input.span(),
                    "expected `,` between the words of `#[log(...)]`",
                ));
            }
            while input.parse::<TokenTree>().is_ok_and(|token| !is_comma(&token)) {}
        }
        words
    }

    /// Reports that this word has no meaning here.
    pub(crate) fn unknown(&self, here: &str, known: &[&str], errors: &Errors) {
        let name = self.name.to_string();
        errors.add(
            Report::on(ids::BB009, &self.name, format!("unknown log attribute `{name}` {here}"))
                .maybe_help(crate::errors::did_you_mean(&name, known))
                .help(format!("known here are {}", crate::errors::listed(known.iter().copied()))),
        );
    }

    /// Keeps `value` in its place; a word that was given before is reported.
    pub(crate) fn set<T>(&self, place: &mut Option<T>, value: Option<T>, errors: &Errors) {
        if place.is_some() {
            let text = format!("`{}` is given twice", self.name);
            errors.add(Report::on(ids::BB020, &self.name, text).help("keep one of them"));
        } else {
            *place = value;
        }
    }

    /// The span of the word, where it is used without a value.
    pub(crate) fn alone(&self, errors: &Errors) -> Option<Span> {
        match &self.given {
            Given::Nothing => {}
            Given::Value(value) | Given::Arguments(value) => {
                let text = format!("`{}` takes no value", self.name);
                let place = if value.is_empty() { self.name.to_token_stream() } else { value.clone() };
                errors.add(Report::on(ids::BB009, place, text).help(format!("write `{}` alone", self.name)));
            }
        }
        Some(self.name.span())
    }

    /// The string after `=`.
    pub(crate) fn string(&self, example: &str, errors: &Errors) -> Option<LitStr> {
        self.value(example, errors)
    }

    /// The identifier after `=`.
    pub(crate) fn word(&self, example: &str, errors: &Errors) -> Option<Ident> {
        self.value::<AnyIdent>(example, errors).map(|word| word.0)
    }

    /// The path after `=`.
    pub(crate) fn path(&self, example: &str, errors: &Errors) -> Option<syn::Path> {
        self.value::<ModPath>(example, errors).map(|path| path.0)
    }

    /// Whether a string stands after `=`.
    pub(crate) fn is_string(&self) -> bool {
        matches!(&self.given, Given::Value(value) if syn::parse2::<LitStr>(value.clone()).is_ok())
    }

    /// The expression after `=`, whatever it is.
    pub(crate) fn expression(&self) -> Option<syn::Expr> {
        match &self.given {
            Given::Value(value) => syn::parse2(value.clone()).ok(),
            Given::Nothing | Given::Arguments(_) => None,
        }
    }

    /// The expression after `=`, or a report that there is none.
    pub(crate) fn valued(&self, example: &str, errors: &Errors) -> Option<syn::Expr> {
        self.value(example, errors)
    }

    /// Whether nothing was given to the word.
    pub(crate) fn is_alone(&self) -> bool {
        matches!(self.given, Given::Nothing)
    }

    /// What a report about the whole word underlines: what it was given, else its name.
    pub(crate) fn place(&self) -> TokenStream {
        match &self.given {
            Given::Value(given) | Given::Arguments(given) if !given.is_empty() => given.clone(),
            _ => self.name.to_token_stream(),
        }
    }

    /// The words in parentheses; `None` where there are no parentheses, or no word in them.
    pub(crate) fn inner(&self, errors: &Errors) -> Option<Vec<Self>> {
        let Given::Arguments(arguments) = &self.given else { return None };
        if !matches!(arguments.clone().into_iter().next(), Some(TokenTree::Ident(_))) {
            return None;
        }
        let words = |input: ParseStream<'_>| Ok(Self::separated(input, errors));
        words.parse2(arguments.clone()).ok().filter(|words| !words.is_empty())
    }

    /// The one argument in parentheses.
    pub(crate) fn argument<T: Parse>(&self, example: &str, errors: &Errors) -> Option<T> {
        if let Given::Arguments(argument) = &self.given
            && let Ok(parsed) = syn::parse2::<T>(argument.clone())
        {
            return Some(parsed);
        }
        let text = format!("`{}` has the wrong form", self.name);
        errors.add(
            Report::on(ids::BB009, self.place(), text)
                .help(format!("write it like `{}({example})`", self.name)),
        );
        None
    }

    /// What stands after `=`.
    pub(crate) fn value<T: Parse>(&self, example: &str, errors: &Errors) -> Option<T> {
        let place = match &self.given {
            Given::Value(value) => match syn::parse2::<T>(value.clone()) {
                Ok(parsed) => return Some(parsed),
                Err(_) if value.is_empty() => self.name.to_token_stream(),
                Err(_) => value.clone(),
            },
            Given::Nothing | Given::Arguments(_) => self.name.to_token_stream(),
        };
        let text = format!("`{}` has the wrong form", self.name);
        errors.add(
            Report::on(ids::BB009, place, text).help(format!("write it like `{} = {example}`", self.name)),
        );
        None
    }
}

impl Parse for Word {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        let given = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Given::Value(up_to_comma(input)?)
        } else if input.peek(syn::token::Paren) {
            match input.parse()? {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                    Given::Arguments(group.stream())
                }
                other => Given::Arguments(other.into()),
            }
        } else {
            Given::Nothing
        };
        Ok(Self { name, given })
    }
}

fn up_to_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

struct AnyIdent(Ident);

impl Parse for AnyIdent {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(Ident::parse_any).map(Self)
    }
}

struct ModPath(syn::Path);

impl Parse for ModPath {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(syn::Path::parse_mod_style).map(Self)
    }
}
