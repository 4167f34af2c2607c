//! What is answered, byte by byte.

use crate::sink::net::session::{Broken, Trouble};

/// Reads acknowledgements, in whatever parts they come.
#[derive(Debug, Default)]
pub(super) struct Acks {
    /// What has come of the one that is not complete, in the lowest bytes.
    kept: u32,
    count: u8,
}

impl Acks {
    /// Takes the next byte; the sequence number of the acknowledgement that it completes.
    ///
    /// # Errors
    /// When this is something else. Nothing that comes after that means anything.
    pub(super) fn take(&mut self, byte: u8) -> Result<Option<u32>, Broken> {
        match (self.count, byte) {
            (0, b'2') | (1, b'A') => self.count += 1,
            (0 | 1, _) => {
                let what =
                    format!("the peer answered with the byte {byte:#04x}, which begins no acknowledgement");
                return Err(Broken::new(Trouble::Protocol, what));
            }
            (_, _) => {
                self.kept = self.kept << 8 | u32::from(byte);
                self.count += 1;
            }
        }
        if self.count < 6 {
            return Ok(None);
        }
        let sequence = self.kept;
        *self = Self::default();
        Ok(Some(sequence))
    }
}
