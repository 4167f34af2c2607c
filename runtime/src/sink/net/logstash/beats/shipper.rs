//! How Lumberjack is set up.

use super::Beats;
use crate::sink::net::Logstash;
use crate::sink::net::address::{Expected, Scheme};
use crate::sink::net::shipper::{Kind, Shipper};

/// The port that everybody uses for it.
const PORT: u16 = 5044;

impl Logstash {
    /// Ships by Lumberjack v2, the protocol of Beats, to `address`: a host, and a port if it is not 5044. With `tls://` in front
    /// the connection is encrypted. An address that cannot be read is an error of building the logger.
    ///
    /// The other side is Logstash's input `beats` or `elastic_agent`, or whoever speaks the protocol: Vector, Graylog.
    ///
    /// ```text
    /// input { beats { port => 5044 } }
    /// ```
    ///
    /// An event counts as delivered when the receiver's program has acknowledged it
    /// ([`Acked`](crate::Guarantee::Acked)). Logstash does so when the event is in the queue of its pipeline, which is in memory
    /// unless `queue.type: persisted` is set: then a Logstash that is killed loses nothing. What was not acknowledged when
    /// a connection broke is sent again, and may arrive twice: at most what was outstanding.
    ///
    /// A window has at most 2048 events and 2 MiB unless [`max_batch_events`](Shipper::max_batch_events) and
    /// [`max_batch_bytes`](Shipper::max_batch_bytes) say otherwise; more than 10,000 events are never in one. Windows are
    /// compressed with zlib at [level 3](Shipper::compression), and [two](Shipper::pipelining) may be outstanding.
    ///
    /// ```
    /// use blackbar::Logstash;
    ///
    /// let logstash = Logstash::beats("logs.example.com").metadata("payments", "1.4.0");
    /// # drop(logstash);
    /// ```
    #[must_use]
    pub fn beats(address: impl Into<String>) -> Shipper<Beats> {
        let addresses = Expected {
            schemes: &[Scheme::Tcp, Scheme::Tls],
            port: Some(PORT),
            example: "logs.example.com:5044",
        };
        Shipper::to(Beats::default(), Kind { name: "logstash:beats", addresses }, address)
    }
}

impl Shipper<Beats> {
    /// How hard windows are compressed with zlib, from 1 (fast) to 9 (small); 0 sends them as they are. Default: 3. More than 9
    /// is 9.
    ///
    /// Level 3 makes about a tenth of log lines. Without compression sending costs the least processor time.
    ///
    /// ```
    /// let logstash = blackbar::Logstash::beats("logs.example.com:5044").compression(0);
    /// # drop(logstash);
    /// ```
    #[must_use]
    pub fn compression(mut self, level: u32) -> Self {
        self.protocol_mut().set_compression(level);
        self
    }

    /// How many windows may be sent before the first of them is acknowledged. Default: 2. Zero is one.
    ///
    /// More keep a distant receiver busy, and more may arrive twice after a break.
    ///
    /// ```
    /// let logstash = blackbar::Logstash::beats("logs.example.com:5044").pipelining(4);
    /// # drop(logstash);
    /// ```
    #[must_use]
    pub fn pipelining(mut self, windows: usize) -> Self {
        self.protocol_mut().set_pipelining(windows);
        self
    }

    /// Adds `"@metadata": {"beat": .., "type": "_doc", "version": ..}` to each event, as Beats do. Default: not.
    ///
    /// Logstash does not write `@metadata` to its outputs, but pipelines made for Beats ask for it, for instance in
    /// `index => "%{[@metadata][beat]}-%{[@metadata][version]}"`.
    ///
    /// ```
    /// let logstash = blackbar::Logstash::beats("logs.example.com:5044").metadata("payments", "1.4.0");
    /// # drop(logstash);
    /// ```
    #[must_use]
    pub fn metadata(mut self, beat: impl AsRef<str>, version: impl AsRef<str>) -> Self {
        self.protocol_mut().set_metadata(beat.as_ref(), version.as_ref());
        self
    }
}
