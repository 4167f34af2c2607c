//! Finds canaries in an output, in whatever form they got there.
//!
//! A canary is looked for as it is, in any case, reversed, in base64 at every alignment, in hexadecimal and decimal bytes,
//! URL-encoded, escaped, as UTF-16, with something between its characters, and as a digest without a key; whole or in
//! pieces of six characters and more.

#![allow(dead_code, reason = "each test that has this module uses a part of it")]

mod digests;
pub(crate) mod make;
mod needles;
#[cfg(test)]
mod tests;
mod views;

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use self::needles::{Needle, WINDOW};

/// All canaries of a test.
#[derive(Default)]
pub(crate) struct Search {
    exact: Index,
    any_case: Index,
    planted: Vec<String>,
}

/// Needles by their first bytes, so that one pass over an output finds them all.
type Index = HashMap<[u8; WINDOW], Vec<(usize, Needle)>>;

/// A canary that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    /// Whose it is.
    pub(crate) label: String,
    /// As what it was found.
    pub(crate) form: String,
    /// What stands around it.
    pub(crate) excerpt: String,
}

impl Search {
    /// Looks for a text from now on. `fields` are the names that a digest of it may have in its input.
    pub(crate) fn plant(&mut self, label: impl Into<String>, secret: &str, fields: &[&str]) {
        self.add(label.into(), needles::of_text(secret, fields));
    }

    /// Looks for a number from now on.
    pub(crate) fn plant_number(&mut self, label: impl Into<String>, secret: u64, fields: &[&str]) {
        self.add(label.into(), needles::of_number(secret, fields));
    }

    /// Looks for a text as it is and in no other form.
    pub(crate) fn plant_plain(&mut self, label: impl Into<String>, text: &str) {
        let needle = Needle { bytes: text.as_bytes().to_vec(), form: "as it is".to_owned(), any_case: false };
        self.add(label.into(), vec![needle]);
    }

    fn add(&mut self, label: String, needles: Vec<Needle>) {
        let owner = self.planted.len();
        self.planted.push(label);
        for needle in needles {
            let index = if needle.any_case { &mut self.any_case } else { &mut self.exact };
            let key = *needle.bytes.first_chunk().expect("a needle has as many bytes");
            index.entry(key).or_default().push((owner, needle));
        }
    }

    /// Every canary that is in `output`, once for each form of it.
    pub(crate) fn find(&self, output: &[u8]) -> Vec<Found> {
        let mut found = BTreeSet::new();
        let mut known = BTreeSet::new();
        for view in views::all(output) {
            let lower = view.text.to_ascii_lowercase();
            for (index, text) in [(&self.exact, &view.text), (&self.any_case, &lower)] {
                for (at, window) in text.windows(WINDOW).enumerate() {
                    let Some(needles) = index.get(window) else { continue };
                    for (owner, needle) in needles {
                        if needle.bytes.len() >= view.shortest
                            && text[at..].starts_with(&needle.bytes)
                            && known.insert((*owner, needle.form.clone()))
                        {
                            found.insert(Found {
                                label: self.planted[*owner].clone(),
                                form: needle.form.clone(),
                                excerpt: around(text, at, needle.bytes.len()),
                            });
                        }
                    }
                }
            }
        }
        found.into_iter().collect()
    }

    /// Checks that `output` has none of the canaries.
    #[track_caller]
    pub(crate) fn assert_clean(&self, name: &str, output: &[u8]) {
        assert!(!self.planted.is_empty(), "nothing was planted, so nothing can be found");
        let found = self.find(output);
        let lines: Vec<String> = found.iter().map(Found::to_string).collect();
        assert!(found.is_empty(), "{} leaks in {name}:\n{}", found.len(), lines.join("\n"));
    }

    /// Checks that `output` has every one of the canaries as it is.
    #[track_caller]
    pub(crate) fn assert_all_there(&self, name: &str, output: &[u8]) {
        let found: BTreeSet<String> =
            self.find(output).into_iter().filter(|it| it.form == "as it is").map(|it| it.label).collect();
        let missing: Vec<_> = self.planted.iter().filter(|label| !found.contains(*label)).collect();
        assert!(missing.is_empty(), "not in {name}, so nobody looked there: {missing:?}");
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  {}, {}: {}", self.label, self.form, self.excerpt)
    }
}

/// How many characters in a row `shown` has in common with `secret`: what a disposition gives away.
pub(crate) fn longest_shared(secret: &str, shown: &str) -> usize {
    let (secret, shown) = (secret.as_bytes(), shown.as_bytes());
    let shared =
        |length: &usize| secret.windows(*length).any(|piece| shown.windows(*length).any(|it| it == piece));
    (1..=secret.len()).take_while(shared).last().unwrap_or(0)
}

/// What stands around a find, for the message of a test that fails.
fn around(text: &[u8], at: usize, length: usize) -> String {
    const SIDE: usize = 60;
    let end = (at + length + SIDE).min(text.len());
    String::from_utf8_lossy(&text[at.saturating_sub(SIDE)..end]).escape_debug().to_string()
}
