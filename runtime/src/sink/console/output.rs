//! Where the writer thread's bytes go: one system call at a time.
//!
//! The streams of `std` are avoided where there are file descriptors: their lock would be held during a
//! stall, and the application's own `println!` would hang with it.

use std::io;

/// The calls that the writer thread makes.
pub(super) trait Output: Send + 'static {
    /// Writes some of `bytes` and says how many.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;

    /// Sleeps until `write` may take something again, after it said [`WouldBlock`](io::ErrorKind::WouldBlock).
    fn wait(&mut self) -> io::Result<()>;
}

#[cfg(unix)]
pub(super) use self::unix::FdOutput;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::os::fd::{AsFd, BorrowedFd};

    use rustix::event::{PollFd, PollFlags, poll};

    use super::Output;

    /// An open file descriptor, blocking or not.
    #[derive(Debug)]
    pub(in crate::sink::console) struct FdOutput<F>(pub(in crate::sink::console) F);

    impl FdOutput<BorrowedFd<'static>> {
        pub(in crate::sink::console) fn stdout() -> Self {
            Self(rustix::stdio::stdout())
        }

        pub(in crate::sink::console) fn stderr() -> Self {
            Self(rustix::stdio::stderr())
        }
    }

    impl<F: AsFd + Send + 'static> Output for FdOutput<F> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            Ok(rustix::io::write(&self.0, bytes)?)
        }

        fn wait(&mut self) -> io::Result<()> {
            // Whatever the answer is, an error or a hang-up included: the next write says it better.
            poll(&mut [PollFd::new(&self.0, PollFlags::OUT)], None)?;
            Ok(())
        }
    }
}

#[cfg(not(unix))]
pub(super) use self::elsewhere::StdOutput;

#[cfg(not(unix))]
mod elsewhere {
    use std::io::{self, Write};

    use super::Output;

    /// A stream of `std`.
    #[derive(Debug)]
    pub(in crate::sink::console) struct StdOutput<W>(pub(in crate::sink::console) W);

    impl<W: Write + Send + 'static> Output for StdOutput<W> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let taken = self.0.write(bytes)?;
            self.0.flush()?;
            Ok(taken)
        }

        fn wait(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::Unsupported.into())
        }
    }
}
