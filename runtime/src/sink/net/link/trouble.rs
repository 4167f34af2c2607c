//! What kind of trouble an error of the system is.

use std::io::{self, ErrorKind};

use crate::sink::net::session::{Broken, Trouble};

impl Broken {
    /// What an error on a connection, or on the way to one, means.
    pub(crate) fn of(error: &io::Error) -> Self {
        #[cfg(feature = "tls")]
        if let Some(broken) = crate::sink::net::tls::broken(error) {
            return broken;
        }
        let why = match error.kind() {
            ErrorKind::ConnectionRefused => Trouble::Refused,
            ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::AddrNotAvailable => Trouble::Unreachable,
            // The system gives a connection up whose peer answers neither data nor probes.
            ErrorKind::TimedOut => Trouble::AckTimeout,
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::NotConnected => Trouble::Reset,
            ErrorKind::UnexpectedEof => Trouble::Closed,
            _ => Trouble::Io,
        };
        Self::new(why, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_errors_have_names() {
        for (kind, why) in [
            (ErrorKind::ConnectionRefused, Trouble::Refused),
            (ErrorKind::HostUnreachable, Trouble::Unreachable),
            (ErrorKind::TimedOut, Trouble::AckTimeout),
            (ErrorKind::BrokenPipe, Trouble::Reset),
            (ErrorKind::UnexpectedEof, Trouble::Closed),
            (ErrorKind::OutOfMemory, Trouble::Io),
        ] {
            assert_eq!(Broken::of(&io::Error::new(kind, "so")), Broken::new(why, "so"));
        }
    }
}
