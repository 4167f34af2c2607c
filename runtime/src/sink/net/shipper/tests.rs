//! Destinations with their thread, to a peer in memory.

use core::time::Duration;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use super::*;
use crate::config::Builder;
use crate::error::Result;
use crate::logger::Logger;
use crate::sink::net::address::{Address, Expected};
use crate::sink::net::chunk::Run;
use crate::sink::net::link::Connector;
use crate::sink::net::session::{Broken, Limits, Progress, Protocol, Session};
use crate::sink::{Guarantee, Health, IntoSink};

/// Takes everything, or does something else.
#[derive(Debug, Clone, Default)]
struct Echo {
    got: Arc<Mutex<Vec<String>>>,
    manners: Manners,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Manners {
    #[default]
    Takes,
    Panics,
    /// Never says anything.
    Silent,
    /// Does not even give its thread back.
    Blocks,
}

struct Line {
    echo: Echo,
    last: Option<usize>,
}

impl Protocol for Echo {
    type Session = Line;

    fn guarantee(&self) -> Guarantee {
        Guarantee::Acked
    }

    fn limits(&self) -> Limits {
        Limits { events: 100, bytes: 1 << 20, age: Duration::ZERO }
    }

    async fn open(&mut self, _address: &Address, _connector: &Connector) -> Result<Line, Broken> {
        Ok(Line { echo: self.clone(), last: None })
    }
}

impl Session for Line {
    fn has_room(&self) -> bool {
        self.last.is_none()
    }

    fn submit(&mut self, run: Run) {
        let mut got = self.echo.got.lock().unwrap();
        got.extend(run.events().map(|event| String::from_utf8_lossy(event).into_owned()));
        self.last = Some(run.len());
    }

    async fn progress(&mut self) -> Result<Progress, Broken> {
        if self.last.is_none() || self.echo.manners == Manners::Silent {
            core::future::pending::<()>().await;
        }
        assert!(self.echo.manners != Manners::Panics, "so it was told");
        if self.echo.manners == Manners::Blocks {
            let (_kept, nothing_comes) = std::sync::mpsc::channel::<()>();
            assert!(nothing_comes.recv_timeout(Duration::from_secs(20)).is_err());
        }
        Ok(self.last.take().map_or(Progress::Alive, Progress::Delivered))
    }

    async fn close(&mut self) {}
}

fn to(echo: Echo) -> Shipper<Echo> {
    Shipper::to(echo, Kind { name: "echo", addresses: Expected::STREAM }, "localhost:1")
}

fn logger(shipper: Shipper<Echo>) -> Logger {
    Builder::default().sink(shipper).build().unwrap()
}

fn log(logger: &Logger, events: usize) {
    for number in 0..events {
        crate::log_event!(logger: logger, info, "event {number}", number);
    }
}

#[test]
fn it_works_with_any_runtime_or_none() {
    let check = || {
        let echo = Echo::default();
        let logger = logger(to(echo.clone()));
        log(&logger, 10);
        logger.flush().unwrap();
        assert_eq!(echo.got.lock().unwrap().len(), 10);
        logger
    };
    drop(check());
    let current = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let logger = current.block_on(async { check() });
    drop(current);
    log(&logger, 5);
    logger.flush().unwrap();
    assert_eq!(logger.stats().sinks[0].written, 15, "its runtime is gone");
    let other = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    other.block_on(async { drop(logger) });
}

#[test]
fn a_panic_costs_this_sink_and_nothing_else() {
    let memory = crate::Memory::new();
    let echo = Echo { manners: Manners::Panics, ..Echo::default() };
    let logger = Builder::default().sink(memory.clone()).sink(to(echo)).build().unwrap();
    log(&logger, 10);
    let start = Instant::now();
    while logger.stats().sinks[1].health != Health::Failed {
        assert!(start.elapsed() < Duration::from_secs(60));
        std::thread::yield_now();
    }
    log(&logger, 10);
    logger.flush().unwrap();
    // What is lost is told in the log, too.
    assert_eq!(memory.lines().iter().filter(|line| line.contains("\"number\":")).count(), 20);
    let stats = logger.stats();
    assert!(stats.sinks[1].dropped_total() >= 20, "{:?}", stats.sinks[1]);
}

#[test]
fn the_end_waits_no_longer_than_it_was_told_to() {
    for manners in [Manners::Silent, Manners::Blocks] {
        let echo = Echo { manners, ..Echo::default() };
        let logger =
            Builder::default().flush_timeout(Duration::from_millis(200)).sink(to(echo)).build().unwrap();
        log(&logger, 3);
        let start = Instant::now();
        assert!(logger.flush().is_err());
        drop(logger);
        assert!(start.elapsed() < Duration::from_secs(15), "{manners:?}: {:?}", start.elapsed());
    }
}

#[test]
fn a_name_shows_protocol_and_address_and_no_user() {
    assert_eq!(IntoSink::name(&to(Echo::default())), "echo:localhost:1");
    assert_eq!(IntoSink::name(&to(Echo::default()).name("logs")), "logs");
    let secret = Shipper::to(Echo::default(), Kind { name: "echo", addresses: Expected::STREAM }, "u:pw@h:1");
    assert!(!format!("{secret:?}{}", IntoSink::name(&secret)).contains("pw"));
}

#[test]
fn what_cannot_work_is_an_error_of_the_builder() {
    let second = Duration::from_secs(1);
    let none = Duration::ZERO;
    let spool = || Spool::new("somewhere");
    let mistakes: [(&str, Shipper<Echo>); 14] = [
        ("queue", to(Echo::default()).queue(0)),
        ("max_batch_events", to(Echo::default()).max_batch_events(0)),
        ("max_batch_bytes", to(Echo::default()).max_batch_bytes(0)),
        ("connect_timeout", to(Echo::default()).connect_timeout(none)),
        ("write_timeout", to(Echo::default()).write_timeout(none)),
        ("ack_timeout", to(Echo::default()).ack_timeout(none)),
        ("max_connection_age", to(Echo::default()).max_connection_age(none)),
        ("backoff", to(Echo::default()).backoff(none..=second)),
        ("backoff", to(Echo::default()).backoff(second * 2..=second)),
        ("name", to(Echo::default()).name("")),
        ("address", to(Echo::default()).or("nowhere")),
        ("spool", to(Echo::default()).spool(Spool::new(""))),
        ("spool.max_bytes", to(Echo::default()).spool(spool().max_bytes(1))),
        ("spool.sync", to(Echo::default()).spool(spool().sync(SpoolSync::Every(none)))),
    ];
    for (setting, shipper) in mistakes {
        let error = Builder::default().sink(shipper).build().unwrap_err().to_string();
        assert!(error.starts_with(&format!("{setting}: `")), "{setting}: {error}");
    }
    assert!(!std::path::Path::new("somewhere").exists());
}
