//! quicklog: closures in one queue of one thread; the program flushes them itself, here on a second thread.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use quicklog::Log;
use quicklog_flush::Flush;
use quicklog_flush::noop_flusher::NoopFlusher;

use crate::event::Event;
use crate::peer::{About, Peer, Writer};

/// Its own opens the file anew for each line.
struct Buffered(BufWriter<std::fs::File>);

impl Flush for Buffered {
    fn flush_one(&mut self, line: String) {
        self.0.write_all(line.as_bytes()).expect("a write");
    }
}

pub struct File {
    ending: Arc<AtomicBool>,
    flusher: JoinHandle<()>,
}

impl Peer for File {
    const ABOUT: About = About {
        id: "quicklog",
        label: "quicklog",
        package: "quicklog",
        writer: Writer::Thread,
        note: "text without fields: the values stand in the message; one thread may log; a flusher of ours, and a loop \
               that tries again when the queue is full",
    };

    fn start(folder: &Path) -> Self {
        quicklog::init!();
        let file = std::fs::File::create(folder.join("log")).expect("a log");
        quicklog::logger().use_flush(Box::new(Buffered(BufWriter::with_capacity(64 << 10, file))));
        let ending = Arc::new(AtomicBool::new(false));
        let flusher = thread::spawn({
            let ending = Arc::clone(&ending);
            move || loop {
                let last = ending.load(Ordering::Acquire);
                while quicklog::logger().flush_one().is_ok() {}
                if last {
                    break;
                }
                thread::sleep(Duration::from_micros(100));
            }
        });
        Self { ending, flusher }
    }

    #[inline(always)]
    fn log(&self, event: &Event<'_>) {
        while quicklog::try_log!(
            quicklog::level::Level::Info,
            "user logged in user_id={} request={} ip={} latency_ms={} ok={}",
            event.user_id,
            event.request,
            event.ip,
            event.latency_ms,
            event.ok
        )
        .is_err()
        {
            thread::sleep(Duration::from_micros(50));
        }
    }

    fn log_disabled(&self, _: &Event<'_>) {}

    const LEVEL_AT_RUN_TIME: bool = false;

    fn finish(self) {
        self.ending.store(true, Ordering::Release);
        self.flusher.join().expect("the flusher");
        // What it replaces is dropped, and so flushed.
        quicklog::logger().use_flush(Box::new(NoopFlusher));
    }
}
