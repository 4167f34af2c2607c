//! ftlog with its stamps by the processor's counter.

use std::path::Path;

use ftlog::appender::FileAppender;

use super::facade::logs_by_facade;
use crate::event::Event;
use crate::peer::{About, Peer, Writer};

pub struct File(ftlog::LoggerGuard);

impl Peer for File {
    const ABOUT: About = About {
        id: "ftlog",
        label: "ftlog",
        package: "ftlog",
        writer: Writer::Thread,
        note: "text without fields: the values stand in the message; queue of 100,000 that blocks",
    };

    fn start(folder: &Path) -> Self {
        let file = FileAppender::builder().path(folder.join("log")).build();
        let logger =
            ftlog::builder().max_log_level(log::LevelFilter::Info).bounded(100_000, true).utc().root(file);
        Self(logger.try_init().expect("the first logger"))
    }

    logs_by_facade!(in_message);

    fn finish(self) {
        drop(self.0);
    }
}
