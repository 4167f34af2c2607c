//! Which of its forms a `log_event!` has.

use blackbar_rules::ids;
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative as _;
use syn::{Expr, Ident, LitStr, Token};

use super::arguments::{self, Argument};
use super::prefix::{LevelPrefix, Prefixes};
use crate::errors::{Errors, Report};
use crate::expose::check_expose;
use crate::levels::{Level, other_word_for};
use crate::rate;

/// A call.
pub(crate) struct Call {
    pub(crate) prefixes: Prefixes,
    pub(crate) form: Form,
}

/// What is logged.
pub(crate) enum Form {
    /// An expression of an event type.
    Typed(Box<Expr>),
    /// A level, a message and arguments.
    Inline(Inline),
}

/// An event without a type of its own.
pub(crate) struct Inline {
    pub(crate) level: Level,
    pub(crate) message: Option<LitStr>,
    pub(crate) arguments: Vec<Argument>,
}

/// Reads a call. `level` is that of a level macro, whose call starts with the message.
pub(crate) fn call(input: ParseStream<'_>, level: Option<Level>, errors: &Errors) -> syn::Result<Call> {
    let prefixes = Prefixes::parse(input, errors)?;
    let given = prefixes.level.as_ref();
    let form = match level {
        Some(level) => {
            if let Some(given) = given {
                errors.add(level_of_message(given, &format!("{}!(\"…\")", given.level.name())));
            }
            Form::Inline(inline(input, level, errors)?)
        }
        None if starts_inline(input) => {
            if let Some(given) = given {
                errors.add(level_of_message(given, &format!("log_event!({}, \"…\")", given.level.name())));
            }
            let level: Ident = input.call(Ident::parse_any)?;
            input.parse::<Token![,]>()?;
            // The report goes on with any level.
            let level = Level::parse(&level.to_string(), &level, errors).unwrap_or(Level::Info);
            Form::Inline(inline(input, level, errors)?)
        }
        None => typed(input, given, errors)?,
    };
    Ok(Call { prefixes, form })
}

/// A level, or what was meant to be one, and more than a trailing comma after it.
fn starts_inline(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    let Ok(word) = ahead.call(Ident::parse_any) else { return false };
    let comma = ahead.parse::<Token![,]>().is_ok() && !ahead.is_empty();
    comma && (Level::by_name(&word.to_string()).is_some() || ahead.peek(LitStr))
}

/// A rate behind the level, where the message is expected: takes it out of the way.
fn misplaced_rate(input: ParseStream<'_>, errors: &Errors) {
    let ahead = input.fork();
    let Ok(word) = ahead.call(Ident::parse_any) else { return };
    if !rate::WORDS.contains(&word.to_string().as_str()) {
        return;
    }
    if ahead.peek(Token![:]) && !ahead.peek(Token![::]) {
        if ahead.parse::<Token![:]>().is_err() || ahead.parse::<Expr>().is_err() {
            return;
        }
    } else if !ahead.peek(Token![,]) {
        return;
    }
    if ahead.parse::<Token![,]>().is_ok() {
        let text = format!("`{word}` stands before the level");
        let example = rate::Form::Prefix.example(&word.to_string());
        errors.add(
            Report::on(ids::BB034, word, text)
                .fix("write it like", format!("log_event!({example} info, \"…\")")),
        );
        input.advance_to(&ahead);
    }
}

fn inline(input: ParseStream<'_>, level: Level, errors: &Errors) -> syn::Result<Inline> {
    misplaced_rate(input, errors);
    let message = message(input, errors)?;
    // Where the message is missing, no comma follows it.
    if message.is_some() && !input.is_empty() {
        input.parse::<Token![,]>()?;
    } else {
        input.parse::<Option<Token![,]>>()?;
    }
    let arguments = arguments::parse(input, errors);
    Ok(Inline { level, message, arguments })
}

