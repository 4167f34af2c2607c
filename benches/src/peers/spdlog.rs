//! spdlog-rs: its JSON formatter to its file sink, on the caller and behind its pool.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use spdlog::formatter::JsonFormatter;
use spdlog::sink::{AsyncPoolSink, FileSink, OverflowPolicy, Sink};
use spdlog::{Level, LevelFilter, Logger, ThreadPool};

use crate::event::Event;
use crate::peer::{About, Peer, Writer};

macro_rules! with_fields {
    ($level:ident, $event:expr) => {
        spdlog::$level!("user logged in", kv: {
            user_id = $event.user_id,
            request = $event.request,
            ip = $event.ip,
            latency_ms = $event.latency_ms,
            ok = $event.ok,
        })
    };
}

fn file(folder: &Path) -> Arc<FileSink> {
    let file =
        FileSink::builder().path(folder.join("log")).capacity(64 << 10).formatter(JsonFormatter::new());
    file.build_arc().expect("a log")
}

fn install(sink: Arc<dyn Sink>) {
    let level = LevelFilter::MoreSevereEqual(Level::Info);
    spdlog::set_default_logger(Arc::new(
        Logger::builder().sink(sink).level_filter(level).build().expect("a logger"),
    ));
}

pub struct File;

impl Peer for File {
    const ABOUT: About = About {
        id: "spdlog-rs",
        label: "spdlog-rs JSON, synchronous",
        package: "spdlog-rs",
        writer: Writer::Caller,
        note: "64 KiB before each write",
    };

    fn start(folder: &Path) -> Self {
        install(file(folder));
        Self
    }

    #[inline(always)]
    fn log(&self, event: &Event<'_>) {
        with_fields!(info, event);
    }

    #[inline(always)]
    fn log_disabled(&self, event: &Event<'_>) {
        with_fields!(debug, event);
    }

    fn finish(self) {
        spdlog::default_logger().flush();
    }
}

pub struct Async(Arc<AsyncPoolSink>);

impl Peer for Async {
    const ABOUT: About = About {
        id: "spdlog-rs-async",
        label: "spdlog-rs JSON, async",
        package: "spdlog-rs",
        writer: Writer::Thread,
        note: "queue of 100,000 that blocks",
    };

    fn start(folder: &Path) -> Self {
        let capacity = NonZeroUsize::new(100_000).expect("not zero");
        let pool = ThreadPool::builder().capacity(capacity).build_arc().expect("a pool");
        let queue = AsyncPoolSink::builder().sink(file(folder)).thread_pool(pool);
        let queue = queue.overflow_policy(OverflowPolicy::Block).build_arc().expect("a queue");
        install(queue.clone());
        Self(queue)
    }

    #[inline(always)]
    fn log(&self, event: &Event<'_>) {
        with_fields!(info, event);
    }

    #[inline(always)]
    fn log_disabled(&self, event: &Event<'_>) {
        with_fields!(debug, event);
    }

    fn finish(self) {
        self.0.flush_on_exit().expect("a flush");
    }
}
