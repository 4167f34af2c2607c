//! logforth: its JSON layout to its file appender, on the caller and behind its queue.

use std::path::Path;

use logforth::append::asynchronous::AsyncBuilder;
use logforth::append::file::FileBuilder;
use logforth::layout::JsonLayout;

use super::facade::logs_by_facade;
use crate::event::Event;
use crate::peer::{About, Peer, Writer};

pub struct File;

impl Peer for File {
    const ABOUT: About = About {
        id: "logforth",
        label: "logforth JSON, synchronous",
        package: "logforth",
        writer: Writer::Caller,
        note: "",
    };

    fn start(folder: &Path) -> Self {
        let file = FileBuilder::new(folder, "log").layout(JsonLayout::default()).build().expect("a log");
        logforth::starter_log::builder().dispatch(|dispatch| dispatch.append(file)).apply();
        log::set_max_level(log::LevelFilter::Info);
        Self
    }

    logs_by_facade!(with_fields);

    fn finish(self) {
        log::logger().flush();
    }
}

pub struct Async;

impl Peer for Async {
    const ABOUT: About = About {
        id: "logforth-async",
        label: "logforth JSON, async",
        package: "logforth",
        writer: Writer::Thread,
        note: "queue of 100,000 that blocks",
    };

    fn start(folder: &Path) -> Self {
        let file = FileBuilder::new(folder, "log").layout(JsonLayout::default()).build().expect("a log");
        let queue =
            AsyncBuilder::new("log").buffered_lines_limit(Some(100_000)).overflow_block().append(file);
        logforth::starter_log::builder().dispatch(|dispatch| dispatch.append(queue.build())).apply();
        log::set_max_level(log::LevelFilter::Info);
        Self
    }

    logs_by_facade!(with_fields);

    fn finish(self) {
        log::logger().flush();
    }
}
