//! The lists, indexed by word. Built once per process, on the first name that is judged.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use crate::lists::everyday::EVERYDAY;
use crate::lists::{Group, SUBJECTS, grammar, items, passwords};
use crate::name::words::TooLong;
use crate::name::{Finding, Kind};

type WordHash = BuildHasherDefault<Fnv>;
type Map<K, V> = HashMap<K, V, WordHash>;

/// FNV-1a: the fastest plain hash for words of a few letters. Nobody else's words are ever inserted, so collisions
/// cannot be forced.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A set of lower-case letters.
#[derive(Clone, Copy)]
struct Letters(u32);

impl Letters {
    fn has(self, letter: u8) -> bool {
        letter.is_ascii_lowercase() && self.0 >> (letter - b'a') & 1 == 1
    }
}

impl FromIterator<u8> for Letters {
    fn from_iter<I: IntoIterator<Item = u8>>(letters: I) -> Self {
        let bits = letters.into_iter().filter(u8::is_ascii_lowercase).map(|letter| 1 << (letter - b'a'));
        Self(bits.fold(0, |all, bit: u32| all | bit))
    }
}

/// One sensitive term.
pub(crate) struct Term {
    pub(crate) words: Vec<&'static str>,
    pub(crate) finding: Finding,
    /// The term counts only when it is the whole name.
    pub(crate) whole: bool,
}

/// What a word does to the meaning of a term beside it.
#[derive(Default, Clone, Copy)]
pub(crate) struct Role {
    pub(crate) metadata_tail: bool,
    pub(crate) length_tail: bool,
    pub(crate) yes_no_tail: bool,
    pub(crate) yes_no_head: bool,
}

/// Neighbours that dismiss a term, each a phrase of one or more words.
#[derive(Default)]
pub(crate) struct SecondMeaning {
    pub(crate) before: Vec<Vec<&'static str>>,
    pub(crate) after: Vec<Vec<&'static str>>,
}

pub(crate) struct Lexicon {
    /// Terms by their first word, longest first.
    terms: Map<&'static str, Vec<Term>>,
    roles: Map<&'static str, Role>,
    second_meanings: Map<&'static str, SecondMeaning>,
    /// Terms of several words without the spaces, and where to cut them.
    glued: Map<String, Vec<&'static str>>,
    glued_ends: Vec<&'static str>,
    glued_starts: Vec<&'static str>,
    end_letters: Letters,
    start_letters: Letters,
    known: HashSet<&'static str, WordHash>,
}

