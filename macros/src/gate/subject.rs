//! What a name belongs to, and so how its mistakes are told.

use blackbar_rules::{Finding, Kind, ids};

use super::{Name, Origin};
use crate::attr::FieldAttrs;
use crate::errors::Report;
use crate::policy::forbids_allow;

/// What a name belongs to, for messages.
#[derive(Clone, Copy)]
pub(crate) enum Subject<'a> {
    /// A field of the named type or variant.
    FieldOf(&'a str),
    /// An argument of `log_event!`.
    Argument,
}

impl Subject<'_> {
    pub(super) fn called(&self, name: &Name) -> String {
        let text = &name.text;
        match (self, name.origin) {
            (Self::FieldOf(owner), Origin::Field) => format!("field `{text}` of `{owner}`"),
            (Self::FieldOf(owner), Origin::Rename) => {
                format!("the new name `{text}` of a field of `{owner}`")
            }
            (Self::FieldOf(owner), Origin::Serde) => format!("serde's name `{text}` of a field of `{owner}`"),
            (Self::FieldOf(_), Origin::Around | Origin::Inner) => format!("the data of `{text}`"),
            (_, Origin::Value | Origin::Call) => format!("the value `{text}`"),
            (Self::Argument, Origin::Rename) => format!("the new name `{text}`"),
            _ => format!("the key `{text}`"),
        }
    }

    /// Nothing is said of a name that no type makes harmless.
    pub(super) fn sensitive(&self, name: &Name, finding: Finding, attrs: &FieldAttrs) -> Report {
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
        self.ways_out(report, name, finding)
    }

    /// What is said of it shows too much.
    pub(super) fn gives_away(&self, name: &Name, finding: Finding, how: &str, attrs: &FieldAttrs) -> Report {
        let text = format!("{} looks sensitive ({}), and {how}", self.called(name), contains(finding));
        let report = Report::at(ids::BB031, name.span, text);
        let report = match attrs.with {
            Some(_) => report.fix("if what it makes of it may be seen", "#[log(pii, with = …)]"),
            None => report,
        };
        self.ways_out(report, name, finding)
    }

    /// Profile `strict`: nothing is said of personal data.
    pub(super) fn personal(&self, name: &Name, finding: Finding) -> Report {
        let text = format!(
            "{} looks like personal data ({}) and has no class, which profile `strict` asks for",
            self.called(name),
            contains(finding)
        );
        let report = Report::at(ids::BB011, name.span, text)
            .fix("it is: write a hash of it", "#[log(pii)]")
            .fix("it is none", "#[log(internal)] or #[log(public)]");
        self.ways_out(report, name, finding)
    }

    pub(super) fn only_skip(&self, name: &Name, finding: Finding) -> Report {
        let text = format!(
            "{} may only be skipped ({}): no form of a card code, PIN or track may be kept",
            self.called(name),
            contains(finding),
        );
        self.leave_out(Report::at(ids::BB015, name.span, text), name)
    }

    /// What to type. In front of an argument it is the same as in front of a field.
    fn ways_out(&self, report: Report, name: &Name, finding: Finding) -> Report {
        let report = self.leave_out(report, name).fix("show only that it is there", "#[log(redact)]");
        let report = match mask(finding) {
            Some(mask) => report.fix("show a part of it", mask),
            None => report,
        };
        let report = match matches_by_hash(finding.kind) {
            true => report.fix("find equal ones by a keyed hash", "#[log(hash)]"),
            false => report,
        };
        match forbids_allow() {
            true => report,
            false => report.fix("if the name misleads", "#[log(allow = \"why this is no secret\")]"),
        }
    }

    fn leave_out(&self, report: Report, name: &Name) -> Report {
        match (self, name.origin) {
            // What is written as its only field cannot skip it.
            (Self::FieldOf(_), Origin::Inner) => report.fix(
                "keep it out of the log",
                "#[log(skip)] where this type is used, and no LogValue for it",
            ),
            (Self::FieldOf(_), _) => report.fix("keep it out of the log", "#[log(skip)]"),
            (Self::Argument, _) => report.fix("keep it out of the log", "leave this argument out"),
        }
    }
}

/// The mask that is made for such data.
fn mask(finding: Finding) -> Option<&'static str> {
    let has = |word: &str| finding.words.split(' ').any(|part| part == word);
    match finding.kind {
        Kind::CardNumber => Some("#[log(mask(pan))]"),
        Kind::BankAccount | Kind::NationalId => Some("#[log(mask(last = 4))]"),
        Kind::PersonalData if has("email") || has("mail") => Some("#[log(mask(email))]"),
        Kind::PersonalData if has("ip") => Some("#[log(mask(ip))]"),
        Kind::PersonalData if has("phone") || has("mobile") => Some("#[log(mask(last = 2))]"),
        _ => None,
    }
}

/// Whether people look for equal ones in a log. A hash of what is guessed from a list is no help to anybody but to whom
/// has the key, so it is not proposed for those.
const fn matches_by_hash(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::CardNumber
            | Kind::BankAccount
            | Kind::NationalId
            | Kind::Token
            | Kind::Credential
            | Kind::PersonalData
    )
}

fn contains(finding: Finding) -> String {
    let words = if finding.words.contains(' ') { "words" } else { "word" };
    format!("it contains the {words} `{}`", finding.words)
}
