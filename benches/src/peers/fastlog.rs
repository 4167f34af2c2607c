//! fastlog: a queue of bytes for each thread; the message is formatted on the caller, the line by its worker.

use std::fmt::Write as _;
use std::path::Path;

use super::facade::logs_by_facade;
use crate::event::Event;
use crate::peer::{About, Peer, Writer};

pub struct File;

impl Peer for File {
    const ABOUT: About = About {
        id: "fastlog",
        label: "fastlog",
        package: "fastlog",
        writer: Writer::Thread,
        note: "text without fields: the values stand in the message; blocks",
    };

    fn start(folder: &Path) -> Self {
        let mut logger = fastlog::LogBuilder::new();
        logger.file(folder.join("log")).max_log_level(log::LevelFilter::Info).worker_format(
            fastlog::WorkerConfig::default(),
            |out, record| {
                let (time, thread) = (record.timestamp(), record.thread_name().unwrap_or_default());
                write!(out, "{time:?} {thread} {}: {}", record.level(), record.message())
            },
        );
        logger.build().expect("a logger").init().expect("the first logger");
        fastlog::prepare_current_thread().expect("a queue");
        Self
    }

    logs_by_facade!(in_message);

    fn finish(self) {
        log::logger().flush();
    }
}
