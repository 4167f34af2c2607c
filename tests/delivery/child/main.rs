//! What needs a process of its own: one that ships until it is killed, the ends of a program, memory and descriptors.
//!
//! `delivery_child <scenario> <address> <spool or -> <number of the run>`; what each scenario says on its standard output
//! stands there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test"
)]

mod backlog;
mod descriptors;
mod disk;
mod ends;
mod pace;

use std::path::PathBuf;
use std::time::Duration;

use blackbar::{Beats, Builder, JsonLines, Logstash, Shipper, Spool};

fn main() {
    let scenario = std::env::args().nth(1).expect("name a scenario");
    match scenario.as_str() {
        "forever" => pace::forever(),
        "paced" => pace::paced(),
        "drain" => pace::drain(),
        "return" => ends::return_from_main(),
        "exit" => ends::exit(),
        "abort" => ends::abort(),
        "panic" => ends::panic_in_main(),
        "exit_now" => ends::exit_now(),
        "terminated" => ends::terminated(),
        "terminated_with_handler" => ends::terminated_with_handler(),
        "backlog" => backlog::fill(),
        "backlog_drain" => backlog::drain(),
        "no_descriptor" => descriptors::no_descriptor(),
        "reconnects" => descriptors::reconnects(),
        "full_disk" => disk::full_disk(),
        other => panic!("no scenario `{other}`"),
    }
}

fn argument(at: usize) -> String {
    std::env::args().nth(at).expect("too few arguments")
}

fn address() -> String {
    argument(2)
}

/// The number of the run.
fn run() -> u64 {
    argument(4).parse().unwrap()
}

fn spool() -> Option<Spool> {
    let directory = argument(3);
    (directory != "-").then(|| Spool::new(PathBuf::from(directory)))
}

/// Waits between attempts that suit a test.
fn soon<P>(shipper: Shipper<P>) -> Shipper<P> {
    let shipper = shipper.backoff(Duration::from_millis(5)..=Duration::from_millis(50));
    match spool() {
        Some(spool) => shipper.spool(spool),
        None => shipper,
    }
}

/// The most events of a window.
const WINDOW: usize = 50;

fn beats() -> Shipper<Beats> {
    soon(Logstash::beats(address())).max_batch_events(WINDOW)
}

fn lines() -> Shipper<JsonLines> {
    soon(Logstash::tcp(address()))
}

fn logger() -> Builder {
    blackbar_tests::logger()
}
