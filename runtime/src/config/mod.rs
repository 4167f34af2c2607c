//! Describing a logger: what it writes, where to, and how much it may cost.

mod builder;
mod identity;
#[cfg(feature = "logstash")]
mod network;
mod panic_hook;
mod watch;

pub use builder::Builder;
pub(crate) use panic_hook::deactivate as deactivate_panic_hook;
