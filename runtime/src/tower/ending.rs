//! [`Ending`]: what sees to it that each request is logged once, whatever becomes of it.

use core::time::Duration;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::event::{HttpRequest, Outcome};
use super::identity::RequestId;
use super::layer::Settings;
use super::target::Target;
use crate::clock;
use crate::context::Context;

/// A request that is being worked on. Dropping it logs the event, so that there is exactly one: there is no other way out.
#[derive(Debug)]
pub(super) struct Ending {
    pub(super) settings: Settings,
    pub(super) id: RequestId,
    /// What the event says if this is dropped now.
    pub(super) outcome: Outcome,
    pub(super) status: Option<u16>,
    context: Context,
    target: Target,
    start: Duration,
}

impl Ending {
    /// The request begins now.
    pub(super) fn new(settings: Settings, context: Context, id: RequestId, target: Target) -> Self {
        let start = clock::now().up;
        Self { settings, id, outcome: Outcome::Abandoned, status: None, context, target, start }
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        let event = HttpRequest {
            method: self.target.method,
            route: self.target.route(),
            path: self.target.path(),
            status: self.status,
            latency: clock::now().up.saturating_sub(self.start),
            outcome: self.outcome,
        };
        // A panic out of a drop can be the end of the process.
        let level = catch_unwind(AssertUnwindSafe(|| (self.settings.level)(&event)));
        let level = level.unwrap_or_else(|_| event.usual_level());
        self.context.run(|| event.log(level));
    }
}
