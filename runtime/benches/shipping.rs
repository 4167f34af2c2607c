//! From the call across a loopback connection: events a second, processor time and memory of the sender.
//!
//! `cargo bench -p blackbar --features logstash --bench shipping`; `-- NAME ..` runs some of it, `-- list` names all. What a
//! spool writes goes below `target/`, or to `$SHIPPING_DIR`.
//!
//! Each measurement is two processes of its own, a receiver and a sender, so that time and memory are the sender's alone. The
//! sender calls as fast as the destination takes: whenever 4 MiB wait, it pauses, so that nothing is dropped. It ends when
//! everything is delivered; the ledger must balance and the receiver must have counted every event.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints and reads clocks"
)]
#![allow(clippy::expect_used, clippy::panic, reason = "a bench that cannot run says so and ends")]

mod common;
mod receivers;

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use blackbar::{GIB, Logger, Logstash, MIB, Overflow, RollingFile, Spool, log_event};
use common::{percentile, requests, sorted, standard};

/// So many bytes may wait before the caller pauses.
const ENOUGH: u64 = 4 * MIB;
const ROUNDS: usize = 5;

/// One way to ship: name, receiver, events in a round, rounds in one process.
const CASES: [(&str, &str, u64, usize); 8] = [
    ("tcp", "lines", 4_000_000, ROUNDS),
    ("beats", "windows", 2_000_000, ROUNDS),
    ("beats_plain", "windows", 4_000_000, ROUNDS),
    ("tcp_spool", "lines", 2_000_000, ROUNDS),
    ("down", "nobody", 10_000_000, 1),
    ("drain", "later", 4_000_000, 1),
    ("calls_file", "nobody", 400_000, 1),
    ("calls_tcp", "lines", 400_000, 1),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["receive", kind] => receivers::receive(kind),
        ["receive", kind, port] => receivers::receive_at(kind, port.parse().expect("a port")),
        ["send", name, address] => send(name, address),
        ["list"] => CASES.iter().for_each(|(name, ..)| println!("{name}")),
        names => {
            for (name, receiver, ..) in
                CASES.iter().filter(|case| names.is_empty() || names.contains(&case.0))
            {
                measure(name, receiver);
            }
        }
    }
}

/// Starts the receiver, then the sender, and passes on what the sender prints.
fn measure(name: &str, receiver: &str) {
    let absent = matches!(receiver, "nobody" | "later");
    let mut receiver = (!absent).then(|| started(&["receive", receiver]));
    let address = match &mut receiver {
        Some((_, first)) => first.clone(),
        None => format!("127.0.0.1:{}", free_port()),
    };
    let status = myself(&["send", name, &address]).status().expect("a sender");
    assert!(status.success(), "{name} failed: {status}");
    if let Some((mut child, _)) = receiver {
        child.kill().expect("an end");
        child.wait().expect("an end");
    }
}

fn myself(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("a path"));
    command.args(arguments);
    command
}

/// A child, and the first line it says.
fn started(arguments: &[&str]) -> (Child, String) {
    let mut child = myself(arguments).stdout(Stdio::piped()).spawn().expect("a child");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("an output")).read_line(&mut line).expect("an address");
    (child, line.trim().to_owned())
}

/// A port at which nobody listens.
fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

fn send(name: &str, address: &str) {
    let (_, _, events, rounds) = *CASES.iter().find(|case| case.0 == name).expect("a case");
    match name {
        "down" => down(address, events),
        "drain" => drain(address, events),
        "calls_file" | "calls_tcp" => calls(name, address, events),
        _ => rate(name, address, events, rounds),
    }
}

fn spool() -> (tempfile::TempDir, Spool) {
    let folder = std::env::var_os("SHIPPING_DIR").map_or_else(
        || std::env::current_exe().expect("a path").parent().expect("a folder").to_path_buf(),
        PathBuf::from,
    );
    let folder = tempfile::tempdir_in(folder).expect("a folder");
    let spool = Spool::new(folder.path()).max_bytes(8 * GIB);
    (folder, spool)
}

fn logger(name: &str, address: &str, spool: Option<Spool>) -> Logger {
    let builder = Logger::builder().fixed_filter("info").overflow(Overflow::Block);
    let tcp = || Logstash::tcp(address).json();
    let built = match (name, spool) {
        (_, Some(spool)) => builder.logstash(tcp().spool(spool)),
        ("beats", _) => builder.logstash(Logstash::beats(address).json()),
        ("beats_plain", _) => builder.logstash(Logstash::beats(address).json().compression(0)),
        _ => builder.logstash(tcp()),
    };
    built.build().expect("a logger")
}

