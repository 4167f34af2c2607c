//! "Did you mean …?".

use blackbar_rules::suggest;
use proptest::prelude::*;

const KEYS: &[&str] = &[
    "skip", "redact", "mask", "hash", "len", "truncate", "error", "debug", "display", "with", "public",
    "internal", "pii", "secret", "rename", "flatten", "allow", "doc",
];

#[test]
fn a_slip_of_the_keyboard_is_recognised() {
    let slips = [
        ("redcat", "redact"),
        ("redac", "redact"),
        ("redactt", "redact"),
        ("msak", "mask"),
        ("Skip", "skip"),
        ("hsah", "hash"),
        ("flaten", "flatten"),
        ("rename_", "rename"),
        ("lne", "len"),
        ("trucnate", "truncate"),
        ("dispaly", "display"),
    ];
    for (slip, meant) in slips {
        assert_eq!(suggest(slip, KEYS), Some(meant), "{slip}");
    }
}

#[test]
fn a_different_word_gets_no_suggestion() {
    for word in ["", "x", "serialize", "default", "tag", "untagged", &"redact".repeat(50)] {
        assert_eq!(suggest(word, KEYS), None, "{word}");
    }
}

#[test]
fn nothing_known_means_nothing_suggested() {
    assert_eq!(suggest("redact", &[]), None);
}

#[test]
fn the_nearest_wins_and_then_the_first() {
    assert_eq!(suggest("maskk", &["masks", "mask"]), Some("masks"));
    assert_eq!(suggest("mas", &["max", "mask", "mas"]), Some("mas"));
}

proptest! {
    #[test]
    fn one_swap_of_neighbours_is_always_recognised(at in 0_usize..5) {
        let mut letters: Vec<char> = "redact".chars().collect();
        letters.swap(at, at + 1);
        let slip: String = letters.into_iter().collect();
        prop_assert_eq!(suggest(&slip, &["redact"]), Some("redact"));
    }

    #[test]
    fn no_text_makes_it_panic(unknown in any::<String>(), known in any::<String>()) {
        let _ = suggest(&unknown, &[known.as_str()]);
    }
}
