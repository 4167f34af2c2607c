//! Implementation detail of [blackbar](https://docs.rs/blackbar): its derives and the workings of `log_event!`.
//!
//! Tokens in, tokens out. Every macro goes the same way: *parse* (its own tree, borrowing from syn's), *check* (one
//! function for each rule, all mistakes of an item in one compile), *expand* (cannot fail). Expanded code names
//! `blackbar::__private` and `::core` and nothing else; there is no `unsafe` in it, and no closure around an expression
//! of the user. What a name means is not decided here but in `blackbar-rules`.

mod errors;
mod runtime;

mod case;
mod event_name;
mod levels;
mod message;

mod attr;
mod expose;
mod gate;
mod tail;

mod fields;
mod schema;

mod call;
mod event;
mod value;

use proc_macro::TokenStream;

/// Makes a struct an event that `log_event!` takes: named, tuple or unit, with lifetimes and type parameters.
///
/// ```text
/// #[derive(LogEvent)]
/// #[log(name = "payment.authorized", level = info, message = "payment {payment_id} of {amount_cents} authorized")]
/// struct PaymentAuthorized<'a> {
///     payment_id: u64,
///     amount_cents: u64,
///     #[log(skip)]   cvv: u16,
///     #[log(redact)] auth_token: &'a str,
/// }
/// ```
///
/// On the struct:
///
/// | attribute | meaning | default |
/// |---|---|---|
/// | `name = "a.b"` | the event's name: `[a-z][a-z0-9_]*`, joined by dots | the type's name in snake_case |
/// | `level = info` | `trace`, `debug`, `info`, `warn`, `error` or `critical` | `info` |
/// | `message = "…"` | a literal; `{field}` shows a field as it is written, `{{` is a brace | no message |
/// | `target = "…"` | what filters go by | the module of the call |
/// | `rename_all = "camelCase"` | the keys' case style | the fields' names |
/// | `class = pii` | what the data is at least: `public`, `internal`, `pii`, `secret` | `internal` |
/// | `crate = path` | where blackbar is found | `::blackbar` |
///
/// On a field:
///
/// | attribute | meaning |
/// |---|---|
/// | `skip` | not written, not even the key |
/// | `redact` | `"[redacted]"`, or `null` for an absent `Option`; the value is not read and needs no log form |
/// | `rename = "…"` | another key |
/// | `flatten` | the fields of an event stand among those of this one |
/// | `allow = "…"` | why this is no secret in spite of its name, in at least two words and eight letters |
/// | `doc = "…"` | what the data is for, into the schema |
///
/// A field whose name is that of a secret does not compile without `skip`, `redact` or `allow`; card codes, PINs and track
/// data compile with `skip` only. Names of credentials are fine on types that cannot carry text (`NotText`). Type
/// parameters need a bound, `T: LogValue`; the derive adds none.
#[proc_macro_derive(LogEvent, attributes(log))]
pub fn derive_log_event(input: TokenStream) -> TokenStream {
    event::derive(input.into()).into()
}

/// Gives a struct or an enum a log form, to be the value of a field.
///
/// | type | is written as |
/// |---|---|
/// | struct with named fields | an object |
/// | struct with one unnamed field, or `#[log(transparent)]` on one with one field | that field |
/// | struct with several unnamed fields | an array |
/// | unit struct | `null` |
/// | variant without data | its name |
/// | other variant | an object with one key, the variant's name |
///
/// On the type: `rename_all`, `transparent`, `class`, `crate`. On a variant: `rename`. On a field: `skip`, `redact`,
/// `rename`, `allow`, `doc`. They mean what they mean for `#[derive(LogEvent)]`; `rename_all` is about the variants of an
/// enum. The name gate holds here too, and the name of a type or a variant counts for its unnamed field.
///
/// Enums without data and wrappers of numbers are `NotText`; wrappers of map keys and enums without data are `MapKey`.
#[proc_macro_derive(LogValue, attributes(log))]
pub fn derive_log_value(input: TokenStream) -> TokenStream {
    value::derive(input.into()).into()
}

/// What `blackbar::log_event!` and the level macros expand to: `$crate ; level or nothing ; what the user wrote`.
#[proc_macro]
pub fn log_event(input: TokenStream) -> TokenStream {
    call::log_event(input.into()).into()
}

/// What `blackbar::enabled!` expands to: `$crate ; ; what the user wrote`.
#[proc_macro]
pub fn enabled(input: TokenStream) -> TokenStream {
    call::enabled(input.into()).into()
}
