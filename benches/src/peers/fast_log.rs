//! fast_log with its JSON format.

use std::path::Path;

use super::facade::logs_by_facade;
use crate::event::Event;
use crate::peer::{About, Peer, Writer};

pub struct File;

impl Peer for File {
    const ABOUT: About = About {
        id: "fast_log",
        label: "fast_log JSON",
        package: "fast_log",
        writer: Writer::Thread,
        note: "no fields: the values stand in the message; queue of 100,000 that blocks, and a second one without a bound",
    };

    fn start(folder: &Path) -> Self {
        let config = fast_log::Config::new()
            .file(&folder.join("log").to_string_lossy())
            .level(log::LevelFilter::Info)
            .format(fast_log::FastLogFormatJson::new())
            .chan_len(Some(100_000));
        fast_log::init(config).expect("the first logger");
        Self
    }

    logs_by_facade!(in_message);

    fn finish(self) {
        log::logger().flush();
    }
}
