//! The bytes of a ring and who owns them.
//!
//! This is the seam for other kinds of memory: whatever [`Memory`] is made of, the handles only see a
//! [`View`] and offsets into it. Today it is the heap; a shared mapped file has the same needs (one owner, a
//! fixed address, zeroed, touched before use).

use std::alloc::{self, Layout};
use std::ptr::NonNull;
use std::slice;

use super::RingError;
use super::cursor::Geometry;
use super::pen::{self, Pen};
use super::watch::Watch;

/// A cache line, and the widest vector register.
const ALIGN: usize = 64;

/// No smaller page exists on a platform that Rust has threads on.
const PAGE: usize = 4096;

/// Owns the memory of one ring: zeroed at first, never moved, freed on drop.
pub(super) struct Memory {
    /// Start of the allocation.
    view: View,
    /// What it was allocated with.
    layout: Layout,
    watch: Watch,
}

// SAFETY: a shared `Memory` gives out copies of an address and of numbers; using the address is unsafe in
// itself.
unsafe impl Sync for Memory {}

impl Memory {
    /// Takes the memory of a ring from the heap and touches each of its pages.
    pub(super) fn heap(geometry: Geometry) -> Result<Self, RingError> {
        let bytes = geometry.memory();
        let out_of_memory = RingError::OutOfMemory { bytes };
        let layout = Layout::from_size_align(bytes, ALIGN).map_err(|_| out_of_memory)?;
        // SAFETY: the size is not zero, because `Geometry` allows no capacity below one step.
        let base = unsafe { alloc::alloc_zeroed(layout) };
        let base = NonNull::new(base).ok_or(out_of_memory)?;
        if base.addr().get() > usize::MAX - bytes - pen::WIDEST {
            // No system has memory at the end of all addresses, and a pen relies on it.
            // SAFETY: it was allocated with this layout just now.
            unsafe { alloc::dealloc(base.as_ptr(), layout) };
            return Err(out_of_memory);
        }
        for page in (0..bytes).step_by(PAGE) {
            // SAFETY: `page` is less than `bytes`, the size of the allocation.
            let byte = unsafe { base.add(page) };
            // Zeroed memory may be pages that the kernel has only promised; a write makes it keep the
            // promise. Volatile, because it changes nothing the compiler could see.
            // SAFETY: the byte is inside the allocation, which nobody else knows yet.
            unsafe { byte.write_volatile(0) };
        }
        Ok(Self { view: View { base }, layout, watch: Watch::new(bytes) })
    }

    /// The memory as a handle keeps it beside its cursors, to save a step through [`Memory`] on each access.
    pub(super) fn view(&self) -> View {
        self.view
    }

    /// Tells loom about accesses; nothing otherwise.
    #[inline]
    pub(super) fn watch(&self) -> &Watch {
        &self.watch
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: `base` was allocated with this layout. `Memory` is dropped with the last handle, so that no
        // slice is left: each one borrows its handle.
        unsafe { alloc::dealloc(self.view.base.as_ptr(), self.layout) };
    }
}

/// The address of a ring's memory: a number that owns nothing.
#[derive(Clone, Copy)]
pub(super) struct View {
    base: NonNull<u8>,
}

// SAFETY: an address may be known to any thread; each access through it has its own proof.
unsafe impl Send for View {}

impl View {
    /// Asks the processor to have the cache line at `offset` ready for writing. A hint: it may lie outside of
    /// the memory, it never faults, and what is written there meanwhile is not disturbed.
    #[inline]
    pub(super) fn prefetch(self, offset: usize) {
        #[cfg(all(target_arch = "x86_64", not(miri)))]
        {
            use std::arch::x86_64::{_MM_HINT_ET0, _mm_prefetch};
            // SAFETY: a prefetch accesses nothing that a program could notice, whatever the address.
            unsafe { _mm_prefetch::<_MM_HINT_ET0>(self.base.as_ptr().wrapping_add(offset).cast()) };
        }
        #[cfg(not(all(target_arch = "x86_64", not(miri))))]
        let _ = offset;
    }

    /// The `len` bytes at `offset`, to read.
    ///
    /// # Safety
    ///
    /// While the slice lives, its [`Memory`] lives, `offset + len` is at most its size, and nobody writes
    /// these bytes.
    #[inline]
    pub(super) unsafe fn read<'a>(self, offset: usize, len: usize) -> &'a [u8] {
        // SAFETY: by the caller's promise the offset is inside the memory or at its end.
        let start = unsafe { self.base.add(offset) };
        // SAFETY: the bytes are inside the memory (caller), *Initialised*, and written by nobody meanwhile
        // (caller).
        unsafe { slice::from_raw_parts(start.as_ptr(), len) }
    }

    /// The `len` bytes at `offset`, to write.
    ///
    /// # Safety
    ///
    /// While the slice lives, its [`Memory`] lives, `offset + len` is at most its size, and nobody else reads
    /// or writes these bytes.
    #[inline]
    pub(super) unsafe fn write<'a>(self, offset: usize, len: usize) -> &'a mut [u8] {
        // SAFETY: by the caller's promise the offset is inside the memory or at its end.
        let start = unsafe { self.base.add(offset) };
        // SAFETY: the bytes are inside the memory (caller), *Initialised*, and nobody else's meanwhile
        // (caller).
        unsafe { slice::from_raw_parts_mut(start.as_ptr(), len) }
    }

    /// The `len` bytes at `offset`, to write: the first `HEAD` of them, and a pen for the others.
    ///
    /// # Safety
    ///
    /// As for [`write`](Self::write), and `len` is at least `HEAD`.
    #[inline(always)]
    pub(super) unsafe fn write_after_head<'a, const HEAD: usize>(
        self,
        offset: usize,
        len: usize,
    ) -> (&'a mut [u8; HEAD], Pen<'a>) {
        // SAFETY: by the caller's promise the offset is inside the memory or at its end.
        let head = unsafe { self.base.add(offset) };
        // SAFETY: by the caller's promise `HEAD` bytes behind it are as well.
        let rest = unsafe { head.add(HEAD) };
        // SAFETY: the bytes behind the head, up to `len`, are inside the memory and nobody else's (caller); behind them lie
        // addresses, see `Memory::heap`.
        let pen = unsafe { Pen::over(rest.as_ptr(), len - HEAD) };
        // SAFETY: the bytes are inside the memory (caller), *Initialised*, nobody else's (caller) and not the pen's.
        (unsafe { head.cast::<[u8; HEAD]>().as_mut() }, pen)
    }
}
