//! A secret cannot be compared, hashed or sorted.
use blackbar::Secret;
use std::collections::{BTreeSet, HashSet};

fn main() {
    let (one, other) = (Secret::new(1_u8), Secret::new(2_u8));
    let _ = one == other;
    HashSet::new().insert(one);
    BTreeSet::new().insert(other);
}
