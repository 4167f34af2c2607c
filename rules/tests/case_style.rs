//! A verdict does not depend on the case style of a name, and no name makes the rule panic.

use blackbar_rules::{Verdict, classify};
use proptest::prelude::*;

/// Words the rule reacts to, mixed with ordinary and random ones. Digits stand as words of their own.
const VOCABULARY: &str = "
    password pass word pin gpio cvv card number api key id token stream session secret name has is used
    valid count at len private path track 2 256 aes e mail tax ip address social security one time code
    pan angle cookie jar dbpassword clientsecret tokens keys addresses authorization endpoint x auth
    user
";

fn word() -> impl Strategy<Value = String> {
    let listed: Vec<&str> = VOCABULARY.split_whitespace().collect();
    prop_oneof![4 => prop::sample::select(listed).prop_map(str::to_owned), 1 => "[a-z]{3,9}", 1 => "[0-9]{1,3}"]
}

/// Words that every style can separate: numbers do not touch, and no letter stands before `is` or the like, since
/// `XIs` reads as the plural of `XI`.
fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(word(), 1..7).prop_filter("separable", |words| {
        words.windows(2).all(|pair| match pair {
            [a, b] => {
                let numbers = a.as_bytes()[0].is_ascii_digit() && b.as_bytes()[0].is_ascii_digit();
                let plural = a.len() == 1 && b.len() == 2 && b.ends_with('s');
                !numbers && !plural
            }
            _ => true,
        })
    })
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_ascii_uppercase() + rest
}

fn pascal(words: &[String]) -> String {
    words.iter().map(|word| capitalised(word)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn every_case_style_gets_the_same_verdict(words in words()) {
        let snake = words.join("_");
        let expected = classify(&snake);
        let camel = words.first().cloned().unwrap_or_default() + &pascal(words.get(1..).unwrap_or_default());
        for name in [snake.to_ascii_uppercase(), words.join("-"), words.join("."), words.join(" "), camel, pascal(&words)] {
            prop_assert_eq!(classify(&name), expected, "{} and {}", snake, name);
        }
    }

    #[test]
    fn no_text_makes_the_rule_panic(name in any::<String>()) {
        let verdict = classify(&name);
        prop_assert_eq!(matches!(verdict, Verdict::NotAscii { .. }), !name.is_ascii());
    }

    #[test]
    fn no_ascii_text_of_any_length_makes_the_rule_panic(name in "[ -~]{0,400}") {
        let _ = classify(&name);
    }

    #[test]
    fn no_chain_of_listed_words_makes_the_rule_panic(words in prop::collection::vec(word(), 0..80), separator in "[_ ]?") {
        let _ = classify(&words.join(&separator));
    }

    #[test]
    fn a_raw_identifier_is_judged_like_the_plain_one(words in words()) {
        let snake = words.join("_");
        prop_assert_eq!(classify(&format!("r#{snake}")), classify(&snake));
    }
}
