//! The list of all rates, and what is told of silent ones.

use crate::rate::{Rate, Unit, all};

#[test]
fn a_rate_is_listed_once_it_suppressed_something() {
    static RATE: Rate = Rate::once("listed", 7);
    let listed = || all().filter(|rate| core::ptr::eq(*rate, &raw const RATE)).count();
    assert_eq!(RATE.admit("x"), Some(0));
    assert_eq!(listed(), 0);
    assert!((0..10).all(|_| RATE.admit("x").is_none()));
    assert_eq!(listed(), 1);
    assert_eq!((RATE.place(), RATE.words(), RATE.event()), ("listed:7".into(), "once".into(), "x"));
}

#[test]
fn all_rates_are_found_however_many() {
    static RATES: [Rate; 300] = [const { Rate::once("many", 1) }; 300];
    for rate in &RATES {
        let _passed = rate.admit("many");
        let _suppressed = rate.admit("many");
    }
    let found = all().filter(|rate| rate.event() == "many").count();
    assert_eq!(found, RATES.len());
    assert!(crate::rate::suppressed() >= 300);
}

#[test]
fn a_limit_is_silent_when_no_event_told_between_two_looks() {
    static RATE: Rate = Rate::limit(1, Unit::Hour, "silent", 1);
    let _passed = RATE.admit("x");
    assert!((0..5).all(|_| RATE.admit("x").is_none()));
    assert_eq!(RATE.take_untold_if_silent(), 5);
    assert_eq!(RATE.take_untold_if_silent(), 0, "what was told counts as an event");
    assert_eq!(RATE.admit("x"), None);
    assert_eq!(RATE.take_untold_if_silent(), 1);
    assert_eq!(RATE.words(), "limit = 1/h");
}

#[test]
fn samples_and_once_are_not_told_before_the_end() {
    static SAMPLE: Rate = Rate::sample(10, "silent", 1);
    static ONCE: Rate = Rate::once("silent", 1);
    for rate in [&SAMPLE, &ONCE] {
        let passed = (0..6).filter(|_| rate.admit("x").is_some()).count();
        assert_eq!((passed, rate.take_untold_if_silent(), rate.take_untold()), (1, 0, 5));
    }
    assert_eq!(SAMPLE.words(), "sample = 10");
}
