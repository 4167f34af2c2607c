//! Finds the opening of a secret inside the arguments of a log call.

use blackbar_rules::ids;
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use crate::errors::{Errors, Report};

/// What the methods are called that take the value out of a secret, in blackbar and in other libraries.
const OPENERS: [&str; 3] = ["expose", "declassify", "reveal"];

/// What is logged must be named where the secret is opened, not inside the call. Tokens are searched, not expressions, so
/// that arguments of macros are seen too.
pub(crate) fn check_expose(tokens: TokenStream, errors: &Errors) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => check_expose(group.stream(), errors),
            TokenTree::Ident(name) if opens(name) && is_called(&tokens, at) => {
                let text = format!("`{name}` inside a log call would write the secret itself");
                errors.add(
                    Report::on(ids::BB008, name, text)
                        .help("show only that it is there: log the secret itself under `#[log(redact)]`")
                        .help("log something about it: compute that in a `let` before the call"),
                );
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn opens(name: &Ident) -> bool {
    let name = name.to_string();
    OPENERS
        .iter()
        .any(|opener| name.strip_prefix(opener).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')))
}

/// `.name(`, `::name(`; also with a turbofish, which is why what follows is only looked at for being no `=`.
fn is_called(tokens: &[TokenTree], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let after = tokens.get(at + 1);
    let selected = matches!(before, Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), '.' | ':'));
    let called = match after {
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Parenthesis,
        Some(TokenTree::Punct(punct)) => punct.as_char() == ':',
        _ => false,
    };
    selected && called
}
