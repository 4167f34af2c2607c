//! However a program ends: what is delivered, what the next process delivers, and what is lost.
//!
//! | end | without a spool | with one |
//! |---|---|---|
//! | return from main, panic in main, `exit` | delivered, or counted and told on standard error after the flush timeout | delivered, or left to the next process |
//! | `abort`, `_exit`, `SIGKILL`, `SIGTERM` without a handler | what was not delivered is lost | what was not delivered is left to the next process |

use std::path::Path;
use std::process::Command;

use blackbar_tests::peer::{Beats, Farewell, Peer};
use blackbar_tests::{Child, Running, shipped};

fn child(scenario: &str, peer: &Peer<Beats>, spool: Option<&Path>, run: u64) -> Child {
    let spool = spool.map_or("-".into(), |spool| spool.join("spool"));
    Child::new(env!("CARGO_BIN_EXE_delivery_child"), scenario)
        .arg(peer.address())
        .arg(spool)
        .arg(run.to_string())
}

pub(crate) fn running(scenario: &str, peer: &Peer<Beats>, spool: Option<&Path>, run: u64) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_delivery_child"));
    let spool = spool.map_or("-".into(), |spool| spool.join("spool"));
    command.arg(scenario).arg(peer.address()).arg(spool).arg(run.to_string());
    command
}

#[test]
fn what_was_logged_is_delivered_when_main_returns_panics_or_the_program_exits() {
    for (scenario, code) in [("return", Some(0)), ("panic", Some(101)), ("exit", Some(7))] {
        let peer = Peer::start([Beats::Ack]);
        let finished = child(scenario, &peer, None, 0).run();
        assert_eq!(finished.status.code(), code, "{scenario}: {}", finished.stderr);
        assert_eq!(shipped(peer.journal()).runs[&0], 500, "{scenario}");
    }
}

#[test]
fn without_a_peer_the_program_ends_in_time_and_says_what_is_lost() {
    for (scenario, code) in [("return", Some(0)), ("panic", Some(101)), ("exit", Some(7))] {
        for act in [Beats::NeverRead, Beats::NeverAck, Beats::CloseAtOnce] {
            let peer = Peer::start([act]);
            let finished = child(scenario, &peer, None, 0).env("IMPATIENT", "1").run();
            assert_eq!(finished.status.code(), code, "{scenario} {act:?}: {}", finished.stderr);
            // With the reports of the logger itself.
            let told =
                finished.stderr.split("where they belong: ").nth(1).and_then(|rest| rest.split(' ').next());
            let told: Option<u64> = told.and_then(|events| events.parse().ok());
            assert!(
                told.is_some_and(|told| (500..510).contains(&told)),
                "{scenario} {act:?}: {}",
                finished.stderr
            );
        }
    }
}

#[test]
fn with_a_spool_the_next_process_delivers_what_a_process_could_not_however_it_ended() {
    for (scenario, code) in
        [("return", Some(0)), ("panic", Some(101)), ("exit", Some(7)), ("abort", None), ("exit_now", Some(9))]
    {
        let folder = tempfile::tempdir().unwrap();
        let mut peer = Peer::build([Beats::Ack]).absent();
        let finished = child(scenario, &peer, Some(folder.path()), 0).env("IMPATIENT", "1").run();
        assert_eq!(finished.status.code(), code, "{scenario}: {}", finished.stderr);
        peer.come_back();
        child("drain", &peer, Some(folder.path()), 1).succeeds();
        let shipped = shipped(peer.journal());
        assert_eq!((shipped.runs[&0], shipped.runs[&1], shipped.duplicates), (500, 1, 0), "{scenario}");
    }
}

#[test]
fn a_process_that_is_terminated_while_nobody_takes_its_events_leaves_them_in_the_spool() {
    let folder = tempfile::tempdir().unwrap();
    let peer = Peer::start([Beats::NeverAck]);
    let mut process = Running::start(&mut running("terminated", &peer, Some(folder.path()), 0));
    process.wait_for("spooled");
    process.signal("TERM");
    let status = process.end();
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(15));
    peer.from_now([Beats::Ack]);
    child("drain", &peer, Some(folder.path()), 1).succeeds();
    let shipped = shipped(peer.journal());
    assert_eq!((shipped.runs[&0], shipped.runs[&1]), (500, 1));
}

#[test]
fn a_program_that_ends_in_order_when_it_is_terminated_keeps_its_exit_code_and_its_events() {
    let folder = tempfile::tempdir().unwrap();
    let peer = Peer::start([Beats::NeverAck]);
    let mut command = running("terminated_with_handler", &peer, Some(folder.path()), 0);
    let mut process = Running::start(command.env("IMPATIENT", "1"));
    process.wait_for("ready");
    peer.journal().wait_for(2);
    process.signal("TERM");
    let status = process.end();
    assert_eq!(status.code(), Some(3));
    let logged = process.last("logged");
    peer.from_now([Beats::Ack]);
    child("drain", &peer, Some(folder.path()), 1).succeeds();
    let shipped = shipped(peer.journal());
    assert_eq!((shipped.runs[&0], shipped.runs[&1]), (logged, 1));
}

#[test]
fn a_process_that_was_stopped_notices_that_its_connection_is_gone_and_goes_on() {
    let peer = Peer::start([Beats::Ack]);
    let mut command = running("paced", &peer, None, 0);
    let mut process = Running::start(command.env("SECONDS", "3"));
    for round in 1..=3 {
        peer.journal().wait_for(round * 200);
        process.signal("STOP");
        peer.hang_up(if round % 2 == 0 { Farewell::Close } else { Farewell::Reset });
        peer.journal().wait_for_ends(round as u64);
        process.signal("CONT");
    }
    assert!(process.end().success());
    let shipped = shipped(peer.journal());
    assert_eq!(shipped.runs[&0], process.last("logged"));
    assert!(shipped.duplicates <= 3 * 2 * 50, "{} duplicates", shipped.duplicates);
}

#[test]
fn a_process_without_descriptors_tries_again_until_it_has_one() {
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg("ulimit -n 100; exec \"$0\" no_descriptor - - 0")
        .arg(env!("CARGO_BIN_EXE_delivery_child"));
    assert!(Running::start(&mut command).end().success());
}

#[test]
fn connections_that_are_closed_at_once_cost_no_descriptors_threads_or_memory() {
    Child::new(env!("CARGO_BIN_EXE_delivery_child"), "reconnects").succeeds();
}
