//! json_lines: an event is what stands between two line ends.

use std::time::Duration;

use super::server::Act;
use super::wire::{Farewell, Wire};

/// What a receiver of lines does with a connection.
#[derive(Debug, Clone, Copy)]
pub enum Lines {
    /// Reads until the end.
    Read,
    /// Accepts and never reads.
    NeverRead,
    /// Reads so many bytes with a pause after each time.
    ReadSlowly {
        /// Most bytes at once.
        bytes: usize,
        /// The pause.
        pause: Duration,
    },
    /// Reads this many bytes or a little more and resets the connection.
    ResetAfter(u64),
    /// Reads this many bytes or a little more and closes, without close_notify.
    CloseAfter(u64),
    /// Closes what it has accepted.
    CloseAtOnce,
}

impl Act for Lines {
    fn perform(&self, wire: &mut Wire) {
        let mut lines = LineReader::default();
        match *self {
            Self::Read => while lines.read(wire, 1 << 16) {},
            Self::NeverRead => {
                wire.wait_for_orders();
                while lines.read(wire, 1 << 16) {}
            }
            Self::ReadSlowly { bytes, pause } => {
                while lines.read(wire, bytes) {
                    wire.idle(pause);
                }
            }
            Self::ResetAfter(bytes) => lines.read_and_leave(wire, bytes, Farewell::Reset),
            Self::CloseAfter(bytes) => lines.read_and_leave(wire, bytes, Farewell::Close),
            Self::CloseAtOnce => lines.read_and_leave(wire, 0, Farewell::Close),
        }
        lines.end(wire);
    }
}

/// Takes lines out of what comes.
#[derive(Default)]
struct LineReader {
    /// The beginning of a line.
    rest: Vec<u8>,
    bytes: u64,
}

impl LineReader {
    /// Reads at most `most` bytes; false when the connection is over.
    fn read(&mut self, wire: &mut Wire, most: usize) -> bool {
        let mut buffer = vec![0; most];
        let Some(bytes) = wire.read(&mut buffer) else { return false };
        self.bytes += bytes as u64;
        self.rest.extend_from_slice(&buffer[..bytes]);
        if let Some(end) = self.rest.iter().rposition(|byte| *byte == b'\n') {
            let lines = self.rest[..end].split(|byte| *byte == b'\n');
            // An empty line is a sign of life.
            wire.journal().record(wire.number(), lines.filter(|line| !line.is_empty()));
            self.rest.drain(..=end);
        }
        true
    }

    fn read_and_leave(&mut self, wire: &mut Wire, bytes: u64, farewell: Farewell) {
        while self.bytes < bytes {
            let most = usize::try_from(bytes - self.bytes).unwrap().min(1 << 16);
            if !self.read(wire, most) {
                return;
            }
        }
        wire.leave(farewell);
        while self.read(wire, 1 << 16) {}
    }

    fn end(self, wire: &Wire) {
        wire.journal().tear(wire.number(), &self.rest);
    }
}
