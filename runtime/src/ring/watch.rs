//! Shows accesses to the ring's memory to loom, which cannot see through raw pointers.
//!
//! Under loom each step of the memory has a checked cell beside it. An access to bytes is announced as an
//! access to their cells, and loom fails the model when two announcements, one of them a write, are not
//! ordered by happens-before. Without loom nothing is left of this.

#[cfg(loom)]
use loom::cell::UnsafeCell;

#[cfg(loom)]
use super::cursor::STEP;

/// One checked cell per step of memory, under loom only.
pub(super) struct Watch {
    #[cfg(loom)]
    cells: Box<[UnsafeCell<()>]>,
}

#[cfg(not(loom))]
impl Watch {
    pub(super) fn new(_bytes: usize) -> Self {
        Self {}
    }

    #[inline(always)]
    pub(super) fn read(&self, _offset: usize, _len: usize) {}

    #[inline(always)]
    pub(super) fn write(&self, _offset: usize, _len: usize) {}
}

#[cfg(loom)]
impl Watch {
    pub(super) fn new(bytes: usize) -> Self {
        Self { cells: (0..bytes / STEP).map(|_| UnsafeCell::new(())).collect() }
    }

    /// The calling thread may read these bytes between this call and the one before.
    pub(super) fn read(&self, offset: usize, len: usize) {
        for cell in &self.cells[offset / STEP..(offset + len) / STEP] {
            cell.with(|_| ());
        }
    }

    /// The calling thread may write these bytes between this call and the one before.
    pub(super) fn write(&self, offset: usize, len: usize) {
        for cell in &self.cells[offset / STEP..(offset + len) / STEP] {
            cell.with_mut(|_| ());
        }
    }
}
