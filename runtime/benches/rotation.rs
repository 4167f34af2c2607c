//! What rotation costs: files of 5 MiB, five kept, beside one file that grows.
//!
//! `cargo bench -p blackbar --bench rotation --features gzip`; `-- DIR` chooses where the files go, `-- DIR NAME` runs only the
//! ways whose name contains that. The ways of a group are taken in turn, in one process. "raw" is a program that writes
//! as many bytes at the same pace, renames, creates and deletes, and nothing else: what the file system takes for itself.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints and reads clocks"
)]
#![allow(clippy::expect_used, reason = "a bench that cannot run says so and ends")]

mod common;

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use blackbar::{Logger, MIB, Overflow, RollingFile, log_event};
use common::{percentile, requests, sorted, spin, standard};

const EVENTS: u64 = 1_000_000;
const ROUNDS: usize = 11;
const KEPT: usize = 5;
/// Bytes of a batch, how long the backend takes to render one, and how many batches all events are, about.
const BATCH: usize = 256 * 1024;
const RENDERING: Duration = Duration::from_micros(270);
const BATCHES: u64 = 900;

type Way = fn(&Path) -> f64;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    let temporary = tempfile::tempdir().expect("a folder");
    let folder = arguments.next().map_or(temporary.path().to_owned(), PathBuf::from);
    let only = arguments.next().unwrap_or_default();
    println!("millions of events a second, from the call to the file:");
    in_turn(
        &folder,
        &only,
        &[
            ("plain", |folder| events(plain(folder))),
            ("rotated", |folder| events(rotated(folder))),
            #[cfg(feature = "gzip")]
            ("rotated, gzip", |folder| events(rotated(folder).compress(blackbar::Compression::Gzip))),
        ],
    );
    println!("the same without a logger:");
    in_turn(
        &folder,
        &only,
        &[("raw plain", |folder| raw(folder, false)), ("raw rotated", |folder| raw(folder, true))],
    );
    println!("p99 of a single call at about half a million a second, in ns:");
    in_turn(
        &folder,
        &only,
        &[
            ("caller plain", |folder| caller(plain(folder))),
            ("caller rotated", |folder| caller(rotated(folder))),
        ],
    );
}

/// Runs the ways in turn, each in a folder of its own, and compares each with the first, round by round.
fn in_turn(folder: &Path, only: &str, ways: &[(&str, Way)]) {
    let ways: Vec<_> = ways.iter().filter(|(name, _)| name.contains(only)).collect();
    let mut measured = vec![Vec::new(); ways.len()];
    for _ in 0..ROUNDS {
        for ((_, way), measured) in ways.iter().zip(&mut measured) {
            let folder = tempfile::tempdir_in(folder).expect("a folder");
            measured.push(way(folder.path()));
        }
    }
    for ((name, _), values) in ways.iter().zip(&measured) {
        let ratios = values.iter().zip(&measured[0]).map(|(value, first)| value / first).collect();
        let (values, ratios) = (sorted(values.clone()), sorted(ratios));
        let [of_values, of_ratios] = [&values, &ratios].map(|all| {
            let [low, middle, high] = [0.25, 0.5, 0.75].map(|share| percentile(all, share));
            format!("{middle:.2} ({low:.2} to {high:.2})")
        });
        println!("  {name}: {of_values}, {of_ratios} of the first");
    }
}

fn plain(folder: &Path) -> RollingFile {
    RollingFile::new(folder.join("app.log"))
}

fn rotated(folder: &Path) -> RollingFile {
    plain(folder).max_size(5 * MIB).keep(KEPT)
}

/// Millions of events a second, from the call to the file.
fn events(file: RollingFile) -> f64 {
    let requests = requests();
    let logger = logger(file, Overflow::Block);
    let start = Instant::now();
    (0..EVENTS).for_each(|n| log_event!(logger: logger, standard(&requests, n)));
    logger.flush().expect("a flush");
    let rate = EVENTS as f64 / start.elapsed().as_secs_f64() / 1e6;
    assert!(logger.stats().is_balanced() && logger.stats().accepted == EVENTS, "{}", logger.stats());
    rate
}

/// The 99th percentile of a call in nanoseconds, with both stamps.
fn caller(file: RollingFile) -> f64 {
    let requests = requests();
    let logger = logger(file, Overflow::DropNewest);
    let clock = quanta::Clock::new();
    let mut times = Vec::with_capacity(1_000_000);
    for burst in 0..50_000 {
        for n in 0..20 {
            let start = clock.raw();
            log_event!(logger: logger, standard(&requests, burst * 20 + n));
            times.push(clock.delta_as_nanos(start, clock.raw()) as f64);
        }
        spin(Duration::from_micros(35));
    }
    logger.flush().expect("a flush");
    percentile(&sorted(times), 0.99)
}

fn logger(file: RollingFile, overflow: Overflow) -> Logger {
    Logger::builder().fixed_filter("info").overflow(overflow).file(file).build().expect("a logger")
}

/// What the logger would reach if it did nothing but to render and to write.
fn raw(folder: &Path, rotate: bool) -> f64 {
    let batch = vec![b'x'; BATCH];
    let path = folder.join("app.log");
    let create = || OpenOptions::new().append(true).create_new(true).open(&path).expect("a file");
    let (to_delete, deleted) = mpsc::channel::<PathBuf>();
    let start = Instant::now();
    std::thread::scope(|scope| {
        scope.spawn(move || deleted.iter().for_each(|file| fs::remove_file(file).expect("a file to delete")));
        let mut file: File = create();
        let (mut size, mut kept) = (0, VecDeque::new());
        for number in 0..BATCHES {
            spin(RENDERING);
            if rotate && size >= 5 * MIB {
                let old = folder.join(format!("app.{number}.log"));
                fs::rename(&path, &old).expect("a new name");
                file = create();
                size = 0;
                kept.push_back(old);
                if kept.len() > KEPT {
                    to_delete.send(kept.pop_front().expect("a file")).expect("a thread");
                }
            }
            file.write_all(&batch).expect("room");
            size += BATCH as u64;
        }
        drop(to_delete);
    });
    EVENTS as f64 / start.elapsed().as_secs_f64() / 1e6
}
