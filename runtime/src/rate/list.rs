//! All rates that ever suppressed a call, for the totals and for what no event told.
//!
//! Lists that only grow, linked through the rates themselves: nothing is allocated and nobody waits. There are several, so
//! that a program with thousands of rates does not walk long.

use std::sync::OnceLock;

use super::Rate;

const LISTS: usize = 64;

static FIRST: [OnceLock<&'static Rate>; LISTS] = [const { OnceLock::new() }; LISTS];

/// Adds a rate that is in no list.
pub(super) fn add(rate: &'static Rate) {
    // Statics of this type are aligned to cache lines.
    let number = core::ptr::from_ref(rate).addr() / align_of::<Rate>() % LISTS;
    let Some(mut place) = FIRST.get(number) else { return };
    while place.set(rate).is_err() {
        match place.get() {
            Some(there) => place = &there.next,
            None => return,
        }
    }
}

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Rate> {
    FIRST
        .iter()
        .flat_map(|first| core::iter::successors(first.get().copied(), |rate| rate.next.get().copied()))
}

/// Calls of this process that were suppressed, at all rates together.
pub(crate) fn suppressed() -> u64 {
    all().map(Rate::suppressed).sum()
}
