//! Weighs what the lists find in a name against the words around it.

use crate::name::lexicon::{Lexicon, Term};
use crate::name::words::{Words, is_number};
use crate::name::{Finding, Kind, Tier};

pub(super) struct Judge<'a> {
    pub(super) words: &'a Words,
    pub(super) lexicon: &'a Lexicon,
    /// The terms of a policy. They have no second meaning: who wrote them meant them.
    pub(super) policy: &'a [Term],
}

/// A term found at the words `start..end`.
struct Hit<'a> {
    term: &'a Term,
    start: usize,
    end: usize,
}

impl Judge<'_> {
    pub(super) fn heaviest(&self) -> Option<Finding> {
        let listed = self.heaviest_listed();
        let of_policy = self.policy.iter().filter_map(|term| self.heaviest_of(term));
        // The first of equal weight wins, so what the lists know keeps its kind.
        listed.into_iter().chain(of_policy).reduce(|best, it| if it.tier > best.tier { it } else { best })
    }

    fn heaviest_listed(&self) -> Option<Finding> {
        let mut best: Option<Finding> = None;
        let mut covered = 0;
        for start in 0..self.words.len() {
            let Some(hit) = self.longest_at(start) else { continue };
            if hit.end <= covered {
                continue;
            }
            covered = hit.end;
            if !self.has_second_meaning(&hit)
                && let Some(finding) = self.weigh(&hit)
                && best.is_none_or(|best| finding.tier > best.tier)
            {
                best = Some(finding);
            }
        }
        best
    }

    fn heaviest_of(&self, term: &Term) -> Option<Finding> {
        let hits = (0..self.words.len()).filter_map(|start| {
            let end = self.end_of_policy_term(start, &term.words)?;
            self.weigh(&Hit { term, start, end })
        });
        hits.max_by_key(|finding| finding.tier)
    }

    /// Like `end_of`, with the plural of each word, and with all words glued together.
    fn end_of_policy_term(&self, start: usize, phrase: &[&str]) -> Option<usize> {
        let first = self.words.get(start);
        let mut rest = Some(first);
        for word in phrase {
            rest = rest.and_then(|rest| rest.strip_prefix(word));
        }
        if rest.is_some_and(|rest| rest.is_empty() || rest == "s") {
            return Some(start + 1);
        }
        phrase.iter().try_fold(start, |mut at, &word| {
            while at < self.words.len() && is_number(self.words.get(at)) && self.words.get(at) != word {
                at += 1;
            }
            let found = self.words.get(at);
            (found == word || found.strip_suffix('s') == Some(word)).then_some(at + 1)
        })
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
