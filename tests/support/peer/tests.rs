//! The peers do what they are told, seen from plain sockets.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::*;
use crate::wait_until;

const LINES: &[u8] = b"{\"n\":0}\n{\"n\":1}\n\n{\"n\":2}\n{\"n\"";

fn events(numbers: std::ops::Range<u32>) -> Vec<String> {
    numbers.map(|number| format!("{{\"n\":{number}}}")).collect()
}

fn connect<A: Act>(peer: &Peer<A>) -> TcpStream {
    let tcp = TcpStream::connect(peer.socket_address()).unwrap();
    tcp.set_read_timeout(Some(crate::DEADLINE)).unwrap();
    tcp
}

fn window(first: u32, events: &[String]) -> Vec<u8> {
    let mut bytes = b"2W".to_vec();
    bytes.extend((events.len() as u32).to_be_bytes());
    for (event, number) in events.iter().zip(first..) {
        bytes.extend(b"2J");
        bytes.extend(number.to_be_bytes());
        bytes.extend((event.len() as u32).to_be_bytes());
        bytes.extend(event.as_bytes());
    }
    bytes
}

#[test]
fn lines_are_events_and_the_rest_of_a_connection_is_torn() {
    let peer = Peer::start([Lines::Read]);
    let mut tcp = connect(&peer);
    tcp.write_all(LINES).unwrap();
    drop(tcp);
    peer.journal().wait_for_ends(1);
    assert_eq!(peer.journal().torn()[0].event, b"{\"n\"");
    assert_eq!(judge(&events(0..4), peer.journal()), Verdict { unique: 3, duplicates: 0, missing: vec![3] });
}

#[test]
fn after_a_reset_the_journal_has_what_was_acknowledged() {
    let peer = Peer::start([Lines::ResetAfter(1_000)]);
    let mut tcp = connect(&peer);
    let line = [b"{}".as_slice(), &[b' '; 97], b"\n"].concat();
    wait_until("the reset", || tcp.write_all(&line).is_err());
    peer.journal().wait_for_ends(1);
    let received = peer.journal().deliveries().len() * line.len() + peer.journal().torn().len();
    assert!(received >= 1_000);
    #[cfg(target_os = "linux")]
    {
        // Of the `tcp_info` of Linux: a count that begins with that of the handshake.
        use std::os::fd::AsRawFd;
        let acknowledged = crate::system::acknowledged_bytes(tcp.as_raw_fd()) - 1;
        let journal = peer.journal();
        let bytes: usize = journal.deliveries().iter().map(|line| line.event.len() + 1).sum::<usize>()
            + journal.torn().iter().map(|torn| torn.event.len()).sum::<usize>();
        assert!(acknowledged <= bytes as u64, "{acknowledged} bytes acknowledged, {bytes} read");
    }
}

#[test]
fn a_peer_that_vanishes_acknowledges_nothing_more() {
    let mut peer = Peer::start([Lines::Read]);
    let mut tcp = connect(&peer);
    tcp.write_all(b"{\"n\":0}\n").unwrap();
    peer.journal().wait_for(1);
    peer.hang_up(Farewell::Vanish);
    tcp.set_nonblocking(true).unwrap();
    // Until the ears are shut lines may still come; then nothing does, however much is sent.
    let (mut heard, mut unheard) = (0, 0);
    wait_until("silence", || {
        let sent = tcp.write(b"{\"n\":1}\n").is_ok();
        let before = std::mem::replace(&mut heard, peer.journal().deliveries().len());
        unheard = if before == heard { unheard + usize::from(sent) } else { 0 };
        unheard > 50
    });
    peer.stop();
    assert_eq!(peer.journal().open(), 0);
}

#[test]
fn a_peer_that_is_away_refuses_and_comes_back_on_its_port() {
    let mut peer = Peer::build([Lines::Read]).absent();
    for round in 1..=3 {
        let refused = TcpStream::connect(peer.socket_address()).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
        peer.come_back();
        connect(&peer).write_all(format!("{{\"n\":{round}}}\n").as_bytes()).unwrap();
        peer.journal().wait_for(round);
        peer.stop();
    }
    assert_eq!(peer.journal().connections(), 3);
}

