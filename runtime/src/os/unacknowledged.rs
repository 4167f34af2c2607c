//! How much of what was written to a TCP connection its peer has not acknowledged.
//!
//! Source: Linux `tcp(7)`, `SIOCOUTQ`; `tcp_ioctl` in its `net/ipv4/tcp.c`.

/// The bytes that were written to `stream`, a TCP connection, and that the peer's kernel has not acknowledged. `None` where
/// the system does not tell.
///
/// What is told is the distance of two sequence numbers, from that of the first byte not acknowledged to that after the last
/// byte written. So
///
/// - a FIN that was sent counts as one byte until it is acknowledged: the answer is then one too many, never one too few;
/// - both numbers stay as they are when the peer resets the connection, and can be read until it is closed here.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(crate) fn unacknowledged<S: std::os::fd::AsFd>(stream: &S) -> Option<u64> {
    use std::os::fd::AsRawFd;

    let mut bytes: libc::c_int = 0;
    let stream = stream.as_fd();
    // SAFETY: the descriptor is open for as long as it is borrowed. `TIOCOUTQ`, which is `SIOCOUTQ` for a socket, writes one int,
    // to `bytes`, which lives and is ours alone during the call.
    let answer = unsafe { libc::ioctl(stream.as_raw_fd(), libc::TIOCOUTQ, &raw mut bytes) };
    if answer == 0 { u64::try_from(bytes).ok() } else { None }
}

/// It is not told here.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(crate) fn unacknowledged<S>(_stream: &S) -> Option<u64> {
    None
}
