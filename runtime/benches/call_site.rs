//! What a log call costs the thread that makes it.
//!
//! `cargo bench -p blackbar --bench call_site`. For counting instructions (`.ci/instructions` does): with `-- count N` it makes N
//! calls, which are rendered, and ends; with `-- count-disabled N` calls that the filter disables.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints and reads clocks"
)]
#![allow(clippy::expect_used, reason = "a bench that cannot run says so and ends")]

mod common;

use std::hint::black_box;
use std::time::{Duration, Instant};

use blackbar::{Logger, Overflow, enabled, log_event};
use common::{Nowhere, Standard, percentile, requests, sorted, spin, standard};

const BURST: u64 = 20;
const BURSTS: u64 = 10_000;
const ROUNDS: usize = 7;
const DISABLED: u64 = 40_000_000;

#[inline(never)]
fn call(requests: &[String], n: u64) {
    log_event!(standard(requests, n));
}

/// Out of line, for of an event that is made in place the compiler does parts before it asks: two instructions of a division.
#[inline(never)]
fn made(requests: &[String], n: u64) -> Standard<'_> {
    standard(requests, n)
}

#[inline(never)]
fn disabled_calls(requests: &[String], calls: u64) {
    for n in 0..calls {
        log_event!(target: "disabled", made(requests, n));
    }
}

/// What is left of it without the call.
#[inline(never)]
fn no_calls(calls: u64) {
    for n in 0..calls {
        black_box(&n);
    }
}

#[inline(never)]
fn call_hashed(requests: &[String], n: u64) {
    let user = requests[n as usize % requests.len()].as_str();
    log_event!(
        info,
        "seen",
        #[log(hash)]
        user = user
    );
}

#[inline(never)]
fn call_masked(requests: &[String], n: u64) {
    let user = requests[n as usize % requests.len()].as_str();
    log_event!(
        info,
        "seen",
        #[log(mask(last = 4))]
        user = user
    );
}

#[inline(never)]
fn call_text(requests: &[String], n: u64) {
    let user = requests[n as usize % requests.len()].as_str();
    log_event!(info, "seen", user = user);
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let requests = requests();
    let counting = arguments.get(1).is_some_and(|word| word.starts_with("count"));
    let guard = Logger::builder()
        // Under an instrumenting tool the backend is too slow to keep a ring of the usual size from filling.
        .ring_bytes(if counting { 64 << 20 } else { 1 << 20 })
        .fixed_filter("info,disabled=off")
        .overflow(Overflow::DropNewest)
        .sink(Nowhere)
        .hash_key(1, [7; 32])
        .install()
        .expect("the first logger");
    call(&requests, 0);
    if let (true, Some(calls)) = (counting, arguments.get(2)) {
        let calls: u64 = calls.parse().expect("a number of calls");
        if arguments[1] == "count-disabled" {
            disabled_calls(&requests, calls);
        } else {
            (0..calls).for_each(|n| call(&requests, n));
        }
        return;
    }

    let clock = quanta::Clock::new();
    println!("the clock alone: {:.1} ns", per_call(10_000_000, |_| _ = black_box(clock.raw())));
    for (name, rest) in [("hot, 20 µs between bursts", 20), ("after 1 ms of spinning", 1000)] {
        let bursts = if rest > 100 { BURSTS / 10 } else { BURSTS };
        burst_means(name, &requests, bursts, || spin(Duration::from_micros(rest)));
    }
    burst_means("after 1 ms of sleep", &requests, BURSTS / 10, || {
        std::thread::sleep(Duration::from_millis(1))
    });
    single_calls("four fields", &clock, |n| call(&requests, n));
    single_calls("one text", &clock, |n| call_text(&requests, n));
    single_calls("one text hashed", &clock, |n| call_hashed(&requests, n));
    single_calls("one text masked", &clock, |n| call_masked(&requests, n));
    let nanos = |run: &dyn Fn(u64)| {
        let round = || {
            let start = Instant::now();
            run(DISABLED);
            start.elapsed().as_nanos() as f64 / DISABLED as f64
        };
        (0..9).map(|_| round()).fold(f64::INFINITY, f64::min)
    };
    let (with, without) = (nanos(&|calls| disabled_calls(&requests, calls)), nanos(&no_calls));
    println!("disabled call: {with:.2} ns, the loop around it alone {without:.2} ns");
    println!(
        "enabled!: {:.2} ns",
        per_call(200_000_000, |_| _ = black_box(enabled!(target: "disabled", debug)))
    );
    guard.logger().flush().expect("a flush");
    println!("{}", guard.logger().stats());
}

/// Mean of bursts of 20 calls; median and 99th percentile over the bursts, median over the rounds.
fn burst_means(name: &str, requests: &[String], bursts: u64, rest: impl Fn()) {
    let (mut medians, mut tails) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let mut means = Vec::with_capacity(bursts as usize);
        for burst in 0..bursts {
            let start = Instant::now();
            for n in 0..BURST {
                call(requests, burst * BURST + n);
            }
            means.push(start.elapsed().as_nanos() as f64 / BURST as f64);
            rest();
        }
        let means = sorted(means);
        medians.push(percentile(&means, 0.5));
        tails.push(percentile(&means, 0.99));
    }
    let (medians, tails) = (sorted(medians), sorted(tails));
    println!(
        "bursts of 20, {name}: mean p50 {:.1} ns ({:.1} to {:.1} over {ROUNDS} rounds), p99 {:.1} ns",
        percentile(&medians, 0.5),
        medians[0],
        medians[ROUNDS - 1],
        percentile(&tails, 0.5),
    );
}

/// Single calls, the cost of the two stamps taken off.
fn single_calls(name: &str, clock: &quanta::Clock, call: impl Fn(u64)) {
    let nanos = |start: u64, end: u64| clock.delta_as_nanos(start, end) as f64;
    let empty = sorted((0..100_000).map(|_| nanos(clock.raw(), clock.raw())).collect());
    let overhead = percentile(&empty, 0.5);
    let mut times = Vec::new();
    for burst in 0..BURSTS {
        for n in 0..BURST {
            let start = clock.raw();
            call(burst * BURST + n);
            times.push((nanos(start, clock.raw()) - overhead).max(0.0));
        }
        spin(Duration::from_micros(20));
    }
    let times = sorted(times);
    println!(
        "single call with {name}, hot: p50 {:.0} ns, p99 {:.0} ns, p99.9 {:.0} ns",
        percentile(&times, 0.5),
        percentile(&times, 0.99),
        percentile(&times, 0.999),
    );
}

/// Nanoseconds a call takes in a loop of `calls`, the best of five.
fn per_call(calls: u64, mut call: impl FnMut(u64)) -> f64 {
    let round = |call: &mut dyn FnMut(u64)| {
        let start = Instant::now();
        (0..calls / 5).for_each(&mut *call);
        start.elapsed().as_nanos() as f64 / (calls / 5) as f64
    };
    (0..5).map(|_| round(&mut call)).fold(f64::INFINITY, f64::min)
}
