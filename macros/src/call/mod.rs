//! `log_event!`, the level macros, `enabled!` and `context!`: what their `macro_rules!` fronts pass on.

mod arguments;
mod check;
mod context;
mod enabled;
mod expand;
mod form;
mod inline;
mod prefix;

pub(crate) use context::context;

use blackbar_rules::ids;
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::parse::{ParseStream, Parser};

use crate::errors::{Errors, Report};
use crate::expose::check_expose;
use crate::levels::Level;
use crate::literal::check_literals;
use crate::runtime::Runtime;

/// Parse, check, expand. Where something is wrong: the errors, and the arguments in dead code, so that they are checked
/// and count as used.
pub(crate) fn log_event(input: TokenStream) -> TokenStream {
    let Passed { runtime, level, tokens } = Passed::split(input);
    let errors = Errors::default();
    check_literals(tokens.clone(), &errors);
    let call = read(tokens, &errors, |input| form::call(input, level, &errors));
    let Some(call) = call else {
        let errors = errors.into_compile_errors();
        return quote!({ #errors });
    };
    let checked = check::check(&call, &errors);
    if errors.none() {
        return expand::expand(&runtime, &call, &checked);
    }
    let errors = errors.into_compile_errors();
    let fallback = expand::fallback(&runtime, &call, &checked);
    quote!({ #errors #fallback })
}

/// The same for `enabled!`, which is `false` where something is wrong.
pub(crate) fn enabled(input: TokenStream) -> TokenStream {
    let Passed { runtime, tokens, .. } = Passed::split(input);
    let errors = Errors::default();
    check_literals(tokens.clone(), &errors);
    check_expose(tokens.clone(), &errors);
    let question = read(tokens, &errors, |input| enabled::question(input, &errors));
    match question {
        Some(question) if errors.none() => enabled::expand(&runtime, &question),
        _ => {
            let errors = errors.into_compile_errors();
            quote!({ #errors false })
        }
    }
}

/// Runs a parser that reports mistakes itself; what it leaves unread is one.
fn read<T>(
    tokens: TokenStream,
    errors: &Errors,
    parser: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> Option<T> {
    match parser.parse2(tokens) {
        Ok(parsed) => Some(parsed),
        Err(error) => {
            errors.add(Report::at(ids::BB027, error.span(), error.to_string()));
            None
        }
    }
}

/// What a front passes on: `$crate ; level or nothing ; what the user wrote`.
struct Passed {
    runtime: Runtime,
    level: Option<Level>,
    tokens: TokenStream,
}

impl Passed {
    fn split(input: TokenStream) -> Self {
        let mut tokens = input.into_iter();
        let mut up_to_semicolon =
            || -> TokenStream { tokens.by_ref().take_while(|token| !is_semicolon(token)).collect() };
        let krate = up_to_semicolon();
        let level = Level::by_name(&up_to_semicolon().to_string());
        Self { runtime: Runtime::at(&krate), level, tokens: tokens.collect() }
    }
}

fn is_semicolon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';')
}
