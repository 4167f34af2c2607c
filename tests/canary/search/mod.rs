//! Finds canaries in an output, in whatever form they got there: the search of `assert_no_leak!`, set to pieces of six
//! characters.

#![allow(dead_code, reason = "each test that has this module uses a part of it")]

pub(crate) mod make;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use blackbar::test::search;
pub(crate) use blackbar::test::search::Found;

/// All canaries of a test.
#[derive(Default)]
pub(crate) struct Search(search::Search);

impl Search {
    /// Looks for a text from now on. `fields` are the names that a digest of it may have in its input.
    pub(crate) fn plant(&mut self, label: impl Into<String>, secret: &str, fields: &[&str]) {
        self.0.plant(label, secret, fields);
    }

    /// Looks for a number from now on.
    pub(crate) fn plant_number(&mut self, label: impl Into<String>, secret: u64, fields: &[&str]) {
        self.0.plant_number(label, secret.into(), fields);
    }

    /// Looks for a text as it is and in no other form.
    pub(crate) fn plant_plain(&mut self, label: impl Into<String>, text: &str) {
        self.0.plant_plain(label, text);
    }

    /// Every canary that is in `output`, once for each form of it.
    pub(crate) fn find(&self, output: &[u8]) -> Vec<Found> {
        self.0.find(output)
    }

    /// Checks that `output` has none of the canaries.
    #[track_caller]
    pub(crate) fn assert_clean(&self, name: &str, output: &[u8]) {
        assert!(!self.0.planted().is_empty(), "nothing was planted, so nothing can be found");
        let found = self.find(output);
        let lines: Vec<String> =
            found.iter().map(|it| format!("  {}, {}: {}", it.label, it.form, it.excerpt)).collect();
        assert!(found.is_empty(), "{} leaks in {name}:\n{}", found.len(), lines.join("\n"));
    }

    /// Checks that `output` has every one of the canaries as it is.
    #[track_caller]
    pub(crate) fn assert_all_there(&self, name: &str, output: &[u8]) {
        let found: BTreeSet<String> =
            self.find(output).into_iter().filter(|it| it.form == "as it is").map(|it| it.label).collect();
        let missing: Vec<_> = self.0.planted().iter().filter(|label| !found.contains(*label)).collect();
        assert!(missing.is_empty(), "not in {name}, so nobody looked there: {missing:?}");
    }
}

/// How many characters in a row `shown` has in common with `secret`: what a disposition gives away.
pub(crate) fn longest_shared(secret: &str, shown: &str) -> usize {
    let (secret, shown) = (secret.as_bytes(), shown.as_bytes());
    let shared =
        |length: &usize| secret.windows(*length).any(|piece| shown.windows(*length).any(|it| it == piece));
    (1..=secret.len()).take_while(shared).last().unwrap_or(0)
}
