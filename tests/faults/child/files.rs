//! Programs that log into files while something happens to these, or to themselves.

use std::fs;

use blackbar::{
    Cause, Compression, Error, FileSync, KIB, Level, Logger, Overflow, RollingFile, WhenTaken, log_event,
};
use blackbar_tests::{assert_ledger, wait_until};

use super::{file, path};

/// The third argument, as a number.
fn run() -> u64 {
    std::env::args().nth(3).and_then(|run| run.parse().ok()).expect("name a run")
}

fn logger(file: RollingFile) -> Logger {
    blackbar_tests::logger().overflow(Overflow::Block).file(file).build().unwrap()
}

/// Logs until it is killed.
pub(crate) fn forever() {
    let run = run();
    let file = RollingFile::new(path()).max_size(16 * KIB).compress(Compression::Gzip);
    let logger = logger(file);
    for number in 0_u64.. {
        log_event!(logger: logger, info, "event", run, number);
    }
}

/// Logs, flushes, says so by a file beside the log, and logs on until it is killed.
pub(crate) fn until_killed() {
    let logger = logger(file());
    for number in 0_u64.. {
        log_event!(logger: logger, info, "event", number);
        if number == 999 {
            logger.flush().unwrap();
            fs::write(path().with_file_name("flushed"), "").unwrap();
        }
    }
}

/// Rotates without a free descriptor, and again when there are some. Prints how many events it logged.
pub(crate) fn no_descriptor() {
    let logger = logger(RollingFile::new(path()).max_size(4 * KIB).keep(100));
    let mut events = 0;
    let mut log = || {
        log_event!(logger: logger, info, "event", number = events);
        events += 1;
        let told = logger.flush();
        (events, told)
    };
    log().1.unwrap();
    let mut all = Vec::new();
    let full = loop {
        match fs::File::open("/dev/null") {
            Ok(file) => all.push(file),
            Err(error) => break error,
        }
    };
    assert_eq!(full.raw_os_error(), Some(libc::EMFILE));
    // Far beyond the size at which it is rotated.
    let mut told = None;
    wait_until("a rotation that fails", || {
        told = log().1.err();
        told.is_some()
    });
    let told = told.unwrap().to_string();
    assert!(told.starts_with("cannot ") && told.contains("os error 24"), "{told}");
    let size = || fs::metadata(path()).unwrap().len();
    wait_until("a file that goes on", || {
        let _told = log();
        size() > 8 * KIB
    });
    drop(all);
    wait_until("a rotation that works", || {
        let _told = log();
        size() < 4 * KIB
    });
    let calls = log().0;
    let stats = logger.stats();
    assert_eq!(stats.sinks[0].dropped_total(), 0, "{stats}");
    assert_ledger(&stats, calls);
    println!("{calls}");
}

/// Ends by `abort`: what was flushed is in the file, what was not is not missed.
pub(crate) fn abort() {
    let logger = logger(file());
    (0_u64..1_000).for_each(|number| log_event!(logger: logger, info, "event", number));
    logger.flush().unwrap();
    (1_000_u64..1_100).for_each(|number| log_event!(logger: logger, info, "event", number));
    std::process::abort();
}

/// Logs while calls of the system fail; the ledger balances, and it ends by itself. Prints how many were written.
pub(crate) fn faulty() {
    let file = RollingFile::new(path()).max_size(2 * KIB).sync(FileSync::Batch).sync_at(Level::Error);
    let logger = logger(file);
    for number in 0_u64..3_000 {
        log_event!(logger: logger, info, "event", number);
        if number % 50 == 49 {
            // What went wrong is told here and counted; the program goes on.
            let _told = logger.flush();
        }
    }
    let _told = logger.flush();
    let stats = logger.stats();
    assert_ledger(&stats, 3_000);
    println!("{}", stats.sinks[0].written);
}

/// Runs into a full disk, and on when there is room again: beside the log lies a file called `filler`.
pub(crate) fn full_disk() {
    let filler = path().with_file_name("filler");
    fs::write(&filler, vec![b'x'; 300 * 1024]).unwrap();
    let logger = logger(RollingFile::new(path()).max_size(64 * KIB));
    let mut number = 0_u64;
    let mut log = |events: u64| {
        (0..events).for_each(|_| {
            log_event!(logger: logger, info, "event", number);
            number += 1;
        });
        let _told = logger.flush();
        number
    };
    let lost = || {
        let stats = logger.stats();
        stats.sinks[0]
            .dropped
            .iter()
            .find(|(cause, _)| *cause == Cause::DiskFull)
            .map_or(0, |(_, lost)| *lost)
    };
    wait_until("a full disk", || {
        log(100);
        lost() > 0
    });
    fs::remove_file(&filler).unwrap();
    // A disk that refused is left alone for a moment.
    wait_until("an event that is written", || {
        let before = lost();
        log(1);
        lost() == before
    });
    let lost_until_now = lost();
    let calls = log(500);
    assert_eq!(lost(), lost_until_now, "it does not resume");
    assert_ledger(&logger.stats(), calls);
    println!("{}", logger.stats().sinks[0].written);
}

/// The log belongs to the process that started this one.
pub(crate) fn taken() {
    let refused = Logger::builder().file(RollingFile::new(path())).build().map(drop).unwrap_err();
    assert!(matches!(refused, Error::Invalid { .. }), "{refused}");
    print!("{refused}");
    let own = logger(RollingFile::new(path()).when_taken(WhenTaken::OwnFile));
    log_event!(logger: own, info, "event", number = 0);
    own.flush().unwrap();
    let name = format!("app.{}.log", std::process::id());
    assert!(fs::read_to_string(path().with_file_name(name)).unwrap().contains("event"));
}

/// Renames its log and sends itself the signal.
pub(crate) fn hangup() {
    let logger = logger(RollingFile::new(path()).reopen_on_hangup());
    log_event!(logger: logger, info, "event", number = 0);
    logger.flush().unwrap();
    fs::rename(path(), path().with_extension("old")).unwrap();
    blackbar_tests::system::raise(libc::SIGHUP);
    log_event!(logger: logger, info, "event", number = 1);
    logger.flush().unwrap();
    drop(logger);
    for (path, number) in [(path().with_extension("old"), 0), (path(), 1)] {
        assert!(fs::read_to_string(path).unwrap().contains(&format!("\"number\":{number}")));
    }
}
