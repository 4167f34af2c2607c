//! What is *written* of a field, and how it is said: `redact`, `mask(last = 4)`, `hash(domain = "user")` …

use blackbar_rules::ids;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{LitInt, LitStr};

use super::Word;
use crate::errors::{Errors, Report};
use crate::runtime::Runtime;

/// What is written of a field in place of its value. A new one is a variant here, its rules in `gate` and
/// `fields/class.rs`, and its tokens in `schema` and `fields/encode.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disposition {
    Skip,
    Redact,
    Mask(Mask),
    /// The domain, where one is given, stands in [`FieldAttrs::domain`](super::FieldAttrs).
    Hash,
    Len,
    /// To so many characters.
    Truncate(u32),
    Error,
    Debug,
    Display,
    /// The path of the function stands in [`FieldAttrs::with`](super::FieldAttrs).
    With,
}

/// What a mask leaves to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mask {
    Last(u8),
    Ends { first: u8, last: u8 },
    Email,
    Pan,
    Ip,
}

impl Disposition {
    /// The word it begins with.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Redact => "redact",
            Self::Mask(_) => "mask",
            Self::Hash => "hash",
            Self::Len => "len",
            Self::Truncate(_) => "truncate",
            Self::Error => "error",
            Self::Debug => "debug",
            Self::Display => "display",
            Self::With => "with",
        }
    }

    /// Whether the value is looked at, so that its expression must be evaluated.
    pub(crate) const fn reads_value(self) -> bool {
        !matches!(self, Self::Skip | Self::Redact)
    }

    /// Whether what is written shows the value, or as much of it as a function, `Debug` or `Display` tells.
    pub(crate) const fn shows_value(self) -> bool {
        matches!(self, Self::Truncate(_) | Self::Error | Self::Debug | Self::Display | Self::With)
    }

    /// The value of the runtime's `Disposition`.
    pub(crate) fn expand(self, runtime: &Runtime) -> TokenStream {
        let variant = match self {
            Self::Skip => quote!(Skip),
            Self::Redact => quote!(Redact),
            Self::Mask(mask) => {
                let mask = mask.expand(runtime);
                quote!(Mask(#mask))
            }
            Self::Hash => quote!(Hash),
            Self::Len => quote!(Len),
            Self::Truncate(characters) => quote!(Truncate(#characters)),
            Self::Error => quote!(Error),
            Self::Debug => quote!(Debug),
            Self::Display => quote!(Display),
            Self::With => quote!(With),
        };
        quote!(#runtime::Disposition::#variant)
    }
}

impl Mask {
    const FORMS: [&'static str; 5] = ["last", "first", "email", "pan", "ip"];

    /// The value of the runtime's `Mask`.
    pub(crate) fn expand(self, runtime: &Runtime) -> TokenStream {
        match self {
            Self::Last(last) => quote!(#runtime::Mask::Last(#last)),
            Self::Ends { first, last } => quote!(#runtime::Mask::Ends { first: #first, last: #last }),
            Self::Email => quote!(#runtime::Mask::Email),
            Self::Pan => quote!(#runtime::Mask::Pan),
            Self::Ip => quote!(#runtime::Mask::Ip),
        }
    }

    /// `(last = 4)`, `(first = 6, last = 4)`, `(email)`, `(pan)`, `(ip)`.
    pub(super) fn parse(word: &Word, errors: &Errors) -> Option<Self> {
        let Some(forms) = word.inner(errors) else {
            let wrong = Report::on(ids::BB009, word.place(), "`mask` does not say what it leaves to be seen");
            errors.add(mask_forms(wrong));
            return None;
        };
        let (mut first, mut last, mut whole) = (None, None, None);
        for form in &forms {
            match form.name.to_string().as_str() {
                "first" => form.set(&mut first, shown_characters(form, errors), errors),
                "last" => form.set(&mut last, shown_characters(form, errors), errors),
                "email" => whole = whole.or(form.alone(errors).map(|_| Self::Email)),
                "pan" => whole = whole.or(form.alone(errors).map(|_| Self::Pan)),
                "ip" => whole = whole.or(form.alone(errors).map(|_| Self::Ip)),
                _ => return unknown_form(form, errors),
            }
        }
        match (whole, first, last) {
            (Some(mask), None, None) if forms.len() == 1 => return Some(mask),
            (None, None, Some(last)) if forms.len() == 1 => return Some(Self::Last(last)),
            (None, Some(first), Some(last)) => return Some(Self::Ends { first, last }),
            (None, Some(_), None) if forms.len() == 1 => {
                errors.add(
                    Report::on(ids::BB009, word.place(), "`mask(first = …)` wants `last` too")
                        .fix("show both ends", "mask(first = 2, last = 2)")
                        .fix("or the end alone", "mask(last = 4)"),
                );
            }
            (Some(_), ..) => {
                let one_too_many = forms
                    .iter()
                    .rev()
                    .find(|form| !matches!(form.name.to_string().as_str(), "first" | "last"));
                if let Some(form) = one_too_many {
                    let text = format!("`{}` does not go together with another mask", form.name);
                    errors.add(Report::on(ids::BB009, &form.name, text).help("keep one of them"));
                }
            }
            // The number in it was reported.
            _ => {}
        }
        None
    }
}

fn unknown_form<T>(form: &Word, errors: &Errors) -> Option<T> {
    let name = form.name.to_string();
    let report = Report::on(ids::BB009, &form.name, format!("there is no mask `{name}`"));
    errors.add(mask_forms(report.maybe_help(crate::errors::did_you_mean(&name, &Mask::FORMS))));
    None
}

fn mask_forms(report: Report) -> Report {
    report
        .fix("the last characters", "mask(last = 4)")
        .fix("both ends", "mask(first = 2, last = 2)")
        .fix("of a known kind", "mask(email), mask(pan), mask(ip)")
}

/// How many characters a mask shows at one end.
fn shown_characters(form: &Word, errors: &Errors) -> Option<u8> {
    let number: LitInt = form.value("4", errors)?;
    let text = match number.base10_parse::<u8>() {
        Ok(0) => format!("`{} = 0` shows nothing at that end", form.name),
        Ok(characters) => return Some(characters),
        Err(_) => format!("a mask shows at most {} characters at an end", u8::MAX),
    };
    let report = Report::on(ids::BB009, &number, text);
    errors.add(match number.base10_digits() {
        "0" => report
            .fix("the end alone", "mask(last = 4)")
            .fix("show only that it is there", "redact")
            .help("a mask of both ends shows at least one character at each"),
        _ => report.help("to shorten a text that need not be hidden: `truncate(300)`"),
    });
    None
}

/// `(64)`: to how many characters a text is cut.
pub(super) fn characters(word: &Word, errors: &Errors) -> Option<u32> {
    let number: LitInt = word.argument("64", errors)?;
    let text = match number.base10_parse::<u32>() {
        Ok(0) => "`truncate(0)` leaves nothing of the text".to_owned(),
        Ok(characters) => return Some(characters),
        Err(_) => format!("a text is cut to at most {} characters", u32::MAX),
    };
    let report = Report::on(ids::BB009, &number, text);
    errors.add(match number.base10_digits() {
        "0" => report
            .fix("write how long it is", "len")
            .fix("show only that it is there", "redact")
            .fix("keep some of it", "truncate(64)"),
        _ => report.help("say how many characters are kept, like `truncate(64)`"),
    });
    None
}

/// Nothing, or `(domain = "user")`. `Err` where it was reported.
pub(super) fn domain(word: &Word, errors: &Errors) -> Result<Option<LitStr>, ()> {
    if word.is_alone() {
        return Ok(None);
    }
    let wrong = || {
        let report = Report::on(ids::BB009, word.place(), "`hash` has the wrong form");
        report
            .fix("by the field's own key", "hash")
            .fix("the same in several fields", "hash(domain = \"user\")")
    };
    let words = word.inner(errors).unwrap_or_default();
    let Some(first) = words.first() else {
        errors.add(wrong());
        return Err(());
    };
    let mut domain = None;
    for word in &words {
        match word.name == "domain" {
            true => word.set(&mut domain, word.string("\"user\"", errors), errors),
            false => {
                word.unknown("in `hash(…)`", &["domain"], errors);
                return Err(());
            }
        }
    }
    match domain {
        Some(domain) if domain.value().is_empty() => {
            errors.add(
                Report::on(ids::BB009, &domain, "the domain of a hash cannot be empty")
                    .help("fields with the same domain give the same hash for the same value")
                    .fix("by the field's own key", "hash"),
            );
            Err(())
        }
        // What was wrong with it was reported.
        None if first.name == "domain" => Err(()),
        domain => Ok(domain),
    }
}

/// The path of a function after `=`. A closure would be an expression that nobody can name in a review.
pub(super) fn function(word: &Word, errors: &Errors) -> Option<syn::ExprPath> {
    match word.expression() {
        Some(syn::Expr::Path(path)) if path.attrs.is_empty() => Some(path),
        other => {
            let report = match other {
                Some(other) => Report::on(ids::BB009, other, "`with` wants the path of a function"),
                None => Report::on(ids::BB009, word.place(), "`with` wants the path of a function"),
            };
            errors.add(
                report
                    .help("write it like `with = shown_host`")
                    .help("the function takes a reference to the value and returns what is written: `fn shown_host(host: &Host) -> String`"),
            );
            None
        }
    }
}
