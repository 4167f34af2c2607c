//! Logstash's HTTP input, by what it answers.

use std::time::Duration;

use blackbar::{Cause, DeliveryState, Logstash, Spool};
use blackbar_tests::peer::{Farewell, Http, Peer, Reply};

use super::ship::{Ship, soon};

fn url(peer: &Peer<Http>) -> String {
    format!("http://{}/", peer.address())
}

#[test]
fn after_429_it_waits_as_long_as_it_is_told_and_sends_the_same_again() {
    let http = Http::replies([Reply::status(429).header("retry-after", "2"), Reply::status(200)]);
    let peer = Peer::start([http.clone()]);
    let ship = Ship::to(Logstash::http(url(&peer)).backoff(soon()));
    ship.log(50);
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
    let requests = http.requests();
    let (first, second) = (&requests[0], &requests[1]);
    assert!(second.at - first.at >= Duration::from_secs(2), "{:?}", second.at - first.at);
    assert!(second.body.starts_with(&first.body) || first.body.starts_with(&second.body));
}

#[test]
fn a_server_that_is_overloaded_or_broken_is_asked_again() {
    let statuses = [503, 500, 502, 504, 408, 429];
    let replies: Vec<_> = statuses.into_iter().chain([200]).map(Reply::status).collect();
    let http = Http::replies(replies);
    let peer = Peer::start([http.clone()]);
    let ship = Ship::to(Logstash::http(url(&peer)).backoff(soon()));
    ship.log(50);
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
    assert!(http.requests().len() > statuses.len());
}

#[test]
fn without_a_password_that_fits_it_is_paused_drops_nothing_and_goes_on_when_it_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let http = Http::replies([
        Reply::status(401).header("retry-after", "1"),
        Reply::status(403).header("retry-after", "1"),
        Reply::status(200),
    ]);
    let peer = Peer::build([http.clone()]).absent();
    let mut peer = peer;
    let shipper = Logstash::http(url(&peer)).backoff(soon()).spool(Spool::new(folder.path().join("spool")));
    let ship = Ship::to(shipper);
    ship.log(100);
    peer.come_back();
    ship.wait_for(DeliveryState::Paused);
    ship.log(100);
    assert_eq!(ship.sink().dropped_total(), 0);
    ship.wait_for(DeliveryState::Up);
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
    assert_eq!(http.requests().iter().take(3).map(|it| it.status).collect::<Vec<_>>(), [401, 403, 200]);
}

#[test]
fn what_is_too_large_is_split_and_one_event_that_is_too_large_alone_is_a_dead_letter() {
    let http = Http::replies([Reply::status(200)]).with_limit(20_000);
    let mut peer = Peer::build([http.clone()]).absent();
    let ship = Ship::to(Logstash::http(url(&peer)).backoff(soon()));
    ship.log(300);
    ship.log_padded(1, &"x".repeat(30_000));
    ship.log(300);
    ship.wait_for(DeliveryState::Down);
    peer.come_back();
    let verdict = ship.check(peer.journal());
    verdict.duplicates_at_most(0);
    assert_eq!((verdict.missing.len(), ship.dropped(Cause::DeadLettered)), (1, 1));
    assert!(http.requests().iter().any(|it| it.status == 413));
}

#[test]
fn what_the_server_will_never_take_is_a_dead_letter_and_the_rest_goes_on() {
    let http = Http::replies([Reply::status(200)]).with_poison(r#""number":13,"#);
    let peer = Peer::start([http.clone()]);
    let ship = Ship::to(Logstash::http(url(&peer)).backoff(soon()));
    ship.log(100);
    let verdict = ship.check(peer.journal());
    verdict.duplicates_at_most(0);
    assert_eq!((verdict.missing.len(), ship.dropped(Cause::DeadLettered)), (1, 1));
    assert!(ship.sent()[verdict.missing[0]].contains(r#""number":13,"#));
}

#[test]
fn a_connection_that_ends_without_an_answer_sends_the_request_again() {
    let http = Http::replies([
        Reply::leave(Farewell::Close),
        Reply::leave(Farewell::Reset),
        Reply::status(503).truncated(),
        Reply::silence(),
        Reply::status(200),
    ]);
    let peer = Peer::start([http.clone()]);
    let ship = Ship::to(Logstash::http(url(&peer)).backoff(soon()).ack_timeout(Duration::from_secs(1)));
    ship.log(100);
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
    assert!(http.requests().len() >= 5);
}

#[test]
fn an_answer_that_comes_byte_by_byte_is_waited_for() {
    let reply = Reply::status(200).slowly(Duration::from_millis(5));
    let http = Http::replies([reply, Reply::status(200)]);
    let peer = Peer::start([http]);
    let ship = Ship::to(Logstash::http(url(&peer)).backoff(soon()));
    ship.log(100);
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
    assert_eq!(peer.journal().connections(), 1);
}

#[test]
fn an_answer_without_an_end_is_not_read_to_it() {
    // A failure: what it is worth is known by its status, and nobody wants gigabytes of explanation.
    let http = Http::replies([Reply::status(503).endless(), Reply::status(200)]);
    let peer = Peer::start([http.clone()]);
    let ship = Ship::to(Logstash::http(url(&peer)).backoff(soon()));
    ship.log(100);
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
}
