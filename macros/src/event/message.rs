//! The rules for messages, of events and of the inline form alike.

use blackbar_rules::{Tier, ids};
use syn::LitStr;

use crate::attr::{Disposition, FieldAttrs};
use crate::errors::{Errors, Report, did_you_mean, listed};
use crate::fields::Field;
use crate::message::{Mistake, Parsed, Part, parse};
use crate::policy::classify;
use crate::schema::Piece;

/// What a message may name.
pub(crate) struct Names<'a> {
    home: Home<'a>,
    /// The names in the order of the schema.
    fields: Vec<NameInMessage<'a>>,
}

/// Where the fields of a message come from.
enum Home<'a> {
    /// The type of that name.
    Type(&'a str),
    /// The arguments of the call.
    Call,
}

struct NameInMessage<'a> {
    name: &'a str,
    status: Status,
    /// Whether a disposition or a reason says what may be shown of it.
    covered: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Written,
    Skipped,
    Flattened,
}

impl<'a> Names<'a> {
    /// The fields of an event type.
    pub(crate) fn of_fields(type_name: &'a str, fields: &'a [Field<'_>]) -> Self {
        let fields = fields.iter().map(|field| {
            let status = match field.attrs.flatten {
                Some(_) => Status::Flattened,
                None if field.is_skipped() => Status::Skipped,
                None => Status::Written,
            };
            NameInMessage { name: &field.name, status, covered: field.attrs.is_covered() }
        });
        Self { home: Home::Type(type_name), fields: fields.collect() }
    }

    /// The arguments of a call, each with its attributes.
    pub(crate) fn of_arguments(arguments: impl Iterator<Item = (&'a str, &'a FieldAttrs)>) -> Self {
        let fields = arguments.map(|(name, attrs)| {
            let skipped = attrs.disposition() == Some(Disposition::Skip);
            let status = if skipped { Status::Skipped } else { Status::Written };
            NameInMessage { name, status, covered: attrs.is_covered() }
        });
        Self { home: Home::Call, fields: fields.collect() }
    }

    fn find(&self, name: &str) -> Option<(usize, &NameInMessage<'a>)> {
        self.fields.iter().enumerate().find(|(_, field)| field.name == name)
    }

    fn written(&self) -> Vec<&'a str> {
        self.fields.iter().filter(|field| field.status == Status::Written).map(|field| field.name).collect()
    }
}

/// Takes a message apart and reports what is wrong with it; gives it as a program.
pub(crate) fn check_message(message: &LitStr, names: &Names<'_>, errors: &Errors) -> Vec<Piece> {
    let Parsed { parts, mistakes } = parse(&message.value());
    for mistake in &mistakes {
        errors.add(report(message, mistake));
    }
    for part in &parts {
        if let Part::Field(name) = part {
            check_placeholder(message, name, names, errors);
        }
    }
    check_what_is_said_of_fields(message, &parts, names, errors);
    Piece::all(&parts, |name| names.find(name).map(|(number, _)| number))
}

/// `password={note}` says what the note is, and so does `https://user:{note}@host`.
fn check_what_is_said_of_fields(message: &LitStr, parts: &[Part], names: &Names<'_>, errors: &Errors) {
    // Looks like a token, and has no form of its own.
    const STAND_IN: &str = "q7Rz2KcX9vT4mB8wL3nJ6hYd";
    let mut text = String::new();
    let mut places = Vec::new();
    for part in parts {
        match part {
            Part::Text(literal) => text.push_str(literal),
            Part::Field(name) => {
                places.push((text.len(), name));
                text.push_str(STAND_IN);
            }
        }
    }
    for found in blackbar_rules::detect::detect(&text) {
        let covers = |(start, _): &&(usize, &String)| found.start <= *start && *start < found.end;
        let said = places.iter().find(covers).and_then(|(_, name)| names.find(name));
        let Some((_, field)) = said.filter(|(_, field)| field.status == Status::Written && !field.covered)
        else {
            continue;
        };
        let text =
            format!("the message says that `{{{}}}` is a secret ({})", field.name, found.detector.title());
        errors.add(
            Report::on(ids::BB001, message, text)
                .fix("show only that it is there", "#[log(redact)] in front of the field")
                .fix(
                    "if the words mislead",
                    "#[log(allow = \"why this is no secret\")] in front of the field",
                ),
        );
    }
}

