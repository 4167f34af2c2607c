//! Finds values in an output, in whatever form they got there.
//!
//! A value is looked for as it is, in any case, reversed, in base64 at every alignment, in hexadecimal and decimal bytes,
//! URL-encoded, escaped, as UTF-16, with something between its characters, and as a digest without a key; whole or in
//! pieces. How short a piece may be is the [`Reach`].
//!
//! Not part of the public interface: [`assert_no_leak!`](crate::test::assert_no_leak) is, and blackbar's own tests look for
//! their canaries with it.

mod digests;
mod needles;
mod views;

use std::collections::{BTreeSet, HashMap};

pub use self::digests::hex;
use self::needles::{Needle, SHORTEST};

/// How short the pieces are that are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Characters of a piece as it is, and bytes of one in hexadecimal digits.
    pub piece: usize,
    /// Characters where the case does not matter, or the order.
    pub wide: usize,
    /// Characters where it does not matter what stands between them.
    pub apart: usize,
    /// Digits of a number: nine digits in a row are in every timestamp.
    pub digits: usize,
}

impl Reach {
    /// For canaries: values that are like nothing else, so that six characters of one are no chance.
    pub const CANARY: Self = Self { piece: 6, wide: 8, apart: 8, digits: 11 };
    /// For values of a test, which may have words and digits in common with other values.
    pub const VALUE: Self = Self { piece: 8, wide: 10, apart: 12, digits: 11 };
}

/// All values that are looked for.
#[derive(Debug)]
pub struct Search {
    reach: Reach,
    exact: Index,
    any_case: Index,
    planted: Vec<String>,
}

/// Needles by their first bytes, so that one pass over an output finds them all.
type Index = HashMap<[u8; SHORTEST], Vec<(usize, Needle)>>;

/// A value that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Whose it is.
    pub label: String,
    /// As what it was found.
    pub form: String,
    /// What stands around it: for a canary, which is no secret.
    pub excerpt: String,
}

impl Default for Search {
    fn default() -> Self {
        Self::new(Reach::CANARY)
    }
}

impl Search {
    /// Looks for nothing yet.
    #[must_use]
    pub fn new(reach: Reach) -> Self {
        Self { reach, exact: HashMap::new(), any_case: HashMap::new(), planted: Vec::new() }
    }

    /// Looks for a text, or bytes, from now on. `fields` are the names that a digest of it may have in its input.
    pub fn plant(&mut self, label: impl Into<String>, secret: impl AsRef<[u8]>, fields: &[&str]) {
        self.add(label.into(), needles::of_text(secret.as_ref(), fields, self.reach));
    }

    /// Looks for a number from now on.
    pub fn plant_number(&mut self, label: impl Into<String>, secret: u128, fields: &[&str]) {
        self.add(label.into(), needles::of_number(secret, fields, self.reach));
    }

    /// Looks for a text of six bytes at least as it is and in no other form.
    pub fn plant_plain(&mut self, label: impl Into<String>, text: &str) {
        self.add(label.into(), needles::plain(text));
    }

    /// What is looked for.
    #[must_use]
    pub fn planted(&self) -> &[String] {
        &self.planted
    }

    fn add(&mut self, label: String, needles: Vec<Needle>) {
        let owner = self.planted.len();
        self.planted.push(label);
        for needle in needles {
            let index = if needle.any_case { &mut self.any_case } else { &mut self.exact };
            if let Some(key) = needle.bytes.first_chunk() {
                index.entry(*key).or_default().push((owner, needle));
            }
        }
    }

    /// Every value that is in `output`, once for each form of it.
    #[must_use]
    pub fn find(&self, output: &[u8]) -> Vec<Found> {
        let mut found = BTreeSet::new();
        let mut known = BTreeSet::new();
        for view in views::all(output, self.reach) {
            let lower = view.text.to_ascii_lowercase();
            for (index, text) in [(&self.exact, &view.text), (&self.any_case, &lower)] {
                for (at, window) in text.windows(SHORTEST).enumerate() {
                    let Some(needles) = index.get(window) else { continue };
                    let rest = text.get(at..).unwrap_or_default();
                    for (owner, needle) in needles {
                        if needle.bytes.len() >= view.shortest
                            && rest.starts_with(&needle.bytes)
                            && known.insert((*owner, &needle.form))
                        {
                            found.insert(Found {
                                label: self.planted.get(*owner).cloned().unwrap_or_default(),
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
}

/// What stands around a find.
fn around(text: &[u8], at: usize, length: usize) -> String {
    const SIDE: usize = 60;
    let end = (at + length + SIDE).min(text.len());
    let near = text.get(at.saturating_sub(SIDE)..end).unwrap_or_default();
    String::from_utf8_lossy(near).escape_debug().to_string()
}
