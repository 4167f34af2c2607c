//! Where a text ends that is too long.

/// How far back a space is looked for, in bytes.
const IN_SIGHT: usize = 1024;

/// How much of `text` to keep so that it has at most `most` bytes: up to a character, and not into a word where a space is
/// in sight. Half a credential may be one that no detector knows any more.
pub(crate) fn whole_words(text: &str, most: usize) -> usize {
    let cut = text.floor_char_boundary(most);
    let bytes = text.as_bytes();
    if bytes.get(cut).is_none_or(u8::is_ascii_whitespace) {
        return cut;
    }
    let from = cut.saturating_sub(IN_SIGHT);
    let space = bytes.get(from..cut).and_then(|sight| sight.iter().rposition(u8::is_ascii_whitespace));
    space.map_or(cut, |space| from + space)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_is_cut_between_words_and_else_at_a_character() {
        let cut = |text: &'static str, most| &text[..whole_words(text, most)];
        assert_eq!(cut("all of it", 9), "all of it");
        assert_eq!(cut("half a token: abcdef", 18), "half a token:");
        assert_eq!(cut("two words", 3), "two");
        assert_eq!(cut("one-long-word", 5), "one-l");
        assert_eq!(cut("ßßß", 3), "ß");
        let far = format!("a {}", "x".repeat(5000));
        assert_eq!(whole_words(&far, 4000), 4000);
    }

    proptest! {
        #[test]
        fn no_more_is_kept_than_asked_and_always_whole_characters(text in "\\PC*", most in 0_usize..80) {
            let cut = whole_words(&text, most);
            prop_assert!(cut <= most && text.is_char_boundary(cut));
        }
    }
}