fn report(message: &LitStr, mistake: &Mistake) -> Report {
    match mistake {
        Mistake::Unclosed => Report::on(ids::BB024, message, "the message has a `{` without its `}`")
            .help("a brace in the text is written twice: `{{`"),
        Mistake::Unopened => Report::on(ids::BB024, message, "the message has a `}` without its `{`")
            .help("a brace in the text is written twice: `}}`"),
        Mistake::Positional => {
            Report::on(ids::BB024, message, "the message has a `{}`, which names no field")
                .help("name the field: `{user_id}`")
                .help("braces in the text are written twice: `{{}}`")
        }
        Mistake::Format(name, spec) => {
            let text =
                format!("the message has a format `{{{name}:{spec}}}`; fields are shown as they are logged");
            let plain = if name.is_empty() { "user_id" } else { name };
            Report::on(ids::BB024, message, text).help(format!("write `{{{plain}}}`"))
        }
        Mistake::NotAName(inner) => {
            let text = format!("`{{{inner}}}` in the message is no name of a field");
            Report::on(ids::BB024, message, text)
                .help("a message names fields, it has no expressions: log the value as a field of its own")
        }
    }
}

fn check_placeholder(message: &LitStr, name: &str, names: &Names<'_>, errors: &Errors) {
    match (names.find(name).map(|(_, field)| field.status), &names.home) {
        (Some(Status::Written), _) => {}
        (Some(Status::Skipped), _) => {
            let text = format!("the message names `{{{name}}}`, which is under `skip`");
            let report = Report::on(ids::BB005, message, text).help("take it out of the message");
            errors.add(match classify(name).finding().is_some_and(|finding| finding.kind.only_skip()) {
                true => report,
                false => {
                    report.fix("or show only that it is there", "#[log(redact)] in place of #[log(skip)]")
                }
            });
        }
        (Some(Status::Flattened), _) => errors.add(
            Report::on(ids::BB023, message, format!("the message names `{{{name}}}`, which is flattened"))
                .help("name fields of this struct only"),
        ),
        (None, Home::Type(type_name)) => {
            let text = format!("the message names `{{{name}}}`, which is no field of `{type_name}`");
            errors.add(Report::on(ids::BB023, message, text).maybe_help(nearby(name, names)));
        }
        (None, Home::Call) => errors.add(captured(message, name, names)),
    }
}

/// A capture would go past every rule for names and types.
fn captured(message: &LitStr, name: &str, names: &Names<'_>) -> Report {
    let text = format!("the message captures `{name}`, which is no argument of this call");
    let report = Report::on(ids::BB005, message, text);
    if let Some(near) = blackbar_rules::suggest(name, &names.written()) {
        return report.help(format!("did you mean `{{{near}}}`?"));
    }
    let finding = classify(name).finding();
    if finding.is_some_and(|finding| finding.kind.only_skip()) {
        return report.help("take it out of the message: no form of it may be kept");
    }
    if finding.is_some_and(|finding| finding.tier > Tier::Personal) {
        return report
            .help("take it out of the message")
            .fix("or show only that it is there", format!("add the argument `#[log(redact)] {name}`"));
    }
    report.fix("make it a field", format!("add the argument `{name}`"))
}

fn nearby(name: &str, names: &Names<'_>) -> Option<String> {
    let written = names.written();
    did_you_mean(name, &written)
        .or_else(|| (!written.is_empty()).then(|| format!("its fields are {}", listed(written))))
}
