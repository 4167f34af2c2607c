//! A process that ships through a spool is killed again and again, at random moments, while its receiver restarts too.
//!
//! `BLACKBAR_KILLS=200 cargo test -p blackbar-tests --test delivery killed -- --nocapture` kills it 200 times.

use std::time::{Duration, Instant};

use blackbar_tests::peer::{Beats, Farewell, Peer};
use blackbar_tests::{Child, Running, shipped};

use super::ends::running;

/// Events of a window, and windows that may be on their way at once.
const IN_FLIGHT: usize = 2 * 50;

#[test]
fn nothing_that_was_spooled_or_acknowledged_is_lost_by_a_process_that_is_killed() {
    let kills: u64 = std::env::var("BLACKBAR_KILLS").map_or(6, |kills| kills.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let mut peer = Peer::start([Beats::Ack]);
    let mut chance = Chance::new();
    let mut breaks = 0;
    let mut safe = Vec::new();
    for run in 0..kills {
        let mut process = Running::start(&mut running("forever", &peer, Some(folder.path()), run));
        // Some live long and some hardly at all.
        let life = Duration::from_micros(chance.below(400_000) * chance.below(2) + chance.below(60_000));
        let start = Instant::now();
        while start.elapsed() < life {
            std::thread::park_timeout(Duration::from_micros(chance.below(40_000)));
            if chance.below(8) == 0 {
                peer.stop_with(if chance.below(2) == 0 { Farewell::Reset } else { Farewell::Close });
                breaks += 1;
                std::thread::park_timeout(Duration::from_micros(chance.below(30_000)));
                peer.come_back();
            }
        }
        process.kill();
        safe.push(process.last("safe"));
    }
    let spool = folder.path().join("spool");
    let last = Child::new(env!("CARGO_BIN_EXE_delivery_child"), "drain").arg(peer.address()).arg(spool);
    last.arg(kills.to_string()).succeeds();
    let shipped = shipped(peer.journal());
    let (all, came): (u64, u64) = (safe.iter().sum(), shipped.runs.values().sum());
    println!(
        "{kills} kills and {breaks} restarts of the receiver: {all} events safe, {came} delivered, {} twice",
        shipped.duplicates
    );
    for (run, safe) in safe.into_iter().enumerate() {
        let came = shipped.runs.get(&(run as u64)).copied().unwrap_or(0);
        assert!(came >= safe, "run {run}: {safe} events were safe, {came} came");
    }
    assert_eq!(shipped.runs[&kills], 1);
    assert!(shipped.duplicates <= (kills + breaks) as usize * IN_FLIGHT, "{} duplicates", shipped.duplicates);
}

/// Random numbers that are good enough, and told where they began.
struct Chance(u64);

impl Chance {
    fn new() -> Self {
        let seed =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos() as u64 | 1;
        println!("seed {seed}");
        Self(seed)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
