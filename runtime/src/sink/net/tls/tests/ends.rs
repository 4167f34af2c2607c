//! How encrypted connections end, and how far they got.

use rustix::io::ioctl_fionread;
use rustix::net::sockopt::set_socket_linger;
use std::io::{ErrorKind, Read};
use std::sync::mpsc::channel;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::support::{Authority, NAME, Peer, connect};
use crate::sink::net::link::tests::support::{run, wait_until, within_a_minute};
use crate::sink::net::link::tests::{BLOCK, fill};
use crate::sink::net::session::{Broken, Trouble};

#[test]
fn the_end_is_announced() {
    let authority = Authority::new("Ours");
    let (at, peer) = Peer::default().serve(&authority.good(), |served| served.unwrap().read_to_end());
    run(within_a_minute(async {
        let mut link = connect(&authority.trusted(), NAME, at).await.unwrap();
        link.write_all(b"all").await.unwrap();
        link.shutdown().await.unwrap();
    }));
    // Without it, this is an error.
    assert_eq!(peer.join().unwrap().unwrap(), b"all");
}

#[test]
fn an_end_that_was_not_announced_is_a_broken_connection() {
    let authority = Authority::new("Ours");
    let (at, _peer) = Peer::default().serve(&authority.good(), |served| drop(served.unwrap()));
    let error = run(within_a_minute(async {
        let mut link = connect(&authority.trusted(), NAME, at).await.unwrap();
        link.read(&mut [0]).await.unwrap_err()
    }));
    assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    let told = "the peer closed the connection without saying that this is the end (close_notify)";
    assert_eq!(Broken::of(&error), Broken::new(Trouble::Closed, told));
}

#[test]
fn an_end_that_was_announced_is_an_end() {
    let authority = Authority::new("Ours");
    let (at, _peer) = Peer::default().serve(&authority.good(), |served| {
        let mut served = served.unwrap();
        served.session.send_close_notify();
        served.write(b"");
    });
    run(within_a_minute(async {
        let mut link = connect(&authority.trusted(), NAME, at).await.unwrap();
        assert_eq!(link.read(&mut [0]).await.unwrap(), 0);
    }));
}

#[cfg(target_os = "linux")]
#[test]
fn everything_is_acknowledged_in_the_end() {
    let authority = Authority::new("Ours");
    let (at, peer) =
        Peer::default().serve(&authority.good(), |served| served.unwrap().read_to_end().map(|all| all.len()));
    run(within_a_minute(async {
        let mut link = connect(&authority.trusted(), NAME, at).await.unwrap();
        assert_eq!(link.acknowledged(), Some(0));
        for _ in 0..100 {
            link.write_all(&[b'x'; 30_000]).await.unwrap();
        }
        link.flush().await.unwrap();
        wait_until("it is acknowledged", || link.acknowledged() == Some(3_000_000)).await;
        link.shutdown().await.unwrap();
        wait_until("it stays so", || link.acknowledged() == Some(3_000_000)).await;
    }));
    assert_eq!(peer.join().unwrap().unwrap(), 3_000_000);
}

/// The peer does not read until everything is full; then it looks what it could have read, and resets.
#[cfg(target_os = "linux")]
#[test]
fn no_more_is_told_after_a_reset_than_what_the_peer_could_have_read() {
    let authority = Authority::new("Ours");
    let (full, until_full) = channel::<()>();
    let (at, peer) = Peer::default().serve(&authority.good(), move |served| {
        let mut served = served.unwrap();
        until_full.recv().unwrap();
        let has = ioctl_fionread(&served.stream).unwrap();
        let mut encrypted = (&served.stream).take(has);
        let mut plain = 0;
        while encrypted.limit() > 0 {
            served.session.read_tls(&mut encrypted).unwrap();
            let state = served.session.process_new_packets().unwrap();
            let mut bytes = vec![0; state.plaintext_bytes_to_read()];
            served.session.reader().read_exact(&mut bytes).unwrap();
            plain += bytes.len() as u64;
        }
        set_socket_linger(&served.stream, Some(core::time::Duration::ZERO)).unwrap();
        drop(served);
        plain
    });
    run(within_a_minute(async {
        let mut link = connect(&authority.trusted(), NAME, at).await.unwrap();
        let mut written = fill(&mut link).await;
        let mut told = link.acknowledged().unwrap();
        wait_until("nothing moves any more", || {
            let before = core::mem::replace(&mut told, link.acknowledged().unwrap());
            before == told && told > 0
        })
        .await;
        written += fill(&mut link).await;
        let told = link.acknowledged().unwrap();
        assert!(told < written);
        full.send(()).unwrap();
        // What was read has made room for more: nothing of that was told above.
        let plain = tokio::task::spawn_blocking(|| peer.join().unwrap()).await.unwrap();
        assert!(told <= plain && told > 0, "told {told}, true is {plain}");
        let error = link.read(&mut [0]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionReset);
        let after = link.acknowledged().unwrap();
        assert!(after >= told && after <= written, "{told} {after} {written}");
    }));
}

/// Everything is full when the peer begins to read, and what is encrypted waits for nothing but room.
#[cfg(target_os = "linux")]
#[test]
fn no_more_than_one_piece_waits_for_a_flush() {
    let authority = Authority::new("Ours");
    let (go_on, when) = channel::<()>();
    let (at, peer) = Peer::default().serve(&authority.good(), move |served| {
        let mut served = served.unwrap();
        when.recv().unwrap();
        served.read_to_end().map(|all| all.len())
    });
    let written = run(within_a_minute(async {
        let mut link = connect(&authority.trusted(), NAME, at).await.unwrap();
        let written = fill(&mut link).await;
        go_on.send(()).unwrap();
        wait_until("all but one piece is there", || link.acknowledged() >= Some(written - BLOCK as u64))
            .await;
        assert!(link.acknowledged() < Some(written), "nothing was left to wait for a flush");
        link.flush().await.unwrap();
        wait_until("all is there", || link.acknowledged() == Some(written)).await;
        link.shutdown().await.unwrap();
        written
    }));
    assert_eq!(peer.join().unwrap().unwrap() as u64, written);
}
