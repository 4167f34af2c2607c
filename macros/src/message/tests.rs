use proptest::prelude::*;

use super::{Mistake, Part, parse};

fn text(text: &str) -> Part {
    Part::Text(text.to_owned())
}

fn field(name: &str) -> Part {
    Part::Field(name.to_owned())
}

#[track_caller]
fn good(message: &str, parts: &[Part]) {
    let parsed = parse(message);
    assert_eq!((parsed.parts.as_slice(), parsed.mistakes.as_slice()), (parts, &[][..]), "{message}");
}

#[track_caller]
fn bad(message: &str, mistakes: &[Mistake]) {
    assert_eq!(parse(message).mistakes, mistakes, "{message}");
}

#[test]
fn text_and_fields_take_turns() {
    good("", &[]);
    good("plain", &[text("plain")]);
    good("{a}", &[field("a")]);
    good("{a}{b}", &[field("a"), field("b")]);
    good("x {a} y {b_2} z", &[text("x "), field("a"), text(" y "), field("b_2"), text(" z")]);
    good("{0} of {1}", &[field("0"), text(" of "), field("1")]);
}

#[test]
fn doubled_braces_are_braces() {
    good("{{}}", &[text("{}")]);
    good("a {{b}} c", &[text("a {b} c")]);
    good("{{{a}}}", &[text("{"), field("a"), text("}")]);
}

#[test]
fn each_mistake_is_told_apart() {
    bad("{", &[Mistake::Unclosed]);
    bad("a { b", &[Mistake::Unclosed]);
    bad("a } b", &[Mistake::Unopened]);
    bad("{}", &[Mistake::Positional]);
    bad("{a:?}", &[Mistake::Format("a".into(), "?".into())]);
    bad("{:>5}", &[Mistake::Format(String::new(), ">5".into())]);
    bad("{a.b}", &[Mistake::NotAName("a.b".into())]);
    bad("{ a }", &[Mistake::NotAName(" a ".into())]);
    bad("{1a}", &[Mistake::NotAName("1a".into())]);
    bad("{a {b}", &[Mistake::Unclosed]);
}

#[test]
fn all_mistakes_are_found() {
    bad("{} {a:?} }", &[Mistake::Positional, Mistake::Format("a".into(), "?".into()), Mistake::Unopened]);
}

proptest! {
    #[test]
    fn escaped_text_comes_back(plain in ".{0,60}") {
        let escaped = plain.replace('{', "{{").replace('}', "}}");
        let parsed = parse(&escaped);
        prop_assert!(parsed.mistakes.is_empty());
        let back: String = parsed.parts.iter().map(|part| match part {
            Part::Text(text) | Part::Field(text) => text.as_str(),
        }).collect();
        prop_assert_eq!(back, plain);
    }

    #[test]
    fn no_two_texts_stand_side_by_side(message in "[{}a: .]{0,20}") {
        let parsed = parse(&message);
        if parsed.mistakes.is_empty() {
            let doubled = parsed.parts.windows(2).any(|pair| matches!(pair, [Part::Text(_), Part::Text(_)]));
            prop_assert!(!doubled);
        }
    }
}
