//! What a rate costs a call that passes, and what a suppressed call costs.
//!
//! `cargo bench -p blackbar --bench rates`. The variants of a call take turns in bursts, in one process, so that what the
//! machine does meanwhile befalls all of them; the figures that count are the differences.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints and reads clocks"
)]
#![allow(clippy::expect_used, reason = "a bench that cannot run says so and ends")]

mod common;

use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use blackbar::{Logger, Overflow, log_event};
use common::{Nowhere, percentile, requests, sorted, spin, standard};

const BURST: u64 = 20;
const BURSTS: u64 = 20_000;
const ROUNDS: usize = 7;

type Call = fn(&[String], u64);

#[inline(never)]
fn plain(requests: &[String], n: u64) {
    log_event!(standard(requests, n));
}

/// A copy of it: what two equal call sites differ by is the noise.
#[inline(never)]
fn plain_again(requests: &[String], n: u64) {
    log_event!(target: "again", standard(requests, n));
}

/// Every call passes: there are tokens enough.
#[inline(never)]
fn limited(requests: &[String], n: u64) {
    log_event!(limit: "1_000_000/s", standard(requests, n));
}

/// Every call passes.
#[inline(never)]
fn sampled(requests: &[String], n: u64) {
    log_event!(sample: 1, standard(requests, n));
}

#[inline(never)]
fn one_of_ten(requests: &[String], n: u64) {
    log_event!(sample: 10, standard(requests, n));
}

#[inline(never)]
fn none_of_a_limit(requests: &[String], n: u64) {
    log_event!(limit: "1/h", standard(requests, n));
}

#[inline(never)]
fn none_of_a_sample(requests: &[String], n: u64) {
    log_event!(sample: 4_000_000_000, standard(requests, n));
}

#[inline(never)]
fn none_after_once(requests: &[String], n: u64) {
    log_event!(once, standard(requests, n));
}

const CALLS: [(&str, Call); 8] = [
    ("plain", plain),
    ("plain, another call site", plain_again),
    ("limit, passes", limited),
    ("sample, passes", sampled),
    ("sample of ten, mean", one_of_ten),
    ("limit, suppressed", none_of_a_limit),
    ("sample, suppressed", none_of_a_sample),
    ("once, suppressed", none_after_once),
];

fn main() {
    let requests = requests();
    let guard = Logger::builder()
        .fixed_filter("info")
        .overflow(Overflow::DropNewest)
        .sink(Nowhere)
        .install()
        .expect("the first logger");
    CALLS.iter().for_each(|(_, call)| (0..2).for_each(|n| call(&requests, n)));
    in_turns(&requests);

    println!("\nwith all eight seats taken, on a thread without one: locked instructions");
    let (taken, done) = (Barrier::new(9), Barrier::new(9));
    thread::scope(|scope| {
        for n in 0..8 {
            let (requests, taken, done) = (&requests, &taken, &done);
            scope.spawn(move || {
                // The main thread has a seat too, so that one of these has none.
                none_after_once(requests, n);
                taken.wait();
                done.wait();
            });
        }
        taken.wait();
        let without_seat = scope.spawn(|| in_turns(&requests));
        without_seat.join().expect("no panic");
        done.wait();
    });
    guard.logger().flush().expect("a flush");
    println!("{}", guard.logger().stats());
}

/// Bursts of each call in turn; medians of the means, and of the differences to the plain call of the same turn.
fn in_turns(requests: &[String]) {
    let mut means = vec![Vec::new(); CALLS.len()];
    let mut added = vec![Vec::new(); CALLS.len()];
    for _ in 0..ROUNDS {
        let mut round = vec![Vec::new(); CALLS.len()];
        let mut differences = vec![Vec::new(); CALLS.len()];
        for burst in 0..BURSTS / ROUNDS as u64 {
            let mut turn = [0.0; CALLS.len()];
            for at in 0..CALLS.len() {
                // Each of them comes first as often as any other.
                let at = (at + burst as usize) % CALLS.len();
                let start = Instant::now();
                for n in 0..BURST {
                    CALLS[at].1(requests, burst * BURST + n);
                }
                turn[at] = start.elapsed().as_nanos() as f64 / BURST as f64;
            }
            for (at, mean) in turn.iter().enumerate() {
                round[at].push(*mean);
                differences[at].push(mean - turn[0]);
            }
            spin(Duration::from_micros(20));
        }
        for at in 0..CALLS.len() {
            means[at].push(percentile(&sorted(round[at].clone()), 0.5));
            added[at].push(percentile(&sorted(differences[at].clone()), 0.5));
        }
    }
    for (at, (name, _)) in CALLS.iter().enumerate() {
        let (means, added) = (sorted(means[at].clone()), sorted(added[at].clone()));
        println!(
            "{name:>26}: {:5.1} ns, {:+6.1} to the plain call ({:+.1} to {:+.1} over {ROUNDS} rounds)",
            percentile(&means, 0.5),
            percentile(&added, 0.5),
            added[0],
            added[ROUNDS - 1],
        );
    }
}
