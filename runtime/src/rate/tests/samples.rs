//! Every n-th call.

use proptest::collection::vec;
use proptest::prelude::*;

use super::seat;
use crate::rate::once::Once;
use crate::rate::sample::Sample;

#[test]
fn the_first_passes_and_then_every_nth_and_each_tells_of_those_before_it() {
    let sample = Sample::new(4);
    let verdicts: Vec<_> = (0..10).map(|_| sample.admit(seat(0))).collect();
    let passed: Vec<_> =
        verdicts.iter().enumerate().filter_map(|(at, verdict)| Some((at, (*verdict)?))).collect();
    assert_eq!(passed, [(0, 0), (4, 3), (8, 3)]);
    assert_eq!(sample.suppressed(), 7);
}

#[test]
fn of_one_every_call_passes() {
    for n in [0, 1] {
        let sample = Sample::new(n);
        assert!((0..100).all(|call| sample.admit(seat(call % 10)) == Some(0)));
    }
}

#[test]
fn once_lets_one_call_pass() {
    let once = Once::new();
    let passed: Vec<_> = (0..100).filter(|call| once.admit(seat(call % 10)).is_some()).collect();
    assert_eq!(passed, [0]);
    assert_eq!((once.suppressed(), once.take_untold(), once.take_untold()), (99, 99, 0));
}

#[test]
fn what_was_told_otherwise_no_event_tells_again() {
    for number in [0, 8] {
        let sample = Sample::new(10);
        let _verdicts: Vec<_> = (0..6).map(|_| sample.admit(seat(number))).collect();
        assert_eq!((sample.take_untold(), sample.take_untold()), (5, 0));
        let told: u64 = (0..95).filter_map(|_| sample.admit(seat(number))).map(u64::from).sum();
        assert_eq!(told + 5 + sample.take_untold(), sample.suppressed());
    }
}

proptest! {
    #[test]
    fn of_any_calls_about_an_nth_passes_and_the_counts_add_up(
        n in 1..20_u32, calls in vec(0..10_usize, 1..500), looks in vec(0..500_usize, 0..4),
    ) {
        let sample = Sample::new(n);
        let (mut passed, mut told) = (0_u64, 0_u64);
        for (at, number) in calls.iter().enumerate() {
            if let Some(carried) = sample.admit(seat(*number)) {
                passed += 1;
                told += u64::from(carried);
            }
            if looks.contains(&at) {
                told += sample.take_untold();
            }
        }
        let total = calls.len() as u64;
        prop_assert_eq!(passed + sample.suppressed(), total);
        prop_assert_eq!(told + sample.take_untold(), sample.suppressed());
        let share = total / u64::from(n);
        prop_assert!((share.saturating_sub(9)..=share + 1).contains(&passed), "{} of {}", passed, total);
    }
}
