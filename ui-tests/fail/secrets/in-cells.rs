//! What is behind a lock or in a cell is not read for a log.
use blackbar::{LogEvent, Secret};
use std::cell::{Cell, OnceCell, RefCell};
use std::sync::{Mutex, OnceLock, RwLock};

#[derive(LogEvent)]
struct Login {
    locked: Mutex<Secret<String>>,
    shared: RwLock<Secret<String>>,
    borrowed: RefCell<Secret<String>>,
    copied: Cell<Secret<u64>>,
    once: OnceCell<Secret<String>>,
    once_for_all: OnceLock<Secret<String>>,
}

fn main() {}
