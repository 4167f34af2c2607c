//! kvlog: its own binary form, rendered by another program later.

use std::path::Path;

use kvlog::collector::LoggerGuard;

use crate::event::Event;
use crate::peer::{About, Peer, Writer};

macro_rules! with_fields {
    ($event:expr) => {
        kvlog::info!(
            "user logged in",
            user_id = $event.user_id,
            request = $event.request,
            ip = $event.ip,
            latency_ms = $event.latency_ms,
            ok = $event.ok
        )
    };
}

pub struct File(LoggerGuard);

impl Peer for File {
    const ABOUT: About = About {
        id: "kvlog",
        label: "kvlog, binary",
        package: "kvlog",
        writer: Writer::Thread,
        note: "typed fields in a binary form of its own: nothing is rendered",
    };

    fn start(folder: &Path) -> Self {
        let path = folder.join("log");
        Self(kvlog::collector::init_file_logger(path.to_str().expect("a plain path")))
    }

    #[inline(always)]
    fn log(&self, event: &Event<'_>) {
        with_fields!(event);
    }

    fn log_disabled(&self, _: &Event<'_>) {}

    const LEVEL_AT_RUN_TIME: bool = false;

    fn finish(self) {
        self.0.flush();
        drop(self.0);
    }

    fn count(folder: &Path) -> u64 {
        let bytes = std::fs::read(folder.join("log")).expect("a log");
        kvlog::encoding::decode(&bytes).filter(Result::is_ok).count() as u64
    }
}
