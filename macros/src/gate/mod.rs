//! The name gate: what the names of a field demand of its attributes and of its type.

use blackbar_rules::{Finding, Tier, Verdict, classify, ids};
use proc_macro2::Span;

use crate::attr::{Disposition, FieldAttrs};
use crate::errors::{Errors, Report};

/// A name under which a value is known.
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
    pub(crate) origin: Origin,
}

/// Where a name comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The name of a field.
    Field,
    /// The key of an argument of `log_event!`.
    Key,
    /// `#[log(rename = "…")]`.
    Rename,
    /// `#[serde(rename = "…")]` or `#[serde(alias = "…")]`.
    Serde,
    /// The type or the variant around an unnamed field, or one with a name that says nothing.
    Around,
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
    if attrs.disposition() == Some(Disposition::Skip) {
        return Judgement { needs_not_text: false, personal };
    }
    if let Some((name, finding)) = found.iter().find(|(_, finding)| only_skip(*finding)) {
        errors.add(subject.only_skip(name, *finding));
        return Judgement { needs_not_text: false, personal };
    }
    if attrs.disposition().is_some() || attrs.allow.is_some() {
        return Judgement { needs_not_text: false, personal };
    }
    if let Some((name, finding)) = found.iter().find(|(_, finding)| finding.tier == Tier::Always) {
        errors.add(subject.sensitive(name, *finding, attrs));
        return Judgement { needs_not_text: false, personal };
    }
    let needs_not_text = found.iter().any(|(_, finding)| finding.tier == Tier::Credential);
    Judgement { needs_not_text, personal }
}

/// Card codes and PINs, but not a yes or no about them (`pin_verified`).
fn only_skip(finding: Finding) -> bool {
    finding.kind.only_skip() && finding.tier == Tier::Always
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

/// What a name belongs to, for messages.
pub(crate) enum Subject<'a> {
    /// A field of the named type or variant.
    FieldOf(&'a str),
    /// An argument of `log_event!`.
    Argument,
}

impl Subject<'_> {
    fn called(&self, name: &Name) -> String {
        let text = &name.text;
        match (self, name.origin) {
            (Self::FieldOf(owner), Origin::Field) => format!("field `{text}` of `{owner}`"),
            (Self::FieldOf(owner), Origin::Rename) => {
                format!("the new name `{text}` of a field of `{owner}`")
            }
            (Self::FieldOf(owner), Origin::Serde) => format!("serde's name `{text}` of a field of `{owner}`"),
            (Self::FieldOf(_), Origin::Around) => format!("the data of `{text}`"),
            (_, Origin::Value | Origin::Call) => format!("the value `{text}`"),
            (Self::Argument, Origin::Rename) => format!("the new name `{text}`"),
            _ => format!("the key `{text}`"),
        }
    }

    fn sensitive(&self, name: &Name, finding: Finding, attrs: &FieldAttrs) -> Report {
        let why = contains(finding);
        let called = self.called(name);
        let report = match (&attrs.rename, name.origin) {
            (Some(rename), Origin::Field | Origin::Key) => {
                let to = rename.value();
                let text = format!("{called} looks sensitive ({why}); its new name `{to}` would hide that");
                Report::at(ids::BB012, rename.span(), text)
            }
            (Some(_), Origin::Rename) => {
                let text = format!("{called} looks sensitive ({why}) and has no redaction rule");
                Report::at(ids::BB012, name.span, text)
            }
            _ => {
                let text = format!("{called} looks sensitive ({why}) and has no redaction rule");
                Report::at(ids::BB001, name.span, text)
            }
        };
        self.with_fixes(report, name)
    }

    /// What to type. In front of an argument it is the same as in front of a field.
    fn with_fixes(&self, report: Report, name: &Name) -> Report {
        let report = match (self, name.origin) {
            // What is written as its only field cannot skip it.
            (Self::FieldOf(_), Origin::Around) => report.fix(
                "keep it out of the log",
                "#[log(skip)] where this type is used, and no LogValue for it",
            ),
            (Self::FieldOf(_), _) => report.fix("keep it out of the log", "#[log(skip)]"),
            (Self::Argument, _) => report.fix("keep it out of the log", "leave this argument out"),
        };
        report
            .fix("show only that it is there", "#[log(redact)]")
            .fix("if the name misleads", "#[log(allow = \"why this is no secret\")]")
    }

    fn only_skip(&self, name: &Name, finding: Finding) -> Report {
        let text = format!(
            "{} may only be skipped ({}): no form of a card code, PIN or track may be kept",
            self.called(name),
            contains(finding),
        );
        let report = Report::at(ids::BB015, name.span, text);
        match self {
            Self::FieldOf(_) => report.fix("keep it out of the log", "#[log(skip)]"),
            Self::Argument => report.fix("keep it out of the log", "leave this argument out"),
        }
    }
}

fn contains(finding: Finding) -> String {
    let words = if finding.words.contains(' ') { "words" } else { "word" };
    format!("it contains the {words} `{}`", finding.words)
}

#[cfg(test)]
mod tests;
