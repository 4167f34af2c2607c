//! What a connection is told about itself: when to send, and when to give up.

use core::time::Duration;
use std::io;

use tokio::net::TcpSocket;

use crate::sink::net::session::Timeouts;

/// Small packets go at once: what is worth waiting for has been waited for. An idle connection is probed, and one whose peer
/// acknowledges nothing for as long as an acknowledgement may take is given up by the system, whoever waits for what.
///
/// Descriptors are closed when another program is executed; the libraries beneath see to that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Options {
    /// Silence until the first probe, and between probes.
    idle: Duration,
    interval: Duration,
    probes: u32,
    /// Silence while there is something to acknowledge, or probes to answer.
    silence: Duration,
}

impl Options {
    /// The system counts in seconds.
    const SHORTEST: Duration = Duration::from_secs(1);

    pub(super) fn of(timeouts: &Timeouts) -> Self {
        let silence = timeouts.ack.max(Self::SHORTEST);
        let whole_seconds = |time: Duration| Duration::from_secs(time.as_secs()).max(Self::SHORTEST);
        Self { idle: whole_seconds(silence / 2), interval: whole_seconds(silence / 6), probes: 3, silence }
    }

    /// Sets them on a socket that is not connected yet.
    pub(super) fn set(&self, socket: &TcpSocket) -> io::Result<()> {
        socket.set_nodelay(true)?;
        socket.set_keepalive(true)?;
        self.set_times(socket)
    }

    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn set_times(&self, socket: &TcpSocket) -> io::Result<()> {
        use rustix::net::sockopt;

        let millis = u32::try_from(self.silence.as_millis()).unwrap_or(u32::MAX);
        sockopt::set_tcp_keepidle(socket, self.idle)?;
        sockopt::set_tcp_keepintvl(socket, self.interval)?;
        sockopt::set_tcp_keepcnt(socket, self.probes)?;
        sockopt::set_tcp_user_timeout(socket, millis)?;
        Ok(())
    }

    /// The system's own times hold; what is sent has the deadline of its session.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as where there are some")]
    fn set_times(&self, _socket: &TcpSocket) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(ack: Duration) -> Options {
        Options::of(&Timeouts { ack, ..Timeouts::default() })
    }

    #[test]
    fn probes_are_over_when_an_acknowledgement_would_be_late() {
        let seconds = Duration::from_secs;
        let usual = Options { idle: seconds(15), interval: seconds(5), probes: 3, silence: seconds(30) };
        assert_eq!(options(seconds(30)), usual);
        assert_eq!(usual.idle + usual.interval * usual.probes, usual.silence);
    }

    #[test]
    fn short_deadlines_are_a_second_at_least() {
        let second = Duration::from_secs(1);
        let shortest = Options { idle: second, interval: second, probes: 3, silence: second };
        assert_eq!(options(Duration::from_millis(10)), shortest);
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn they_hold_on_a_socket() {
        use rustix::io::{FdFlags, fcntl_getfd};
        use rustix::net::sockopt;

        let socket = TcpSocket::new_v4().unwrap();
        options(Duration::from_secs(30)).set(&socket).unwrap();
        assert!(sockopt::tcp_nodelay(&socket).unwrap() && sockopt::socket_keepalive(&socket).unwrap());
        assert_eq!(sockopt::tcp_keepidle(&socket).unwrap(), Duration::from_secs(15));
        assert_eq!(sockopt::tcp_keepintvl(&socket).unwrap(), Duration::from_secs(5));
        assert_eq!(sockopt::tcp_keepcnt(&socket).unwrap(), 3);
        assert_eq!(sockopt::tcp_user_timeout(&socket).unwrap(), 30_000);
        assert!(fcntl_getfd(&socket).unwrap().contains(FdFlags::CLOEXEC));
    }
}
