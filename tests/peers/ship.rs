//! Ships events to a receiver of other people.
//!
//! `peers_ship tcp|beats <address> <events> <file> [<ca file>]`: ships so many events, ends when they are delivered, and writes
//! what was sent into the file, one event a line.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use std::time::Duration;

use blackbar::{IntoSink, Logstash, Memory, Shipper, Tls, log_event};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [protocol, address, events, file, authority @ ..] = arguments.as_slice() else {
        panic!("peers_ship tcp|beats <address> <events> <file> [<ca file>]");
    };
    let (events, authority) = (events.parse().unwrap(), authority.first());
    let sent = match protocol.as_str() {
        "tcp" => ship(Logstash::tcp(address), events, authority),
        "beats" => ship(Logstash::beats(address), events, authority),
        other => panic!("no protocol `{other}`"),
    };
    std::fs::write(file, sent.text()).unwrap();
}

fn ship<P>(shipper: Shipper<P>, events: u64, authority: Option<&String>) -> Memory
where
    Shipper<P>: IntoSink,
{
    let shipper = shipper.backoff(Duration::from_millis(10)..=Duration::from_millis(200));
    let shipper = match authority {
        Some(file) => shipper.tls(Tls::new().ca_file(file)),
        None => shipper,
    };
    let sent = Memory::new().logstash();
    let logger = blackbar_tests::logger().sink(sent.clone()).logstash(shipper).build().unwrap();
    let long = "gr\u{fc}\u{df} \u{1f980}\n".repeat(400);
    for number in 0..events {
        // Some are long, and none of them fits into a packet together with all others.
        let text: String = long.chars().take(usize::try_from(number * 37 % 2_800).unwrap()).collect();
        log_event!(logger: logger, info, "shipped", number, text);
        if number % 1_000 == 999 {
            logger.flush().unwrap();
        }
    }
    blackbar_tests::wait_until("everything is delivered", || {
        logger.flush().is_ok() && logger.stats().is_balanced()
    });
    sent
}
