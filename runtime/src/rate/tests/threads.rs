//! Many threads at one rate: what they count adds up, whether they have a seat or not.

use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::Barrier;
use std::thread;

use crate::rate::limit::Limit;
use crate::rate::once::Once;
use crate::rate::sample::Sample;
use crate::rate::seat::{self, SEATS};
use crate::rate::{Rate, Unit};

const THREADS: usize = 2 * SEATS;
const CALLS: u64 = 5_000;

/// Calls `admit` on many threads, in two waves so that seats change hands; returns the calls, those that passed, and what
/// they told.
fn many(admit: impl Fn(Option<usize>) -> Option<u32> + Sync) -> (u64, u64, u64) {
    let (passed, told) = (AtomicU64::new(0), AtomicU64::new(0));
    for _wave in 0..2 {
        let together = Barrier::new(THREADS);
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    together.wait();
                    for carried in (0..CALLS).filter_map(|_| admit(seat::mine())) {
                        passed.fetch_add(1, Ordering::Relaxed);
                        told.fetch_add(carried.into(), Ordering::Relaxed);
                    }
                });
            }
        });
    }
    (2 * THREADS as u64 * CALLS, passed.into_inner(), told.into_inner())
}

#[test]
fn samples_add_up() {
    let sample = Sample::new(7);
    let (calls, passed, told) = many(|seat| sample.admit(seat));
    assert_eq!(passed + sample.suppressed(), calls);
    assert_eq!(told + sample.take_untold(), sample.suppressed());
    assert!((calls / 7 - 9..=calls / 7 + 1).contains(&passed), "{passed} of {calls}");
}

#[test]
fn limits_add_up_and_hold_for_all_threads_together() {
    for n in [1, 100, 10_000] {
        let limit = Limit::new(n, Unit::Second);
        // A clock that stands still, and one that runs.
        let (calls, passed, told) = many(|seat| limit.admit(seat, || false, || 0));
        assert_eq!(passed + limit.suppressed(), calls);
        assert!((u64::from(n) / 2..=n.into()).contains(&passed), "{passed} of {n}");
        let ticks = AtomicU64::new(0);
        let now = || ticks.fetch_add(1_000, Ordering::Relaxed);
        let (more, passed_later, told_later) = many(|seat| limit.admit(seat, || false, now));
        assert_eq!(passed + passed_later + limit.suppressed(), calls + more);
        assert_eq!(told + told_later + limit.take_untold(), limit.suppressed());
        let most = u64::from(n) + ticks.into_inner() * u64::from(n) / 1_000_000_000 + 1;
        assert!(passed_later <= most, "{passed_later} of {most}");
    }
}

#[test]
fn the_last_event_of_many_threads_tells_all_that_was_left() {
    let limit = Limit::new(50, Unit::Second);
    let ticks = AtomicU64::new(0);
    let (_, _, told) =
        many(|seat| limit.admit(seat, || false, || ticks.fetch_add(20_000, Ordering::Relaxed)));
    let last = limit.admit(None, || false, || u64::MAX / 4).unwrap();
    assert_eq!(told + u64::from(last), limit.suppressed());
}

#[test]
fn once_is_once_for_all_threads() {
    let once = Once::new();
    let (calls, passed, _) = many(|seat| once.admit(seat));
    assert_eq!((passed, once.suppressed()), (1, calls - 1));
}

#[test]
fn a_seat_belongs_to_one_thread_and_goes_to_another_when_that_ends() {
    let together = Barrier::new(THREADS);
    let seats: Vec<Option<usize>> = thread::scope(|scope| {
        let handles: Vec<_> = (0..THREADS)
            .map(|_| {
                scope.spawn(|| {
                    together.wait();
                    let mine = seat::mine();
                    assert_eq!(mine.is_some(), seat::mine().is_some() && mine == seat::mine());
                    together.wait();
                    mine
                })
            })
            .collect();
        handles.into_iter().map(|handle| handle.join().unwrap()).collect()
    });
    let mut taken: Vec<usize> = seats.into_iter().flatten().collect();
    let count = taken.len();
    taken.sort_unstable();
    taken.dedup();
    assert_eq!(taken.len(), count, "two threads had one seat");
    assert!(count <= SEATS);
}

#[test]
fn a_rate_asked_through_its_front_adds_up_too() {
    static RATE: Rate = Rate::sample(3, "here", 1);
    let (calls, passed, _) = many(|_| RATE.admit("an.event"));
    assert_eq!(passed + RATE.suppressed(), calls);
    assert_eq!(RATE.event(), "an.event");
}
