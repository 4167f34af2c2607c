//! How many of the calls at a place become events: `sample`, `limit` and `once`, on an event type and before a call.

use blackbar_rules::ids;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Expr, ExprLit, Lit, LitInt, LitStr};

use crate::errors::{Errors, Report, did_you_mean, listed};
use crate::runtime::Runtime;

/// The words.
pub(crate) const WORDS: [&str; 3] = ["sample", "limit", "once"];

/// What a rate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rate {
    /// The first and then every n-th.
    Sample(u32),
    /// At most so many in a unit of time.
    Limit(u32, Unit),
    /// The first.
    Once,
}

/// What a limit counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
}

/// A rate with the word that said it; nothing more is known of it where that was wrong, and reported.
pub(crate) struct Given {
    word: Ident,
    pub(crate) rate: Option<Rate>,
}

impl Given {
    /// Where it was said.
    pub(crate) fn word(&self) -> &Ident {
        &self.word
    }

    /// Keeps a rate in its place: an event or a call has one.
    pub(crate) fn set(place: &mut Option<Self>, word: &Ident, rate: Option<Rate>, errors: &Errors) {
        match place {
            None => *place = Some(Self { word: word.clone(), rate }),
            Some(first) if first.word == *word => {
                let text = format!("`{word}` is given twice");
                errors.add(Report::on(ids::BB020, word, text).help("keep one of them"));
            }
            Some(first) => {
                let text = format!("`{word}` contradicts `{}`: there is one rate", first.word);
                errors.add(Report::on(ids::BB034, word, text).help("keep one of them"));
            }
        }
    }
}

/// The value of `sample`. It is a literal, for the rate is a static.
pub(crate) fn sample(value: &Expr, form: Form, errors: &Errors) -> Option<Rate> {
    let example = form.example("sample");
    let Some(number) = int(value) else {
        errors.add(
            Report::on(ids::BB034, value, "`sample` wants a number that stands here as such")
                .fix("write it like", example),
        );
        return None;
    };
    match number.base10_parse::<u32>() {
        Ok(0) => {
            let text = "of every 0 events none can be logged";
            errors.add(Report::on(ids::BB034, number, text).fix("log every 10th", example));
            None
        }
        Ok(n) => Some(Rate::Sample(n)),
        Err(_) => {
            let text = format!("`{number}` is too large: `sample` takes 1 to {}", u32::MAX);
            errors.add(Report::on(ids::BB034, number, text).fix("to log the first only", "once"));
            None
        }
    }
}

/// The value of `limit`, which is a literal too.
pub(crate) fn limit(value: &Expr, form: Form, errors: &Errors) -> Option<Rate> {
    let example = form.example("limit");
    let Some(text) = text(value) else {
        let wrong = "`limit` wants a text that stands here as such: so many in a unit of time";
        errors.add(Report::on(ids::BB034, value, wrong).fix("write it like", example));
        return None;
    };
    let value = text.value();
    let report = |wrong: String| Report::on(ids::BB034, text, wrong);
    let Some((number, unit)) = value.split_once('/') else {
        errors.add(
            report(format!("`{value}` is no limit: so many in a unit of time")).fix("write it like", example),
        );
        return None;
    };
    let number = number_of(number).map_err(|wrong| report(wrong).fix("write it like", example));
    let unit = Unit::parse(unit).map_err(|wrong| {
        let names = Unit::ALL.map(|(name, _)| name);
        report(wrong)
            .maybe_help(Unit::meant(unit).map(|near| format!("did you mean `{near}`?")))
            .maybe_help(if Unit::meant(unit).is_none() { did_you_mean(unit, &names) } else { None })
            .help(format!("the units are {}", listed(names)))
    });
    match (number, unit) {
        (Ok(number), Ok(unit)) => Some(Rate::Limit(number, unit)),
        (number, unit) => {
            number.err().into_iter().chain(unit.err()).for_each(|report| errors.add(report));
            None
        }
    }
}

/// A token takes at least a microsecond, so that its time can be told in nanoseconds.
const MOST: u32 = 1_000_000;

fn number_of(text: &str) -> Result<u32, String> {
    let digits = text.replace('_', "");
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(format!("`{text}` is no number of events"));
    }
    match digits.parse::<u32>() {
        Ok(0) => Err("a limit of 0 lets no event through".to_owned()),
        Ok(number @ 1..=MOST) => Ok(number),
        _ => Err(format!("`{text}` is too large: a limit is at most {MOST}")),
    }
}

impl Unit {
    const ALL: [(&'static str, Self); 3] = [("s", Self::Second), ("min", Self::Minute), ("h", Self::Hour)];

    fn parse(text: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().find(|(name, _)| *name == text);
        found.map(|(_, unit)| *unit).ok_or_else(|| format!("there is no unit `{text}`"))
    }

    /// The unit that another word stands for.
    fn meant(text: &str) -> Option<&'static str> {
        match text.trim().to_ascii_lowercase().as_str() {
            "s" | "sec" | "secs" | "second" | "seconds" => Some("s"),
            "m" | "min" | "mins" | "minute" | "minutes" => Some("min"),
            "h" | "hr" | "hour" | "hours" => Some("h"),
            _ => None,
        }
    }
}

/// Where a rate stands, and so how it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    Attribute,
    Prefix,
}

impl Form {
    /// The word with a value.
    pub(crate) fn example(self, word: &str) -> &'static str {
        match (self, word) {
            (Self::Attribute, "sample") => "sample = 10",
            (Self::Attribute, "limit") => "limit = \"100/s\"",
            (Self::Prefix, "sample") => "sample: 10,",
            (Self::Prefix, "limit") => "limit: \"100/s\",",
            (Self::Attribute, _) => "once",
            (Self::Prefix, _) => "once,",
        }
    }
}

fn int(value: &Expr) -> Option<&LitInt> {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Int(number), attrs }) if attrs.is_empty() => Some(number),
        _ => None,
    }
}

fn text(value: &Expr) -> Option<&LitStr> {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), attrs }) if attrs.is_empty() => Some(text),
        _ => None,
    }
}

impl Rate {
    /// The value of the runtime's `Rate`.
    pub(crate) fn expand(self, runtime: &Runtime) -> TokenStream {
        let place = quote!(::core::file!(), ::core::line!());
        match self {
            Self::Sample(n) => quote!(#runtime::Rate::sample(#n, #place)),
            Self::Limit(n, unit) => {
                let unit = Ident::new(&format!("{unit:?}"), Span::call_site());
                quote!(#runtime::Rate::limit(#n, #runtime::Unit::#unit, #place))
            }
            Self::Once => quote!(#runtime::Rate::once(#place)),
        }
    }
}
