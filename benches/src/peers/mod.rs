//! One logger a file.

mod blackbar;
mod by_hand;
mod emit;
mod facade;
mod fast_log;
mod fastlog;
mod fern;
mod flexi;
mod ftlog;
mod inqjet;
mod insomnilog;
mod kvlog;
mod log4rs;
mod logforth;
mod low_latency_log;
mod model;
mod quicklog;
mod slog;
mod spdlog;
mod ticklog;
mod tracing;

use crate::peer::{About, Peer};
use crate::play;
use crate::roles::{Figures, Task};

macro_rules! peers {
    ($($peer:ty),* $(,)?) => {
        /// What is told of each, in the order of the tables.
        pub fn all() -> Vec<About> {
            vec![$(<$peer>::ABOUT),*]
        }

        /// The figures of the peer called `id`. `None` where there is none, or not the role.
        pub fn with(id: &str, role: &str, task: &Task<'_>) -> Option<Figures> {
            $(if id == <$peer>::ABOUT.id {
                return play::<$peer>(role, task);
            })*
            None
        }
    };
}

peers!(
    blackbar::Blackbar,
    by_hand::ByHand,
    model::Model,
    tracing::NonBlocking,
    tracing::Synchronous,
    slog::Async,
    log4rs::File,
    fern::File,
    flexi::Buffered,
    flexi::Async,
    logforth::File,
    logforth::Async,
    spdlog::File,
    spdlog::Async,
    emit::File,
    fast_log::File,
    ftlog::File,
    ticklog::File,
    inqjet::File,
    insomnilog::File,
    fastlog::File,
    low_latency_log::File,
    quicklog::File,
    kvlog::File,
);
