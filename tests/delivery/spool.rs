//! The spool across the end of a process, and what may happen to it meanwhile. Its own tests know its files; these know only
//! that it is a folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use blackbar::{Cause, Logstash, Spool, WhenFull};
use blackbar_tests::peer::{Beats, Lines, Peer, judge};
use blackbar_tests::{Child, shipped, wait_until};

use super::ship::{Ship, soon};

/// Logs while nobody is there and ends; returns what should come.
fn leave_behind(address: &str, spool: &Path, events: u64) -> Vec<String> {
    let ship = Ship::to(Logstash::beats(address).backoff(soon()).spool(Spool::new(spool)));
    ship.log(events);
    // Nobody is there: it is in the spool, and on the disk.
    ship.flush();
    assert!(ship.delivery().spooled_events >= events);
    ship.end()
}

#[test]
fn what_a_process_left_behind_comes_before_what_the_next_one_logs() {
    let folder = tempfile::tempdir().unwrap();
    let mut peer = Peer::build([Beats::Ack]).absent();
    let mut sent = leave_behind(&peer.address(), folder.path(), 1_000);
    sent.extend(leave_behind(&peer.address(), folder.path(), 1_000));
    peer.come_back();
    let ship = Ship::to(Logstash::beats(peer.address()).backoff(soon()).spool(Spool::new(folder.path())));
    ship.log(1_000);
    ship.wait_until_rendered();
    ship.wait_until_drained();
    let delivery = ship.delivery();
    assert!(delivery.recovered >= 2_000, "{delivery:?}");
    sent.extend(ship.sent());
    judge(&sent, peer.journal()).is_complete().duplicates_at_most(0);
}

#[test]
fn without_its_cursor_a_spool_may_repeat_and_loses_nothing() {
    for damage in [fs::remove_file::<PathBuf> as fn(PathBuf) -> _, |path| fs::write(path, b"")] {
        let folder = tempfile::tempdir().unwrap();
        let mut peer = Peer::start([Beats::Ack]);
        let spool = Spool::new(folder.path());
        let ship = Ship::to(Logstash::beats(peer.address()).backoff(soon()).spool(spool));
        ship.log(1_000);
        ship.flush();
        // Acknowledged, and in a segment that is still there.
        peer.stop();
        ship.log(1_000);
        ship.flush();
        let sent = ship.end();
        damage(folder.path().join("cursor")).unwrap();
        peer.come_back();
        let ship = Ship::to(Logstash::beats(peer.address()).backoff(soon()).spool(Spool::new(folder.path())));
        ship.wait_until_drained();
        let journal = peer.journal();
        let sent: Vec<_> = sent.into_iter().chain(ship.sent()).collect();
        judge(&sent, journal).is_complete().duplicates_at_most(1_010);
    }
}

#[test]
fn a_cursor_that_is_ahead_of_the_data_or_rubbish_is_no_reason_to_stop() {
    let folder = tempfile::tempdir().unwrap();
    let mut peer = Peer::build([Beats::Ack]).absent();
    let sent = leave_behind(&peer.address(), folder.path(), 1_000);
    fs::write(folder.path().join("cursor"), vec![0xff; 4096]).unwrap();
    peer.come_back();
    let ship = Ship::to(Logstash::beats(peer.address()).backoff(soon()).spool(Spool::new(folder.path())));
    ship.log(10);
    ship.wait_until_rendered();
    ship.wait_until_drained();
    let sent: Vec<_> = sent.into_iter().chain(ship.sent()).collect();
    judge(&sent, peer.journal()).is_complete().duplicates_at_most(0);
}

#[test]
fn a_spool_that_somebody_else_has_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let peer = Peer::start([Beats::Ack]);
    let ship = Ship::to(Logstash::beats(peer.address()).spool(Spool::new(folder.path())));
    let second = Logstash::beats(peer.address()).spool(Spool::new(folder.path()));
    let error = blackbar_tests::logger().logstash(second).build().unwrap_err().to_string();
    assert!(error.contains(&folder.path().display().to_string()), "{error}");
    ship.log(10);
    ship.check(peer.journal()).is_complete();
}

