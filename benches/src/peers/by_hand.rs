//! The yardstick: one event, rendered by hand on the caller, under a mutex, into a buffered file.

use std::cell::Cell;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::event::Event;
use crate::peer::{About, Peer, Writer};
use crate::render::{self, Seconds};

pub struct ByHand {
    state: Mutex<State>,
    level: Cell<u32>,
}

struct State {
    line: Vec<u8>,
    seconds: Seconds,
    file: BufWriter<File>,
}

impl Peer for ByHand {
    const ABOUT: About = About {
        id: "by-hand",
        label: "hand-written, synchronous",
        package: "",
        writer: Writer::Caller,
        note: "the yardstick: this one event, itoa and ryu into a reused buffer, 64 KiB before each write",
    };

    fn start(folder: &Path) -> Self {
        let file = File::create(folder.join("log")).expect("a log");
        let file = BufWriter::with_capacity(64 << 10, file);
        let state = State { line: Vec::with_capacity(4096), seconds: Seconds::default(), file };
        Self { state: Mutex::new(state), level: Cell::new(black_box(3)) }
    }

    #[inline(always)]
    fn log(&self, event: &Event<'_>) {
        if self.level.get() < 3 {
            return;
        }
        let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64);
        let mut state = self.state.lock().expect("no panic before");
        let State { line, seconds, file } = &mut *state;
        line.clear();
        render::line(line, seconds, nanos, event);
        file.write_all(line).expect("a write");
    }

    #[inline(always)]
    fn log_disabled(&self, event: &Event<'_>) {
        if self.level.get() >= 4 {
            self.log(event);
        }
    }

    fn finish(self) {
        self.state.lock().expect("no panic before").file.flush().expect("a flush");
    }
}