#[test]
fn a_fin_is_seen_by_the_client_and_what_it_sends_still_counts() {
    let peer = Peer::start([Lines::Read]);
    let mut tcp = connect(&peer);
    tcp.write_all(b"{\"n\":0}\n").unwrap();
    peer.journal().wait_for(1);
    peer.hang_up(Farewell::Fin);
    assert_eq!(tcp.read(&mut [0; 8]).unwrap(), 0);
    tcp.write_all(b"{\"n\":1}\n").unwrap();
    peer.journal().wait_for(2);
}

#[test]
fn later_connections_are_served_by_later_acts() {
    let peer = Peer::start([Lines::CloseAtOnce, Lines::Read]);
    assert_eq!(connect(&peer).read(&mut [0; 8]).unwrap(), 0);
    let mut tcp = connect(&peer);
    tcp.write_all(b"{}\n").unwrap();
    peer.journal().wait_for(1);
}

#[test]
fn windows_are_acknowledged() {
    let peer = Peer::start([Beats::Ack]);
    let mut tcp = connect(&peer);
    for round in 0..2 {
        tcp.write_all(&window(1, &events(round * 10..round * 10 + 10))).unwrap();
        let mut answer = [0; 6];
        tcp.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"2A\0\0\0\x0a");
    }
    judge(&events(0..20), peer.journal()).is_complete().duplicates_at_most(0);
}

#[test]
fn a_window_numbered_on_from_the_last_one_is_a_complaint() {
    let peer = Peer::start([Beats::Ack]);
    connect(&peer).write_all(&window(101, &events(0..3))).unwrap();
    wait_until("a complaint", || !peer.journal().complaints().is_empty());
    assert_eq!(peer.journal().complaints(), ["connection 0: event 1 of a window is numbered 101"]);
}

#[test]
fn requests_get_the_replies_of_the_script() {
    let http =
        Http::replies([Reply::status(429).header("retry-after", "5"), Reply::status(200)]).with_limit(40);
    let peer = Peer::start([http.clone()]);
    let mut tcp = connect(&peer);
    let mut ask = |body: &str| {
        let length = body.len();
        tcp.write_all(format!("POST / HTTP/1.1\r\nContent-Length: {length}\r\n\r\n{body}").as_bytes())
            .unwrap();
        let mut reply = vec![0; 1 << 10];
        let bytes = tcp.read(&mut reply).unwrap();
        String::from_utf8_lossy(&reply[..bytes]).into_owned()
    };
    assert!(ask("{\"n\":0}\n").contains("429 Scripted\r\ncontent-length: 2\r\nretry-after: 5"));
    assert!(ask(&"x".repeat(41)).contains("413 Scripted"));
    assert!(ask("[{\"n\":0},\n{\"n\":\"],\\\"\"}]").contains("200 Scripted"));
    let received: Vec<_> = peer.journal().deliveries().into_iter().map(|it| it.event).collect();
    assert_eq!(received, [b"{\"n\":0}".as_slice(), b"{\"n\":\"],\\\"\"}"]);
    assert_eq!(http.requests().iter().map(|it| it.status).collect::<Vec<_>>(), [429, 413, 200]);
}

#[test]
fn pauses_end_with_the_test() {
    let peer = Peer::start([Beats::KeepAlive { times: 3, pause: Duration::from_secs(3_600) }]);
    connect(&peer).write_all(&window(1, &events(0..1))).unwrap();
    peer.journal().wait_for(1);
}

#[test]
#[should_panic(expected = "nobody sent this")]
fn glued_events_do_not_pass() {
    let journal = Journal::new();
    journal.record(0, [b"{\"n\":0}{\"n\":1}".as_slice()]);
    let _verdict = judge(&events(0..2), &journal);
}

#[test]
#[should_panic(expected = "event 0 came first after event Some(1)")]
fn another_order_does_not_pass() {
    let journal = Journal::new();
    journal.record(0, [b"{\"n\":1}".as_slice()]);
    journal.record(1, [b"{\"n\":0}".as_slice()]);
    let _verdict = judge(&events(0..2), &journal);
}

#[test]
#[should_panic(expected = "no piece of an event")]
fn a_foreign_piece_does_not_pass() {
    let journal = Journal::new();
    journal.tear(0, b"{\"m\"");
    let _verdict = judge(&events(0..2), &journal);
}