impl Lexicon {
    pub(crate) fn get() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);
        &LEXICON
    }

    /// Terms that start with `word`, longest first.
    pub(crate) fn terms(&self, word: &str) -> &[Term] {
        self.terms.get(word).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn role(&self, word: &str) -> Role {
        self.roles.get(word).copied().unwrap_or_default()
    }

    /// Second meanings of a term or of its first or last word.
    pub(crate) fn second_meaning(&self, term: &str) -> Option<&SecondMeaning> {
        self.second_meanings.get(term)
    }

    /// True when `word` has a meaning here, alone or taken apart.
    pub(crate) fn takes_apart(&self, word: &str) -> bool {
        self.known.contains(word) || self.glued.contains_key(word) || self.cut(word).is_some()
    }

    /// Gives `word` to `out`: singular when the plural of a listed word, in parts when glued.
    pub(crate) fn unglue(
        &self,
        word: &str,
        out: &mut impl FnMut(&str) -> Result<(), TooLong>,
    ) -> Result<(), TooLong> {
        if self.known.contains(word) {
            return out(word);
        }
        if let Some(singular) = singulars(word).find(|singular| self.known.contains(singular)) {
            return out(singular);
        }
        let glued = std::iter::once(word).chain(singulars(word)).find_map(|form| self.glued.get(form));
        if let Some(parts) = glued {
            return parts.iter().try_for_each(|part| out(part));
        }
        match self.cut(word) {
            // Both parts are shorter than the word, so this ends.
            Some((owner, rest)) => {
                self.unglue(owner, out)?;
                self.unglue(rest, out)
            }
            None => out(word),
        }
    }

    /// Cuts `dbpassword` and `passwordhash` between the unmistakable part and the rest.
    fn cut<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        // Most words are done with here: what no list ends or starts with is not compared with the lists.
        let (first, last) = (word.bytes().next()?, word.bytes().next_back()?);
        if last != b's' && !self.end_letters.has(last) && !self.start_letters.has(first) {
            return None;
        }
        let singular = word.strip_suffix('s').unwrap_or(word);
        let before_end = |end: &&str| singular.strip_suffix(*end).or_else(|| word.strip_suffix(*end));
        let at_end = self.glued_ends.iter().find_map(before_end).map(str::len);
        let at_start = || self.glued_starts.iter().find(|start| word.starts_with(**start)).map(|it| it.len());
        let (owner, rest) = word.split_at_checked(at_end.or_else(at_start)?)?;
        (!owner.is_empty() && !rest.is_empty()).then_some((owner, rest))
    }

    fn build() -> Self {
        let mut lexicon = Self {
            terms: Map::default(),
            roles: Map::default(),
            second_meanings: Map::default(),
            glued: Map::default(),
            glued_ends: items(grammar::GLUED_ENDS).collect(),
            glued_starts: items(grammar::GLUED_STARTS).collect(),
            end_letters: items(grammar::GLUED_ENDS).filter_map(|end| end.bytes().next_back()).collect(),
            start_letters: items(grammar::GLUED_STARTS).filter_map(|start| start.bytes().next()).collect(),
            known: items(grammar::NOT_GLUED).collect(),
        };
        for group in SUBJECTS.iter().copied().flatten() {
            lexicon.add_group(group, false);
        }
        for group in passwords::WHOLE {
            lexicon.add_group(group, true);
        }
        for terms in lexicon.terms.values_mut() {
            terms.sort_by_key(|term| std::cmp::Reverse(term.words.len()));
        }
        for list in grammar::METADATA_TAILS {
            lexicon.add_role(list, |role| role.metadata_tail = true);
        }
        lexicon.add_role(grammar::LENGTH_TAILS, |role| role.length_tail = true);
        lexicon.add_role(grammar::YES_NO_TAILS, |role| role.yes_no_tail = true);
        lexicon.add_role(grammar::YES_NO_HEADS, |role| role.yes_no_head = true);
        for entry in EVERYDAY {
            let phrases = |list| items(list).map(|phrase| phrase.split(' ').collect()).collect();
            let meaning = SecondMeaning { before: phrases(entry.before), after: phrases(entry.after) };
            lexicon.known.extend(meaning.before.iter().chain(&meaning.after).flatten());
            lexicon.second_meanings.insert(entry.term, meaning);
        }
        lexicon
    }

    fn add_group(&mut self, group: &Group, whole: bool) {
        for text in items(group.terms) {
            let words: Vec<_> = text.split(' ').collect();
            let Some(&first) = words.first() else { continue };
            self.known.extend(&words);
            if words.len() > 1 {
                self.glued.insert(words.concat(), words.clone());
            }
            let finding = Finding { tier: group.tier, kind: group.kind, words: text };
            self.terms.entry(first).or_default().push(Term { words, finding, whole });
        }
    }

    fn add_role(&mut self, list: &'static str, set: impl Fn(&mut Role)) {
        for word in items(list) {
            set(self.roles.entry(word).or_default());
            self.known.insert(word);
        }
    }
}

/// The finding for a name too long to be read.
pub(crate) const OVERLONG: Finding =
    Finding { tier: crate::name::Tier::Credential, kind: Kind::Overlong, words: "overlong name" };

/// `tokens` → `token`, `addresses` → `address`. The caller keeps only what is a listed word, so that `access` and
/// `status` stay whole.
fn singulars(word: &str) -> impl Iterator<Item = &str> {
    let plain = word.strip_suffix('s').filter(|stem| stem.len() > 1);
    let hissing = word.strip_suffix("es").filter(|stem| stem.ends_with("ress"));
    plain.into_iter().chain(hissing)
}
