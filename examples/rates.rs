//! A service in trouble that does not drown its log: samples, limits, things said once, equal events as one line.
//!
//! ```text
//! cargo run --release --example rates
//! ```
//!
//! 4,010 calls make about twenty lines, and the numbers in them add up to 4,010.
#![allow(clippy::print_stdout, reason = "the last line is for the user of the example; it is no log")]

use std::{thread, time::Duration};

use blackbar::{Console, LogEvent, Logger, debug, log_event, warn};

/// The rate of an event belongs to its type: wherever it is logged, there are at most five of it in a second.
#[derive(LogEvent)]
#[log(name = "db.refused", level = error, limit = "5/s", message = "no connection to {host}")]
struct Refused<'a> {
    host: &'a str,
    attempt: u64,
}

fn main() -> blackbar::Result<()> {
    let guard = Logger::builder()
        .fixed_filter("debug")
        .deduplicate(Duration::from_secs(10)) // Equal events one after another are counted.
        .console(Console::stdout().pretty())
        .install()?;

    let work = || {
        for attempt in 0..1_000 {
            // Two threads come here: the limit is that of all of them together.
            log_event!(Refused { host: "db-7", attempt });
            if attempt == 500 {
                // Long enough for a token: the next event that passes says how many did not.
                thread::sleep(Duration::from_millis(300));
            }
        }
    };
    thread::scope(|scope| (0..2).for_each(|_| _ = scope.spawn(work)));
    for job in 0..1_000 {
        debug!(sample: 250, "job {job} done", job); // The first, and then every 250th.
        log_event!(once, warn, "no configuration file, going by the defaults"); // The first of the process.
    }
    for _ in 0..10 {
        warn!("disk nearly full", percent = 93); // Ten equal events are two lines.
    }

    let stats = guard.logger().stats();
    println!("{} calls were suppressed; what no line has told yet is told now:", stats.suppressed);
    Ok(())
}
