//! What a destination across a network can be told, and its opening.

mod check;
mod opening;
mod settings;
mod sink;
mod spool;
#[cfg(test)]
mod tests;

use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;
use std::sync::Arc;

pub(crate) use self::settings::Kind;
use self::settings::Settings;
pub use self::spool::{Spool, SpoolSync};
use super::change::DeliveryChange;
use super::resolve::Resolve;
use super::targets::Strategy;
#[cfg(feature = "tls")]
use super::tls::Tls;
use crate::encode::Encoding;
use crate::secret::Class;
use crate::sink::SinkOptions;
use crate::spool::WhenFull;

/// A destination across a network, for the protocol `P`. [`Logstash`](crate::Logstash) makes them.
///
/// It has a thread of its own (`blackbar-net`), which connects without being asked and keeps the connection open. The
/// application only ever waits for it where it says so: in [`flush`](crate::Logger::flush), and at the end.
///
/// Events wait in a [queue in memory](Self::queue), or [on disk](Self::spool) if there is a directory for them, until the peer has
/// acknowledged them; what that means is told by the [guarantee](crate::Guarantee) of the protocol. What was not acknowledged when
/// a connection broke off is sent again on the next one, in order. Nothing is given up for being tried too often: an event is
/// lost when there is no room for it, when it waited longer than the spool allows, or when the peer says that it will never take it, and
/// each is counted by its cause. See [`stats()`](crate::Logger::stats) for how a destination is.
///
/// | setting | default |
/// |---|---|
/// | [`queue`](Self::queue) | 16 MiB |
/// | [`when_full`](Self::when_full) | the newest events are dropped |
/// | [`spool`](Self::spool) | none |
/// | [`connect_timeout`](Self::connect_timeout) | 5 s |
/// | [`write_timeout`](Self::write_timeout) | 10 s |
/// | [`ack_timeout`](Self::ack_timeout) | 30 s |
/// | [`backoff`](Self::backoff) | 0.5 s to 30 s |
/// | [`max_connection_age`](Self::max_connection_age) | 10 min |
/// | [`strategy`](Self::strategy) | the first address whenever it can be reached |
/// | [`max_batch_events`](Self::max_batch_events), [`max_batch_bytes`](Self::max_batch_bytes), [`max_batch_age`](Self::max_batch_age) | the protocol's |
///
/// ```no_run
/// use std::time::Duration;
/// use blackbar::{Logger, Logstash, MIB, Spool, WhenFull};
///
/// # fn main() -> blackbar::Result<()> {
/// let _guard = Logger::builder()
///     .logstash(
///         Logstash::tcp("logs-1.example.com:5000")
///             .or("logs-2.example.com:5000")
///             .spool(Spool::new("/var/lib/app/spool").max_bytes(1024 * MIB))
///             .when_full(WhenFull::DropLowestLevel)
///             .max_connection_age(Duration::from_secs(300)),
///     )
///     .install()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Shipper<P> {
    protocol: P,
    settings: Settings,
    options: SinkOptions,
    encoding: Encoding,
}

impl<P> Shipper<P> {
    /// Ships to `address` by `protocol`.
    pub(crate) fn to(protocol: P, kind: Kind, address: impl Into<String>) -> Self {
        Self {
            protocol,
            settings: Settings::new(kind, address.into()),
            options: SinkOptions::new(),
            encoding: Encoding::Logstash,
        }
    }

    /// The protocol, for its own settings.
    pub(crate) fn protocol_mut(&mut self) -> &mut P {
        &mut self.protocol
    }

    /// Another address of the same destination, for when those before cannot be reached; which one is used says the
    /// [`strategy`](Self::strategy). One of them is in use at a time.
    #[must_use]
    pub fn or(mut self, address: impl Into<String>) -> Self {
        self.settings.addresses.push(address.into());
        self
    }

    /// Which of several addresses is used. Default: [`Strategy::PreferPrimary`].
    #[must_use]
    pub fn strategy(mut self, strategy: Strategy) -> Self {
        self.settings.strategy = strategy;
        self
    }

    /// The size of the queue in memory, in bytes of rendered events. Default: 16 MiB. What was sent and is not acknowledged
    /// counts too, unless it is in the [spool](Self::spool). An event that is longer than the whole queue is dropped. Zero is an
    /// error of building the logger.
    #[must_use]
    pub fn queue(mut self, bytes: usize) -> Self {
        self.settings.queue = bytes;
        self
    }

    /// Who is lost when the queue is full: with a spool only while the disk does not keep up or refuses. Default:
    /// [`WhenFull::DropNewest`]. The spool has a [setting of its own](Spool::when_full).
    #[must_use]
    pub fn when_full(mut self, when_full: WhenFull) -> Self {
        self.settings.when_full = when_full;
        self
    }

    /// Keeps events on disk until they are acknowledged, across the end of the process. Default: none, in memory only.
    #[must_use]
    pub fn spool(mut self, spool: Spool) -> Self {
        self.settings.spool = Some(spool);
        self
    }

    /// The most events that are sent at once. The default is the protocol's. Zero is an error of building the logger.
    #[must_use]
    pub fn max_batch_events(mut self, events: usize) -> Self {
        self.settings.batch_events = Some(events);
        self
    }

