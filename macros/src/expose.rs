//! Finds the opening of a secret inside a log call.
//!
//! Tokens are searched, not expressions, so that the arguments of macros and the bodies of closures are seen too. Names that
//! say that a secret is opened (`expose_secret`, `declassify`, `reveal`) count wherever they are called or named as a path.
//! `into_inner` and `peek` are what iterators, locks and cells have too; they count where what they are called on is named
//! like a secret: `password.into_inner()`.

use blackbar_rules::{Tier, ids};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;

use crate::errors::{Errors, Report};
use crate::gate::tier;

/// What the methods are called that take the value out of a secret, in blackbar and in other libraries. With `_` and more
/// behind it, each is one too: `expose_secret`.
const OPENERS: [&str; 5] = ["expose", "declassify", "reveal", "unsecure", "unprotect"];

/// Methods that take the value out of anything.
const TAKERS: [&str; 4] = ["into_inner", "peek", "peek_mut", "get_secret"];

/// Free functions: a method brought in by `use` has one of these names, and other functions have longer ones.
const FUNCTIONS: [&str; 8] = [
    "expose",
    "expose_secret",
    "expose_secret_mut",
    "declassify",
    "declassify_ref",
    "declassify_into",
    "reveal",
    "unsecure",
];

/// Whether a method opens a secret, by its name alone.
pub(crate) fn is_opener(method: &str) -> bool {
    let rests = OPENERS.iter().filter_map(|opener| method.strip_prefix(opener));
    rests.into_iter().any(|rest| rest.is_empty() || rest.starts_with('_'))
}

/// What is logged must be named where the secret is opened, not inside the call. Gives whether there was an opening.
pub(crate) fn check_expose(tokens: TokenStream, errors: &Errors) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => found |= check_expose(group.stream(), errors),
            TokenTree::Ident(name) if opens(&tokens, at, name) => {
                found = true;
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
    found
}

fn opens(tokens: &[TokenTree], at: usize, name: &Ident) -> bool {
    let name = name.unraw().to_string();
    let before = |steps: usize| at.checked_sub(steps).and_then(|before| tokens.get(before));
    let called = is_group(tokens.get(at + 1), Delimiter::Parenthesis);
    // `::<T>` before the arguments, and not the next part of a path.
    let turbofish = is_punct(tokens.get(at + 1), ':') && is_punct(tokens.get(at + 3), '<');
    if is_punct(before(1), '.') {
        let takes = TAKERS.contains(&name.as_str()) && before(2).is_some_and(is_named_like_secret);
        return (is_opener(&name) || takes) && (called || turbofish);
    }
    if is_punct(before(1), ':') && is_punct(before(2), ':') {
        // Named as a path it is called elsewhere: `.map(Secret::expose)`.
        return is_opener(&name) && (turbofish || !is_punct(tokens.get(at + 1), ':'));
    }
    FUNCTIONS.contains(&name.as_str()) && (called || turbofish)
}

/// The name right before the dot. `password[0].peek()` and `get(password).peek()` are what the name gate sees.
fn is_named_like_secret(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(name) => tier(&name.unraw().to_string()).is_some_and(|tier| tier > Tier::Personal),
        _ => false,
    }
}

fn is_punct(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn is_group(token: Option<&TokenTree>, delimiter: Delimiter) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
}

#[cfg(test)]
mod tests {
    use super::check_expose;
    use crate::errors::Errors;

    #[track_caller]
    fn openings(code: &str) -> usize {
        let errors = Errors::default();
        let found = check_expose(code.parse().expect("tokens"), &errors);
        let count = errors.into_compile_errors().to_string().matches("BB008").count();
        assert_eq!(found, count > 0, "{code}");
        count
    }

    #[test]
    fn an_opening_is_found_wherever_it_stands() {
        for code in [
            "s.expose()",
            "s.expose_secret().len()",
            "s.r#expose()",
            "s.expose::<T>()",
            "s.reveal(|x| x)",
            "s.declassify_ref()",
            "s.unsecure()",
            "ExposeSecret::expose_secret(&s)",
            "<S as ExposeSecret<str>>::expose_secret(&s)",
            "x.map(Secret::expose)",
            "x.map(Secret::expose::<T>)",
            "expose_secret(&s)",
            "format!(\"{}\", s.expose())",
            "(|| { s.expose() })()",
            "Login { size: s.expose(|x| x.len()) }",
            "password.into_inner()",
            "self.api_key.peek()",
        ] {
            assert_eq!(openings(code), 1, "{code}");
        }
        assert_eq!(openings("[a.expose(), b.reveal()]"), 2);
    }

    #[test]
    fn other_things_with_such_names_are_none() {
        for code in [
            "s.expose",
            "expose",
            "Login { expose: true }",
            "expose::port",
            "x::expose::y()",
            "exposed(x)",
            "exposure.time()",
            "expose_port(80)",
            "items.iter().peek()",
            "mutex.into_inner()",
            "cell.into_inner().len()",
            "password.peek",
        ] {
            assert_eq!(openings(code), 0, "{code}");
        }
    }
}
