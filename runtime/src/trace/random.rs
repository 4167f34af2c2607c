//! Bytes for ids.
//!
//! From the operating system each time, without a state of our own. A generator in the process would be faster, but ids are
//! made once a request; its state would be copied by a fork, and two processes would make the same ids; and a small one
//! can be foreseen from what it made before.

use core::hash::Hasher;
use core::sync::atomic::{AtomicU64, Ordering};
use std::hash::DefaultHasher;

use super::RANDOM;
use crate::clock;

/// Bytes, and the flag of a trace id that is made of them.
pub(super) struct Random<const N: usize> {
    pub(super) bytes: [u8; N],
    pub(super) flag: u8,
}

/// `N` bytes that nobody can foresee. Where the system has none (a sandbox that forbids the call), bytes that nobody else is
/// likely to have, without the flag.
pub(super) fn bytes<const N: usize>() -> Random<N> {
    let mut bytes = [0; N];
    match getrandom::fill(&mut bytes) {
        Ok(()) => Random { bytes, flag: RANDOM },
        Err(_) => Random { bytes: unlikely(), flag: 0 },
    }
}

/// Made of the time, the process, a place in its memory and a number that only grows.
fn unlikely<const N: usize>() -> [u8; N] {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let now = clock::now();
    let mut bytes = [0; N];
    for part in bytes.chunks_mut(8) {
        let mut hasher = DefaultHasher::new();
        hasher.write_u64(now.unix_nanos);
        hasher.write_u128(now.up.as_nanos());
        hasher.write_u32(std::process::id());
        hasher.write_usize(core::ptr::from_ref(&COUNT).addr());
        hasher.write_u64(COUNT.fetch_add(1, Ordering::Relaxed));
        part.iter_mut().zip(hasher.finish().to_le_bytes()).for_each(|(to, from)| *to = from);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn bytes_without_a_source_are_not_made_twice() {
        let made: HashSet<[u8; 24]> = (0..10_000).map(|_| unlikely()).collect();
        assert_eq!(made.len(), 10_000);
        let halves = made.iter().all(|bytes| bytes[..8] != bytes[8..16] && bytes[8..16] != bytes[16..]);
        assert!(halves, "each part has a number of its own");
    }
}
