//! A disk that takes long over a write, as a server of NFS may that does not answer. No real NFS is asked here.

use std::sync::Arc;

use super::disk::Disk;
use super::{app, disk};
use crate::encode::Encoding;
use crate::error::Result;
use crate::frontend::Overflow;
use crate::logger::Logger;
use crate::sink::tests::wait_until;
use crate::sink::{Health, IntoSink, RollingFile, Sink, SinkCounts};

/// A log on a disk of the tests, with all that it has beside it.
struct OnDisk(Disk, RollingFile);

impl IntoSink for OnDisk {
    fn name(&self) -> String {
        "slow".to_owned()
    }

    fn encoding(&self) -> Encoding {
        Encoding::Json
    }

    fn open(self: Box<Self>, counts: Arc<SinkCounts>) -> Result<Box<dyn Sink>> {
        let Self(disk, file) = *self;
        let log = file.open_log(Arc::new(disk.clone()), "app.log", &disk.clock())?;
        Ok(Box::new(file.start(log, disk.clock(), counts)?))
    }
}

#[test]
fn a_write_that_does_not_come_back_costs_callers_nothing_but_what_their_ring_cannot_take() {
    let disk = disk();
    let builder =
        Logger::builder().fixed_filter("trace").overflow(Overflow::DropNewest).ring_bytes(64 * 1024);
    let logger = builder.sink(OnDisk(disk.clone(), app().max_size(1 << 20).keep(1))).build().unwrap();
    let log = |number: u64| crate::log_event!(logger: logger, info, "event", number);
    log(0);
    logger.flush().unwrap();

    disk.platter(|platter| platter.hangs = true);
    log(1);
    wait_until("a write that hangs", || disk.platter(|platter| platter.waits));
    // Every one of these calls comes back, though the write does not.
    (2..20_000).for_each(log);
    assert!(disk.platter(|platter| platter.waits));
    let stats = logger.stats();
    assert!(stats.lost_total() > 10_000, "{stats}");
    assert_eq!(stats.sinks[0].written, 1);
    wait_until("the watchdog", || logger.stats().sinks[0].health == Health::Stuck);

    disk.platter(|platter| platter.hangs = false);
    wait_until("all that the ring took", || logger.flush().is_ok());
    let stats = logger.stats();
    assert!(stats.is_balanced(), "{stats}");
    assert_eq!(stats.sinks[0].health, Health::Up);
    let text = disk.text();
    assert_eq!(stats.sinks[0].written, text.lines().count() as u64);
    let events = text.lines().filter(|line| line.contains(r#""number":"#)).count() as u64;
    assert_eq!(events + stats.lost_total(), 20_000, "{stats}");
}
