//! The name rule: does a name say that its value is sensitive?
//!
//! A name is split into words ([`words`]), the words are looked up in the lists ([`lexicon`]), and the words around
//! a hit decide whether the field is the secret or a fact about it. The rule knows names only: types, attributes
//! and values are the business of its callers.

mod lexicon;
#[cfg(test)]
mod tests;
mod verdict;
mod words;

pub use crate::name::verdict::{Finding, Kind, Tier, Verdict};

use crate::name::lexicon::{Lexicon, OVERLONG, Term};
use crate::name::words::{Words, is_number};

/// Judges one name: a field, a JSON or map key, a header, a serde rename.
///
/// ```
/// use blackbar_rules::{Kind, Tier, Verdict, classify};
///
/// let Verdict::Sensitive(found) = classify("X-Api-Key") else { unreachable!() };
/// assert_eq!((found.tier, found.kind, found.words), (Tier::Credential, Kind::Credential, "api key"));
///
/// assert_eq!(classify("api_key_id"), Verdict::Clear);
/// assert_eq!(classify("pаssword"), Verdict::NotAscii { ch: 'а' }); // a Cyrillic а
/// ```
///
/// # The rule
///
/// 1. A leading `r#` is dropped. A name that is not ASCII is [`Verdict::NotAscii`].
/// 2. The name is split into words at every character that is not a letter or digit, at `aB`, before the last
///    capital of an acronym, and between letters and digits: `APIKey2` is `api key 2`. The case style makes no
///    difference. Single letters in a row are one word, and so is a listed word in pieces of one or two letters
///    (`p_a_s_s_w_o_r_d`).
/// 3. Plurals of listed words become singular, glued words are taken apart (`dbpassword`, `accesstoken`). No other
///    part of a word is ever matched: `secretary` and `bypass` are innocent.
/// 4. Listed terms of one or more adjacent words are searched. A term inside a longer term gives way to it, and a
///    neighbour that shows a second meaning dismisses it (`gpio_pin`, `token_stream`, `key_id`).
/// 5. A last word that makes the field a fact about the secret clears it: `password_changed_at`, `token_count`,
///    `private_key_path`. So does a length, except that of a password or PIN, which helps to guess it.
/// 6. With a word that makes the name a yes, a no or a number (`has_password`, `otp_used`, `max_pin`), a term of
///    tier [`Always`](Tier::Always) becomes [`Credential`](Tier::Credential): fine as a bool, not as text. Personal
///    data becomes clear.
/// 7. Of several findings the heaviest tier wins, then the first.
///
/// ```
/// use blackbar_rules::{Tier, Verdict, classify};
///
/// let tier = |name| classify(name).finding().map(|f| f.tier);
/// assert_eq!(tier("password"), Some(Tier::Always));
/// assert_eq!(tier("passwordHash"), Some(Tier::Always));
/// assert_eq!(tier("has_password"), Some(Tier::Credential));
/// assert_eq!(tier("session-token"), Some(Tier::Credential));
/// assert_eq!(tier("SESSION_ID"), Some(Tier::Personal));
/// assert_eq!(tier("password_changed_at"), None);
/// ```
///
/// # Limits
///
/// Nothing is allocated after the first call, which builds an index of the lists. Time is linear in the length of
/// the name, and what is done beyond looking for separators is bounded: a name of more than 192 letters and digits,
/// or of more than 48 words, is not judged. It is no field name, but text in the place of a key. It is answered with
/// [`Kind::Overlong`] in tier [`Credential`](Tier::Credential), so that what was not read is not written either.
///
/// Two spellings cannot be told apart: `ABs` is the plural of `AB`, so it differs from `a_bs`.
#[must_use]
pub fn classify(name: &str) -> Verdict {
    if !name.is_ascii()
        && let Some(ch) = name.chars().find(|ch| !ch.is_ascii())
    {
        return Verdict::NotAscii { ch };
    }
    let lexicon = Lexicon::get();
    let finding = match Words::split(name, lexicon) {
        Ok(words) => Judge { words: &words, lexicon }.heaviest(),
        Err(words::TooLong) => Some(OVERLONG),
    };
    finding.map_or(Verdict::Clear, Verdict::Sensitive)
}

