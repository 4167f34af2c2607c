//! log4rs: its JSON encoder to its file appender.

use std::path::Path;

use log::LevelFilter;
use log4rs::append::file::FileAppender;
use log4rs::config::{Appender, Config, Root};
use log4rs::encode::json::JsonEncoder;

use super::facade::logs_by_facade;
use crate::event::Event;
use crate::peer::{About, Peer, Writer};

pub struct File;

impl Peer for File {
    const ABOUT: About = About {
        id: "log4rs",
        label: "log4rs JSON",
        package: "log4rs",
        writer: Writer::Caller,
        note: "one write for each event, as it always does",
    };

    fn start(folder: &Path) -> Self {
        let encoder = Box::new(JsonEncoder::new());
        let file = FileAppender::builder().encoder(encoder).build(folder.join("log")).expect("a log");
        let config = Config::builder()
            .appender(Appender::builder().build("file", Box::new(file)))
            .build(Root::builder().appender("file").build(LevelFilter::Info))
            .expect("a configuration");
        log4rs::init_config(config).expect("the first logger");
        Self
    }

    logs_by_facade!(with_fields);

    fn finish(self) {
        log::logger().flush();
    }
}
