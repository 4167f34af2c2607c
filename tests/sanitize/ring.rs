//! Four threads fill rings and one empties them, for ThreadSanitizer: no test harness and nothing but the ring.
//!
//! ```text
//! RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer" \
//!     TSAN_OPTIONS=suppressions=tests/sanitize/ring.supp \
//!     cargo run -p blackbar-sanitize --bin sanitize_ring --target x86_64-unknown-linux-gnu
//! ```
//!
//! The whole library cannot run under it without a standard library that is instrumented too: whatever a thread waited
//! for inside of a contended mutex would seem unguarded. The ring waits for nothing, so it can.

#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test"
)]

#[path = "../../runtime/src/ring/mod.rs"]
mod ring;

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use ring::{Consumer, Doorbell, Producer, ring};

const THREADS: u32 = 4;
const RECORDS: u32 = 30_000;

fn main() {
    let bell = Arc::new(Doorbell::new());
    assert!(bell.attach());
    let (threads, mut readers): (Vec<JoinHandle<()>>, Vec<Reader>) = (0..THREADS)
        .map(|id| {
            let (producer, consumer) = ring(4096, 512).unwrap();
            let bell = Arc::clone(&bell);
            let thread = std::thread::spawn(move || fill(id, producer, &bell));
            (thread, Reader { id, next: 0, consumer })
        })
        .unzip();
    while !readers.is_empty() {
        let found = readers.iter_mut().map(Reader::empty).sum::<u32>();
        readers.retain_mut(|reader| !reader.is_done());
        if found == 0 {
            bell.wait(Duration::from_millis(2));
        }
    }
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    println!("{THREADS} times {RECORDS} records arrived, whole and in order");
}

/// Records of 8 to 512 bytes: the length, the number, and bytes that only this record has.
fn fill(id: u32, mut producer: Producer, bell: &Doorbell) {
    for number in 0..RECORDS {
        let length = ((number.wrapping_mul(0x9E37_79B1) >> 12) as usize % 64 + 1) * 8;
        while producer.space(length).len() < length {
            bell.ring();
            std::thread::yield_now();
        }
        let record = &mut producer.space(length)[..length];
        record[..4].copy_from_slice(&(length as u32).to_le_bytes());
        record[4..8].copy_from_slice(&number.to_le_bytes());
        record[8..].fill((number + id) as u8);
        producer.commit(length);
    }
    drop(producer);
    bell.ring();
}

struct Reader {
    id: u32,
    next: u32,
    consumer: Consumer,
}

impl Reader {
    /// Reads what is there and gives the space back; returns the number of records.
    fn empty(&mut self) -> u32 {
        let before = self.next;
        loop {
            let bytes = self.consumer.peek();
            if bytes.is_empty() {
                self.consumer.release();
                return self.next - before;
            }
            let length = u32::from_le_bytes(bytes[..4].try_into().unwrap()) as usize;
            assert_eq!(u32::from_le_bytes(bytes[4..8].try_into().unwrap()), self.next, "thread {}", self.id);
            assert!(bytes[8..length].iter().all(|byte| *byte == (self.next + self.id) as u8));
            self.next += 1;
            self.consumer.advance(length);
        }
    }

    fn is_done(&mut self) -> bool {
        let done = self.consumer.is_retired();
        assert!(!done || self.next == RECORDS, "thread {} lost records", self.id);
        done
    }
}