struct Judge<'a> {
    words: &'a Words,
    lexicon: &'a Lexicon,
}

/// A term found at the words `start..end`.
struct Hit<'a> {
    term: &'a Term,
    start: usize,
    end: usize,
}

impl Judge<'_> {
    fn heaviest(&self) -> Option<Finding> {
        let mut best: Option<Finding> = None;
        let mut covered = 0;
        for start in 0..self.words.len() {
            let Some(hit) = self.longest_at(start) else { continue };
            if hit.end <= covered {
                continue;
            }
            covered = hit.end;
            if let Some(finding) = self.weigh(&hit)
                && best.is_none_or(|best| finding.tier > best.tier)
            {
                best = Some(finding);
            }
        }
        best
    }

    fn longest_at(&self, start: usize) -> Option<Hit<'_>> {
        let terms = self.lexicon.terms(self.words.get(start)).iter();
        terms
            .filter(|term| !term.whole || self.words.len() == 1)
            .find_map(|term| Some(Hit { term, start, end: self.end_of(start, &term.words)? }))
    }

    /// Where `phrase` ends, if it stands at `start`. Numbers the phrase does not ask for are stepped over:
    /// `aes_256_key` is an `aes key`.
    fn end_of(&self, start: usize, phrase: &[&str]) -> Option<usize> {
        phrase.iter().try_fold(start, |mut at, &word| {
            while at < self.words.len() && is_number(self.words.get(at)) && self.words.get(at) != word {
                at += 1;
            }
            (self.words.get(at) == word).then_some(at + 1)
        })
    }

    /// What is left of a hit in the light of the words around it.
    fn weigh(&self, hit: &Hit<'_>) -> Option<Finding> {
        if self.has_second_meaning(hit) {
            return None;
        }
        let mut finding = hit.term.finding;
        // Numbers at the end only count copies: `token_count_2` is a count.
        let last = self.words.iter().enumerate().rfind(|(_, word)| !is_number(word));
        let tail =
            last.filter(|&(i, _)| i >= hit.end).map(|(_, word)| self.lexicon.role(word)).unwrap_or_default();
        let length_helps = matches!(finding.kind, Kind::Password | Kind::Pin) && finding.tier == Tier::Always;
        let head = self.words.get(0);
        let yes_no = tail.yes_no_tail || (hit.start > 0 && self.lexicon.role(head).yes_no_head);
        if tail.metadata_tail || (tail.length_tail && !length_helps) {
            return None;
        }
        if yes_no {
            finding.tier = match finding.tier {
                Tier::Always | Tier::Credential => Tier::Credential,
                Tier::Personal => return None,
            };
        }
        Some(finding)
    }

    fn has_second_meaning(&self, hit: &Hit<'_>) -> bool {
        let first = hit.term.words.first().copied().unwrap_or_default();
        let last = hit.term.words.last().copied().unwrap_or_default();
        let whole = hit.term.finding.words;
        let meanings = |term| [whole, term].into_iter().filter_map(|term| self.lexicon.second_meaning(term));
        // Comparing the nearest word first keeps the long lists cheap.
        let previous = hit.start.checked_sub(1).map(|at| self.words.get(at));
        let next = (hit.end..self.words.len()).map(|at| self.words.get(at)).find(|word| !is_number(word));
        let before =
            |phrase: &Vec<&str>| phrase.last().copied() == previous && self.ends_before(hit.start, phrase);
        let after =
            |phrase: &Vec<&str>| phrase.first().copied() == next && self.end_of(hit.end, phrase).is_some();
        (previous.is_some() && meanings(first).any(|it| it.before.iter().any(before)))
            || (next.is_some() && meanings(last).any(|it| it.after.iter().any(after)))
    }

    fn ends_before(&self, end: usize, phrase: &[&str]) -> bool {
        end.checked_sub(phrase.len()).is_some_and(|start| self.end_of(start, phrase) == Some(end))
    }
}
