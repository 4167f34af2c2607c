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

/// Implements `blackbar::LogEvent`; documented there.
#[proc_macro_derive(LogEvent, attributes(log))]
pub fn derive_log_event(input: TokenStream) -> TokenStream {
    event::derive(input.into()).into()
}

/// Implements `blackbar::LogValue`; documented there.
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
