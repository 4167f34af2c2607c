//! How JSON lines over TCP are set up.

use core::time::Duration;

use super::JsonLines;
use crate::sink::net::Logstash;
use crate::sink::net::address::Expected;
use crate::sink::net::shipper::{Kind, Shipper};

impl Logstash {
    /// Ships JSON lines over TCP to `address`: a host and a port, for instance `logs.example.com:5000`. With `tls://` in front
    /// the connection is encrypted. An address that cannot be read is an error of building the logger.
    ///
    /// The other side is Logstash's input `tcp` with the codec `json_lines`, or any program that takes one JSON object a line:
    /// Vector, rsyslog, syslog-ng.
    ///
    /// ```text
    /// input { tcp { port => 5000 codec => json_lines } }
    /// ```
    ///
    /// An event counts as delivered when the kernel of the other side has acknowledged its last byte
    /// ([`TcpAcked`](crate::Guarantee::TcpAcked)). After a break the events go on with the first that was not, so none is lost on
    /// the way, and those arrive twice whose acknowledgement was. Lines are never cut: what a broken connection left of one is
    /// sent again as a whole.
    ///
    /// What this cannot know is whether the program on the other side has read what its kernel took. One that closes
    /// its connections in order has; one that is killed loses what it had not read, up to a few MiB. Where that matters, take
    /// [`Logstash::beats`]. On systems other than Linux nobody tells what was acknowledged: there a batch counts as delivered when
    /// the next one was handed to the system, or when the connection still stands a second later, and the guarantee is
    /// [`Sent`](crate::Guarantee::Sent).
    ///
    /// At most 4 MiB are on their way at once. Events are sent as soon as there are some, in batches of at most 8192 events and
    /// 512 KiB.
    ///
    /// ```
    /// use blackbar::Logstash;
    ///
    /// let logstash = Logstash::tcp("logs-1.example.com:5000").or("logs-2.example.com:5000");
    /// # drop(logstash);
    /// ```
    #[must_use]
    pub fn tcp(address: impl Into<String>) -> Shipper<JsonLines> {
        let kind = Kind { name: "logstash:tcp", addresses: Expected::STREAM };
        Shipper::to(JsonLines::default(), kind, address)
    }
}

impl Shipper<JsonLines> {
    /// Sends an empty line whenever nothing was written for this long, so that nobody on the way takes the connection for dead
    /// and drops it. Receivers pass over empty lines. Zero is the default: none.
    ///
    /// It is not needed to find out that a peer is gone; the system's own probes do that.
    ///
    /// ```
    /// use std::time::Duration;
    /// use blackbar::Logstash;
    ///
    /// let logstash = Logstash::tcp("logs.example.com:5000").idle_newline(Duration::from_secs(60));
    /// # drop(logstash);
    /// ```
    #[must_use]
    pub fn idle_newline(mut self, every: Duration) -> Self {
        self.protocol_mut().set_idle_newline(every);
        self
    }
}
