//! `enabled!`: whether a call would be logged.

use blackbar_rules::ids;
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::ParseStream;
use syn::{Token, Type};

use super::expand::{asked, callsite};
use super::prefix::Prefixes;
use crate::attr::Class;
use crate::errors::{Errors, Report};
use crate::levels::Level;
use crate::runtime::Runtime;
use crate::schema::Schema;

/// What is asked for.
pub(super) struct Question {
    prefixes: Prefixes,
    about: About,
}

enum About {
    Level(Level),
    Event(Box<Type>),
}

/// Reads a level or an event type, with prefixes.
pub(super) fn question(input: ParseStream<'_>, errors: &Errors) -> syn::Result<Question> {
    let prefixes = Prefixes::parse(input, errors)?;
    if let Some(logger) = &prefixes.logger {
        errors.add(
            Report::on(ids::BB027, logger, "`enabled!` asks for all loggers at once")
                .help("leave `logger:` out"),
        );
    }
    if let Some(rate) = &prefixes.rate {
        errors.add(
            Report::on(ids::BB034, rate.word(), "`enabled!` asks and counts nothing")
                .help(format!("leave `{}` out: the call itself has it", rate.word())),
        );
    }
    if input.is_empty() {
        let text = "`enabled!` takes a level or an event type\nhelp: write it like `enabled!(debug)` or `enabled!(PaymentAuthorized)`";
        return Err(syn::Error::new(proc_macro2::Span::call_site(), text));
    }
    let asked: Type = input.parse()?;
    input.parse::<Option<Token![,]>>()?;
    let about = match word(&asked) {
        Some(word) => About::Level(Level::parse(&word, &asked, errors).unwrap_or(Level::Info)),
        None => About::Event(Box::new(asked)),
    };
    if let (Some(given), About::Level(_)) = (&prefixes.level, &about) {
        errors.add(
            Report::on(ids::BB033, &given.word, "`level:` is for an event's type; a level says it all")
                .fix("ask for the level", format!("enabled!({})", given.level.name())),
        );
    }
    Ok(Question { prefixes, about })
}

/// A lower-case word, which is no event type.
fn word(asked: &Type) -> Option<String> {
    let Type::Path(path) = asked else { return None };
    let word = path.path.get_ident()?.to_string();
    word.starts_with(|first: char| first.is_ascii_lowercase()).then_some(word)
}

/// An expression of type `bool`.
pub(super) fn expand(runtime: &Runtime, question: &Question) -> TokenStream {
    let callsite = callsite(runtime, &question.prefixes);
    let (definition, schema) = match &question.about {
        About::Level(level) => {
            let schema = Schema {
                name: "",
                type_name: "",
                level: *level,
                target: None,
                message: &[],
                fields: Vec::new(),
                class: Class::Internal,
            };
            let schema = schema.expand(runtime);
            (quote!(static __SCHEMA: #runtime::Schema = #schema;), quote!(&__SCHEMA))
        }
        About::Event(event) => (TokenStream::new(), quote!(<#event as #runtime::LogEvent>::SCHEMA)),
    };
    let asked = asked(runtime, &question.prefixes, &schema);
    quote!({
        #callsite
        #definition
        #asked
    })
}
