//! Peers on this machine, and waiting for them.

use core::future::Future;
use core::time::Duration;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};

use crate::sink::net::address::Address;
use crate::sink::net::link::{Connector, Link};
use crate::sink::net::session::Timeouts;

/// Longer than anything here takes, on any machine.
pub(in crate::sink::net) const DEADLINE: Duration = Duration::from_secs(60);

/// Runs a future on a runtime of its own, which ends with it.
pub(in crate::sink::net) fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// What comes of a future, which must be soon.
pub(in crate::sink::net) async fn within_a_minute<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(DEADLINE, future).await.expect("never happened")
}

/// Waits for `condition`, and lets the rest of the runtime go on meanwhile.
#[track_caller]
pub(in crate::sink::net) fn wait_until(
    what: &str,
    mut condition: impl FnMut() -> bool,
) -> impl Future<Output = ()> {
    let start = std::time::Instant::now();
    async move {
        while !condition() {
            assert!(start.elapsed() < DEADLINE, "never happened: {what}");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

/// Patient enough for a machine that is busy with other things.
pub(in crate::sink::net) fn patient() -> Timeouts {
    Timeouts { connect: DEADLINE, write: DEADLINE, ack: DEADLINE }
}

/// Something that listens here, and its address.
pub(in crate::sink::net) fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let at = listener.local_addr().unwrap();
    (listener, at)
}

/// Both ends of a connection.
pub(in crate::sink::net) async fn pair() -> (Link, TcpStream) {
    let (listener, at) = listener();
    let address = Address::parse(&at.to_string()).unwrap();
    let link = within_a_minute(Connector::new(patient()).connect(&address)).await.unwrap();
    (link, listener.accept().unwrap().0)
}

/// Reads exactly so many bytes, on a thread that may block.
pub(in crate::sink::net) async fn read_exactly(mut peer: TcpStream, bytes: usize) -> (TcpStream, Vec<u8>) {
    let read = tokio::task::spawn_blocking(move || {
        let mut taken = vec![0; bytes];
        peer.set_read_timeout(Some(DEADLINE)).unwrap();
        peer.read_exact(&mut taken).unwrap();
        (peer, taken)
    });
    read.await.unwrap()
}
