//! How far a peer has acknowledged, whatever becomes of the connection.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

pub(in crate::sink::net) mod support;

use core::future::poll_fn;
use core::pin::Pin;
use core::task::Poll;
use std::io::ErrorKind;
use std::net::TcpStream;

use rustix::io::ioctl_fionread;
use rustix::net::sockopt::set_socket_linger;
use tokio::io::{AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::Link;
use support::{pair, read_exactly, run, wait_until, within_a_minute};

/// What [`fill`] writes at once.
pub(in crate::sink::net) const BLOCK: usize = 16 * 1024;

/// Writes until the system takes no more; returns how many bytes that were.
pub(in crate::sink::net) async fn fill(link: &mut Link) -> u64 {
    let block = [b'x'; BLOCK];
    let mut written = 0;
    loop {
        let taken = poll_fn(|cx| match Pin::new(&mut *link).poll_write(cx, &block) {
            Poll::Ready(taken) => Poll::Ready(Some(taken.unwrap() as u64)),
            Poll::Pending => Poll::Ready(None),
        });
        match taken.await {
            Some(taken) => written += taken,
            None => return written,
        }
    }
}

/// Fills both ends until nothing moves any more; returns what was written and what the peer's kernel has and nobody read.
async fn fill_up(link: &mut Link, peer: &TcpStream, read_before: u64) -> (u64, u64) {
    let mut written = fill(link).await;
    let mut got = 0;
    loop {
        let before = (written, got);
        wait_until("the peer's kernel has what it has acknowledged", || {
            got = ioctl_fionread(peer).unwrap();
            link.acknowledged() == Some(read_before + got)
        })
        .await;
        written += fill(link).await;
        if before == (written, got) {
            return (written, got);
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_the_peers_kernel_has_is_acknowledged() {
    run(async {
        let (mut link, _peer) = pair().await;
        assert_eq!(link.acknowledged(), Some(0));
        within_a_minute(link.write_all(b"0123456789")).await.unwrap();
        wait_until("it is acknowledged", || link.acknowledged() == Some(10)).await;
    });
}

#[cfg(target_os = "linux")]
#[test]
fn what_the_peers_kernel_has_no_room_for_is_not_acknowledged() {
    run(async {
        let (mut link, peer) = pair().await;
        let (written, got) = fill_up(&mut link, &peer, 0).await;
        assert!(got > 0 && got < written, "{got} of {written}");
        // It is acknowledged when somebody reads.
        let (_peer, _taken) = within_a_minute(read_exactly(peer, usize::try_from(written).unwrap())).await;
        wait_until("it is acknowledged", || link.acknowledged() == Some(written)).await;
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_reset_leaves_the_number_of_bytes_that_the_peers_kernel_had() {
    for read in [0_usize, 1, 100_000] {
        run(async {
            let (mut link, peer) = pair().await;
            let first = fill(&mut link).await;
            let (peer, _taken) = within_a_minute(read_exactly(peer, read)).await;
            let (written, got) = fill_up(&mut link, &peer, read as u64).await;
            let had = read as u64 + got;
            set_socket_linger(&peer, Some(core::time::Duration::ZERO)).unwrap();
            drop(peer);

            let mut nothing = [0];
            let error = within_a_minute(link.read(&mut nothing)).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ConnectionReset);
            assert_eq!(link.acknowledged(), Some(had), "after the reset, of {}", first + written);
            let error = within_a_minute(link.write(b"more")).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::BrokenPipe);
            assert_eq!(link.acknowledged(), Some(had), "after the write that failed");
            let _failed_or_not = within_a_minute(link.shutdown()).await;
            assert_eq!(link.acknowledged(), Some(had), "after the end");
        });
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_end_of_the_stream_is_no_byte_of_it() {
    run(async {
        let (mut link, peer) = pair().await;
        within_a_minute(link.write_all(b"0123456789")).await.unwrap();
        within_a_minute(link.shutdown()).await.unwrap();
        let (peer, _taken) = within_a_minute(read_exactly(peer, 10)).await;
        wait_until("all is acknowledged", || {
            let acknowledged = link.acknowledged().unwrap();
            assert!(acknowledged <= 10);
            acknowledged == 10
        })
        .await;
        drop(peer);
        let mut nothing = [0];
        assert_eq!(within_a_minute(link.read(&mut nothing)).await.unwrap(), 0);
        assert_eq!(link.acknowledged(), Some(10));
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_stream_that_ended_while_the_peer_had_no_room_is_acknowledged_no_further_than_it_is() {
    run(async {
        let (mut link, peer) = pair().await;
        let (written, got) = fill_up(&mut link, &peer, 0).await;
        within_a_minute(link.shutdown()).await.unwrap();
        // The end waits behind the bytes; it counts as one that is outstanding.
        let told = link.acknowledged().unwrap();
        assert!(told == got || told + 1 == got, "{told} of {got}");
        set_socket_linger(&peer, Some(core::time::Duration::ZERO)).unwrap();
        drop(peer);
        let mut nothing = [0];
        let _reset = within_a_minute(link.read(&mut nothing)).await.unwrap_err();
        let told = link.acknowledged().unwrap();
        assert!(told == got || told + 1 == got, "{told} of {got} and {written}");
    });
}

#[test]
fn the_end_of_the_peer_is_seen_without_a_write() {
    run(async {
        let (mut link, peer) = pair().await;
        drop(peer);
        let mut nothing = [0];
        assert_eq!(within_a_minute(link.read(&mut nothing)).await.unwrap(), 0);
    });
}

#[cfg(target_os = "linux")]
#[test]
fn the_system_waits_for_a_full_peer_only_where_that_is_wanted() {
    use rustix::net::sockopt::tcp_user_timeout;

    run(async {
        let (link, _peer) = pair().await;
        assert_eq!(tcp_user_timeout(link.socket()).unwrap(), 60_000);
        link.outlast_full_peers();
        assert_eq!(tcp_user_timeout(link.socket()).unwrap(), 0);
    });
}
