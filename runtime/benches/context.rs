//! What a context of three fields adds to a log call, and what making, entering and polling cost.
//!
//! `cargo bench -p blackbar --bench context`. Bursts with and without a context take turns, so that both see the same machine.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints and reads clocks"
)]
#![allow(clippy::expect_used, reason = "a bench that cannot run says so and ends")]

mod common;

use std::hint::black_box;
use std::pin::pin;
use std::task::{self, Waker};
use std::time::{Duration, Instant};

use blackbar::{Context, InContext, LogContext, Logger, Overflow, context, log_event};
use common::{Nowhere, cpu_seconds, percentile, requests, sorted, spin, standard};

const BURST: u64 = 20;
const BURSTS: usize = 20_000;
const ROUNDS: usize = 9;
/// Events of one run from end to end.
const EVENTS: u64 = 1_000_000;

#[derive(LogContext)]
struct Request<'a> {
    request_id: u64,
    user: &'a str,
    attempt: u32,
}

#[inline(never)]
fn call(requests: &[String], n: u64) {
    log_event!(standard(requests, n));
}

fn main() {
    let requests = requests();
    let guard = Logger::builder()
        .ring_bytes(4 << 20)
        .fixed_filter("info")
        .overflow(Overflow::Block)
        .sink(Nowhere)
        .install()
        .expect("the first logger");
    let three = || Context::new(&Request { request_id: 7, user: black_box("ada lovelace"), attempt: 1 });
    call(&requests, 0);

    added(&requests, &three());
    println!("made of three fields: {:.0} ns", per_call(2_000, || _ = black_box(three())));
    println!(
        "`context!` of three fields: {:.0} ns",
        per_call(2_000, || {
            _ = black_box(context! { request_id = 7, user = black_box("ada lovelace"), attempt = 1 });
        })
    );
    let entered = three();
    println!("entered and left: {:.0} ns", per_call(2_000, || _ = black_box(entered.enter())));
    let _outer = three().enter();
    let step = context! { step = 1 };
    println!(
        "entered within another, merged, and left: {:.0} ns",
        per_call(2_000, || _ = black_box(step.enter()))
    );
    let mut future = pin!(std::future::pending::<()>().in_context(step));
    let mut task = task::Context::from_waker(Waker::noop());
    println!("a poll: {:.1} ns", per_call(2_000, || _ = black_box(future.as_mut().poll(&mut task))));
    drop(_outer);
    from_end_to_end(&requests, guard.logger(), &three());
    println!("{}", guard.logger().stats());
}

/// Mean of bursts of 20 calls, with and without in turn: medians over the bursts, and over the rounds their difference.
fn added(requests: &[String], context: &Context) {
    let burst = |at: u64| {
        let start = Instant::now();
        (0..BURST).for_each(|n| call(requests, at * BURST + n));
        start.elapsed().as_nanos() as f64 / BURST as f64
    };
    let (mut plain, mut differences) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (mut without, mut with) = (Vec::new(), Vec::new());
        for at in 0..BURSTS as u64 {
            spin(Duration::from_micros(20));
            if at % 2 == 0 {
                without.push(burst(at));
            } else {
                with.push(context.run(|| burst(at)));
            }
        }
        let (without, with) = (percentile(&sorted(without), 0.5), percentile(&sorted(with), 0.5));
        plain.push(without);
        differences.push(with - without);
    }
    let (plain, differences) = (sorted(plain), sorted(differences));
    println!(
        "a context of three fields adds {:.1} ns to a call of {:.1} ns ({:.1} to {:.1} over {ROUNDS} rounds)",
        percentile(&differences, 0.5),
        percentile(&plain, 0.5),
        differences[0],
        differences[ROUNDS - 1],
    );
}

/// Processor time of the backend for an event, with and without in turn.
fn from_end_to_end(requests: &[String], logger: &Logger, context: &Context) {
    let run = |context: &Context| {
        let before = cpu_seconds("blackbar").unwrap_or_default();
        context.run(|| (0..EVENTS).for_each(|n| call(requests, n)));
        logger.flush().expect("a flush");
        (cpu_seconds("blackbar").unwrap_or_default() - before) * 1e9 / EVENTS as f64
    };
    let (mut without, mut with) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        without.push(run(&Context::empty()));
        with.push(run(context));
    }
    let (without, with) = (percentile(&sorted(without), 0.5), percentile(&sorted(with), 0.5));
    println!("the backend, an event to JSON: {without:.0} ns without, {with:.0} ns with");
}

/// Nanoseconds: the median of rounds that are shorter than the time slice of a machine that is busy.
fn per_call(rounds: u64, mut call: impl FnMut()) -> f64 {
    const CALLS: u64 = 500;
    let rounds = (0..rounds).map(|_| {
        let start = Instant::now();
        (0..CALLS).for_each(|_| call());
        start.elapsed().as_nanos() as f64 / CALLS as f64
    });
    percentile(&sorted(rounds.collect()), 0.5)
}
