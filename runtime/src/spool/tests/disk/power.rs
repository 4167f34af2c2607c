//! What a power cut leaves: everything that was synced, and of the rest whatever it likes.

use std::collections::BTreeMap;

use super::{Change, Disk, Entry, NameChange};

/// A sequence of numbers that looks like none.
#[derive(Debug)]
pub(in crate::spool::tests) struct Dice(pub(in crate::spool::tests) u64);

impl Dice {
    pub(in crate::spool::tests) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides.max(1)
    }
}

impl Disk {
    /// Cuts the power. Of each change that was not synced some of it, all or nothing is there, in any order; nobody has
    /// anything open or locked.
    pub(in crate::spool::tests) fn cut_power(&self, seed: u64) {
        let mut dice = Dice(seed);
        self.platter(|platter| {
            let mut names = std::mem::take(&mut platter.durable_names);
            for change in std::mem::take(&mut platter.name_changes) {
                if dice.roll(2) == 0 {
                    apply(&mut names, &change);
                }
            }
            platter.names = names.clone();
            platter.durable_names = names;
            for file in platter.files.values_mut() {
                let mut bytes = std::mem::take(&mut file.durable);
                for change in std::mem::take(&mut file.changes) {
                    survive(&mut bytes, &change, &mut dice);
                }
                file.bytes.clone_from(&bytes);
                file.durable = bytes;
            }
            platter.locked.clear();
            platter.dies_after = None;
        });
    }
}

fn survive(bytes: &mut Vec<u8>, change: &Change, dice: &mut Dice) {
    match (change, dice.roll(5)) {
        (_, 0) => {}
        // The size is there, and the bytes are not.
        (Change::Write(offset, written), 1) => {
            let length = bytes.len().max(offset + written.len());
            bytes.resize(length, 0);
        }
        // The write is torn somewhere.
        (Change::Write(offset, written), 2) => put(bytes, *offset, &written[..dice.roll(written.len() + 1)]),
        // One sector of it never came.
        (Change::Write(offset, written), 3) => {
            let mut written = written.clone();
            let hole = dice.roll(written.len()) / 512 * 512;
            let end = (hole + 512).min(written.len());
            written[hole..end].fill(0);
            put(bytes, *offset, &written);
        }
        (change, _) => change.apply(bytes),
    }
}

impl Change {
    pub(super) fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write(offset, written) => put(bytes, *offset, written),
            Self::Truncate(size) => bytes.resize(*size, 0),
        }
    }
}

pub(super) fn put(to: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let length = to.len().max(offset + bytes.len());
    to.resize(length, 0);
    to[offset..offset + bytes.len()].copy_from_slice(bytes);
}

pub(super) fn apply(names: &mut BTreeMap<String, Entry>, change: &NameChange) {
    match change {
        NameChange::Put(name, entry) => {
            names.insert(name.clone(), *entry);
        }
        NameChange::Remove(name) => {
            names.remove(name);
        }
        NameChange::Rename(from, to) => {
            if let Some(entry) = names.remove(from) {
                names.insert(to.clone(), entry);
            }
        }
    }
}
