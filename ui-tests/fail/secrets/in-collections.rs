//! Queues, sets and the values of maps.
use blackbar::{LogEvent, Secret};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

#[derive(LogEvent)]
struct Login {
    queue: VecDeque<Secret<String>>,
    sorted: BTreeSet<Secret<String>>,
    unsorted: HashSet<Secret<String>>,
    by_name: BTreeMap<String, Secret<String>>,
    by_number: HashMap<u64, Secret<String>>,
}

fn main() {}
