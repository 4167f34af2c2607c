//! The Lumberjack server of the tests, for a client of other people to check.
//!
//! `peers_serve <script>`: says `listening on <address>`, serves until its standard input ends, and writes the events then, one a
//! line. Complaints about the client go to standard error and make it fail. Scripts: `ack`, `each`, `alive`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test")]
#![allow(clippy::print_stderr, reason = "somebody reads it")]

use std::io::Read;
use std::time::Duration;

use blackbar_tests::peer::{Beats, Peer};

fn main() {
    let act = match std::env::args().nth(1).as_deref() {
        Some("ack") => Beats::Ack,
        Some("each") => Beats::AckEach,
        Some("alive") => Beats::KeepAlive { times: 3, pause: Duration::from_millis(20) },
        other => panic!("no script {other:?}"),
    };
    let peer = Peer::start([act]);
    println!("listening on {}", peer.address());
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    for delivery in peer.journal().deliveries() {
        println!("{}", String::from_utf8(delivery.event).unwrap());
    }
    let complaints = peer.journal().complaints();
    assert!(complaints.is_empty(), "{complaints:#?}");
}
