//! The last name in an expression: what a value was called before it became an argument.

use syn::ext::IdentExt;
use syn::{Expr, ExprLit, Ident, Lit, Member};

use crate::gate::{Name, Origin};

/// Methods that give the same data in another type.
const SAME_DATA: &[&str] = &[
    "as_bytes",
    "as_deref",
    "as_mut",
    "as_ref",
    "as_slice",
    "as_str",
    "borrow",
    "chars",
    "clone",
    "cloned",
    "copied",
    "deref",
    "expect",
    "get",
    "into",
    "into_boxed_str",
    "into_inner",
    "into_owned",
    "into_string",
    "iter",
    "ok",
    "ok_or",
    "read",
    "lock",
    "to_lowercase",
    "to_owned",
    "to_string",
    "to_uppercase",
    "to_vec",
    "trim",
    "unwrap",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
    "to_str",
    "to_string_lossy",
];

/// Functions that give the same data in another type: `Some(token)`, `String::from(token)`.
const SAME_DATA_CALLS: &[&str] = &["Some", "Ok", "Err", "from", "new"];

/// The name that the value of an argument comes from, where it has one.
pub(crate) fn tail(expression: &Expr) -> Option<Name> {
    match expression {
        Expr::Path(path) => {
            let name = &path.path.segments.last()?.ident;
            (!is_camel_case(name)).then(|| value(name))
        }
        Expr::Field(field) => match &field.member {
            Member::Named(name) => Some(value(name)),
            Member::Unnamed(_) => tail(&field.base),
        },
        Expr::MethodCall(call) => {
            let method = call.method.to_string();
            let key = call.args.first().and_then(string_key).filter(|_| method == "get");
            key.or_else(|| {
                if SAME_DATA.contains(&method.as_str()) {
                    tail(&call.receiver)
                } else {
                    Some(Name::new(method, call.method.span(), Origin::Call))
                }
            })
        }
        Expr::Call(call) => {
            let Expr::Path(path) = &*call.func else { return None };
            let function = &path.path.segments.last()?.ident;
            if SAME_DATA_CALLS.contains(&function.to_string().as_str()) {
                return call.args.first().and_then(tail);
            }
            let call = || Name::new(function.unraw().to_string(), function.span(), Origin::Call);
            (!is_camel_case(function)).then(call)
        }
        Expr::Index(index) => string_key(&index.index).or_else(|| tail(&index.expr)),
        Expr::Reference(inner) => tail(&inner.expr),
        Expr::Paren(inner) => tail(&inner.expr),
        Expr::Group(inner) => tail(&inner.expr),
        Expr::Unary(inner) => tail(&inner.expr),
        Expr::Try(inner) => tail(&inner.expr),
        Expr::Await(inner) => tail(&inner.base),
        Expr::Cast(inner) => tail(&inner.expr),
        _ => None,
    }
}

/// A type or a variant: its own derive has judged what is inside.
fn is_camel_case(name: &Ident) -> bool {
    let name = name.unraw().to_string();
    name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
}

fn value(name: &Ident) -> Name {
    Name::new(name.unraw().to_string(), name.span(), Origin::Value)
}

fn string_key(key: &Expr) -> Option<Name> {
    match key {
        Expr::Lit(ExprLit { lit: Lit::Str(key), .. }) => {
            Some(Name::new(key.value(), key.span(), Origin::Value))
        }
        Expr::Reference(inner) => string_key(&inner.expr),
        Expr::Group(inner) => string_key(&inner.expr),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
