//! The bucket against a model that does no more than the definition.

use proptest::collection::vec;
use proptest::prelude::*;

use super::seat;
use crate::rate::Unit;
use crate::rate::limit::Limit;

/// A bucket by the book, in nanoseconds of inflow; it is told what passed.
struct Model {
    every: u64,
    full: u64,
    level: u64,
    at: u64,
}

impl Model {
    fn new(n: u64, unit_nanos: u64) -> Self {
        let every = unit_nanos.div_ceil(n);
        Self { every, full: n * every, level: n * every, at: 0 }
    }

    fn flow_until(&mut self, now: u64) {
        self.level = (self.level + (now - self.at)).min(self.full);
        self.at = now;
    }

    /// Tokens, rounded down.
    fn tokens(&self) -> u64 {
        self.level / self.every
    }
}

fn admits(limit: &Limit, number: usize, alone: bool, now: u64) -> bool {
    limit.admit(seat(number), || alone, || now).is_some()
}

const SECOND: u64 = 1_000_000_000;

#[test]
fn all_of_a_limit_passes_at_once_and_again_when_it_has_flowed_in() {
    for n in [1, 2, 7, 31, 32, 100, 1_000] {
        let limit = Limit::new(n, Unit::Second);
        let burst = |now| (0..3 * n).filter(|_| admits(&limit, 0, true, now)).count() as u32;
        assert_eq!(burst(0), n, "at the start");
        assert_eq!(burst(1), 0, "a nanosecond later");
        assert_eq!(burst(3 * SECOND), n, "after a pause");
        // What a token takes is rounded up to a nanosecond.
        assert_eq!(burst(4 * SECOND + u64::from(n)), n, "after a second");
    }
}

#[test]
fn calls_below_the_limit_all_pass() {
    for (n, every) in [(1, SECOND), (10, SECOND / 10), (100, SECOND / 100), (100, SECOND)] {
        let limit = Limit::new(n, Unit::Second);
        assert!((0..10_000).all(|call| admits(&limit, 0, true, call * every)), "{n} a second");
        assert_eq!(limit.suppressed(), 0);
    }
}

#[test]
fn units_are_what_they_say() {
    for (unit, seconds) in [(Unit::Second, 1), (Unit::Minute, 60), (Unit::Hour, 3600)] {
        let limit = Limit::new(1, unit);
        assert!(admits(&limit, 0, true, 0));
        assert!(!admits(&limit, 0, true, seconds * SECOND - 1));
        assert!(admits(&limit, 0, true, seconds * SECOND));
    }
}

#[test]
fn the_next_call_that_passes_tells_of_those_that_did_not() {
    let limit = Limit::new(10, Unit::Second);
    let call = |number, now| limit.admit(seat(number), || false, || now);
    let verdicts: Vec<_> = (0..25).map(|n| call(n % 9, 0)).collect();
    assert_eq!(verdicts.iter().flatten().sum::<u32>(), 0);
    assert_eq!(verdicts.iter().filter(|verdict| verdict.is_none()).count(), 15);
    assert_eq!(call(3, SECOND), Some(15));
    assert_eq!(call(4, SECOND), Some(0));
    assert_eq!(limit.suppressed(), 15);
}

#[test]
fn what_was_told_otherwise_no_event_tells_again() {
    let limit = Limit::new(1, Unit::Second);
    let call = |now| limit.admit(seat(0), || true, || now);
    let _verdicts: Vec<_> = (0..5).map(|_| call(0)).collect();
    assert_eq!(limit.take_untold(), 4);
    assert_eq!(limit.take_untold(), 0);
    assert_eq!(call(0), None);
    assert_eq!(call(SECOND), Some(1));
    assert_eq!((limit.suppressed(), limit.told()), (5, 5));
}

#[test]
fn tokens_of_seats_whose_threads_are_gone_starve_nobody() {
    let limit = Limit::new(100, Unit::Second);
    // Each seat in turn is the only one, fetches a quarter and is never seen again.
    for number in 0..7 {
        assert!(admits(&limit, number, true, number as u64 * 10 * SECOND));
    }
    let passed = (0..1_000).filter(|_| admits(&limit, 7, true, 100 * SECOND)).count();
    assert!((50..=100).contains(&passed), "{passed}");
}

proptest! {
    #[test]
    fn no_more_passes_than_the_book_allows_and_not_much_less(
        n in 1..200_u32,
        unit in prop::sample::select(&[Unit::Second, Unit::Minute][..]),
        alone in any::<bool>(),
        calls in vec((0..10_usize, prop_oneof![Just(0_u64), 0..10_000_u64, 0..30_000_000_u64, 0..5_000_000_000_u64]), 1..200),
    ) {
        let limit = Limit::new(n, unit);
        let seconds = if unit == Unit::Second { 1 } else { 60 };
        let mut model = Model::new(n.into(), seconds * SECOND);
        // Alone there is one seat; otherwise any may come, and calls without one.
        let (mut now, mut passed, mut suppressed, mut told) = (0, 0_u64, 0_u64, 0_u64);
        for (number, pause) in calls {
            let number = if alone { 0 } else { number };
            now += pause;
            model.flow_until(now);
            match limit.admit(seat(number), || alone, || now) {
                Some(carried) => {
                    prop_assert!(model.tokens() >= 1, "one more passed than there are tokens");
                    model.level -= model.every;
                    passed += 1;
                    told += u64::from(carried);
                    prop_assert_eq!(told, suppressed, "an event tells all that was suppressed before it");
                }
                None => {
                    let held = if alone { u64::from(n) / 4 } else { u64::from(n) / 2 };
                    prop_assert!(
                        model.tokens() <= held,
                        "{} tokens were there, of which seats may hold {}", model.tokens(), held
                    );
                    suppressed += 1;
                }
            }
        }
        prop_assert_eq!(limit.suppressed(), suppressed);
        prop_assert_eq!(limit.take_untold(), suppressed - told);
        prop_assert!(passed >= 1);
    }
}
