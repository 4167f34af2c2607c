use std::collections::HashSet;

use crate::lists::{Group, SUBJECTS, everyday, grammar, items, passwords};
use crate::name::classify;

fn groups() -> impl Iterator<Item = &'static Group> {
    SUBJECTS.iter().copied().flatten().chain(passwords::WHOLE)
}

#[test]
fn every_term_is_found_as_itself() {
    for group in groups() {
        for term in items(group.terms) {
            let found = classify(&term.replace(' ', "_")).finding();
            let expected = Some((group.tier, group.kind, term));
            assert_eq!(found.map(|it| (it.tier, it.kind, it.words)), expected, "{term}");
        }
    }
}

#[test]
fn every_term_is_found_when_its_words_are_glued() {
    let skip: HashSet<_> = items(grammar::NOT_GLUED).collect();
    for group in groups() {
        for term in items(group.terms) {
            let glued = term.replace(' ', "");
            if !skip.contains(glued.as_str()) && !glued.bytes().any(|byte| byte.is_ascii_digit()) {
                let tier = classify(&glued).finding().map(|it| it.tier);
                assert_eq!(tier, Some(group.tier), "{glued}");
            }
        }
    }
}

#[test]
fn no_term_is_listed_twice() {
    let mut seen = HashSet::new();
    for term in groups().flat_map(|group| items(group.terms)) {
        assert!(seen.insert(term), "{term}");
    }
}

#[test]
fn lists_hold_lower_case_words_with_single_spaces() {
    let roles = [grammar::YES_NO_TAILS, grammar::YES_NO_HEADS, grammar::LENGTH_TAILS, grammar::NOT_GLUED];
    let neighbours = everyday::EVERYDAY.iter().flat_map(|it| [it.term, it.before, it.after]);
    let lists = groups().map(|group| group.terms).chain(grammar::METADATA_TAILS.iter().copied());
    for entry in lists.chain(roles).chain(neighbours).flat_map(items) {
        let plain = entry.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b' ');
        assert!(plain && !entry.contains("  "), "{entry:?}");
    }
}

#[test]
fn every_second_meaning_belongs_to_a_listed_word() {
    let terms: Vec<_> = groups().flat_map(|group| items(group.terms)).collect();
    for entry in everyday::EVERYDAY {
        let known = terms.iter().any(|term| {
            *term == entry.term
                || term.split(' ').next() == Some(entry.term)
                || term.split(' ').next_back() == Some(entry.term)
        });
        assert!(known, "{}", entry.term);
    }
}
