//! `logger: …, name: "…", target: "…", level: …, sample: …, limit: "…", once,` in front of the arguments.

use blackbar_rules::ids;
use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative as _;
use syn::{Expr, ExprLit, Lit, LitStr, Token};

use crate::errors::{Errors, Report, did_you_mean, listed};
use crate::event_name::{is_event_name, nearest};
use crate::levels::{Level, other_word_for};
use crate::rate::{self, Rate};

/// The prefixes of a call.
#[derive(Default)]
pub(crate) struct Prefixes {
    pub(crate) logger: Option<Expr>,
    pub(crate) name: Option<LitStr>,
    pub(crate) target: Option<LitStr>,
    pub(crate) level: Option<LevelPrefix>,
    /// How many of the calls become events.
    pub(crate) rate: Option<rate::Given>,
}

/// `level: warn`: the level of this call, whatever the event's type says.
pub(crate) struct LevelPrefix {
    /// The word `level`, for reports about the prefix as a whole.
    pub(crate) word: Ident,
    pub(crate) level: Level,
}

const KNOWN: [&str; 7] = ["logger", "name", "target", "level", "sample", "limit", "once"];

impl Prefixes {
    /// Reads prefixes up to the first thing that is none.
    pub(crate) fn parse(input: ParseStream<'_>, errors: &Errors) -> syn::Result<Self> {
        let mut prefixes = Self::default();
        loop {
            if let Some(word) = bare_rate(input) {
                rate::Given::set(&mut prefixes.rate, &word, without_value(&word, errors), errors);
                continue;
            }
            if !is_prefix(input) {
                return Ok(prefixes);
            }
            let word = input.call(Ident::parse_any)?;
            input.parse::<Token![:]>()?;
            prefixes.take(&word, input, errors)?;
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
    }

    fn take(&mut self, word: &Ident, input: ParseStream<'_>, errors: &Errors) -> syn::Result<()> {
        let name = word.to_string();
        let given_before = match name.as_str() {
            "logger" => self.logger.replace(input.parse()?).is_some(),
            "name" => {
                let name = text(word, input, errors)?;
                name.iter().for_each(|name| check_name(name, errors));
                core::mem::replace(&mut self.name, name).is_some()
            }
            "target" => {
                let target = text(word, input, errors)?;
                core::mem::replace(&mut self.target, target).is_some()
            }
            "level" => {
                let level = level(word, input, errors)?;
                core::mem::replace(&mut self.level, level).is_some()
            }
            "sample" | "limit" | "once" => {
                let rate = read_rate(word, input, errors)?;
                rate::Given::set(&mut self.rate, word, rate, errors);
                false
            }
            _ => {
                input.parse::<Expr>()?;
                errors.add(
                    Report::on(ids::BB027, word, format!("unknown prefix `{name}:`"))
                        .maybe_help(did_you_mean(&name, &KNOWN))
                        .help(format!(
                            "known are {}",
                            listed(["logger:", "name:", "target:", "level:", "sample:", "limit:", "once,"])
                        )),
                );
                false
            }
        };
        if given_before {
            errors.add(
                Report::on(ids::BB020, word, format!("`{name}:` is given twice")).help("keep one of them"),
            );
        }
        Ok(())
    }
}

/// Whether a word and a single colon are next; no expression starts with that.
fn is_prefix(input: ParseStream<'_>) -> bool {
    input.peek(syn::Ident::peek_any) && input.peek2(Token![:]) && !input.peek2(Token![::])
}

/// The word of a rate with a comma and more behind it, and takes it and the comma; alone it is somebody's variable.
fn bare_rate(input: ParseStream<'_>) -> Option<Ident> {
    let ahead = input.fork();
    let word = ahead.call(Ident::parse_any).ok()?;
    if !rate::WORDS.contains(&word.to_string().as_str()) {
        return None;
    }
    ahead.parse::<Token![,]>().ok()?;
    if ahead.is_empty() {
        return None;
    }
    input.advance_to(&ahead);
    Some(word)
}

/// The rate that a word is alone: `once` and no other.
fn without_value(word: &Ident, errors: &Errors) -> Option<Rate> {
    if word == "once" {
        return Some(Rate::Once);
    }
    let example = rate::Form::Prefix.example(&word.to_string());
    errors.add(Report::on(ids::BB034, word, format!("`{word}` wants a value")).fix("write it like", example));
    None
}

/// The rate that a word and what stands behind its colon are.
fn read_rate(word: &Ident, input: ParseStream<'_>, errors: &Errors) -> syn::Result<Option<Rate>> {
    let value: Expr = input.parse()?;
    if word == "sample" {
        return Ok(rate::sample(&value, rate::Form::Prefix, errors));
    }
    if word == "limit" {
        return Ok(rate::limit(&value, rate::Form::Prefix, errors));
    }
    errors.add(
        Report::on(ids::BB034, value, "`once` takes no value")
            .fix("write it like", rate::Form::Prefix.example("once")),
    );
    Ok(None)
}

/// Names and targets are part of the call site, which is a static.
fn text(word: &Ident, input: ParseStream<'_>, errors: &Errors) -> syn::Result<Option<LitStr>> {
    if input.peek(LitStr) {
        return input.parse().map(Some);
    }
    let other: Expr = input.parse()?;
    let example = if word == "name" { "payment.authorized" } else { "payments" };
    errors.add(
        Report::on(ids::BB027, other, format!("`{word}:` wants a string literal"))
            .help(format!("write it like `{word}: \"{example}\"`")),
    );
    Ok(None)
}

/// A level is a word: filters, and the features that take calls out of the program, go by it before there is an event.
fn level(word: &Ident, input: ParseStream<'_>, errors: &Errors) -> syn::Result<Option<LevelPrefix>> {
    let ahead = input.fork();
    let written = ahead.call(Ident::parse_any).ok().filter(|_| ahead.is_empty() || ahead.peek(Token![,]));
    if let Some(written) = written {
        let text = written.to_string();
        if Level::by_name(&text).is_some() || other_word_for(&text).is_some() || is_misspelt(&text) {
            input.call(Ident::parse_any)?;
            let level = Level::parse(&text, &written, errors);
            return Ok(level.map(|level| LevelPrefix { word: word.clone(), level }));
        }
    }
    let other: Expr = input.parse()?;
    let meant = meant_level(&other);
    let report = Report::on(ids::BB033, other, "`level:` takes the name of a level, not a value");
    errors.add(match meant {
        Some(level) => report.fix("write the name", format!("level: {level}")),
        None => report
            .fix("write a name", "level: warn")
            .fix("to choose by a value", "make one call for each level, in the arms of an `if` or a `match`"),
    });
    Ok(None)
}

fn is_misspelt(word: &str) -> bool {
    blackbar_rules::suggest(word, &Level::names()).is_some()
}

/// `"warn"` and `Level::Warn`.
fn meant_level(value: &Expr) -> Option<String> {
    let word = match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => text.value(),
        Expr::Path(path) => path.path.segments.last()?.ident.to_string(),
        _ => return None,
    };
    let word = word.to_ascii_lowercase();
    Level::by_name(&word).map(|_| word)
}

fn check_name(name: &LitStr, errors: &Errors) {
    let value = name.value();
    if !is_event_name(&value) {
        let text = format!("`{value}` is no event name: lower-case words joined by dots");
        let near = nearest(&value).map(|near| format!("write it like `{near}`"));
        errors.add(Report::on(ids::BB021, name, text).maybe_help(near));
    }
}
