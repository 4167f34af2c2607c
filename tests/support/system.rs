//! An allocator that counts, and the system calls of tests about processes: the one place of the tests with `unsafe`.

#![allow(unsafe_code, reason = "a global allocator, fork and signal handlers cannot be had without")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

/// The system's allocator, counting for each thread how often it was asked for memory.
#[derive(Debug)]
pub struct CountingAllocator;

// SAFETY: every call goes on to the system's allocator as it came, which keeps the contract; the counter beside it is a
// thread-local without destructor and without lazy initialisation, so counting allocates nothing.
unsafe impl GlobalAlloc for CountingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count_allocation();
        // SAFETY: the caller keeps the contract of the same function.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count_allocation();
        // SAFETY: the caller keeps the contract of the same function.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count_allocation();
        // SAFETY: the caller keeps the contract of the same function, and the memory came from there.
        unsafe { System.realloc(memory, layout, size) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of the same function, and the memory came from there.
        unsafe { System.dealloc(memory, layout) }
    }
}

fn count_allocation() {
    ALLOCATIONS.with(|allocations| allocations.set(allocations.get() + 1));
}

/// How often the calling thread asked [`CountingAllocator`] for memory.
#[must_use]
pub fn allocations() -> u64 {
    ALLOCATIONS.with(Cell::get)
}

#[cfg(unix)]
pub use unix::{Fork, block_alarms, exit_now, fork, handle, interrupt_every, raise, unblock_alarms};

#[cfg(unix)]
mod unix {
    use std::io;
    use std::ptr;

    /// Which side of a fork this is.
    #[derive(Debug)]
    pub enum Fork {
        /// The child.
        Child,
        /// The parent, which can wait for the child.
        Parent(libc::pid_t),
    }

    /// Makes a copy of the process with the calling thread alone.
    ///
    /// The child must be content with what a fork of a process with several threads may do: here it takes locks and
    /// allocates, which goes well because glibc's `malloc` is prepared for it and no other thread was in a log call.
    pub fn fork() -> io::Result<Fork> {
        // SAFETY: has no preconditions; what the child may do is said above.
        match unsafe { libc::fork() } {
            -1 => Err(io::Error::last_os_error()),
            0 => Ok(Fork::Child),
            child => Ok(Fork::Parent(child)),
        }
    }

    impl Fork {
        /// Waits for the end of the child and returns its exit code.
        pub fn wait(&self) -> io::Result<i32> {
            let Self::Parent(child) = self else { return Ok(0) };
            let mut status = 0;
            // SAFETY: `status` is a place for the answer.
            if unsafe { libc::waitpid(*child, &raw mut status, 0) } == -1 {
                return Err(io::Error::last_os_error());
            }
            if libc::WIFEXITED(status) { Ok(libc::WEXITSTATUS(status)) } else { Ok(-status) }
        }
    }

    /// Lets `handler` handle a signal from now on.
    pub fn handle(signal: libc::c_int, handler: extern "C" fn(libc::c_int)) {
        let handler = handler as *const () as libc::sighandler_t;
        // SAFETY: the handler has the right signature by its type.
        let former = unsafe { libc::signal(signal, handler) };
        assert_ne!(former, libc::SIG_ERR);
    }

    /// Ends the process at once, without its exit handlers.
    pub fn exit_now(code: libc::c_int) -> ! {
        // SAFETY: has no preconditions.
        unsafe { libc::_exit(code) }
    }

    /// Sends the calling thread a signal, and comes back when it has been handled.
    pub fn raise(signal: libc::c_int) {
        // SAFETY: has no preconditions.
        assert_eq!(unsafe { libc::raise(signal) }, 0);
    }

    /// Sends the process `SIGALRM` every so many microseconds of its own computing time; 0 for no longer.
    pub fn interrupt_every(microseconds: libc::suseconds_t) {
        let interval = libc::timeval { tv_sec: 0, tv_usec: microseconds };
        let timer = libc::itimerval { it_interval: interval, it_value: interval };
        // SAFETY: `timer` is complete, and the former one is not asked for.
        assert_eq!(unsafe { libc::setitimer(libc::ITIMER_REAL, &raw const timer, ptr::null_mut()) }, 0);
    }

    /// Keeps `SIGALRM` from the calling thread and the threads that it starts.
    pub fn block_alarms() {
        mask(libc::SIG_BLOCK);
    }

    /// Lets `SIGALRM` through to the calling thread.
    pub fn unblock_alarms() {
        mask(libc::SIG_UNBLOCK);
    }

    fn mask(how: libc::c_int) {
        let mut alarms = std::mem::MaybeUninit::<libc::sigset_t>::uninit();
        // SAFETY: fills the set.
        assert_eq!(unsafe { libc::sigemptyset(alarms.as_mut_ptr()) }, 0);
        // SAFETY: the set has been filled.
        assert_eq!(unsafe { libc::sigaddset(alarms.as_mut_ptr(), libc::SIGALRM) }, 0);
        // SAFETY: the set has been filled, and the former mask is not asked for.
        assert_eq!(unsafe { libc::pthread_sigmask(how, alarms.as_ptr(), ptr::null_mut()) }, 0);
    }
}

/// Bytes that the peer of a TCP connection has acknowledged, and one for the handshake.
#[cfg(target_os = "linux")]
#[must_use]
pub fn acknowledged_bytes(socket: std::os::fd::RawFd) -> u64 {
    // `tcpi_bytes_acked` of the kernel's `struct tcp_info`, of which the C library knows only the beginning.
    const OFFSET: usize = 120;
    let mut info = [0_u8; 256];
    let mut length = info.len() as libc::socklen_t;
    // SAFETY: the kernel writes at most `length` bytes and says how many it wrote.
    let result = unsafe {
        libc::getsockopt(socket, libc::IPPROTO_TCP, libc::TCP_INFO, info.as_mut_ptr().cast(), &raw mut length)
    };
    assert_eq!(result, 0);
    assert!(length as usize >= OFFSET + 8, "this kernel does not tell");
    u64::from_ne_bytes(info[OFFSET..OFFSET + 8].try_into().unwrap())
}
