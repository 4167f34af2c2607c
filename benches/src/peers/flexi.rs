//! flexi_logger: its JSON format, buffered on the caller and with a thread of its own.

use std::path::Path;

use flexi_logger::{FileSpec, LoggerHandle, WriteMode};

use super::facade::logs_by_facade;
use crate::event::Event;
use crate::peer::{About, Peer, Writer};

fn start(folder: &Path, mode: WriteMode) -> LoggerHandle {
    flexi_logger::Logger::try_with_str("info")
        .expect("a level")
        .log_to_file(FileSpec::default().directory(folder).basename("log"))
        .format(flexi_logger::json_format)
        .write_mode(mode)
        .start()
        .expect("the first logger")
}

pub struct Buffered(LoggerHandle);

impl Peer for Buffered {
    const ABOUT: About = About {
        id: "flexi",
        label: "flexi_logger JSON, buffered",
        package: "flexi_logger",
        writer: Writer::Caller,
        note: "64 KiB before each write",
    };

    fn start(folder: &Path) -> Self {
        Self(start(folder, WriteMode::BufferDontFlushWith(64 << 10)))
    }

    logs_by_facade!(with_fields);

    fn finish(self) {
        self.0.flush();
        self.0.shutdown();
    }
}

pub struct Async(LoggerHandle);

impl Peer for Async {
    const ABOUT: About = About {
        id: "flexi-async",
        label: "flexi_logger JSON, async",
        package: "flexi_logger",
        writer: Writer::Thread,
        note: "its queue has no bound",
    };

    fn start(folder: &Path) -> Self {
        Self(start(folder, WriteMode::Async))
    }

    logs_by_facade!(with_fields);

    fn finish(self) {
        self.0.flush();
        self.0.shutdown();
    }
}
