//! What the numbers say of a destination across a network.

use core::time::Duration;

#[cfg(feature = "serde")]
use super::json;
use crate::clock;
use crate::sink::{Condition, DeliveryCounts, DeliveryState, Guarantee};

/// One destination across a network, as part of its sink's line in the ledger.
///
/// The events that are waiting for it are `queued` in memory, or `spooled` on disk. Those are in neither of the sink's sums:
/// `accepted + recovered = written + filtered + dropped + repeated + spooled_events`, once nothing is pending.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct DeliveryStats {
    /// How it is. A gauge.
    pub state: DeliveryState,
    /// For how long. A gauge.
    #[cfg_attr(feature = "serde", serde(serialize_with = "json::seconds"))]
    pub state_for: Duration,
    /// What `written` means here.
    pub guarantee: Guarantee,
    /// The address in use, or last tried.
    pub address: String,
    /// What last went wrong. It stays when things are well again.
    pub last_error: Option<String>,
    /// Events in memory that are not delivered. A gauge.
    pub queued_events: u64,
    /// Their bytes. A gauge.
    pub queued_bytes: u64,
    /// Events in the spool that are not delivered. A gauge.
    pub spooled_events: u64,
    /// Bytes of the spool on disk. A gauge.
    pub spooled_bytes: u64,
    /// Events that were in the spool when it was opened, of earlier processes. They are written or dropped like any other.
    pub recovered: u64,
    /// Events that were sent again, each as often as that.
    pub retried: u64,
    /// Connections that were opened.
    pub connections: u64,
}

impl DeliveryStats {
    pub(super) fn of(counts: &DeliveryCounts) -> Self {
        let Condition { state, since, address, last_error, .. } = counts.condition();
        Self {
            state,
            state_for: clock::instant().saturating_duration_since(since),
            guarantee: counts.guarantee(),
            address,
            last_error,
            queued_events: counts.queued_events(),
            queued_bytes: counts.queued_bytes(),
            spooled_events: counts.spooled_events(),
            spooled_bytes: counts.spooled_bytes(),
            recovered: counts.recovered(),
            retried: counts.retried(),
            connections: counts.connections(),
        }
    }

    pub(super) fn since(&self, before: &Self) -> Self {
        Self {
            recovered: self.recovered.saturating_sub(before.recovered),
            retried: self.retried.saturating_sub(before.retried),
            connections: self.connections.saturating_sub(before.connections),
            ..self.clone()
        }
    }
}
