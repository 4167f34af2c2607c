//! The name gate: what the names of a field demand of its attributes and of its type.

mod subject;

pub(crate) use subject::Subject;

use blackbar_rules::{Finding, Kind, Tier, Verdict, ids};
use proc_macro2::Span;

use crate::attr::{Class, Disposition, FieldAttrs, Floor, Mask};
use crate::errors::{Errors, Report};
use crate::policy::{classify, is_strict};

/// A name under which a value is known.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
    pub(crate) origin: Origin,
}

/// Where a name comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Origin {
    /// The name of a field.
    Field,
    /// The key of an argument of `log_event!`.
    Key,
    /// `#[log(rename = "…")]`.
    Rename,
    /// A name that serde gives: `rename`, `alias`, `rename_all`.
    Serde,
    /// The type or the variant around an unnamed field, or one with a name that says nothing.
    Around,
    /// The same, where the field is what the type or the variant is written as, so that it cannot be skipped.
    Inner,
    /// The last name in the value of an argument.
    Value,
    /// The function that gives the value of an argument: `check_password(…)` may well be a `bool`.
    Call,
}

impl Name {
    pub(crate) fn new(text: impl Into<String>, span: Span, origin: Origin) -> Self {
        Self { text: text.into(), span, origin }
    }

    fn finding(&self) -> Option<Finding> {
        let mut finding = classify(&self.text).finding()?;
        if self.origin == Origin::Call {
            finding.tier = finding.tier.min(Tier::Credential);
        }
        Some(finding)
    }
}

/// What is left to do after the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Judgement {
    /// The type must not be able to carry text: to be checked by the compiler, which knows types.
    pub(crate) needs_not_text: bool,
    /// The type must be one that nothing need be said about: likewise. Only under profile `strict`.
    pub(crate) needs_no_class: bool,
    /// One of the names is that of personal data.
    pub(crate) personal: bool,
}

/// Judges a value by all names it has; reports at most one mistake for them.
pub(crate) fn judge(names: &[Name], subject: &Subject<'_>, attrs: &FieldAttrs, errors: &Errors) -> Judgement {
    if !check_ascii(names, subject, errors) {
        return Judgement::default();
    }
    let found: Vec<(&Name, Finding)> =
        names.iter().filter_map(|name| name.finding().map(|finding| (name, finding))).collect();
    let personal = found.iter().any(|(_, finding)| finding.tier == Tier::Personal);
    let mut judgement = Judgement { personal, ..Judgement::default() };
    if attrs.disposition() == Some(Disposition::Skip) {
        return judgement;
    }
    let heaviest = |least: Tier| found.iter().find(|(_, finding)| finding.tier >= least);
    if let Some((name, finding)) = found.iter().find(|(_, finding)| only_skip(*finding)) {
        errors.add(subject.only_skip(name, *finding));
    } else if attrs.allow.is_some() {
        // Somebody says why.
    } else if let Some((name, finding, word)) =
        found.iter().find_map(|(name, finding)| Some((name, finding, gives_away(*finding, attrs)?)))
    {
        errors.add(subject.gives_away(name, *finding, word, attrs));
    } else if attrs.disposition().is_some() {
        // It does not show the value.
    } else if let Some((name, finding)) = heaviest(Tier::Always) {
        errors.add(subject.sensitive(name, *finding, attrs));
    } else if heaviest(Tier::Credential).is_some() {
        judgement.needs_not_text = true;
    } else if is_strict() && attrs.class.is_none() && attrs.floor == Floor::None && attrs.flatten.is_none() {
        match found.iter().find(|(name, _)| name.origin != Origin::Call) {
            Some((name, finding)) => errors.add(subject.personal(name, *finding)),
            None => judgement.needs_no_class = true,
        }
    }
    judgement
}

/// Card codes and PINs, but not a yes or no about them (`pin_verified`).
fn only_skip(finding: Finding) -> bool {
    finding.kind.only_skip() && finding.tier == Tier::Always
}

/// What a disposition tells of data with such a name, where it tells too much of it.
///
/// What the class alone forbids is not told here again, nor `debug` and `display`, which want a reason whatever the name.
fn gives_away(finding: Finding, attrs: &FieldAttrs) -> Option<&'static str> {
    let sensitive = finding.tier > Tier::Personal && attrs.class() < Class::Pii;
    let short = matches!(finding.kind, Kind::Password | Kind::OneTimeCode) && attrs.class() < Class::Secret;
    match attrs.disposition()? {
        Disposition::Truncate(_) if sensitive => Some("`truncate` shows its beginning"),
        Disposition::Error if sensitive => Some("`error` shows its text"),
        Disposition::With if sensitive => Some("`with` shows what a function makes of it"),
        Disposition::Mask(Mask::Last(_) | Mask::Ends { .. }) if short => {
            Some("what `mask` shows of it helps to guess the rest")
        }
        Disposition::Len if finding.kind == Kind::Password => Some("its length helps to guess it"),
        _ => None,
    }
}

/// A look-alike letter would hide a name from the gate.
fn check_ascii(names: &[Name], subject: &Subject<'_>, errors: &Errors) -> bool {
    let checked = |name: &&Name| !matches!(name.origin, Origin::Value | Origin::Call);
    let bad = names.iter().filter(checked).find_map(|name| match classify(&name.text) {
        Verdict::NotAscii { ch } => Some((name, ch)),
        Verdict::Clear | Verdict::Sensitive(_) => None,
    });
    let Some((name, letter)) = bad else { return true };
    let code = u32::from(letter);
    let text =
        format!("{} has the letter `{letter}` (U+{code:04X}), which is not ASCII", subject.called(name));
    errors.add(Report::at(ids::BB018, name.span, text).help("write names of log fields in ASCII letters"));
    false
}

/// How heavy a name is by itself, with the words of the policy.
pub(crate) fn tier(name: &str) -> Option<Tier> {
    classify(name).finding().map(|finding| finding.tier)
}

/// Names that say nothing about the data, so that what is around says it: the type, the variant, what it is a part of.
const EMPTY_NAMES: &[&str] = &[
    "base64", "body", "buf", "buffer", "bytes", "content", "contents", "data", "decoded", "encoded", "hex",
    "inner", "it", "item", "payload", "plain", "raw", "str", "string", "text", "val", "value", "wrapped",
];

/// Whether a name says nothing about the data. A single letter is such a name, and the number of an unnamed field.
pub(crate) fn is_empty_name(name: &str) -> bool {
    let name = name.trim_matches('_');
    EMPTY_NAMES.contains(&name) || name.len() < 2 || name.bytes().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests;
