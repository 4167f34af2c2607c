//! From the first call until everything is in the file.

use std::hint::black_box;
use std::time::Instant;

use serde_json::json;

use super::{Figures, Task, call};
use crate::event::Events;
use crate::files;
use crate::measure::{peak_mib, processor_seconds};
use crate::peer::Peer;

/// `task.amount` events from one thread, as fast as it can.
pub fn throughput<P: Peer>(task: &Task<'_>) -> Figures {
    let peer = P::start(task.folder);
    let mut events = Events::new();
    let (start, processor) = (Instant::now(), processor_seconds());
    for _ in 0..task.amount {
        call(&peer, black_box(&events.next()));
    }
    let caller = start.elapsed().as_secs_f64();
    peer.finish();
    let (wall, processor) = (start.elapsed().as_secs_f64(), processor_seconds() - processor);
    let peak = peak_mib();
    vec![
        ("wall_s", json!(wall)),
        ("caller_s", json!(caller)),
        ("processor_s", json!(processor)),
        ("peak_mib", json!(peak)),
        ("bytes", json!(files::bytes(task.folder))),
        ("logged", json!(task.amount)),
        ("counted", json!(P::count(task.folder))),
    ]
}
