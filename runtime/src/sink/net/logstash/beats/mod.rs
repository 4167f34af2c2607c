//! Lumberjack v2, the protocol of Beats, as Logstash's input `beats` takes it.
//!
//! All integers are 32 bits, big-endian. A sender writes windows, the receiver answers with acknowledgements:
//!
//! ```text
//! window       '2' 'W' count
//! event        '2' 'J' sequence length JSON
//! compressed   '2' 'C' length zlib(events)
//! acknowledged '2' 'A' sequence
//! ```
//!
//! A run is a window: its events are numbered from 1, and stand in one compressed frame, which is written together with the
//! header. Some receivers take no other numbers, no second compressed frame, and no more than 10,000 events. The answer
//! `A(k)` means the first `k` events of the oldest window that is not wholly acknowledged; there may be several on the way to
//! its last. `A(0)` says that the receiver is still at it. What was not acknowledged when a connection ends is sent again on
//! the next one, in a new window that counts from 1.
//!
//! `frames` writes, `acks` reads, `windows` keeps the account. They are functions of bytes, `session` has the connection.

mod acks;
mod frames;
mod session;
mod shipper;
#[cfg(test)]
mod tests;
mod windows;

use core::time::Duration;

use crate::sink::Guarantee;
use crate::sink::net::address::Address;
use crate::sink::net::link::{Connector, Link};
use crate::sink::net::session::{Broken, Limits, Protocol};
use frames::Frames;
use session::Windowed;

/// Lumberjack v2: what [`Logstash::beats`](crate::Logstash::beats) speaks.
#[derive(Debug, Clone)]
pub struct Beats {
    /// Of zlib; 0 is none.
    level: u32,
    pipelining: usize,
    /// What is spliced into each event: `"@metadata":{..}`.
    metadata: Option<Vec<u8>>,
}

impl Beats {
    pub(crate) fn set_compression(&mut self, level: u32) {
        self.level = level.min(9);
    }

    pub(crate) fn set_pipelining(&mut self, windows: usize) {
        self.pipelining = windows.max(1);
    }

    pub(crate) fn set_metadata(&mut self, beat: &str, version: &str) {
        self.metadata = Some(frames::metadata(beat, version));
    }
}

impl Default for Beats {
    fn default() -> Self {
        Self { level: 3, pipelining: 2, metadata: None }
    }
}

impl Protocol for Beats {
    type Session = Windowed<Link>;

    fn guarantee(&self) -> Guarantee {
        Guarantee::Acked
    }

    fn limits(&self) -> Limits {
        Limits { events: 2048, bytes: 2 * 1024 * 1024, age: Duration::ZERO }
    }

    async fn open(&mut self, address: &Address, connector: &Connector) -> Result<Self::Session, Broken> {
        let link = connector.connect(address).await?;
        // A receiver that is busy reads nothing, and says that it is alive.
        link.outlast_full_peers();
        let frames = Frames::new(self.level, self.metadata.clone());
        Ok(Windowed::new(link, *connector.timeouts(), frames, self.pipelining))
    }
}