    /// The most bytes that are sent at once; an event that is longer is sent by itself. The default is the protocol's. Zero is
    /// an error of building the logger.
    #[must_use]
    pub fn max_batch_bytes(mut self, bytes: usize) -> Self {
        self.settings.batch_bytes = Some(bytes);
        self
    }

    /// How long events wait for others to be sent with them. A flush does not wait. The default is the protocol's; zero sends
    /// what there is at once.
    #[must_use]
    pub fn max_batch_age(mut self, age: Duration) -> Self {
        self.settings.batch_age = Some(age);
        self
    }

    /// How long it may take to connect, names and handshakes included, before the next address is tried. Default: 5 s.
    #[must_use]
    pub fn connect_timeout(mut self, patience: Duration) -> Self {
        self.settings.timeouts.connect = patience;
        self
    }

    /// How long the peer may take no bytes while there are some to take, before the connection counts as broken. Default: 10 s.
    #[must_use]
    pub fn write_timeout(mut self, patience: Duration) -> Self {
        self.settings.timeouts.write = patience;
        self
    }

    /// How long the peer may give no sign of life while something is not acknowledged, before the connection counts as broken.
    /// Default: 30 s.
    #[must_use]
    pub fn ack_timeout(mut self, patience: Duration) -> Self {
        self.settings.timeouts.ack = patience;
        self
    }

    /// The least and the longest wait between attempts. Default: 0.5 s to 30 s.
    ///
    /// Waits grow, each to at most three times the one before, and are drawn by lot, so that many clients do not come back at
    /// once. Only an acknowledgement makes them short again. A peer that refuses for good until somebody acts, for instance
    /// because of a password, is asked after 30 s, and then less and less often, at least every 5 minutes.
    #[must_use]
    pub fn backoff(mut self, waits: RangeInclusive<Duration>) -> Self {
        self.settings.backoff = waits;
        self
    }

    /// How long a connection is used before another is opened, with its name resolved anew: so that a change of addresses or of a
    /// load balancer is followed. It ends between two events, and with nothing outstanding. Default: 10 minutes. Zero is an
    /// error of building the logger.
    #[must_use]
    pub fn max_connection_age(mut self, age: Duration) -> Self {
        self.settings.max_age = age;
        self
    }

    /// Who is asked for the addresses of hosts. Default: the system.
    #[must_use]
    pub fn resolver(mut self, resolver: impl Resolve) -> Self {
        self.settings.resolver = Some(Arc::new(resolver));
        self
    }

    /// Encrypts the connection. Default: only where the address says so (`tls://`, `https://`).
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn tls(mut self, tls: Tls) -> Self {
        self.settings.tls = Some(tls);
        self
    }

    /// Calls this whenever the destination comes up, goes down or is paused.
    ///
    /// It runs on the thread of the delivery, which does nothing else meanwhile: it should be short. What it logs is an event
    /// like any other, but never waits for room. A panic in it is caught.
    ///
    /// ```
    /// use blackbar::{DeliveryState, Logstash};
    /// use std::sync::atomic::{AtomicBool, Ordering};
    ///
    /// static READY: AtomicBool = AtomicBool::new(false);
    ///
    /// let logstash = Logstash::tcp("localhost:5000").on_change(|change| {
    ///     READY.store(change.to == DeliveryState::Up, Ordering::Relaxed);
    /// });
    /// # drop(logstash);
    /// ```
    #[must_use]
    pub fn on_change(mut self, tell: impl Fn(&DeliveryChange) + Send + Sync + 'static) -> Self {
        self.settings.on_change = Some(Arc::new(tell));
        self
    }

    /// What [`stats()`](crate::Logger::stats), metrics and reports call it. Default: protocol and first address, for instance
    /// `logstash:tcp:logs-1.example.com:5000`.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.settings.name = Some(name.into());
        self
    }

    /// Sends JSON lines with blackbar's own names; see [`Encoding::Json`].
    #[must_use]
    pub fn json(mut self) -> Self {
        self.encoding = Encoding::Json;
        self
    }

    /// Sends JSON lines with the names of the Elastic Common Schema; see [`Encoding::Ecs`].
    #[must_use]
    pub fn ecs(mut self) -> Self {
        self.encoding = Encoding::Ecs;
        self
    }

    /// Ships what passes these directives, for instance `"warn,my_app::db=debug"`, in place of those of the logger: it may be
    /// more than other sinks get, or less. Default: what the logger's filter lets pass. Directives that do not parse are an
    /// error of building the logger. [`Logger::set_sink_filter`](crate::Logger::set_sink_filter) changes them later.
    #[must_use]
    pub fn filter(mut self, directives: impl Into<String>) -> Self {
        self.options.set_filter(directives);
        self
    }

    /// Ships values up to this class as they are. Default: [`Class::Internal`].
    ///
    /// A value of a higher class is written as `"[redacted]"`, in the message too, unless its field says what to
    /// write in its place: a mask, a hash or a length is for every sink. What a field under `#[log(redact)]` or
    /// `#[log(skip)]` holds never gets into a record, so no clearance brings it back.
    #[must_use]
    pub fn clearance(mut self, clearance: Class) -> Self {
        self.options.set_clearance(clearance);
        self
    }
}

impl<P> fmt::Debug for Shipper<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shipper")
            .field("to", &self.settings.shown_name())
            .field("encoding", &self.encoding)
            .finish_non_exhaustive()
    }
}
