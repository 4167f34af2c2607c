//! insomnilog: a ring for each thread, formatted elsewhere.

use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;

use insomnilog::{BackendOptions, ConsoleSink, LogLevel, Logger, PatternFormatter, ShutdownGuard, Sink};

use crate::event::Event;
use crate::peer::{About, Peer, Writer};

pub struct File {
    logger: Arc<Logger>,
    guard: ShutdownGuard,
}

macro_rules! to_logger {
    ($level:ident, $logger:expr, $event:expr) => {
        insomnilog::$level!(
            $logger,
            "user logged in user_id={} request={} ip={} latency_ms={} ok={}",
            $event.user_id,
            $event.request,
            $event.ip,
            $event.latency_ms,
            $event.ok
        )
    };
}

impl Peer for File {
    const ABOUT: About = About {
        id: "insomnilog",
        label: "insomnilog",
        package: "insomnilog",
        writer: Writer::Thread,
        note: "text without fields: the values stand in the message; ring of 1 MiB; cannot block, drops when full; \
               has no file sink, so its console sink writes to the file",
    };

    fn start(folder: &Path) -> Self {
        let options = BackendOptions { queue_capacity: 1 << 20, ..Default::default() };
        let guard = insomnilog::start(options).expect("the first logger");
        let file =
            BufWriter::with_capacity(64 << 10, std::fs::File::create(folder.join("log")).expect("a log"));
        let pattern =
            PatternFormatter::new("{secs}.{millis:03} {level} {file}:{line} {message}").expect("a pattern");
        let sink: Arc<dyn Sink> = Arc::new(ConsoleSink::with_writer(pattern, LogLevel::Trace, file));
        insomnilog::register_sink("file", sink.clone()).expect("a sink");
        let logger = insomnilog::create_logger("compare", vec![sink], LogLevel::Info).expect("a logger");
        insomnilog::preallocate_thread();
        Self { logger, guard }
    }

    #[inline(always)]
    fn log(&self, event: &Event<'_>) {
        to_logger!(log_info, self.logger, event);
    }

    #[inline(always)]
    fn log_disabled(&self, event: &Event<'_>) {
        to_logger!(log_debug, self.logger, event);
    }

    fn finish(self) {
        drop(self.logger);
        drop(self.guard);
    }
}
