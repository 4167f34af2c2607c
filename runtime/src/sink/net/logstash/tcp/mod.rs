//! JSON lines over TCP, as Logstash's input `tcp` with the codec `json_lines` takes them, and Vector, rsyslog and others.
//!
//! An event is one JSON text and a line feed. There is no answer, so the peer's kernel has to do: each event's end is kept as
//! an offset in the stream (`boundaries`), and the event is delivered once the kernel on the other side has acknowledged that
//! many bytes. After a break the events go on with the first that was not, as a whole and on a new connection. Where the
//! system does not tell what was acknowledged, `guess` says what to assume.
//!
//! What this cannot know: whether the peer's program has read what its kernel took. One that is killed loses what it had not
//! read, one that closes in order has read it.

mod boundaries;
mod guess;
mod session;
mod shipper;
#[cfg(test)]
mod tests;

use core::time::Duration;

use crate::sink::Guarantee;
use crate::sink::net::address::Address;
use crate::sink::net::link::{Connector, Link};
use crate::sink::net::session::{Broken, Limits, Protocol};
use session::Lines;

/// JSON lines over TCP: what [`Logstash::tcp`](crate::Logstash::tcp) speaks.
#[derive(Debug, Clone, Default)]
pub struct JsonLines {
    idle_newline: Option<Duration>,
}

impl JsonLines {
    pub(crate) fn set_idle_newline(&mut self, every: Duration) {
        self.idle_newline = (!every.is_zero()).then_some(every);
    }
}

impl Protocol for JsonLines {
    type Session = Lines<Link>;

    fn guarantee(&self) -> Guarantee {
        // Elsewhere nobody tells what was acknowledged, and a guess is no guarantee.
        if cfg!(target_os = "linux") { Guarantee::TcpAcked } else { Guarantee::Sent }
    }

    fn limits(&self) -> Limits {
        Limits { events: 8192, bytes: 512 * 1024, age: Duration::ZERO }
    }

    async fn open(&mut self, address: &Address, connector: &Connector) -> Result<Self::Session, Broken> {
        let link = connector.connect(address).await?;
        Ok(Lines::new(link, *connector.timeouts(), self.idle_newline))
    }
}
