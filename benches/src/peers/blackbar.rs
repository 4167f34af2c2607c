//! This logger, with its defaults: texts are scanned for credentials.

use std::path::Path;

use blackbar::{Guard, LogEvent, Logger, Overflow, RollingFile, log_event};

use crate::event::Event;
use crate::peer::{About, Peer, Writer};

#[derive(LogEvent)]
#[log(name = "user.login", message = "user logged in")]
struct Standard<'a> {
    user_id: u64,
    request: &'a str,
    ip: &'a str,
    latency_ms: f64,
    ok: bool,
}

#[derive(LogEvent)]
#[log(name = "user.login", message = "user logged in", level = debug)]
struct Quiet<'a> {
    user_id: u64,
    request: &'a str,
    ip: &'a str,
    latency_ms: f64,
    ok: bool,
}

pub struct Blackbar(Guard);

impl Peer for Blackbar {
    const ABOUT: About = About {
        id: "blackbar",
        label: "blackbar",
        package: "blackbar",
        writer: Writer::Thread,
        note: "defaults; `Overflow::Block`",
    };

    fn start(folder: &Path) -> Self {
        let logger = Logger::builder().fixed_filter("info").overflow(Overflow::Block);
        Self(logger.file(RollingFile::new(folder.join("log"))).install().expect("the first logger"))
    }

    #[inline(always)]
    fn log(&self, event: &Event<'_>) {
        log_event!(Standard {
            user_id: event.user_id,
            request: event.request,
            ip: event.ip,
            latency_ms: event.latency_ms,
            ok: event.ok,
        });
    }

    #[inline(always)]
    fn log_disabled(&self, event: &Event<'_>) {
        log_event!(Quiet {
            user_id: event.user_id,
            request: event.request,
            ip: event.ip,
            latency_ms: event.latency_ms,
            ok: event.ok,
        });
    }

    fn finish(self) {
        let logger = self.0.logger();
        logger.flush().expect("a flush");
        assert!(logger.stats().is_balanced(), "{}", logger.stats());
    }
}
