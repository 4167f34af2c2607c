//! A process that may open nothing more, and one that connects all the time.

use std::fs::File;
use std::time::Duration;

use blackbar::{DeliveryState, Logstash};
use blackbar_tests::peer::{Beats, Farewell, Peer};
use blackbar_tests::{log_shipped, shipped, wait_until};

use super::logger;
use super::pace::{descriptors, status};

/// Runs with a low limit. Every descriptor is taken, the connection breaks; it is tried again until there is one.
pub(crate) fn no_descriptor() {
    let peer = Peer::start([Beats::Ack]);
    let shipper =
        Logstash::beats(peer.address()).backoff(Duration::from_millis(5)..=Duration::from_millis(50));
    let logger = logger().logstash(shipper).build().unwrap();
    log_shipped(&logger, 0, 0);
    logger.flush().unwrap();
    // What reads files of `/proc` below needs one.
    let mut taken = vec![File::open("/dev/null").unwrap()];
    let mut take_all = || {
        while let Ok(file) = File::open("/dev/null") {
            taken.push(file);
        }
    };
    take_all();
    peer.hang_up(Farewell::Reset);
    let delivery = || logger.stats().sinks[0].delivery.clone().unwrap();
    wait_until("it is down for want of a descriptor", || {
        take_all();
        let delivery = delivery();
        let error = delivery.last_error.unwrap_or_default();
        delivery.state == DeliveryState::Down && error.to_lowercase().contains("too many open files")
    });
    for number in 1..100 {
        log_shipped(&logger, 0, number);
    }
    drop(taken);
    logger.flush().unwrap();
    wait_until("nothing is on its way", || logger.stats().is_balanced());
    assert_eq!(shipped(peer.journal()).runs[&0], 100);
}

/// 500 connections that are closed at once cost neither descriptors nor threads nor memory.
pub(crate) fn reconnects() {
    let peer = Peer::start([Beats::CloseAtOnce]);
    let shipper =
        Logstash::beats(peer.address()).backoff(Duration::from_micros(100)..=Duration::from_micros(200));
    let logger = logger().logstash(shipper).build().unwrap();
    (0..100).for_each(|number| log_shipped(&logger, 0, number));
    peer.journal().wait_for_connections(100);
    let before = (descriptors(), status("Threads:"), status("VmRSS:"));
    peer.journal().wait_for_connections(600);
    let after = (descriptors(), status("Threads:"), status("VmRSS:"));
    // One connection, and the thread of the peer that serves it, may just be there or not.
    assert!(after.0 <= before.0 + 8 && after.1 <= before.1 + 4, "{before:?}, {after:?}");
    assert!(after.2 <= before.2 + 8 * 1024, "{before:?}, {after:?}");
    assert_eq!(logger.stats().sinks[0].written, 0);
    peer.from_now([Beats::Ack]);
    logger.flush().unwrap();
    assert_eq!(shipped(peer.journal()).runs[&0], 100);
}
