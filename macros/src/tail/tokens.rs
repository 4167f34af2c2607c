//! Names in the arguments of macros. Macros that are known are read as what they do; of the others it is known only that
//! they may give back what they are given.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Lit, LitStr, Macro, Token};

use super::{Walk, as_called, value};
use crate::gate::{Name, Origin};
use crate::message::captures;

/// Macros that give their arguments in another form.
const SAME_DATA: [&str; 9] =
    ["concat", "dbg", "format", "format_args", "formatcp", "identity", "json", "vec", "println"];
/// Macros that give nothing of their arguments.
const FACTS: [&str; 8] =
    ["assert", "cfg", "column", "debug_assert", "line", "matches", "module_path", "stringify"];
/// Macros that give what stands somewhere else, under the name in their argument.
const BY_NAME: [&str; 5] = ["env", "option_env", "include_str", "include_bytes", "dotenv"];

impl Walk {
    pub(super) fn in_macro(&mut self, call: &Macro) -> Vec<Name> {
        let name =
            call.path.segments.last().map(|segment| segment.ident.unraw().to_string()).unwrap_or_default();
        if FACTS.contains(&name.as_str()) {
            return Vec::new();
        }
        if BY_NAME.contains(&name.as_str()) {
            return named(&call.tokens);
        }
        let names = self.in_tokens(call.tokens.clone());
        if SAME_DATA.contains(&name.as_str()) { names } else { names.into_iter().map(as_called).collect() }
    }

    /// Reads tokens as arguments, and where they are none, looks at their identifiers.
    pub(super) fn in_tokens(&mut self, tokens: TokenStream) -> Vec<Name> {
        match arguments.parse2(tokens.clone()) {
            Ok(arguments) => arguments.iter().flat_map(|argument| self.argument(argument)).collect(),
            Err(_) => identifiers(tokens),
        }
    }

    fn argument(&mut self, argument: &Expr) -> Vec<Name> {
        match argument {
            // `format!("{password}")`: the text names a variable, by its place and so without quotes.
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => captured(text),
            Expr::Assign(named) => self.expression(&named.right),
            other => self.expression(other),
        }
    }
}

/// `a, b, name = c` or `a; b`.
fn arguments(input: ParseStream<'_>) -> syn::Result<Vec<Expr>> {
    let arguments = |input: ParseStream<'_>| Punctuated::<Expr, Token![,]>::parse_terminated(input);
    let ahead = input.fork();
    if let Ok(repeated) = ahead.parse::<Expr>()
        && ahead.peek(Token![;])
    {
        input.parse::<TokenStream>()?;
        return Ok(vec![repeated]);
    }
    Ok(arguments(input)?.into_iter().collect())
}

fn captured(text: &LitStr) -> Vec<Name> {
    captures(&text.value()).into_iter().map(|name| Name::new(name, text.span(), Origin::Value)).collect()
}

/// The text in `env!("API_KEY")`, or the file's name without its folders and its end.
fn named(tokens: &TokenStream) -> Vec<Name> {
    let texts = tokens.clone().into_iter().filter_map(|token| syn::parse2::<LitStr>(token.into()).ok());
    texts
        .take(1)
        .map(|text| {
            let path = text.value();
            let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
            let stem = file.split('.').find(|part| !part.is_empty()).unwrap_or_default();
            Name::new(stem, text.span(), Origin::Value)
        })
        .collect()
}

/// The last names of all paths and chains: an identifier that nothing is asked of. `key: value` and `name!` have the key and
/// the macro on their left.
fn identifiers(tokens: TokenStream) -> Vec<Name> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut names = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => names.extend(identifiers(group.stream())),
            TokenTree::Ident(name) if !goes_on(tokens.get(at + 1)) => names.push(value(name)),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    names
}

fn goes_on(next: Option<&TokenTree>) -> bool {
    match next {
        Some(TokenTree::Punct(punct)) => matches!(punct.as_char(), '.' | ':' | '!'),
        Some(TokenTree::Group(group)) => matches!(group.delimiter(), Delimiter::Parenthesis),
        Some(TokenTree::Ident(_) | TokenTree::Literal(_)) | None => false,
    }
}
