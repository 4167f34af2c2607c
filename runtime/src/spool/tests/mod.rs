#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends at the first surprise")]
#![allow(clippy::cast_possible_truncation, reason = "numbers of tests are small")]

mod age;
mod basics;
mod cursors;
mod damage;
mod disk;
mod full;
mod model;
mod owners;
mod parts;
mod real;
mod syncs;
mod versions;

use disk::{Disk, DiskFolder};

use super::{Losses, Settings, Spool};

type TestSpool = Spool<DiskFolder>;

/// Segments of about 4 KiB, in 64 KiB.
fn small() -> Settings {
    Settings { max_bytes: 64 * 1024, segment_bytes: 4 * 1024, ..Settings::default() }
}

fn open(disk: &Disk) -> TestSpool {
    disk.open(small()).unwrap().0
}

/// What event `id` says: some hundred bytes that no other one says.
fn payload(id: u64) -> Vec<u8> {
    let filler = (0..100 + id % 150).map(|at| (id.wrapping_mul(31).wrapping_add(at) % 251) as u8);
    format!("{id}:").into_bytes().into_iter().chain(filler).collect()
}

fn id(payload: &[u8]) -> u64 {
    let digits = payload.split(|byte| *byte == b':').next().unwrap();
    std::str::from_utf8(digits).unwrap().parse().unwrap()
}

/// Appends these events at level info, all at once, and says how many were taken.
fn append(spool: &mut TestSpool, ids: impl IntoIterator<Item = u64>) -> usize {
    let payloads: Vec<_> = ids.into_iter().map(payload).collect();
    spool.append(payloads.iter().map(|payload| (&payload[..], 2))).taken
}

/// Reads everything from `from` on: numbers with the ids of the events, which are what was written.
fn read_from(spool: &mut TestSpool, mut from: u64) -> Vec<(u64, u64)> {
    let mut found = Vec::new();
    loop {
        let mut batch = Vec::new();
        let read = spool.read(from, 7, 1500, |_, bytes| {
            assert_eq!(bytes, payload(id(bytes)), "wrong bytes");
            batch.push(id(bytes));
        });
        assert!(read.trouble.is_none(), "{:?}", read.trouble);
        assert_eq!(read.next - read.first, batch.len() as u64, "the numbers are consecutive");
        found.extend((read.first..).zip(batch));
        if read.next == from {
            return found;
        }
        from = read.next;
    }
}

fn read_all(spool: &mut TestSpool) -> Vec<u64> {
    let first = spool.first_number();
    read_from(spool, first).into_iter().map(|(_, id)| id).collect()
}

/// Brings everything to the disk.
fn sync(spool: &mut TestSpool) {
    while let Some(job) = spool.begin_sync() {
        spool.end_sync(job.run());
    }
}

fn damaged(events: u64, blocks: u64) -> Losses {
    Losses { damaged: events, damaged_blocks: blocks, ..Losses::default() }
}
