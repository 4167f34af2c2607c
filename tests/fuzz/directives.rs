//! The directives of a filter, fuzzed: whatever the text, it is read or refused, and never more than that.
//!
//! The command stands in the README beside this file.
#![no_main]

use blackbar::{Error, Filter, Level};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (filter, errors) = Filter::parse_lossy(text);
    // Each error says where: at a character of the text.
    for error in &errors {
        let Error::Invalid { fix, .. } = error else { panic!("{error}") };
        let column = fix.strip_prefix("at character ").and_then(|rest| rest.split(':').next());
        let column: usize = column.and_then(|column| column.parse().ok()).expect("an error names its character");
        assert!((1..=text.chars().count() + 1).contains(&column), "{error}");
    }
    // The strict reading refuses what the lossy one complains of, and nothing else.
    match Filter::parse(text) {
        Ok(strict) => assert!(errors.is_empty() && strict == filter),
        Err(_) => assert!(!errors.is_empty()),
    }
    // The canonical form reads back, and is canonical.
    let canonical = filter.to_string();
    let again = Filter::parse(&canonical).expect("the canonical form");
    assert_eq!(again, filter);
    assert_eq!(again.to_string(), canonical);
    // Every question has an answer.
    for level in Level::ALL {
        let _passes = filter.passes(level, "my_app::db", "user.login");
        assert_eq!(filter.passes(level, text, text), again.passes(level, text, text));
    }
});
