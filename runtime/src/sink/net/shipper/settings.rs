//! Settings as they were said; nothing is checked yet.

use core::ops::RangeInclusive;
use core::time::Duration;
use std::sync::Arc;

use super::super::address::{Address, Expected};
use super::super::change::OnChange;
use super::super::resolve::Resolve;
use super::super::session::Timeouts;
use super::super::targets::Strategy;
#[cfg(feature = "tls")]
use super::super::tls::Tls;
use super::Spool;
use crate::sink::MIB;
use crate::spool::WhenFull;

/// What a protocol is called, and what it takes for an address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    /// Its name in `stats()`, for instance `logstash:tcp`.
    pub(crate) name: &'static str,
    pub(crate) addresses: Expected,
}

#[derive(Clone)]
pub(super) struct Settings {
    pub(super) kind: Kind,
    pub(super) addresses: Vec<String>,
    pub(super) strategy: Strategy,
    pub(super) queue: usize,
    pub(super) when_full: WhenFull,
    pub(super) spool: Option<Spool>,
    pub(super) batch_events: Option<usize>,
    pub(super) batch_bytes: Option<usize>,
    pub(super) batch_age: Option<Duration>,
    pub(super) timeouts: Timeouts,
    pub(super) backoff: RangeInclusive<Duration>,
    pub(super) max_age: Duration,
    pub(super) resolver: Option<Arc<dyn Resolve>>,
    #[cfg(feature = "tls")]
    pub(super) tls: Option<Tls>,
    pub(super) on_change: Option<OnChange>,
    pub(super) name: Option<String>,
}

const QUEUE: usize = 16 * MIB as usize;
const LEAST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
const MAX_AGE: Duration = Duration::from_secs(10 * 60);

impl Settings {
    pub(super) fn new(kind: Kind, address: String) -> Self {
        Self {
            kind,
            addresses: vec![address],
            strategy: Strategy::default(),
            queue: QUEUE,
            when_full: WhenFull::default(),
            spool: None,
            batch_events: None,
            batch_bytes: None,
            batch_age: None,
            timeouts: Timeouts::default(),
            backoff: LEAST_WAIT..=LONGEST_WAIT,
            max_age: MAX_AGE,
            resolver: None,
            #[cfg(feature = "tls")]
            tls: None,
            on_change: None,
            name: None,
        }
    }

    /// What the sink is called. An address that cannot be read may hold anything, so it is not shown.
    pub(super) fn shown_name(&self) -> String {
        if let Some(name) = &self.name {
            return name.clone();
        }
        let address = self.addresses.first().map(|address| Address::parse_as(address, &self.kind.addresses));
        match address {
            Some(Ok(address)) => format!("{}:{}:{}", self.kind.name, address.host(), address.port()),
            Some(Err(_)) | None => self.kind.name.to_owned(),
        }
    }
}
