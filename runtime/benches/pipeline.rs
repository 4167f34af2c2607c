//! From the call to the file: 2,000,000 standard events, all lines counted.
//!
//! `cargo bench -p blackbar --bench pipeline`; `-- DIR` chooses where the file goes.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints and reads clocks"
)]
#![allow(clippy::expect_used, reason = "a bench that cannot run says so and ends")]

mod common;

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

use blackbar::{Builder, Logger, MIB, Overflow, RollingFile, log_event};
use common::{Nowhere, cpu_seconds, percentile, requests, sorted, standard};

const EVENTS: u64 = 2_000_000;
const ROUNDS: usize = 5;

fn main() {
    let folder = std::env::args().nth(1).filter(|argument| !argument.starts_with('-'));
    let temporary = tempfile::tempdir().expect("a folder");
    let path = folder.as_deref().map_or(temporary.path(), Path::new).join("pipeline.log");
    for threads in [1, 8] {
        run(&format!("{threads} threads to a file"), threads, Some(&path), |builder| {
            builder.file(RollingFile::new(&path))
        });
    }
    run("1 thread to a file, rotated at 5 MiB, five kept", 1, None, |builder| {
        builder.file(RollingFile::new(path.with_file_name("rotated.log")).max_size(5 * MIB).keep(5))
    });
    #[cfg(feature = "gzip")]
    run("1 thread to a file, rotated at 5 MiB, five kept, gzip", 1, None, |builder| {
        let file = RollingFile::new(path.with_file_name("packed.log"));
        builder.file(file.max_size(5 * MIB).keep(5).compress(blackbar::Compression::Gzip))
    });
    run("1 thread, rendered and thrown away", 1, None, |builder| builder.sink(Nowhere));
    if let Some(kib) = peak_kib() {
        println!("peak memory of all of this: {:.1} MiB", kib as f64 / 1024.0);
    }
    idle();
}

fn run(name: &str, threads: u64, path: Option<&Path>, sinks: impl Fn(Builder) -> Builder) {
    let (mut rates, mut backend) = (Vec::new(), Vec::new());
    let requests = requests();
    for _ in 0..ROUNDS {
        if let Some(path) = path {
            let _absent = std::fs::remove_file(path);
        }
        let logger = sinks(Logger::builder().fixed_filter("info").overflow(Overflow::Block))
            .build()
            .expect("a logger");
        let start = Instant::now();
        std::thread::scope(|scope| {
            for thread in 0..threads {
                let (logger, requests) = (&logger, &requests);
                scope.spawn(move || {
                    for n in 0..EVENTS / threads {
                        log_event!(logger: logger, standard(requests, n * threads + thread));
                    }
                });
            }
        });
        logger.flush().expect("a flush");
        rates.push(EVENTS as f64 / start.elapsed().as_secs_f64() / 1e6);
        backend.push(cpu_seconds("blackbar").unwrap_or(f64::NAN) / EVENTS as f64 * 1e9);
        assert!(logger.stats().is_balanced(), "{}", logger.stats());
        assert_eq!(logger.stats().accepted, EVENTS);
        if let Some(path) = path {
            assert_eq!(lines(path), EVENTS, "lines in the file");
        }
    }
    let (rates, backend) = (sorted(rates), sorted(backend));
    println!(
        "{name}: {:.2} million events/s ({:.2} to {:.2}), backend {:.0} ns of processor an event",
        percentile(&rates, 0.5),
        rates[0],
        rates[ROUNDS - 1],
        percentile(&backend, 0.5),
    );
}

/// What a logger costs that has nothing to do.
fn idle() {
    let logger = Logger::builder().sink(Nowhere).build().expect("a logger");
    log_event!(logger: logger, info, "the last one for a while");
    std::thread::sleep(std::time::Duration::from_millis(500));
    let (before, start) = (cpu_seconds("blackbar"), Instant::now());
    std::thread::sleep(std::time::Duration::from_secs(4));
    if let (Some(before), Some(after)) = (before, cpu_seconds("blackbar")) {
        println!("idle: {:.3} % of a core", (after - before) / start.elapsed().as_secs_f64() * 100.0);
    }
}

fn lines(path: &Path) -> u64 {
    let mut file = File::open(path).expect("the file");
    let mut buffer = vec![0; 1 << 20];
    let mut lines = 0;
    loop {
        match file.read(&mut buffer).expect("a read") {
            0 => return lines,
            length => lines += buffer[..length].iter().filter(|byte| **byte == b'\n').count() as u64,
        }
    }
}

fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
