//! How long a change of the filter takes in a program with 10,000 call sites.
//!
//! `cargo bench -p blackbar --bench filter_change`. The sites are `enabled!`s: the same static and the same registration as
//! those of a `log_event!`, without the code that writes an event, which would take the compiler minutes.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints and reads clocks"
)]
#![allow(clippy::expect_used, reason = "a bench that cannot run says so and ends")]

mod common;

use std::time::Instant;

use blackbar::Logger;
use common::{Nowhere, percentile, sorted};

const CALL_SITES: u32 = 10_000;
const CHANGES: usize = 200;

macro_rules! ten {
    ($repeated:ident $on:ident) => {
        $repeated!($on);
        $repeated!($on);
        $repeated!($on);
        $repeated!($on);
        $repeated!($on);
        $repeated!($on);
        $repeated!($on);
        $repeated!($on);
        $repeated!($on);
        $repeated!($on);
    };
}

macro_rules! site {
    ($on:ident) => {
        $on += u32::from(blackbar::enabled!(debug));
    };
}

macro_rules! ten_sites {
    ($on:ident) => {
        ten!(site $on);
    };
}

/// In a function of their own: one of a thousand takes the compiler minutes.
macro_rules! hundred_sites {
    ($on:ident) => {
        $on += {
            #[inline(never)]
            fn hundred() -> u32 {
                let mut on = 0;
                ten!(ten_sites on);
                on
            }
            hundred()
        };
    };
}

/// Modules with a thousand call sites each, and the number of those that are on.
macro_rules! modules {
    ($($module:ident)*) => {
        $(mod $module {
            #[inline(never)]
            pub(crate) fn on() -> u32 {
                let mut on = 0;
                ten!(hundred_sites on);
                on
            }
        })*

        fn on() -> u32 {
            0 $(+ $module::on())*
        }
    };
}

modules!(billing cache cart http jobs mail search stock storage users);

fn main() {
    let logger = Logger::builder().fixed_filter("info").sink(Nowhere).build().expect("a logger");
    assert_eq!(on(), 0, "the first look registers them, and they are off");
    let targets = "filter_change::cache=info,filter_change::http::pool=warn,hyper=warn,sqlx=error";
    for (name, off, all_on) in [
        ("a level", "info".to_owned(), "debug".to_owned()),
        ("four targets", format!("info,{targets}"), format!("debug,{targets},filter_change=debug")),
        ("an event", "info,event[user.login]=off".to_owned(), "debug,event[user.login]=off".to_owned()),
    ] {
        let mut times = Vec::new();
        for change in 0..CHANGES {
            let filter = if change % 2 == 0 { &all_on } else { &off };
            let start = Instant::now();
            logger.set_filter(filter).expect("directives");
            times.push(start.elapsed().as_secs_f64() * 1e3);
            let expected = match (change % 2, name) {
                (0, "four targets") => CALL_SITES - 1000,
                (0, _) => CALL_SITES,
                _ => 0,
            };
            assert_eq!(on(), expected, "all call sites follow at once");
        }
        let times = sorted(times);
        println!(
            "{CALL_SITES} call sites, directives with {name}: p50 {:.2} ms, p99 {:.2} ms",
            percentile(&times, 0.5),
            percentile(&times, 0.99),
        );
    }
}
