//! From the text of a policy file to a policy. Reads no file.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Policy, Problem, Profile};
use crate::errors::{did_you_mean, listed};
use crate::policy::words::Words;

/// The keys of a policy file.
const KEYS: [&str; 3] = ["profile", "forbid_allow", "words"];

/// A policy, or everything that is wrong with it. `file` is how messages call it.
pub(super) fn policy(file: &str, text: &str) -> Result<Policy, Vec<Problem>> {
    let root = table(file, text).map_err(|problem| vec![problem])?;
    let mut reader = Reader { file, text, policy: Policy::default(), problems: Vec::new() };
    for (key, value) in root.get_ref() {
        reader.setting(key, value);
    }
    if reader.problems.is_empty() { Ok(reader.policy) } else { Err(reader.problems) }
}

/// The text as a table.
pub(super) fn table<'t>(file: &str, text: &'t str) -> Result<Spanned<DeTable<'t>>, Problem> {
    DeTable::parse(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        Problem::new(format!("{file}:{line} is not TOML: {}", error.message()))
    })
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    policy: Policy,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn setting(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
        match key.get_ref().as_ref() {
            "profile" => self.profile(value),
            "forbid_allow" => match value.get_ref().as_bool() {
                Some(forbid) => self.policy.forbid_allow = forbid,
                None => self.wrong(value.span(), "`forbid_allow` wants `true` or `false`"),
            },
            "words" => match value.get_ref().as_table() {
                Some(words) => words.iter().for_each(|(key, list)| self.words(key, list)),
                None => self
                    .wrong(value.span(), "`words` wants lists: `[words]`, and below it `always = [\"…\"]`"),
            },
            other if Words::KEYS.contains(&other) => {
                self.wrong(key.span(), format!("`{other}` belongs below `[words]`"));
            }
            other => self.unknown(key.span(), other, &KEYS),
        }
    }

    fn profile(&mut self, value: &Spanned<DeValue<'_>>) {
        let names = Profile::ALL.map(|(name, _)| name);
        let Some(given) = value.get_ref().as_str() else {
            return self.wrong(value.span(), "`profile` wants a text: \"standard\" or \"strict\"");
        };
        match Profile::ALL.iter().find(|(name, _)| *name == given) {
            Some((_, profile)) => self.policy.profile = *profile,
            None => {
                let text = format!("there is no profile `{given}`");
                let problem = self.problem(value.span(), text);
                let near = did_you_mean(given, &names);
                self.problems
                    .push(problem.maybe_help(near).help(format!("the profiles are {}", listed(names))));
            }
        }
    }

    fn words(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, list: &Spanned<DeValue<'_>>) {
        let name = key.get_ref().as_ref();
        let Some(place) = self.policy.words.list(name) else {
            return self.unknown(key.span(), name, &Words::KEYS);
        };
        let entries = list.get_ref().as_array().map(|list| list.iter().collect::<Vec<_>>());
        let mut mistakes = Vec::new();
        match entries {
            None => {
                mistakes.push((list.span(), format!("`{name}` wants a list of words: `{name} = [\"…\"]`")))
            }
            Some(entries) => {
                for entry in entries {
                    match entry.get_ref().as_str().map(term) {
                        Some(Ok(word)) => place.push(word),
                        Some(Err(text)) => mistakes.push((entry.span(), text)),
                        None => mistakes.push((entry.span(), format!("`{name}` is a list of texts"))),
                    }
                }
            }
        }
        mistakes.into_iter().for_each(|(span, text)| self.wrong(span, text));
    }

    fn unknown(&mut self, span: Range<usize>, key: &str, known: &[&str]) {
        let problem = self.problem(span, format!("unknown key `{key}`"));
        let help = format!("known here are {}", listed(known.iter().copied()));
        self.problems.push(problem.maybe_help(did_you_mean(key, known)).help(help));
    }

    fn wrong(&mut self, span: Range<usize>, text: impl AsRef<str>) {
        let problem = self.problem(span, text);
        self.problems.push(problem);
    }

    fn problem(&self, span: Range<usize>, text: impl AsRef<str>) -> Problem {
        Problem::new(format!("{}:{}: {}", self.file, line_of(self.text, span.start), text.as_ref()))
    }
}

/// A word or several, as names are compared: ASCII letters and digits. Anything else would never match a name.
fn term(text: &str) -> Result<String, String> {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '_' | '-');
    if !text.is_ascii() {
        return Err(format!("`{text}` has a letter that is not ASCII, and no key has one"));
    }
    if !text.chars().all(fits) || !text.contains(|letter: char| letter.is_ascii_alphabetic()) {
        return Err(format!("`{text}` is no word or words: letters and digits, with spaces between words"));
    }
    Ok(text.to_owned())
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}
