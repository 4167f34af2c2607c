//! Options, health and causes.

use std::io;
use std::sync::Arc;

use crate::count::Cause;
use crate::encode::Encoding;
use crate::error::Result;
use crate::sink::{Console, Health, IntoSink, Memory, RollingFile, Sink, SinkCounts, SinkOptions, cause_of};

struct Foreign;

impl IntoSink for Foreign {
    fn name(&self) -> String {
        "foreign".to_owned()
    }

    fn encoding(&self) -> Encoding {
        Encoding::Json
    }

    fn open(self: Box<Self>, _counts: Arc<SinkCounts>) -> Result<Box<dyn Sink>> {
        Box::new(Memory::new()).open(_counts)
    }
}

#[test]
fn a_sink_that_says_nothing_of_options_has_none() {
    assert_eq!(Foreign.options(), &SinkOptions::new());
}

#[test]
fn every_sink_passes_its_filter_on_as_it_was_written() {
    let directives = "warn,app::db=debug";
    let sinks: [Box<dyn IntoSink>; 3] = [
        Box::new(Console::auto().filter(directives)),
        Box::new(RollingFile::new("app.log").filter(directives)),
        Box::new(Memory::new().filter(directives)),
    ];
    for sink in sinks {
        assert_eq!(sink.options().filter(), Some(directives), "{}", sink.name());
    }
}

#[test]
fn no_sink_has_a_filter_of_its_own_until_told() {
    let sinks: [Box<dyn IntoSink>; 3] =
        [Box::new(Console::auto()), Box::new(RollingFile::new("app.log")), Box::new(Memory::new())];
    for sink in sinks {
        assert_eq!(sink.options().filter(), None, "{}", sink.name());
    }
}

#[test]
fn the_names_say_which_destination_it_is() {
    assert_eq!(Console::auto().name(), "stderr");
    assert_eq!(Console::stdout().name(), "stdout");
    assert_eq!(RollingFile::new("logs/app.log").name(), "file:logs/app.log");
    assert_eq!(Memory::new().name(), "memory");
}

#[test]
fn a_sink_that_works_again_is_up_again() {
    let counts = SinkCounts::default();
    counts.set_working(false);
    assert_eq!(counts.health(), Health::Failing);
    counts.set_working(true);
    assert_eq!(counts.health(), Health::Up);
}

#[test]
fn a_sink_that_was_given_up_cannot_declare_itself_healthy() {
    for given in [Health::Failed, Health::Stuck] {
        let counts = SinkCounts::default();
        counts.set_health(given);
        counts.set_working(true);
        counts.set_working(false);
        assert_eq!(counts.health(), given);
    }
}

#[test]
fn a_full_disk_and_a_full_quota_are_told_from_other_errors() {
    let cause = |kind: io::ErrorKind| cause_of(&kind.into());
    assert_eq!(cause(io::ErrorKind::StorageFull), Cause::DiskFull);
    assert_eq!(cause(io::ErrorKind::QuotaExceeded), Cause::DiskFull);
    assert_eq!(cause(io::ErrorKind::BrokenPipe), Cause::Io);
    assert_eq!(cause(io::ErrorKind::PermissionDenied), Cause::Io);
}
