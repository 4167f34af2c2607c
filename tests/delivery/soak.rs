//! A receiver that comes and goes all the time.
//!
//! `BLACKBAR_SOAK=600 cargo test -p blackbar-tests --test delivery flaps -- --nocapture` goes on for ten minutes, with a change
//! every two seconds.

use std::time::{Duration, Instant};

use blackbar_tests::Running;
use blackbar_tests::peer::{Beats, Farewell, Peer};
use blackbar_tests::shipped;

use super::ends::running;

#[test]
fn a_receiver_that_flaps_costs_no_event_no_descriptor_and_no_memory() {
    let soak = std::env::var("BLACKBAR_SOAK").ok().map(|seconds| seconds.parse::<u64>().unwrap());
    let (seconds, flap) = soak.map_or((5, 100), |seconds| (seconds, 2_000));
    let folder = tempfile::tempdir().unwrap();
    let mut peer = Peer::start([Beats::Ack]);
    let mut command = running("paced", &peer, Some(folder.path()), 0);
    let mut process = Running::start(command.env("SECONDS", seconds.to_string()));
    let start = Instant::now();
    let mut breaks = 0;
    while start.elapsed() < Duration::from_secs(seconds) {
        std::thread::park_timeout(Duration::from_millis(flap));
        breaks += 1;
        match breaks % 4 {
            0 => peer.hang_up(Farewell::Fin),
            1 => peer.stop_with(Farewell::Reset),
            2 => peer.stop(),
            _ => peer.hang_up(Farewell::Reset),
        }
        std::thread::park_timeout(Duration::from_millis(flap / 2));
        peer.come_back();
    }
    let ended = process.end();
    assert!(ended.success());
    let shipped = shipped(peer.journal());
    let logged = process.last("logged");
    let said = process.said();
    let numbers = |word: &str| -> Vec<u64> {
        said.iter().filter_map(|line| line.strip_prefix(word)?.trim().parse().ok()).collect()
    };
    let (descriptors, memory, threads) = (numbers("descriptors "), numbers("memory "), numbers("threads "));
    println!("{seconds} s, {breaks} breaks: {logged} events logged, {} twice", shipped.duplicates);
    println!("descriptors {descriptors:?}\nmemory {memory:?} KiB\nthreads {threads:?}");
    assert_eq!(shipped.runs[&0], logged);
    assert!(shipped.duplicates <= breaks * 2 * 50, "{} duplicates in {breaks} breaks", shipped.duplicates);
    let flat = |numbers: &[u64], more: u64| {
        // Not from the very beginning: the first connection, the first segment.
        let early = numbers[numbers.len() / 5..numbers.len() / 2].iter().max().unwrap();
        let late = numbers[numbers.len() / 2..].iter().max().unwrap();
        assert!(*late <= early + more, "{numbers:?}");
    };
    flat(&descriptors, 3);
    flat(&threads, 2);
    flat(&memory, 4 << 10);
}
