//! How a destination is, told to those who want to hear of it.

use core::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::sink::{DeliveryCounts, DeliveryState, SinkCounts};

/// A change of the state of a destination: what [`Shipper::on_change`](super::Shipper::on_change) is told.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeliveryChange {
    /// The name of the sink in [`stats()`](crate::Logger::stats).
    pub sink: String,
    /// How it was.
    pub from: DeliveryState,
    /// How it is.
    pub to: DeliveryState,
    /// The address in use, or last tried. It shows no user and no password.
    pub address: String,
    /// What went wrong, for people; `None` when things are well.
    pub reason: Option<String>,
}

/// What is called when a destination changes.
pub(crate) type OnChange = Arc<dyn Fn(&DeliveryChange) + Send + Sync>;

/// Shows how the destination is, wherever it is shown.
pub(crate) struct Health {
    sink: String,
    counts: Arc<SinkCounts>,
    delivery: Arc<DeliveryCounts>,
    on_change: Option<OnChange>,
    state: DeliveryState,
}

impl Health {
    pub(crate) fn new(
        sink: String,
        counts: Arc<SinkCounts>,
        delivery: Arc<DeliveryCounts>,
        on_change: Option<OnChange>,
    ) -> Self {
        Self { sink, counts, delivery, on_change, state: DeliveryState::Connecting }
    }

    /// How it is.
    pub(crate) fn state(&self) -> DeliveryState {
        self.state
    }

    /// A connection was opened.
    pub(crate) fn connected(&self) {
        self.delivery.add_connections(1);
    }

    /// Something else went wrong, which leaves the destination as it is.
    pub(crate) fn note(&self, trouble: &str) {
        let condition = self.delivery.condition();
        self.delivery.set_state(condition.state, &condition.address, Some(trouble));
        self.counts.add_failure();
    }

    /// From now on it is like this, at this address. A reason is given when something went wrong.
    pub(crate) fn set(&mut self, state: DeliveryState, address: &str, reason: Option<&str>) {
        self.delivery.set_state(state, address, reason);
        match state {
            DeliveryState::Up => self.counts.set_working(true),
            DeliveryState::Down | DeliveryState::Paused => self.counts.set_working(false),
            DeliveryState::Connecting => {}
        }
        if reason.is_some() {
            self.counts.add_failure();
        }
        let from = core::mem::replace(&mut self.state, state);
        if from == state {
            return;
        }
        if let Some(on_change) = &self.on_change {
            let change = DeliveryChange {
                sink: self.sink.clone(),
                from,
                to: state,
                address: address.to_owned(),
                reason: reason.map(str::to_owned),
            };
            // It is the user's code: what it does to itself is no reason to lose events.
            let _panicked = catch_unwind(AssertUnwindSafe(|| on_change(&change)));
        }
    }
}

impl fmt::Debug for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Health").field("sink", &self.sink).field("state", &self.state).finish_non_exhaustive()
    }
}
