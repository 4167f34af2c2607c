//! The arguments of the inline form: `key = value` or `key`, each with its attributes.

use blackbar_rules::ids;
use proc_macro2::{Ident, Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Expr, ExprLit, ExprPath, Lit, Token};

use crate::attr::{Disposition, FieldAttrs};
use crate::errors::{Errors, Report};
use crate::fields::{Card, check_card_numbers, check_class};

/// One argument.
pub(crate) struct Argument {
    pub(crate) attrs: FieldAttrs,
    /// The name before `=`, or the variable itself.
    pub(crate) ident: Ident,
    pub(crate) value: Value,
}

/// Where the value of an argument comes from.
pub(crate) enum Value {
    /// From the variable of the same name.
    Shorthand(Expr),
    /// From what stands after `=`.
    Given(Expr),
}

impl Value {
    pub(crate) const fn expression(&self) -> &Expr {
        match self {
            Self::Shorthand(expression) | Self::Given(expression) => expression,
        }
    }
}

impl Argument {
    /// The name without `r#`.
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }

    /// The key in the output.
    pub(crate) fn key(&self) -> String {
        self.attrs.rename.as_ref().map_or_else(|| self.name(), syn::LitStr::value)
    }

    /// Where the key was given.
    pub(crate) fn key_span(&self) -> Span {
        self.attrs.rename.as_ref().map_or_else(|| self.ident.span(), syn::LitStr::span)
    }

    /// What its hash is about, beside the value.
    pub(crate) fn domain(&self) -> String {
        self.attrs.domain.as_ref().map_or_else(|| self.key(), syn::LitStr::value)
    }

    pub(crate) fn is_skipped(&self) -> bool {
        self.attrs.disposition() == Some(Disposition::Skip)
    }
}

/// Reads arguments up to the end of the input. One that is wrong is reported and left out.
pub(crate) fn parse(input: ParseStream<'_>, errors: &Errors) -> Vec<Argument> {
    let mut arguments = Vec::new();
    while !input.is_empty() {
        match argument(input, errors) {
            Ok(Some(argument)) => {
                check_class(&argument.attrs, &[&argument.name(), &argument.key()], errors);
                arguments.push(argument);
                check_comma(input, errors);
            }
            Ok(None) => {}
            Err(error) => errors.add(Report::at(ids::BB027, error.span(), error.to_string())),
        }
        skip_past_comma(input);
    }
    check_cards(&arguments, errors);
    arguments
}

fn check_cards(arguments: &[Argument], errors: &Errors) {
    let names: Vec<(String, String)> =
        arguments.iter().map(|argument| (argument.name(), argument.key())).collect();
    let cards = arguments.iter().zip(&names).map(|(argument, (name, key))| Card {
        names: [Some(name), Some(key)],
        attrs: &argument.attrs,
        span: argument.ident.span(),
    });
    check_card_numbers(cards, errors);
}

fn check_comma(input: ParseStream<'_>, errors: &Errors) {
    if !input.is_empty() && !input.peek(Token![,]) {
        errors.add(
            Report::at(ids::BB027, input.span(), "expected `,` between arguments")
                .help("an argument is `key = value`, or `key` for a variable of that name"),
        );
    }
}

fn skip_past_comma(input: ParseStream<'_>) {
    while input.parse::<TokenTree>().is_ok_and(|token| !is_comma(&token)) {}
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

fn argument(input: ParseStream<'_>, errors: &Errors) -> syn::Result<Option<Argument>> {
    let attributes = input.call(Attribute::parse_outer)?;
    for other in attributes.iter().filter(|attribute| !attribute.path().is_ident("log")) {
        errors.add(
            Report::on(ids::BB009, other.path(), "only `#[log(...)]` has a meaning before an argument")
                .help("remove it, or put it before the whole call"),
        );
    }
    let attrs = FieldAttrs::parse(&attributes, errors);
    if sigil(input, None, errors)? {
        return Ok(None);
    }
    if input.peek(syn::Ident::peek_any) && input.peek2(Token![=]) && !input.peek2(Token![==]) {
        let ident = input.call(Ident::parse_any)?;
        input.parse::<Token![=]>()?;
        if sigil(input, Some(&ident), errors)? {
            return Ok(None);
        }
        return Ok(Some(Argument { attrs, ident, value: Value::Given(input.parse()?) }));
    }
    let expression: Expr = input.parse()?;
    Ok(match variable(&expression) {
        Some(ident) => Some(Argument { attrs, ident: ident.clone(), value: Value::Shorthand(expression) }),
        None => {
            errors.add(no_key(&expression));
            None
        }
    })
}

/// The variable that an expression is.
fn variable(expression: &Expr) -> Option<&Ident> {
    match expression {
        Expr::Path(ExprPath { qself: None, path, .. }) => path.get_ident(),
        Expr::Group(group) => variable(&group.expr),
        _ => None,
    }
}

/// A habit from `tracing`. What `Debug` prints goes past the rules for fields.
fn sigil(input: ParseStream<'_>, key: Option<&Ident>, errors: &Errors) -> syn::Result<bool> {
    if !input.peek(Token![?]) && !input.peek(Token![%]) {
        return Ok(false);
    }
    let sign: TokenTree = input.parse()?;
    let value: Expr = input.parse()?;
    let word = if sign.to_string() == "?" { "Debug" } else { "Display" };
    let text = format!("`{sign}` would log a {word} text, which no redaction rule covers");
    let plain = match (key, variable(&value)) {
        (Some(key), _) => format!("{key} = {}", shown(&value)),
        (None, Some(variable)) => variable.to_string(),
        (None, None) => format!("key = {}", shown(&value)),
    };
    errors.add(
        Report::on(ids::BB006, sign, text)
            .fix("log the value itself", plain)
            .help("for a type of your own: add `#[derive(blackbar::LogValue)]` to it"),
    );
    Ok(true)
}

fn no_key(expression: &Expr) -> Report {
    match expression {
        Expr::Assign(assign) => wrong_key(&assign.left, &shown(&assign.right)),
        Expr::Field(field) => {
            let key = match &field.member {
                syn::Member::Named(name) => name.to_string(),
                syn::Member::Unnamed(index) => format!("part_{}", index.index),
            };
            give_key(expression, &key)
        }
        _ => give_key(expression, "key"),
    }
}

fn give_key(expression: &Expr, key: &str) -> Report {
    Report::on(ids::BB027, expression, "this argument has no key")
        .fix("give it one", format!("{key} = {}", shown(expression)))
}

/// `"user-id" = …`, `user.id = …`.
fn wrong_key(key: &Expr, value: &str) -> Report {
    let report = Report::on(ids::BB027, key, "a key is one word, without quotes and dots");
    match key {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
            let word = one_word(&text.value());
            let renamed = format!("#[log(rename = {})] {word} = {value}", text.token());
            report.fix("write it as one", format!("{word} = {value}")).fix("or keep the key", renamed)
        }
        _ => report.fix("write it as one", format!("{} = {value}", one_word(&shown(key)))),
    }
}

/// The text with underscores for everything that cannot stand in a name.
fn one_word(text: &str) -> String {
    let letters = text.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' });
    letters.collect::<String>().trim_matches('_').to_owned()
}

/// An expression as people write it, as far as tokens tell.
fn shown(expression: &Expr) -> String {
    let text = quote::ToTokens::to_token_stream(expression).to_string();
    text.replace(" . ", ".").replace(" (", "(").replace(" ?", "?")
}
