//! From no connection to an open session.

use tokio::time::timeout;

use super::super::address::Address;
use super::super::session::{Broken, Protocol, Trouble};
use super::{Core, Delivery};
use crate::sink::DeliveryState;
use crate::sink::net::moment;

impl<P: Protocol> Delivery<P> {
    /// Tries the addresses in rounds until one answers; `None` when it is time to end.
    pub(super) async fn open(&mut self) -> Option<P::Session> {
        let Self { protocol, connector, core } = self;
        loop {
            if let Some(until) = core.pace.hold_until() {
                core.keeper.until(until).await?;
                core.pace.resume();
            }
            let random = core.random.next();
            let Some(address) = core.targets.next(random).cloned() else {
                let wait = core.backoff.next(core.random.next());
                core.keeper.until(moment::now() + wait).await?;
                continue;
            };
            let opening = timeout(connector.timeouts().connect, protocol.open(&address, connector));
            let opened = core.keeper.during(opening).await?;
            let now = moment::now();
            match opened.unwrap_or_else(|_| Err(Core::took_too_long(&address))) {
                Ok(session) => {
                    core.targets.opened(now.into_std());
                    core.opened(&address);
                    return Some(session);
                }
                Err(broken) => {
                    core.targets.ended(now.into_std());
                    let state = core.pace.state_after_failure();
                    core.keeper.health.set(state, &address.to_string(), Some(&broken.what));
                }
            }
        }
    }
}

impl Core {
    /// What is said of a session that did not open in time.
    pub(super) fn took_too_long(address: &Address) -> Broken {
        Broken::new(Trouble::ConnectTimeout, format!("{address}: no connection in time"))
    }

    /// Shows that there is a session. After a pause it is up only when it takes something.
    pub(super) fn opened(&mut self, address: &Address) {
        self.keeper.health.connected();
        if !self.pace.is_in_doubt() {
            self.keeper.health.set(DeliveryState::Up, &address.to_string(), None);
        }
    }
}