#[test]
fn a_day_without_a_destination_costs_what_the_spool_cannot_hold_the_oldest() {
    a_day_without(WhenFull::DropOldest);
}

#[test]
fn a_day_without_a_destination_costs_what_the_spool_cannot_hold_the_newest() {
    a_day_without(WhenFull::DropNewest);
}

/// Several times as many events as the spool can hold, and then the destination is back.
#[track_caller]
fn a_day_without(when_full: WhenFull) {
    const SPOOL: u64 = 128 << 10;
    let folder = tempfile::tempdir().unwrap();
    let mut peer = Peer::build([Lines::Read]).absent();
    let spool = Spool::new(folder.path()).max_bytes(SPOOL).segment_bytes(32 << 10).when_full(when_full);
    let ship = Ship::to(Logstash::tcp(peer.address()).backoff(soon()).spool(spool).queue(32 << 10));
    for _ in 0..4 {
        ship.log_padded(500, &"x".repeat(500));
        ship.wait_until_rendered();
    }
    wait_until("events are dropped", || ship.sink().dropped_total() > 1_000);
    let on_disk: u64 =
        fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().metadata().unwrap().len()).sum();
    assert!(on_disk <= SPOOL + (32 << 10), "{on_disk} bytes on disk");
    peer.come_back();
    ship.wait_until_settled();
    ship.log(100);
    let verdict = ship.check(peer.journal());
    verdict.duplicates_at_most(0);
    let sent = ship.sent();
    let came = |place: usize| !verdict.missing.contains(&place);
    match when_full {
        WhenFull::DropOldest => assert!(!came(0) && came(sent.len() - 101)),
        _ => assert!(came(0) && came(sent.len() - 1)),
    }
    assert!(ship.dropped(Cause::SpoolFull) + ship.dropped(Cause::QueueFull) > 1_000);
}

#[test]
fn a_large_backlog_costs_no_more_memory_than_a_small_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut peer = Peer::build([Lines::Read]).absent();
    let child = |scenario: &str, run: u64| {
        let child = Child::new(env!("CARGO_BIN_EXE_delivery_child"), scenario).arg(peer.address());
        child.arg(folder.path().join("spool")).arg(run.to_string())
    };
    let filled = child("backlog", 0).succeeds();
    let logged = number(&filled.stdout, "logged");
    let drain = child("backlog_drain", 1);
    peer.come_back();
    let drained = drain.succeeds();
    wait_until("all of it came", || peer.journal().unique() as u64 > logged);
    let shipped = shipped(peer.journal());
    assert_eq!((shipped.runs[&0], shipped.runs[&1], shipped.duplicates), (logged, 1, 0));
    let (memory, descriptors) = (number(&drained.stdout, "memory"), number(&drained.stdout, "descriptors"));
    // The backlog has 48 MiB.
    assert!(memory < 40 << 10, "{memory} KiB at most");
    assert!(descriptors <= 20, "{descriptors} descriptors at most");
}

fn number(text: &str, word: &str) -> u64 {
    text.lines().find_map(|line| line.strip_prefix(word)?.trim().parse().ok()).unwrap()
}

#[test]
fn a_full_disk_below_the_spool_is_no_reason_to_stop_shipping() {
    let probe = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/tmp"])
        .output();
    if !probe.is_ok_and(|probe| probe.status.success()) {
        println!("skipped: this user may not mount a file system in a namespace of its own");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=1m none \"$1\" && exec \"$2\" full_disk - \"$1/spool\" 0";
    let child =
        Child::new("unshare", "--user").arg("--map-root-user").arg("--mount").arg("sh").arg("-c").arg(script);
    child.arg("sh").arg(folder.path()).arg(env!("CARGO_BIN_EXE_delivery_child")).succeeds();
}
