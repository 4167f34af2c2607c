//! emit with emit_file.

use std::path::Path;
use std::time::Duration;

use crate::event::Event;
use crate::peer::{About, Peer, Writer};

/// The runtime's own type is long and private: what is needed of it is its flush.
pub struct File(Box<dyn Fn(Duration) -> bool>);

impl Peer for File {
    const ABOUT: About = About {
        id: "emit",
        label: "emit, emit_file",
        package: "emit_file",
        writer: Writer::Thread,
        note: "cannot block: when its queue of 10,000 is full, all of it is dropped",
    };

    fn start(folder: &Path) -> Self {
        let file = emit_file::set(folder.join("log")).max_file_size_bytes(8 << 30).spawn();
        let level = emit::level::min_filter(emit::Level::Info);
        let runtime = emit::setup().emit_to(file).emit_when(level).init();
        Self(Box::new(move |patience| runtime.blocking_flush(patience)))
    }

    #[inline(always)]
    fn log(&self, event: &Event<'_>) {
        emit::info!(
            "user logged in",
            user_id: event.user_id,
            request: event.request,
            ip: event.ip,
            latency_ms: event.latency_ms,
            ok: event.ok,
        );
    }

    #[inline(always)]
    fn log_disabled(&self, event: &Event<'_>) {
        emit::debug!(
            "user logged in",
            user_id: event.user_id,
            request: event.request,
            ip: event.ip,
            latency_ms: event.latency_ms,
            ok: event.ok,
        );
    }

    fn finish(self) {
        assert!((self.0)(Duration::from_secs(60)), "not flushed within a minute");
    }
}