/// A message is a literal: text that is put together at run time goes past every rule for fields.
fn message(input: ParseStream<'_>, errors: &Errors) -> syn::Result<Option<LitStr>> {
    if input.peek(LitStr) {
        return input.parse().map(Some);
    }
    if input.is_empty() {
        errors.add(
            Report::at(ids::BB004, Span::call_site(), "a message is missing")
                .fix("say what happened", "\"user logged in\""),
        );
        return Ok(None);
    }
    if starts_with_arguments(input) {
        errors.add(
            Report::at(ids::BB004, input.span(), "a message must stand before the arguments")
                .fix("say what happened first", "\"user logged in\", key = value"),
        );
        return Ok(None);
    }
    let other: Expr = input.parse()?;
    if let Expr::Struct(event) = &other {
        errors.add(
            Report::on(
                ids::BB027,
                &event.path,
                "a level macro takes a message, not an event: the event's type has the level",
            )
            .fix("log the event", "log_event!(…)"),
        );
        return Ok(None);
    }
    let text = "the message must be a string literal: text built at run time may carry secrets";
    errors.add(
        Report::on(ids::BB004, other, text)
            .fix("name the values as fields", "\"user {user_id} logged in\", user_id = id"),
    );
    Ok(None)
}

/// `key = value`, `#[log(…)] key` or a sigil: the message was left out.
fn starts_with_arguments(input: ParseStream<'_>) -> bool {
    let assigned = input.peek(syn::Ident::peek_any) && input.peek2(Token![=]) && !input.peek2(Token![==]);
    assigned || input.peek(Token![#]) || input.peek(Token![?]) || input.peek(Token![%])
}

/// A message has its level in another place, and has it once.
fn level_of_message(given: &LevelPrefix, instead: &str) -> Report {
    Report::on(
        ids::BB033,
        &given.word,
        "`level:` is for an event of a type; a message has a level of its own",
    )
    .fix("write that level", instead)
}

fn typed(input: ParseStream<'_>, given: Option<&LevelPrefix>, errors: &Errors) -> syn::Result<Form> {
    if input.is_empty() {
        return Err(syn::Error::new(
            Span::call_site(),
            "nothing to log\nhelp: an event:             log_event!(PaymentAuthorized { payment_id })\nhelp: a message and fields: log_event!(info, \"payment authorized\", payment_id)",
        ));
    }
    let literal = input.peek(LitStr);
    let tokens = input.cursor().token_stream();
    let event: Expr = input.parse()?;
    if literal {
        errors.add(match given {
            Some(given) => level_of_message(given, &format!("log_event!({}, \"…\")", given.level.name())),
            None => Report::on(ids::BB027, &event, "a message needs a level before it")
                .fix("put the level first", "log_event!(info, \"…\")"),
        });
        skip_rest(input);
        return Ok(Form::Typed(Box::new(event)));
    }
    input.parse::<Option<Token![,]>>()?;
    if !input.is_empty() && assigns_level(&event) {
        errors.add(
            Report::on(ids::BB033, event, "the level of a call stands after a colon")
                .fix("write it like", "log_event!(level: warn, event)"),
        );
        // What was assigned means nothing; the event is what the report goes on with.
        return Ok(Form::Typed(Box::new(input.parse()?)));
    }
    if !input.is_empty() {
        errors.add(not_one_expression(&event, input));
        skip_rest(input);
    }
    check_expose(tokens, errors);
    Ok(Form::Typed(Box::new(event)))
}

/// `level = warn`
fn assigns_level(expression: &Expr) -> bool {
    let Expr::Assign(assign) = expression else { return false };
    matches!(&*assign.left, Expr::Path(path) if path.path.is_ident("level"))
}

/// Two expressions: perhaps a level that is none was meant.
fn not_one_expression(event: &Expr, input: ParseStream<'_>) -> Report {
    let level = match event {
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    };
    let level = level.and_then(|word| other_word_for(&word));
    let report = Report::at(
        ids::BB027,
        input.span(),
        "`log_event!` takes one event, or a level, a message and fields",
    );
    match level {
        Some(level) => report.help(format!("did you mean the level `{level}`?")),
        None => report
            .fix("an event", "log_event!(PaymentAuthorized { payment_id })")
            .fix("a message and fields", "log_event!(info, \"payment authorized\", payment_id)"),
    }
}

fn skip_rest(input: ParseStream<'_>) {
    while input.parse::<TokenTree>().is_ok() {}
}

/// The tokens of an expression, for rules that look into macros too.
pub(super) fn tokens_of(expression: &Expr) -> TokenStream {
    quote::ToTokens::to_token_stream(expression)
}
