//! An address tells where things are, and nothing of what they are.
use blackbar::LogEvent;
use std::ptr::NonNull;
use std::sync::atomic::AtomicPtr;

#[derive(LogEvent)]
struct Seen {
    constant: *const u8,
    mutable: *mut String,
    not_null: NonNull<u64>,
    atomic: AtomicPtr<u64>,
    function: fn(u64) -> u64,
}

fn main() {}
