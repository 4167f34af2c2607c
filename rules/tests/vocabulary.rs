//! The words of a policy.

#![cfg_attr(test, allow(clippy::expect_used, reason = "a failed check"))]

use blackbar_rules::{Kind, Tier, Verdict, Vocabulary, VocabularyError, classify};
use proptest::prelude::*;

fn vocabulary() -> Vocabulary {
    let words = [
        (Tier::Always, "kennitala"),
        (Tier::Personal, "member number"),
        (Tier::Credential, "launchPhrase"),
        (Tier::Always, "email"),
    ];
    Vocabulary::new(words).expect("plain words")
}

#[test]
fn a_phrase_is_found_in_every_case_style() {
    for name in [
        "member_number",
        "memberNumber",
        "MEMBER-NUMBER",
        "MemberNumbers",
        "old_member_number",
        "membernumber",
    ] {
        let found = vocabulary().classify(name).finding();
        assert_eq!(
            found.map(|it| (it.tier, it.kind, it.words)),
            Some((Tier::Personal, Kind::Policy, "member number")),
            "{name}"
        );
    }
    for name in ["launch_phrase", "user.launch-phrases", "LAUNCH_PHRASE_2"] {
        assert_eq!(vocabulary().classify(name).finding().map(|it| it.tier), Some(Tier::Credential), "{name}");
    }
}

#[test]
fn a_part_of_a_word_is_not_found() {
    for name in ["member", "number_member", "remember_number", "launcher_phrase", "kennital", "xkennitala"] {
        assert_eq!(vocabulary().classify(name), Verdict::Clear, "{name}");
    }
}

#[test]
fn facts_about_a_phrase_are_clear() {
    for name in ["member_number_count", "launch_phrase_updated_at", "has_member_number"] {
        assert_eq!(vocabulary().classify(name), Verdict::Clear, "{name}");
    }
}

#[test]
fn the_heaviest_tier_wins_and_of_equals_the_lists() {
    assert_eq!(
        vocabulary().classify("email").finding().map(|it| (it.tier, it.kind)),
        Some((Tier::Always, Kind::Policy))
    );
    let kind = vocabulary().classify("kennitala_password").finding().map(|it| it.kind);
    assert_eq!(kind, Some(Kind::NationalId));
    assert_eq!(
        vocabulary().classify("member_number_password").finding().map(|it| it.kind),
        Some(Kind::Password)
    );
}

#[test]
fn a_phrase_that_can_never_be_found_is_refused() {
    let refused = |phrase: &str| Vocabulary::new([(Tier::Always, phrase)]).err();
    assert_eq!(refused(" _"), Some(VocabularyError::Empty(" _".into())));
    assert_eq!(refused("größe"), Some(VocabularyError::NotAscii("größe".into())));
    assert_eq!(refused(&"a".repeat(200)), Some(VocabularyError::TooLong("a".repeat(200))));
}

proptest! {
    #[test]
    fn a_vocabulary_only_tightens(name in "[a-zA-Z_.0-9 ]{0,40}", word in "[a-z]{1,8}( [a-z]{1,8})?") {
        let words = Vocabulary::new([(Tier::Personal, word)]).expect("letters");
        let tier = |verdict: Verdict| verdict.finding().map(|it| it.tier);
        prop_assert!(tier(words.classify(&name)) >= tier(classify(&name)));
    }

    #[test]
    fn every_case_style_gets_the_same_verdict(words in prop::collection::vec("[a-z]{2,8}", 1..5), at in 0_usize..4) {
        let phrase = words.get(at.min(words.len() - 1)..).unwrap_or_default().join(" ");
        let vocabulary = Vocabulary::new([(Tier::Always, phrase)]).expect("letters");
        let pascal: String = words.iter().map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect();
        // `XIs` is a plural of `XI`, so two letters that end in s are not told apart.
        prop_assume!(!words.iter().any(|word| word.len() == 2 && word.ends_with('s')));
        let snake = vocabulary.classify(&words.join("_"));
        for name in [words.join("-"), words.join(" "), words.join(".").to_ascii_uppercase(), pascal] {
            prop_assert_eq!(vocabulary.classify(&name), snake, "{}", name);
        }
    }

    #[test]
    fn no_text_makes_it_panic(name in any::<String>(), phrase in any::<String>()) {
        if let Ok(words) = Vocabulary::new([(Tier::Always, phrase)]) {
            let _ = words.classify(&name);
        }
    }
}
