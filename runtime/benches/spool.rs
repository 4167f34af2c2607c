//! What the spool takes and gives: events of 240 bytes, a thousand a call.
//!
//! `cargo bench -p blackbar --bench spool --features logstash`; `-- DIR` chooses where the segments go. "through" is what every
//! event of a destination with a spool does: appended, read back, released. With "synced" another thread syncs every 500 ms.
//! The spool is no part of the public interface, so its files are compiled into the bench.
#![allow(
    missing_docs,
    dead_code,
    unreachable_pub,
    unused_imports,
    clippy::enum_variant_names,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints, reads clocks, and uses a part of what it takes in"
)]
#![allow(
    clippy::expect_used,
    clippy::cast_precision_loss,
    reason = "a bench that cannot run says so and ends"
)]

#[path = "../src/error.rs"]
mod error;
#[path = "../src/spool/mod.rs"]
mod spool;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::Builder;
use std::time::{Duration, Instant};

use spool::{Settings, Spool};

/// As much of the library's clock as the spool uses.
mod clock {
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    #[derive(Clone, Copy)]
    pub(crate) struct Now {
        pub(crate) unix_nanos: u64,
        pub(crate) up: Duration,
    }

    pub(crate) fn now() -> Now {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is later than 1970");
        Now { unix_nanos: u64::try_from(since.as_nanos()).expect("580 years"), up: since }
    }
}

const PAYLOAD: usize = 240;
const AT_ONCE: usize = 1000;
/// One GiB of payload.
const EVENTS: usize = (1 << 30) / PAYLOAD / AT_ONCE * AT_ONCE;
const ROUNDS: usize = 5;
const EVERY: Duration = Duration::from_millis(500);

fn main() {
    let temporary = tempfile::tempdir().expect("a folder");
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder =
        folder.map_or(temporary.path().join("spool"), |folder| PathBuf::from(folder).join("bench-spool"));
    println!("{:<20} {:>10} {:>12}", "", "MB/s", "events/s");
    for (name, is_synced) in [("append", false), ("append, synced", true)] {
        report(name, || timed(&folder, |spool| append(spool, EVENTS, is_synced)));
    }
    report("drain", || {
        timed(&folder, |spool| append(spool, EVENTS, false));
        let start = Instant::now();
        drain(&mut open(&folder));
        let took = start.elapsed();
        fs::remove_dir_all(&folder).expect("the folder goes");
        took
    });
    for (name, is_synced) in [("through", false), ("through, synced", true)] {
        report(name, || timed(&folder, |spool| through(spool, EVENTS, is_synced)));
        let _gone = fs::remove_dir_all(&folder);
    }
}

/// The best and the middle of some rounds: others use the machine too.
fn report(name: &str, mut round: impl FnMut() -> Duration) {
    let mut times: Vec<_> = (0..ROUNDS).map(|_| round()).collect();
    times.sort();
    for (which, time) in [("best", times[0]), ("median", times[ROUNDS / 2])] {
        let seconds = time.as_secs_f64();
        let bytes = (EVENTS * PAYLOAD) as f64 / 1e6 / seconds;
        println!("{:<20} {bytes:>10.0} {:>12.0}", format!("{name} ({which})"), EVENTS as f64 / seconds);
    }
}

fn open(folder: &Path) -> Spool {
    let settings = Settings { max_bytes: 4 << 30, ..Settings::default() };
    Spool::open(folder, settings).expect("a spool").0
}

/// The time it takes in a new spool, which stays.
fn timed(folder: &Path, work: impl FnOnce(&mut Spool)) -> Duration {
    let _gone = fs::remove_dir_all(folder);
    let mut spool = open(folder);
    let start = Instant::now();
    work(&mut spool);
    start.elapsed()
}

/// Calls `step` for every thousand events, and syncs meanwhile if wanted, as a delivery does.
fn each(spool: &mut Spool, events: usize, is_synced: bool, mut step: impl FnMut(&mut Spool)) {
    let (jobs, to_do) = mpsc::channel::<Box<dyn FnOnce() -> spool::Synced + Send>>();
    let (done, synced) = mpsc::channel();
    let syncer = Builder::new().spawn(move || to_do.iter().for_each(|job| drop(done.send(job()))));
    let mut last = Instant::now();
    for _ in 0..events / AT_ONCE {
        step(spool);
        while let Ok(synced) = synced.try_recv() {
            spool.end_sync(synced);
        }
        if is_synced && last.elapsed() >= EVERY {
            last = Instant::now();
            if let Some(job) = spool.begin_sync() {
                jobs.send(Box::new(move || job.run())).expect("a syncer");
            }
        }
    }
    drop(jobs);
    syncer.expect("a thread").join().expect("a syncer");
    synced.iter().for_each(|synced| spool.end_sync(synced));
}

fn append(spool: &mut Spool, events: usize, is_synced: bool) {
    let payload = [b'x'; PAYLOAD];
    each(spool, events, is_synced, |spool| {
        let appended = spool.append(std::iter::repeat_n((&payload[..], 2), AT_ONCE));
        assert_eq!(appended.taken, AT_ONCE, "{:?}", appended.refused);
    });
}

fn drain(spool: &mut Spool) {
    let (mut next, mut bytes) = (0, 0);
    while bytes < EVENTS * PAYLOAD {
        next = spool.read(next, usize::MAX, 1 << 20, |_, payload| bytes += payload.len()).next;
        spool.release(next);
    }
    assert_eq!((bytes, spool.events()), (EVENTS * PAYLOAD, 0));
}

fn through(spool: &mut Spool, events: usize, is_synced: bool) {
    let payload = [b'x'; PAYLOAD];
    let (mut next, mut bytes) = (0, 0);
    each(spool, events, is_synced, |spool| {
        spool.append(std::iter::repeat_n((&payload[..], 2), AT_ONCE));
        next = spool.read(next, usize::MAX, 1 << 20, |_, payload| bytes += payload.len()).next;
        spool.release(next);
    });
    assert_eq!((bytes, spool.events()), (events * PAYLOAD, 0));
}
