//! The delivery: what brings the events of one sink to its destination, on a thread of its own.
//!
//! It connects without being asked, so that its health is known before there is an event. It sends what the backlog has,
//! applies what the session tells of it, and begins anew where a connection broke off. What may take long is waited for, never
//! done, on its thread; so the queue, the spool and those who wait for a flush are looked after whatever the peer does.

mod connect;
mod keeper;
mod pace;
mod serve;
#[cfg(test)]
mod tests;
mod thread;

use core::time::Duration;

pub(crate) use self::keeper::Keeper;
use self::pace::Pace;
pub(crate) use self::thread::start;
use super::backoff::Backoff;
use super::link::Connector;
use super::session::{Limits, Protocol};
use super::targets::Targets;

/// The delivery to one destination.
#[derive(Debug)]
pub(crate) struct Delivery<P> {
    protocol: P,
    connector: Connector,
    core: Core,
}

/// All of it that does not depend on the protocol.
#[derive(Debug)]
struct Core {
    keeper: Keeper,
    targets: Targets,
    backoff: Backoff,
    pace: Pace,
    limits: Limits,
    /// How long a connection is used.
    max_age: Duration,
    random: Random,
}

/// What a delivery is made of.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) targets: Targets,
    pub(crate) backoff: Backoff,
    pub(crate) limits: Limits,
    pub(crate) max_age: Duration,
    /// Any number; it makes the waits of this delivery differ from those of others.
    pub(crate) seed: u64,
}

impl<P: Protocol> Delivery<P> {
    pub(crate) fn new(protocol: P, connector: Connector, keeper: Keeper, plan: Plan) -> Self {
        let Plan { targets, backoff, limits, max_age, seed } = plan;
        let core = Core {
            keeper,
            targets,
            backoff,
            pace: Pace::default(),
            limits,
            max_age,
            random: Random(seed | 1),
        };
        Self { protocol, connector, core }
    }

    /// Runs until the queue is closed, and everything is where it belongs or there is no time left.
    pub(crate) async fn run(&mut self) {
        while let Some(session) = self.open().await {
            if self.serve(session).await == Served::End {
                break;
            }
        }
        self.core.keeper.end().await;
    }
}

/// Whether there is anything left to do after a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Served {
    Again,
    End,
}

/// Numbers that differ between deliveries: xorshift64*.
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
}
