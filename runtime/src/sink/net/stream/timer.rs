//! The clock of a delivery, and one timer for all deadlines of a connection.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

use tokio::time::Sleep;

/// A moment of the clock that the runtime's timers go by, which tests turn.
pub(crate) type Moment = tokio::time::Instant;

/// What the end of a connection may take.
pub(super) const A_MOMENT: Duration = Duration::from_secs(1);

/// A timer that is set to ever new deadlines, mostly later ones. Then it is left to ring too early: a deadline that moves with
/// each write costs nothing.
#[derive(Debug, Default)]
pub(super) struct Timer(Option<Pin<Box<Sleep>>>);

impl Timer {
    /// Ready once `deadline` has passed; without one never.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, deadline: Option<Moment>) -> Poll<()> {
        let Some(deadline) = deadline else {
            return Poll::Pending;
        };
        let sleep = self.0.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
        loop {
            if sleep.deadline() > deadline {
                sleep.as_mut().reset(deadline);
            }
            core::task::ready!(sleep.as_mut().poll(cx));
            if sleep.deadline() >= deadline {
                return Poll::Ready(());
            }
            sleep.as_mut().reset(deadline);
        }
    }
}
