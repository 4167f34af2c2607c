//! The table of error ids.

use blackbar_rules::ids;

#[test]
fn ids_are_unique_and_in_order() {
    assert!(ids::ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
}

#[test]
fn an_id_is_bb_and_three_digits() {
    for entry in ids::ALL {
        let digits = entry.id.strip_prefix("BB");
        assert!(digits.is_some_and(|it| it.len() == 3 && it.bytes().all(|b| b.is_ascii_digit())), "{entry}");
    }
}

#[test]
fn a_meaning_is_one_sentence() {
    for entry in ids::ALL {
        assert!(entry.meaning.ends_with('.') && !entry.meaning.contains(". "), "{entry}: {}", entry.meaning);
    }
}

#[test]
fn an_id_is_found_by_its_text_and_shown_as_it() {
    assert_eq!(ids::find("BB001"), Some(&ids::BB001));
    assert_eq!(ids::BB027.to_string(), "BB027");
    assert_eq!(ids::find("BB019"), None);
}
