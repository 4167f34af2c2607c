//! tracing-subscriber's JSON, to tracing-appender's non-blocking writer and to a buffered file.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use tracing::Level;
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::fmt::MakeWriter;

use crate::event::Event;
use crate::peer::{About, Peer, Writer};

macro_rules! with_fields {
    ($level:ident, $event:expr) => {
        tracing::$level!(
            user_id = $event.user_id,
            request = $event.request,
            ip = $event.ip,
            latency_ms = $event.latency_ms,
            ok = $event.ok,
            "user logged in"
        )
    };
}

/// JSON with the fields at the top, as the others have them, and without the spans that there are not.
fn install(writer: impl for<'w> MakeWriter<'w> + Send + Sync + 'static) {
    let json =
        tracing_subscriber::fmt().json().flatten_event(true).with_current_span(false).with_span_list(false);
    json.with_max_level(Level::INFO).with_writer(writer).init();
}

pub struct NonBlocking(WorkerGuard);

impl Peer for NonBlocking {
    const ABOUT: About = About {
        id: "tracing",
        label: "tracing JSON, non-blocking",
        package: "tracing-appender",
        writer: Writer::Thread,
        note: "`lossy(false)`: by default it drops when its queue of 128,000 is full",
    };

    fn start(folder: &Path) -> Self {
        let file = tracing_appender::rolling::never(folder, "log");
        let (writer, guard) = NonBlockingBuilder::default().lossy(false).finish(file);
        install(writer);
        Self(guard)
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
        drop(self.0);
    }
}

/// A file that all writers share. It is flushed once, at the end.
#[derive(Clone)]
struct Shared(Arc<Mutex<BufWriter<File>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic before").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub struct Synchronous(Shared);

impl Peer for Synchronous {
    const ABOUT: About = About {
        id: "tracing-sync",
        label: "tracing JSON, synchronous",
        package: "tracing-subscriber",
        writer: Writer::Caller,
        note: "64 KiB before each write",
    };

    fn start(folder: &Path) -> Self {
        let file = File::create(folder.join("log")).expect("a log");
        let shared = Shared(Arc::new(Mutex::new(BufWriter::with_capacity(64 << 10, file))));
        let for_writers = shared.clone();
        install(move || for_writers.clone());
        Self(shared)
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
        self.0.0.lock().expect("no panic before").flush().expect("a flush");
    }
}
