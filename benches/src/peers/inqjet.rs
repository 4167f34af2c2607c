//! inqjet: one ring for all threads, formatted elsewhere.

use std::io::BufWriter;
use std::path::Path;

use inqjet::{BackpressureMode, ColorMode, InqJetBuilder, InqJetGuard, LevelFilter};

use super::facade::in_message;
use crate::event::Event;
use crate::peer::{About, Peer, Writer};

pub struct File(InqJetGuard);

impl Peer for File {
    const ABOUT: About = About {
        id: "inqjet",
        label: "inqjet",
        package: "inqjet",
        writer: Writer::Thread,
        note: "text without fields: the values stand in the message; ring of 1 MiB that blocks",
    };

    fn start(folder: &Path) -> Self {
        let file = std::fs::File::create(folder.join("log")).expect("a log");
        let guard = InqJetBuilder::default()
            .with_writer(BufWriter::with_capacity(64 << 10, file))
            .with_buffer_size(1 << 20)
            .with_log_level(LevelFilter::Info)
            .with_color_mode(ColorMode::Never)
            .with_backpressure(BackpressureMode::Backoff)
            .build();
        Self(guard.expect("the first logger"))
    }

    #[inline(always)]
    fn log(&self, event: &Event<'_>) {
        in_message!(inqjet::info, event);
    }

    #[inline(always)]
    fn log_disabled(&self, event: &Event<'_>) {
        in_message!(inqjet::debug, event);
    }

    fn finish(self) {
        drop(self.0);
    }
}
