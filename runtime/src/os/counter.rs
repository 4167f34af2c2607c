//! The time stamp counter of the processor.

/// Whether this is a processor of which [`read`] reads a counter. Whether that runs at one rate, everywhere and always, is
/// another question.
pub(crate) const EXISTS: bool = cfg!(target_arch = "x86_64");

/// Ticks since some moment.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(crate) fn read() -> u64 {
    // SAFETY: every x86-64 processor has the instruction; it reads a register and touches no memory. A process that has
    // forbidden it to itself by `prctl(PR_SET_TSC)` ends here, as it does at each other reading of the counter.
    unsafe { core::arch::x86_64::_rdtsc() }
}

/// Not available here: always zero.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
pub(crate) fn read() -> u64 {
    0
}
