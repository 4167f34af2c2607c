//! From a description to a sink with a thread.

use core::time::Duration;
use std::sync::Arc;

use super::super::backlog::Backlog;
use super::super::backoff::Backoff;
use super::super::change::Health;
use super::super::dead_letters::DeadLetters;
use super::super::delivery::{self, Delivery, Keeper, Plan};
use super::super::link::Connector;
use super::super::queue::{Queue, Size};
use super::super::session::{Limits, Protocol};
use super::super::targets::Targets;
use super::Shipper;
use super::settings::Settings;
use super::sink::NetSink;
use crate::encode::Encoding;
use crate::error::Result;
use crate::sink::{DeliveryCounts, IntoSink, MIB, Sink, SinkCounts, SinkOptions};

/// A chunk has at least this many bytes, as long as there are so many, and at most this many before it is sealed.
const CHUNK: core::ops::RangeInclusive<usize> = 64 * 1024..=1024 * 1024;

/// Nothing waits for longer than this: it can be added to any time.
pub(super) const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);
/// Bytes of dead letters.
const DEAD_LETTERS: u64 = 16 * MIB;

impl<P: Protocol> IntoSink for Shipper<P> {
    fn name(&self) -> String {
        self.settings.shown_name()
    }

    fn encoding(&self) -> Encoding {
        self.encoding.clone()
    }

    fn options(&self) -> &SinkOptions {
        &self.options
    }

    fn open(self: Box<Self>, counts: Arc<SinkCounts>) -> Result<Box<dyn Sink>> {
        let Self { mut protocol, settings, .. } = *self;
        settings.check()?;
        protocol.prepare()?;
        let addresses = settings.read_addresses()?;
        let mut connector = settings.connector()?;
        addresses.iter().try_for_each(|address| connector.prepare(address))?;

        let numbers = Arc::new(DeliveryCounts::new(protocol.guarantee()));
        counts.set_delivery(Arc::clone(&numbers));
        let limits = settings.limits(protocol.limits());
        let queue = Arc::new(Queue::new(settings.size(&limits), Arc::clone(&counts), Arc::clone(&numbers)));
        let mut backlog = Backlog::new(Arc::clone(&queue), Arc::clone(&counts), Arc::clone(&numbers));
        if let Some(spool) = &settings.spool {
            let (opened, found) = spool.open()?;
            backlog = backlog.with_spool(opened, &found, spool.sync, limits.age.is_zero());
        }
        let on_change = settings.on_change.clone();
        let health = Health::new(settings.shown_name(), Arc::clone(&counts), numbers, on_change);
        let mut keeper = Keeper::new(backlog, health, Arc::clone(&queue));
        if let Some(spool) = &settings.spool {
            keeper = keeper.with_dead_letters(DeadLetters::open(&spool.directory, DEAD_LETTERS));
        }
        let plan = Plan {
            targets: Targets::new(addresses, settings.strategy),
            backoff: Backoff::new(*settings.backoff.start(), (*settings.backoff.end()).min(LONGEST)),
            limits,
            max_age: settings.max_age.min(LONGEST),
            seed: seed(),
        };
        let delivery = Delivery::new(protocol, connector, keeper, plan);
        let thread = delivery::start(delivery, Arc::clone(&queue), counts)?;
        Ok(Box::new(NetSink::new(queue, thread)))
    }
}

impl Settings {
    fn connector(&self) -> Result<Connector> {
        let mut connector = Connector::new(self.timeouts);
        if let Some(resolver) = &self.resolver {
            connector = connector.with_resolver(Arc::clone(resolver));
        }
        #[cfg(feature = "tls")]
        if let Some(tls) = &self.tls {
            connector = connector.with_tls(tls)?;
        }
        Ok(connector)
    }

    fn size(&self, limits: &Limits) -> Size {
        let chunk = limits.bytes.clamp(*CHUNK.start(), *CHUNK.end());
        Size { bytes: self.queue, chunk, when_full: self.when_full }
    }
}

/// Any number.
fn seed() -> u64 {
    let mut bytes = [0; 8];
    match getrandom::fill(&mut bytes) {
        Ok(()) => u64::from_ne_bytes(bytes),
        // It only spreads attempts, so the clock will do.
        Err(_) => crate::clock::now().unix_nanos,
    }
}
