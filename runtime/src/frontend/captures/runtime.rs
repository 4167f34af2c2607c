//! The runtime in which a capture was made: its workers belong to the capture though they were started before it.
//!
//! `#[tokio::test]` makes a runtime for one test, and calls the test in it. A runtime that several tests share is no sign
//! of any of them: it is known by its being claimed from a second thread, and belongs to nobody from then on.

use std::sync::{Mutex, PoisonError};
use std::thread::ThreadId;

use tokio::runtime::{Handle, Id};

use super::Live;
use crate::frontend::port::Key;

/// A capture was made in this runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claim(Id);

/// Who claimed a runtime first; none when there were several.
static CLAIMED: Mutex<Vec<(Id, Option<ThreadId>)>> = Mutex::new(Vec::new());

/// The runtime that the calling thread runs in.
pub(super) fn here() -> Option<Id> {
    Some(Handle::try_current().ok()?.id())
}

/// Claims the runtime that the calling thread runs in.
pub(super) fn claim() -> Option<Claim> {
    let id = here()?;
    let thread = std::thread::current().id();
    let mut claimed = CLAIMED.lock().unwrap_or_else(PoisonError::into_inner);
    match claimed.iter_mut().find(|(it, _)| *it == id) {
        Some((_, first)) if *first == Some(thread) => {}
        Some((_, first)) => *first = None,
        None => claimed.push((id, Some(thread))),
    }
    Some(Claim(id))
}

/// The capture that a runtime belongs to: `Some(None)` when several had it. `None` when no capture claimed it.
pub(super) fn owner(live: &[Live], runtime: Id) -> Option<Option<Key>> {
    let claimed = CLAIMED.lock().unwrap_or_else(PoisonError::into_inner);
    let (_, thread) = claimed.iter().find(|(id, _)| *id == runtime)?;
    if thread.is_none() {
        return Some(None);
    }
    // The innermost of those that one test has made.
    live.iter().rev().find(|it| it.runtime == Some(Claim(runtime))).map(|it| Some(it.key))
}
