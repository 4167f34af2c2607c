//! What a general logger has still to reach: one event, copied as words into a ring that one other thread empties.
//!
//! A ring for one producer and one consumer of atomic words, so that no `unsafe` is needed. The producer's side is no
//! thread-local, there is one kind of event, and nothing is scanned, filtered or counted.

use std::cell::Cell;
use std::fs::File;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::event::Event;
use crate::peer::{About, Peer, Writer};
use crate::render::{self, Seconds};

/// 1 MiB.
const WORDS: usize = 1 << 17;
/// Stamp, number, float, and one word with both lengths and the truth value.
const HEADER: usize = 4;
/// The consumer sleeps so long when there is nothing.
const NAP: Duration = Duration::from_micros(100);

#[repr(align(128))]
struct Apart<T>(T);

struct Ring {
    words: Box<[AtomicU64; WORDS]>,
    written: Apart<AtomicUsize>,
    taken: Apart<AtomicUsize>,
    ending: AtomicBool,
}

impl Ring {
    #[inline(always)]
    fn put(&self, at: usize, word: u64) {
        self.words[at % WORDS].store(word, Ordering::Relaxed);
    }

    #[inline(always)]
    fn get(&self, at: usize) -> u64 {
        self.words[at % WORDS].load(Ordering::Relaxed)
    }

    /// Writes a text as words, the last of them filled with zeros; returns the place after it.
    #[inline(always)]
    fn put_text(&self, mut at: usize, text: &str) -> usize {
        let (words, rest) = text.as_bytes().as_chunks::<8>();
        for word in words {
            self.put(at, u64::from_le_bytes(*word));
            at += 1;
        }
        if rest.is_empty() {
            return at;
        }
        // The last eight bytes once more, shifted: no loop over bytes.
        let tail = match text.as_bytes().last_chunk::<8>() {
            Some(last) => u64::from_le_bytes(*last) >> (64 - 8 * rest.len()),
            None => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
        };
        self.put(at, tail);
        at + 1
    }

    fn text<'b>(&self, at: usize, length: usize, bytes: &'b mut Vec<u8>) -> &'b str {
        bytes.clear();
        for word in 0..length.div_ceil(8) {
            bytes.extend_from_slice(&self.get(at + word).to_le_bytes());
        }
        std::str::from_utf8(&bytes[..length]).expect("what was written")
    }
}

pub struct Model {
    ring: Arc<Ring>,
    clock: quanta::Clock,
    level: Cell<u32>,
    written: Cell<usize>,
    /// `taken` of the ring as it was when it was last looked at.
    taken: Cell<usize>,
    consumer: JoinHandle<()>,
}

impl Peer for Model {
    const ABOUT: About = About {
        id: "model",
        label: "model for one event",
        package: "",
        writer: Writer::Thread,
        note: "this one event, copied into a ring of 1 MiB; no thread-local, filter, scan or counters",
    };

    fn start(folder: &Path) -> Self {
        let words: Box<[AtomicU64]> = (0..WORDS).map(|_| AtomicU64::new(1)).collect();
        let words = words.try_into().expect("as many as were made");
        let (written, taken) = (Apart(AtomicUsize::new(0)), Apart(AtomicUsize::new(0)));
        let ring = Arc::new(Ring { words, written, taken, ending: AtomicBool::new(false) });
        let clock = quanta::Clock::new();
        let file = File::create(folder.join("log")).expect("a log");
        let consumer = thread::spawn({
            let (ring, clock) = (Arc::clone(&ring), clock.clone());
            move || consume(&ring, &clock, file)
        });
        Self {
            ring,
            clock,
            level: Cell::new(black_box(3)),
            written: Cell::new(0),
            taken: Cell::new(0),
            consumer,
        }
    }

    #[inline(always)]
    fn log(&self, event: &Event<'_>) {
        if self.level.get() < 3 {
            return;
        }
        let (ring, start) = (&*self.ring, self.written.get());
        let length = HEADER + event.request.len().div_ceil(8) + event.ip.len().div_ceil(8);
        while start + length - self.taken.get() > WORDS {
            self.look();
        }
        ring.put(start, self.clock.raw());
        ring.put(start + 1, event.user_id);
        ring.put(start + 2, event.latency_ms.to_bits());
        ring.put(
            start + 3,
            (event.request.len() as u64) << 32 | (event.ip.len() as u64) << 1 | u64::from(event.ok),
        );
        let at = ring.put_text(start + HEADER, event.request);
        let end = ring.put_text(at, event.ip);
        self.written.set(end);
        ring.written.0.store(end, Ordering::Release);
    }

    #[inline(always)]
    fn log_disabled(&self, event: &Event<'_>) {
        if self.level.get() >= 4 {
            self.log(event);
        }
    }

    fn finish(self) {
        self.ring.ending.store(true, Ordering::Release);
        self.consumer.join().expect("the consumer");
    }
}

impl Model {
    /// Looks how far the consumer is, and lets it work when that is no farther than before.
    #[cold]
    #[inline(never)]
    fn look(&self) {
        let taken = self.ring.taken.0.load(Ordering::Acquire);
        if taken == self.taken.get() {
            thread::sleep(NAP / 4);
        }
        self.taken.set(taken);
    }
}

fn consume(ring: &Ring, clock: &quanta::Clock, mut file: File) {
    let (wall, raw) =
        (SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos() as u64), clock.raw());
    let (mut out, mut seconds, mut at) = (Vec::with_capacity(256 << 10), Seconds::default(), 0);
    let (mut request, mut ip) = (Vec::new(), Vec::new());
    loop {
        let ending = ring.ending.load(Ordering::Acquire);
        let written = ring.written.0.load(Ordering::Acquire);
        if at == written {
            if ending {
                return;
            }
            thread::sleep(NAP);
            continue;
        }
        while at != written {
            let last = ring.get(at + 3);
            let (long, short) = ((last >> 32) as usize, (last as u32 >> 1) as usize);
            let texts = at + HEADER;
            let event = Event {
                user_id: ring.get(at + 1),
                request: ring.text(texts, long, &mut request),
                ip: ring.text(texts + long.div_ceil(8), short, &mut ip),
                latency_ms: f64::from_bits(ring.get(at + 2)),
                ok: last & 1 == 1,
            };
            render::line(&mut out, &mut seconds, wall + clock.delta_as_nanos(raw, ring.get(at)), &event);
            at = texts + long.div_ceil(8) + short.div_ceil(8);
            if out.len() > 64 << 10 {
                file.write_all(&out).expect("a write");
                out.clear();
                ring.taken.0.store(at, Ordering::Release);
            }
        }
        file.write_all(&out).expect("a write");
        out.clear();
        ring.taken.0.store(at, Ordering::Release);
    }
}
