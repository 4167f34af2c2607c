//! A spool on a disk that is full.

use blackbar::{Logstash, MIB};
use blackbar_tests::peer::{Beats, Peer, judge};
use blackbar_tests::{log_shipped, wait_until};

use super::{logger, soon};
use blackbar::Memory;

/// The spool's disk has one megabyte, much less than the spool may have; nobody is there. The queue in memory takes what the disk does not,
/// what neither takes is counted, and all the rest is delivered when somebody appears.
pub(crate) fn full_disk() {
    let mut peer = Peer::build([Beats::Ack]).absent();
    let sent = Memory::new().logstash();
    let shipper = soon(Logstash::beats(peer.address())).queue(MIB as usize);
    let logger = logger().sink(sent.clone()).logstash(shipper).build().unwrap();
    let sink = || logger.stats().sinks[1].clone();
    let mut number = 0;
    wait_until("events are dropped", || {
        (0..1_000).for_each(|at| log_shipped(&logger, 0, number + at));
        number += 1_000;
        sink().dropped_total() > 1_000
    });
    let (spooled, queued) = sink().delivery.map(|it| (it.spooled_events, it.queued_events)).unwrap();
    assert!(spooled > 500 && queued > 500, "{spooled} in the spool, {queued} in memory");
    peer.come_back();
    logger.flush().unwrap();
    // And it goes on.
    (0..500).for_each(|at| log_shipped(&logger, 1, at));
    logger.flush().unwrap();
    wait_until("nothing is on its way", || logger.stats().is_balanced());
    let verdict = judge(&sent.lines(), peer.journal());
    verdict.duplicates_at_most(0);
    assert_eq!(verdict.missing.len() as u64, sink().dropped_total());
    assert_eq!(verdict.unique as u64, sink().written);
}