/// Events a second until all are delivered.
fn rate(name: &str, address: &str, events: u64, rounds: usize) {
    let kept = (name == "tcp_spool").then(spool);
    let (_folder, spool) = kept.map_or((None, None), |(folder, spool)| (Some(folder), Some(spool)));
    let logger = logger(name, address, spool);
    let requests = requests();
    let (mut rates, mut costs) = (Vec::new(), Vec::new());
    log_everything(&logger, &requests, 1000);
    wait_for_delivery(&logger);
    for _ in 0..rounds {
        let (start, before) = (Instant::now(), processor_seconds());
        log_everything(&logger, &requests, events);
        wait_for_delivery(&logger);
        rates.push(events as f64 / start.elapsed().as_secs_f64() / 1e6);
        costs.push((processor_seconds() - before) / events as f64 * 1e6);
    }
    let stats = logger.stats();
    assert!(stats.is_balanced(), "{stats}");
    let sink = &stats.sinks[0];
    assert_eq!(sink.written, stats.accepted, "{stats}");
    let (rates, costs) = (sorted(rates), sorted(costs));
    println!(
        "{name}: {:.2} million events/s ({:.2} to {:.2}), {:.2} us of processor an event, {:.1} MiB at most",
        percentile(&rates, 0.5),
        rates[0],
        rates[rates.len() - 1],
        percentile(&costs, 0.5),
        peak_mib(),
    );
}

/// What memory it takes to log while the destination is away and the spool takes everything.
fn down(address: &str, events: u64) {
    let (_folder, spool) = spool();
    let logger = logger("down", address, Some(spool));
    let requests = requests();
    let (start, before) = (Instant::now(), processor_seconds());
    log_everything(&logger, &requests, events);
    logger.flush().expect("everything on disk");
    let (time, cost) = (start.elapsed().as_secs_f64(), processor_seconds() - before);
    let stats = logger.stats();
    assert!(stats.is_balanced(), "{stats}");
    println!(
        "down: {:.2} million events/s to the spool, {:.2} us of processor an event, {:.1} MiB at most, {} lost",
        events as f64 / time / 1e6,
        cost / events as f64 * 1e6,
        peak_mib(),
        stats.sinks[0].dropped.iter().map(|(_, count)| count).sum::<u64>(),
    );
    std::io::stdout().flush().expect("a terminal");
    // What is in the spool is not wanted: there is nobody to wait for.
    std::process::exit(0);
}

/// How fast a full spool is shipped.
fn drain(address: &str, events: u64) {
    let (_folder, spool) = spool();
    let logger = logger("drain", address, Some(spool));
    log_everything(&logger, &requests(), events);
    logger.flush().expect("everything on disk");
    let bytes = logger.stats().sinks[0].delivery.as_ref().map_or(0, |delivery| delivery.spooled_bytes);
    let port = address.rsplit(':').next().expect("a port");
    let (mut receiver, _) = started(&["receive", "lines", port]);
    let connected = wait_until_up(&logger);
    let before = processor_seconds();
    wait_for_delivery(&logger);
    println!(
        "drain: {:.0} MB/s of {:.2} GiB, {:.2} us of processor an event, {:.1} MiB at most",
        bytes as f64 / connected.elapsed().as_secs_f64() / 1e6,
        bytes as f64 / GIB as f64,
        (processor_seconds() - before) / events as f64 * 1e6,
        peak_mib(),
    );
    receiver.kill().expect("an end");
    receiver.wait().expect("an end");
}

/// What a call costs while events are shipped, or written to a file: 20 at a time, 20,000 bursts.
fn calls(name: &str, address: &str, events: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let logger = if name == "calls_file" {
        let file = RollingFile::new(folder.path().join("calls.log"));
        Logger::builder().fixed_filter("info").overflow(Overflow::Block).file(file).build().expect("a logger")
    } else {
        logger(name, address, None)
    };
    let requests = requests();
    let mut costs = Vec::new();
    for burst in 0..events / 20 {
        let start = Instant::now();
        for n in 0..20 {
            log_event!(logger: logger, standard(&requests, burst * 20 + n));
        }
        costs.push(start.elapsed().as_nanos() as f64 / 20.0);
        common::spin(Duration::from_micros(50));
    }
    logger.flush().expect("a flush");
    assert!(logger.stats().is_balanced(), "{}", logger.stats());
    let costs = sorted(costs);
    println!(
        "{name}: a call takes {:.1} ns (p50), {:.1} ns (p99)",
        percentile(&costs, 0.5),
        percentile(&costs, 0.99),
    );
}

/// Calls as fast as the destination takes.
fn log_everything(logger: &Logger, requests: &[String], events: u64) {
    for n in 0..events {
        log_event!(logger: logger, standard(requests, n));
        if n % 8192 == 0 {
            while waiting(logger) > ENOUGH {
                std::thread::sleep(Duration::from_micros(200));
            }
        }
    }
}

/// Bytes in the queue in memory.
fn waiting(logger: &Logger) -> u64 {
    logger.stats().sinks[0].delivery.as_ref().map_or(0, |delivery| delivery.queued_bytes)
}

fn wait_for_delivery(logger: &Logger) {
    // A flush gives up after its patience; here it only says that there is no reason to wait for more.
    let _done_or_late = logger.flush();
    while logger.stats().sinks[0].delivery.as_ref().is_some_and(|it| it.queued_events + it.spooled_events > 0)
    {
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn wait_until_up(logger: &Logger) -> Instant {
    while logger.stats().sinks[0].delivery.as_ref().is_some_and(|it| it.state != blackbar::DeliveryState::Up)
    {
        std::thread::sleep(Duration::from_millis(1));
    }
    Instant::now()
}

/// Processor time of this process, all threads.
fn processor_seconds() -> f64 {
    common::cpu_seconds("").expect("/proc")
}

fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("/proc");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a peak");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).expect("a number") / 1024.0
}
