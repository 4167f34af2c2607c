//! What the environment says about the filter.

use blackbar::{Builder, Logger, RollingFile, log_event};

use super::path;

pub(crate) fn log_at_each_level() {
    log_with(Logger::builder().filter("error"));
}

pub(crate) fn log_at_each_level_with_fixed_filter() {
    log_with(Logger::builder().fixed_filter("error"));
}

fn log_with(builder: Builder) {
    let builder = builder.flush_timeout(blackbar_tests::DEADLINE);
    let _guard = builder.file(RollingFile::new(path())).install().unwrap();
    log_event!(target: "app", trace, "trace");
    log_event!(target: "app", debug, "debug");
    log_event!(target: "app", info, "info");
    log_event!(target: "app", warn, "warn");
    log_event!(target: "app", error, "error");
}
