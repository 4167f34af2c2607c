//! ticklog: a ring for each thread, formatted elsewhere.

use std::path::Path;

use ticklog::{FileSink, Guard};

use super::facade::in_message;
use crate::event::Event;
use crate::peer::{About, Peer, Writer};

/// `configure!` makes this and the next for the root of the crate alone; its other macros do not find them from here.
macro_rules! __ticklog_max_level {
    () => {
        ticklog::Level::Info
    };
}

macro_rules! __ticklog_backpressure {
    () => {
        ticklog::Backpressure::Block
    };
}

pub struct File(Guard);

impl Peer for File {
    const ABOUT: About = About {
        id: "ticklog",
        label: "ticklog",
        package: "ticklog",
        writer: Writer::Thread,
        note: "text without fields: the values stand in the message; blocks; its thread never sleeps",
    };

    fn start(folder: &Path) -> Self {
        let guard = ticklog::configure! {
            sink: FileSink::truncate(folder.join("log").to_str().expect("a plain path")).expect("a log"),
            max_level: ticklog::Level::Info,
            backpressure: ticklog::Backpressure::Block,
        };
        ticklog::warm_up().expect("a ring");
        Self(guard.expect("the first logger"))
    }

    #[inline(always)]
    fn log(&self, event: &Event<'_>) {
        in_message!(ticklog::info, event);
    }

    fn log_disabled(&self, _: &Event<'_>) {}

    const LEVEL_AT_RUN_TIME: bool = false;

    fn finish(self) {
        drop(self.0);
    }
}
