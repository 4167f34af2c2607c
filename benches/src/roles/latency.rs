//! What a call costs the thread that makes it: hot, after a sleep, disabled.

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use super::{Figures, Task, call};
use crate::event::{Event, Events};
use crate::measure::{Sample, Stamps};
use crate::peer::Peer;

const BURST: u64 = 20;
/// Between hot bursts, in nanoseconds: the caller keeps the processor.
const PAUSE: u64 = 20_000;
/// So many hot bursts, then a rest in which the slowest peer empties its queue.
const GROUP: u64 = 100;
const REST: Duration = Duration::from_millis(5);
/// Takes 1.1 to 1.2 ms on most systems.
const SLEEP: Duration = Duration::from_millis(1);
const DISABLED_CALLS: u64 = 100_000;

/// `task.amount` bursts after a sleep, of which two in three are timed call by call and one as a whole; as many hot ones.
pub fn latency<P: Peer>(task: &Task<'_>) -> Figures {
    let stamps = Stamps::new();
    let peer = P::start(task.folder);
    let mut caller = Caller { peer: &peer, stamps: &stamps, events: Events::new(), logged: 0 };
    caller.warm_up();
    let hot = caller.hot(task.amount);
    let sleepy = caller.sleepy(task.amount);
    let (logged, disabled) = (caller.logged, disabled(&peer));
    peer.finish();
    vec![
        ("hot_mean_p50", json!(hot.at(0.5))),
        ("hot_mean_p99", json!(hot.at(0.99))),
        ("slept_mean_p50", json!(sleepy.means.at(0.5))),
        ("slept_first_p50", json!(sleepy.firsts.at(0.5))),
        ("p50", json!(sleepy.calls.at(0.5))),
        ("p90", json!(sleepy.calls.at(0.9))),
        ("p99", json!(sleepy.calls.at(0.99))),
        ("p999", json!(sleepy.calls.at(0.999))),
        ("disabled", json!(disabled)),
        ("logged", json!(logged)),
        ("counted", json!(P::count(task.folder))),
    ]
}

struct Caller<'a, P> {
    peer: &'a P,
    stamps: &'a Stamps,
    events: Events,
    logged: u64,
}

struct Sleepy {
    means: Sample,
    firsts: Sample,
    calls: Sample,
}

impl<P: Peer> Caller<'_, P> {
    /// Nanoseconds a call, over a burst that is timed as a whole.
    fn burst(&mut self) -> f64 {
        let start = self.stamps.now();
        for _ in 0..BURST {
            call(self.peer, black_box(&self.events.next()));
        }
        self.logged += BURST;
        self.stamps.between(start, self.stamps.now()) / BURST as f64
    }

    fn warm_up(&mut self) {
        for _ in 0..50 {
            let _ = self.burst();
            thread::sleep(SLEEP);
        }
    }

    fn hot(&mut self, bursts: u64) -> Sample {
        let mut means = Vec::new();
        for burst in 0..bursts {
            if burst % GROUP == 0 {
                thread::sleep(REST);
                let _ = self.burst();
                self.stamps.spin(PAUSE);
            }
            means.push(self.burst());
            self.stamps.spin(PAUSE);
        }
        Sample::new(means)
    }

    fn sleepy(&mut self, bursts: u64) -> Sleepy {
        let (mut means, mut firsts, mut calls) = (Vec::new(), Vec::new(), Vec::new());
        for burst in 0..bursts {
            thread::sleep(SLEEP);
            if burst % 3 == 0 {
                means.push(self.burst());
                continue;
            }
            for n in 0..BURST {
                let event = self.events.next();
                let start = self.stamps.now();
                call(self.peer, black_box(&event));
                let nanos = self.stamps.between(start, self.stamps.now());
                calls.push(nanos);
                if n == 0 {
                    firsts.push(nanos);
                }
            }
            self.logged += BURST;
        }
        Sleepy { means: Sample::new(means), firsts: Sample::new(firsts), calls: Sample::new(calls) }
    }
}

/// Nanoseconds a call that the level keeps out, without the loop around it.
fn disabled<P: Peer>(peer: &P) -> Option<f64> {
    if !P::LEVEL_AT_RUN_TIME {
        return None;
    }
    let with = per_turn(|event| peer.log_disabled(event));
    Some((with - per_turn(|_| ())).max(0.0))
}

/// Nanoseconds of one turn of a loop, the best of nine.
#[inline(always)]
fn per_turn(mut each: impl FnMut(&Event<'_>)) -> f64 {
    let mut events = Events::new();
    let mut event = events.next();
    let mut round = || {
        let start = Instant::now();
        for n in 0..DISABLED_CALLS {
            event.user_id = n;
            each(black_box(&event));
        }
        start.elapsed().as_nanos() as f64 / DISABLED_CALLS as f64
    };
    (0..9).map(|_| round()).fold(f64::INFINITY, f64::min)
}
