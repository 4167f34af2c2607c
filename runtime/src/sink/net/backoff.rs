//! How long to wait before the next attempt.

use core::time::Duration;

/// The waits between attempts: *decorrelated jitter*, each somewhere between the least wait and three times the one before, so
/// that many clients of a server that comes back do not come at once (M. Brooker, "Exponential Backoff And Jitter", AWS
/// Architecture Blog, 2015).
///
/// Only an acknowledgement makes the waits short again. A connection that opens and does nothing is no success: a peer that
/// accepts and closes would be asked as fast as it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Backoff {
    least: Duration,
    most: Duration,
    last: Duration,
}

impl Backoff {
    /// Waits of at least `least` and at most `most`.
    pub(crate) fn new(least: Duration, most: Duration) -> Self {
        Self { least, most: most.max(least), last: least }
    }

    /// The next wait. `random` is any number, each as likely as another.
    pub(crate) fn next(&mut self, random: u64) -> Duration {
        let highest = self.last.saturating_mul(3).min(self.most);
        let span = highest.saturating_sub(self.least);
        // The upper 32 bits as a fraction: a span of days fits without a remainder that counts.
        let share = f64::from((random >> 32) as u32) / f64::from(u32::MAX);
        self.last = self.least + span.mul_f64(share);
        self.last
    }

    /// The peer has acknowledged something: the next wait is a short one.
    pub(crate) fn acknowledged(&mut self) {
        self.last = self.least;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LEAST: Duration = Duration::from_millis(500);
    const MOST: Duration = Duration::from_secs(30);

    proptest! {
        #[test]
        fn every_wait_is_in_bounds_and_at_most_three_times_the_last(randoms in prop::collection::vec(any::<u64>(), 1..50)) {
            let mut backoff = Backoff::new(LEAST, MOST);
            let mut last = LEAST;
            for random in randoms {
                let wait = backoff.next(random);
                prop_assert!((LEAST..=MOST).contains(&wait) && wait <= last * 3, "{last:?} then {wait:?}");
                last = wait;
            }
        }
    }

    #[test]
    fn waits_grow_to_the_most_and_stay_there() {
        let mut backoff = Backoff::new(LEAST, MOST);
        let waits: Vec<_> = (0..6).map(|_| backoff.next(u64::MAX).as_millis()).collect();
        assert_eq!(waits, [1_500, 4_500, 13_500, 30_000, 30_000, 30_000]);
    }

    #[test]
    fn two_clients_with_different_luck_do_not_wait_equally_long() {
        let [mut one, mut other] = [(); 2].map(|()| Backoff::new(LEAST, MOST));
        assert_ne!(one.next(u64::MAX / 3), other.next(u64::MAX / 2));
    }

    #[test]
    fn only_an_acknowledgement_makes_the_wait_short_again() {
        let mut backoff = Backoff::new(LEAST, MOST);
        for _ in 0..5 {
            let _shorter = backoff.next(u64::MAX);
        }
        assert_eq!(backoff.next(u64::MAX), MOST);
        backoff.acknowledged();
        assert_eq!(backoff.next(u64::MAX), LEAST * 3);
    }

    #[test]
    fn bounds_in_the_wrong_order_are_the_least_wait() {
        assert_eq!(Backoff::new(MOST, LEAST).next(u64::MAX), MOST);
    }
}
