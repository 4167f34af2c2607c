//! Four threads log, for AddressSanitizer: no test harness, nothing but blackbar and this.
//!
//! ```text
//! RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zsanitizer=address" \
//!     cargo run -p blackbar-sanitize --bin sanitize --target x86_64-unknown-linux-gnu
//! ```
//!
//! Under ThreadSanitizer it needs a standard library that is instrumented too (`-Zbuild-std`, with the component
//! rust-src): the one that comes with the compiler is not, so whatever a thread waited for inside of a contended mutex or a
//! condition variable seems unguarded. `ring.rs` is what runs there.
//!
//! It checks its own ledger and fails when an event is missing, so that it also tests something without a sanitizer.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a test, with tools of others"
)]

#[expect(dead_code, reason = "some of it is for other tests")]
#[path = "../support/ledger.rs"]
mod ledger;
#[expect(dead_code, reason = "some of it is for other tests")]
#[path = "../support/lines.rs"]
mod lines;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use blackbar::{Builder, LogEvent, LogValue, Logger, Memory, Overflow, RollingFile, log_event};
use ledger::{assert_ledger, told};
use lines::{lines_of, lines_of_file};

const THREADS: u64 = 4;
const ROUNDS: u64 = 5;
const EACH: u64 = 400;

#[derive(LogValue)]
struct Item {
    name: String,
    tags: Vec<Option<&'static str>>,
}

#[derive(LogValue)]
enum Payment {
    Card { last_four: u16 },
    Cash,
}

#[derive(LogEvent)]
#[log(name = "order.placed", level = warn, message = "order {number} of worker {worker}")]
struct OrderPlaced<'a> {
    worker: u64,
    number: u64,
    items: &'a [Item],
    payment: Payment,
    #[log(redact)]
    password: &'a str,
}

static CALLS: AtomicU64 = AtomicU64::new(0);

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.log");
    let memory = Memory::new();
    let logger = any_logger()
        .ring_bytes(65_536)
        .overflow(Overflow::DropNewest)
        .sink(memory.clone())
        .file(RollingFile::new(&path))
        .build()
        .unwrap();
    let other = logger_of_its_own();
    for round in 0..ROUNDS {
        // Each round's threads end with events in their rings, and the next round takes the rings over.
        std::thread::scope(|scope| {
            for worker in 0..THREADS {
                let (logger, other) = (&logger, &other);
                scope.spawn(move || produce(logger, other, round, worker));
            }
            for level in ["info", "trace", "debug"] {
                logger.set_filter(level).unwrap();
                logger.flush().unwrap();
                let _stats = logger.stats();
            }
        });
    }
    logger.flush().unwrap();

    let stats = logger.stats();
    assert_ledger(&stats, CALLS.load(Ordering::Relaxed));
    assert!(stats.lost_total() > 0, "no ring overflowed");
    let (kept, written) = (lines_of(&memory), lines_of_file(&path));
    assert_eq!(kept, written, "two sinks got different events");
    assert_eq!(kept.len() as u64, stats.sinks[0].written);
    let told: u64 = told(&kept).values().sum();
    assert_eq!(told, stats.lost_total(), "losses that the log does not tell");
    drop((logger, other));
    println!("{} events, {} lost, all accounted for", stats.accepted, stats.lost_total());
}

/// Everything from trace on, whatever the environment says, and all the time in the world to flush.
fn any_logger() -> Builder {
    Logger::builder().fixed_filter("trace").flush_timeout(Duration::from_secs(60))
}

fn logger_of_its_own() -> Logger {
    any_logger().sink(Memory::new().pretty()).build().unwrap()
}

fn produce(logger: &Logger, other: &Logger, round: u64, worker: u64) {
    let items = [
        Item { name: "apple".repeat(usize::try_from(round).unwrap()), tags: vec![Some("red"), None] },
        Item { name: String::new(), tags: Vec::new() },
    ];
    let long = "x".repeat(12_000);
    for number in 0..EACH {
        let payment = if number % 2 == 0 { Payment::Cash } else { Payment::Card { last_four: 1_111 } };
        call();
        log_event!(logger: logger, OrderPlaced { worker, number, items: &items, payment, password: "hunter2" });
        call();
        log_event!(logger: logger, info, "inline {number}", number, maybe = Some(number), text = "text");
        if number % 50 == 0 {
            log_event!(logger: other, info, "elsewhere");
            let _scope = other.scope();
            log_event!(info, "in a scope");
        }
        if number % 100 == 0 {
            // More than the ring holds, faster than anybody empties it: it overflows, and wakes the backend.
            for _ in 0..20 {
                call();
                log_event!(logger: logger, error, "long", long);
            }
        }
        if number % 200 == 0 {
            logger.flush().unwrap();
        }
    }
}

fn call() {
    CALLS.fetch_add(1, Ordering::Relaxed);
}
