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
mod literal;
mod policy;
mod rate;
mod tail;

mod fields;
mod schema;

mod call;
mod context;
mod debug;
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
///     #[log(mask(pan))]  card_number: &'a str,
///     #[log(hash)]       email: &'a str,
///     #[log(skip)]       cvv: u16,
///     #[log(redact)]     auth_token: &'a str,
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
/// | `class = pii` | what the data of each field is at least: `internal`, `pii` or `secret` | `internal` |
/// | `sample = 10` | the first event is logged and then every 10th | all |
/// | `limit = "100/s"` | at most so many are logged, in a second, `min` or `h`, by all threads together | all |
/// | `once` | the first event of the process is logged | all |
/// | `crate = path` | where blackbar is found | `::blackbar` |
///
/// What `sample`, `limit` and `once` keep back is not evaluated either, and the next event that is logged says how many
/// there were: `"suppressed": 9`.
///
/// What is written of a field, one of:
///
/// | attribute | what stands in the line |
/// |---|---|
/// | none | the value, unless its class says otherwise |
/// | `skip` | nothing, not even the key |
/// | `redact` | `"[redacted]"`, or `null` for an absent `Option`; the value is not read and needs no log form |
/// | `mask(last = 4)` | `"******1111"`: the last 1 to 255 characters, and stars whose number says nothing |
/// | `mask(first = 6, last = 4)` | `"411111******1111"`: both ends |
/// | `mask(email)`, `mask(pan)`, `mask(ip)` | what may be seen of an e-mail address, a card number, an IP address |
/// | `hash` | `"k7:"` and 22 characters: equal values of fields with equal keys have equal hashes |
/// | `hash(domain = "user")` | the same for all fields with this domain, whatever their keys |
/// | `len` | the characters of a text, the items of a collection |
/// | `truncate(64)` | a text, cut after so many characters |
/// | `error` | the text of an error and of its sources |
/// | `debug`, `display` | what `Debug` or `Display` prints; needs `allow` |
/// | `with = path` | what a function makes of a reference to the value: `fn shown(url: &Url) -> String` |
///
/// All of them write `null` for an absent `Option`. `mask`, `hash` and `len` take a `Secret` too. `hash` needs a key: a
/// program with a field under `hash` has one set when it installs its logger.
///
/// What the data of a field is, one of:
///
/// | attribute | meaning | where nothing else is said, is written |
/// |---|---|---|
/// | `public` | anybody may see it | the value |
/// | `internal` | for the people who run the service; a field without a class is that | the value |
/// | `pii` | it tells who a person is, or what a person did | a hash; with `allow`, the value |
/// | `secret` | it opens something | `"[redacted]"` |
///
/// A value of class `pii` is not shown by `truncate`, `error`, `debug` or `display` without `allow`. One of class `secret`
/// is not shown at all: it takes `skip`, `redact`, `hash` and `len`, and `mask` with `allow`. What of it is shown goes to
/// those sinks only that are cleared for its class.
///
/// And beside them:
///
/// | attribute | meaning |
/// |---|---|
/// | `rename = "…"` | another key |
/// | `flatten` | the fields of an event stand among those of this one; with `pii` they are at least of that class |
/// | `allow = "…"` | why the value may be shown in spite of its name or class, in at least two words and eight letters |
/// | `doc = "…"` | what the data is for, into the schema |
///
/// A field whose name is that of a secret does not compile without a disposition that hides the value, such a class, or
/// `allow`; card codes, PINs and track data compile with `skip` only. Names of credentials are fine on types that cannot
/// carry text (`NotText`). Type parameters need a bound, `T: LogValue`; the derive adds none.
#[proc_macro_derive(LogEvent, attributes(log))]
pub fn derive_log_event(input: TokenStream) -> TokenStream {
    items(|| event::derive(input.into()))
}

