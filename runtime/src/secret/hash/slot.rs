//! Where a logger keeps its key, and what a lane knows of it.

use core::cell::{Cell, RefCell};
use core::fmt;
use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};

use super::key::{Digest, HashKey};

/// The key of one logger. It may be replaced at any time; each lane notices at its next hash.
#[derive(Debug)]
pub(crate) struct KeySlot {
    /// How often the key was set; written under the lock.
    generation: AtomicU64,
    key: Mutex<Option<Arc<HashKey>>>,
    without_key: AtomicU64,
}

impl KeySlot {
    pub(crate) fn new(key: Option<HashKey>) -> Self {
        Self {
            generation: AtomicU64::new(1),
            key: Mutex::new(key.map(Arc::new)),
            without_key: AtomicU64::new(0),
        }
    }

    /// Replaces the key. Hashes that begin after this returns are made with the new one.
    pub(crate) fn set(&self, key: HashKey) {
        let mut place = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        *place = Some(Arc::new(key));
        // Pairs with the acquire in `Hasher::hash`; the key itself is read under the lock.
        self.generation.fetch_add(1, Ordering::Release);
    }

    /// Values that were to be hashed while there was no key.
    pub(crate) fn without_key(&self) -> u64 {
        self.without_key.load(Ordering::Relaxed)
    }
}

/// What a lane knows of its logger's key: the key it saw last, so that a hash takes no lock.
pub(crate) struct Hasher {
    slot: Arc<KeySlot>,
    /// The generation of `key`; 0 before the first look.
    seen: Cell<u64>,
    key: RefCell<Option<Arc<HashKey>>>,
}

impl Hasher {
    pub(crate) fn new(slot: &Arc<KeySlot>) -> Self {
        Self { slot: Arc::clone(slot), seen: Cell::new(0), key: RefCell::new(None) }
    }

    /// The hash of `value` with the number of its key; `None` without a key, and that is counted.
    pub(crate) fn hash(&self, domain: &str, value: &[u8]) -> Option<(u32, Digest)> {
        if self.slot.generation.load(Ordering::Acquire) != self.seen.get() {
            self.look_again();
        }
        let hashed = self.key.try_borrow().ok().and_then(|key| {
            let key = key.as_deref()?;
            Some((key.id(), key.hash(domain, value)))
        });
        if hashed.is_none() {
            self.slot.without_key.fetch_add(1, Ordering::Relaxed);
        }
        hashed
    }

    /// The key was set since the last look.
    #[cold]
    fn look_again(&self) {
        let place = match self.slot.key.try_lock() {
            Ok(place) => place,
            Err(TryLockError::Poisoned(place)) => place.into_inner(),
            // Somebody is at it. Who has a key goes on with that, and looks again next time: it may be this very thread,
            // interrupted by a signal whose handler logs.
            Err(TryLockError::WouldBlock) if self.seen.get() != 0 => return,
            Err(TryLockError::WouldBlock) => self.slot.key.lock().unwrap_or_else(PoisonError::into_inner),
        };
        if let Ok(mut key) = self.key.try_borrow_mut() {
            key.clone_from(&place);
            self.seen.set(self.slot.generation.load(Ordering::Relaxed));
        }
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hasher")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn a_lane_sees_a_new_key_at_its_next_hash() {
        let slot = Arc::new(KeySlot::new(Some(HashKey::new(7, &[1; 32]).unwrap())));
        let hasher = Hasher::new(&slot);
        let before = hasher.hash("d", b"v").unwrap();
        assert_eq!(Some(before), hasher.hash("d", b"v"));
        slot.set(HashKey::new(8, &[2; 32]).unwrap());
        let after = hasher.hash("d", b"v").unwrap();
        assert_eq!((before.0, after.0), (7, 8));
        assert_ne!(before.1, after.1);
        assert_eq!(slot.without_key(), 0);
    }

    #[test]
    fn without_a_key_there_is_no_hash_and_that_is_counted() {
        let slot = Arc::new(KeySlot::new(None));
        let hasher = Hasher::new(&slot);
        assert_eq!((hasher.hash("d", b"v"), hasher.hash("d", b"v")), (None, None));
        assert_eq!(slot.without_key(), 2);
        slot.set(HashKey::new(1, &[1; 32]).unwrap());
        assert!(hasher.hash("d", b"v").is_some());
        assert_eq!(slot.without_key(), 2);
    }

    #[test]
    fn the_old_key_is_let_go_when_the_last_lane_has_seen_the_new_one() {
        let slot = Arc::new(KeySlot::new(Some(HashKey::new(7, &[1; 32]).unwrap())));
        let hasher = Hasher::new(&slot);
        hasher.hash("d", b"v").unwrap();
        let old = Arc::downgrade(slot.key.lock().unwrap().as_ref().unwrap());
        slot.set(HashKey::new(8, &[2; 32]).unwrap());
        assert!(old.upgrade().is_some());
        hasher.hash("d", b"v").unwrap();
        assert!(old.upgrade().is_none());
    }
}
