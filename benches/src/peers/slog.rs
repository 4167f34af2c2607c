//! slog-json behind slog-async.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Mutex;

use slog::Drain;
use slog_async::{AsyncGuard, OverflowStrategy};

use crate::event::Event;
use crate::peer::{About, Peer, Writer};

macro_rules! with_fields {
    ($level:ident, $logger:expr, $event:expr) => {
        slog::$level!($logger, "user logged in"; "user_id" => $event.user_id, "request" => $event.request,
            "ip" => $event.ip, "latency_ms" => $event.latency_ms, "ok" => $event.ok)
    };
}

pub struct Async {
    logger: slog::Logger,
    guard: AsyncGuard,
}

impl Peer for Async {
    const ABOUT: About = About {
        id: "slog",
        label: "slog-json, slog-async",
        package: "slog-async",
        writer: Writer::Thread,
        note: "queue of 100,000 that blocks: by default 128, and it drops and reports",
    };

    fn start(folder: &Path) -> Self {
        let file = File::create(folder.join("log")).expect("a log");
        let json = slog_json::Json::new(BufWriter::with_capacity(64 << 10, file)).add_default_keys().build();
        let (queue, guard) = slog_async::Async::new(Mutex::new(json).fuse())
            .chan_size(100_000)
            .overflow_strategy(OverflowStrategy::Block)
            .build_with_guard();
        let filter = slog::LevelFilter::new(queue.fuse(), slog::Level::Info).fuse();
        Self { logger: slog::Logger::root(filter, slog::o!()), guard }
    }

    #[inline(always)]
    fn log(&self, event: &Event<'_>) {
        with_fields!(info, self.logger, event);
    }

    #[inline(always)]
    fn log_disabled(&self, event: &Event<'_>) {
        with_fields!(debug, self.logger, event);
    }

    fn finish(self) {
        drop(self.logger);
        drop(self.guard);
    }
}
