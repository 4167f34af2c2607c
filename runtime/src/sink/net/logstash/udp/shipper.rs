//! How Logstash's `udp` input is set up.

use super::Datagrams;
use crate::sink::net::Logstash;
use crate::sink::net::shipper::{Kind, Shipper};

impl Logstash {
    /// Ships each event as a datagram to `address`: a host and a port, for instance `logs.example.com:5000`. An address that
    /// cannot be read is an error of building the logger.
    ///
    /// ```text
    /// input { udp { port => 5000 codec => json } }
    /// ```
    ///
    /// Nobody says what becomes of a datagram, so an event counts as delivered when the system has taken it
    /// ([`Sent`](crate::Guarantee::Sent)), and none is sent twice. Where events matter take [`Logstash::beats`] or
    /// [`Logstash::http`]. Events that are too long for a [datagram](Shipper::max_datagram) are dropped for
    /// [`TooLarge`](crate::Cause::TooLarge).
    ///
    /// If nobody listens, the other machine says so, and the next events wait until it is tried again; those that had been sent
    /// are lost, and counted as written.
    ///
    /// ```
    /// use blackbar::Logstash;
    ///
    /// let logstash = Logstash::udp("localhost:5000").max_datagram(8192);
    /// # drop(logstash);
    /// ```
    #[must_use]
    pub fn udp(address: impl Into<String>) -> Shipper<Datagrams> {
        let kind = Kind { name: "logstash:udp", addresses: Datagrams::ADDRESS };
        Shipper::to(Datagrams::default(), kind, address)
    }
}

impl Shipper<Datagrams> {
    /// The longest datagram in bytes, with the line end of the event. Default: 1432, which goes through most networks in one
    /// piece. A longer one is cut into packets on the way, and lost as a whole with each of them. More than 65,507, and zero,
    /// is an error of building the logger; Logstash takes at most its `buffer_size`, which is 65,536.
    #[must_use]
    pub fn max_datagram(mut self, bytes: usize) -> Self {
        self.protocol_mut().most = bytes;
        self
    }
}