/// Makes a struct a context: `Context::new(&request).enter()`.
///
/// ```text
/// #[derive(LogContext)]
/// struct Request<'a> {
///     request_id: u64,
///     #[log(hash)] user: &'a str,
/// }
/// ```
///
/// On the struct: `rename_all`, `class`, `crate`. On a field: all that `#[derive(LogEvent)]` knows, except `flatten`, with the
/// same meaning and under the same rules. A context has 1 to 64 fields that are written; `trace_id` and `span_id` are keys of
/// blackbar's own.
#[proc_macro_derive(LogContext, attributes(log))]
pub fn derive_log_context(input: TokenStream) -> TokenStream {
    items(|| context::derive(input.into()))
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
/// On the type: `rename_all`, `transparent`, `class`, `crate`. On a variant: `rename`. On a field: all that
/// `#[derive(LogEvent)]` knows, except `flatten`; `rename_all` is about the variants of an enum. The name gate holds here
/// too, and the name of a type or a variant counts for its unnamed field.
///
/// | class of the type | is written as |
/// |---|---|
/// | `class = secret` | `"[redacted]"`, whatever is in it; its fields need no log form |
/// | `class = pii` on a struct | each field at least of that class, so hashed where nothing else is said |
/// | `class = pii` on an enum | `"[redacted]"`: which variant it is tells enough |
/// | `class = pii, allow = "…"` on an enum | its value, for the sinks that are cleared for it |
///
/// Enums without data, wrappers of numbers and what is hidden as a whole are `NotText`; wrappers of map keys and enums without data are `MapKey`.
#[proc_macro_derive(LogValue, attributes(log))]
pub fn derive_log_value(input: TokenStream) -> TokenStream {
    items(|| value::derive(input.into()))
}

/// Implements std's `Debug` and prints what std's derive prints, but for what must not be seen.
///
/// Derive it in place of std's on a type with secret fields: an attribute for the log changes nothing about std's derive,
/// and `println!("{login:?}")`, `dbg!`, `unwrap` and failed assertions print what it gives.
///
/// ```text
/// #[derive(blackbar::Debug, LogEvent)]
/// struct Login<'a> {
///     user_id: u64,
///     #[log(redact)] password: &'a str,
/// }
///
/// Login { user_id: 7, password: [redacted] }
/// ```
///
/// `[redacted]` stands for a field under `skip`, `redact`, `mask`, `hash` or `len`, of class `pii` or `secret`, and for one
/// whose name is that of a secret, whatever its type; the type of such a field needs no `Debug`. `allow` prints it. A type
/// of class `secret`, and an enum of class `pii`, is `[redacted]` as a whole. The attributes are those of
/// `#[derive(LogEvent)]` and `#[derive(LogValue)]`, which need not be derived; a field whose attributes are wrong is
/// `[redacted]` too.
///
/// It never takes the place of std's derive unseen. After `use blackbar::Debug` a `#[derive(Debug)]` is this one, which
/// prints no more than std's; after `use blackbar::*` it is ambiguous, and the compiler says so.
#[proc_macro_derive(Debug, attributes(log))]
pub fn derive_debug(input: TokenStream) -> TokenStream {
    items(|| debug::derive(input.into()))
}

/// What `blackbar::log_event!` and the level macros expand to: `$crate ; level or nothing ; what the user wrote`.
#[proc_macro]
pub fn log_event(input: TokenStream) -> TokenStream {
    expression(|| call::log_event(input.into()))
}

/// What `blackbar::enabled!` expands to: `$crate ; ; what the user wrote`.
#[proc_macro]
pub fn enabled(input: TokenStream) -> TokenStream {
    expression(|| call::enabled(input.into()))
}

/// What `blackbar::context!` expands to: `$crate ; ; what the user wrote`.
#[proc_macro]
pub fn context(input: TokenStream) -> TokenStream {
    expression(|| call::context(input.into()))
}

/// Runs a derive under the policy of the crate.
fn items(run: impl FnOnce() -> proc_macro2::TokenStream) -> TokenStream {
    let (beside, tokens) = policy::within(run);
    quote::quote!(#beside #tokens).into()
}

/// Runs a macro that stands for an expression under the policy of the crate.
fn expression(run: impl FnOnce() -> proc_macro2::TokenStream) -> TokenStream {
    let (beside, tokens) = policy::within(run);
    if beside.is_empty() { tokens.into() } else { quote::quote!({ #beside #tokens }).into() }
}
