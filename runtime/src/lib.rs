//! Structured logging in which a secret cannot compile into a log line.
#![deny(unsafe_code)]
#![cfg_attr(
    test,
    allow(clippy::disallowed_methods, reason = "tests wait with deadlines, on threads of their own")
)]

extern crate self as blackbar;

mod clock;
mod count;
mod error;
mod level;

mod event;
mod filter;
mod helpers;
mod rate;
mod secret;
mod trace;
mod value;

mod os;
mod record;
mod ring;
#[cfg(feature = "logstash")]
mod spool;

mod context;
mod frontend;

mod encode;

mod sink;

mod backend;

mod config;
mod logger;
mod macros;
#[cfg(feature = "test")]
pub mod test;
#[cfg(feature = "tower")]
pub mod tower;

#[doc(hidden)]
pub mod __private;

pub use backend::{DeliveryStats, SinkStats, Stats};
pub use blackbar_macros::{Debug, LogContext, LogEvent, LogValue};
pub use clock::Clock;
pub use config::Builder;
pub use context::{Context, ContextFuture, ContextGuard, InContext, LogContext};
pub use count::{Cause, Tally};
pub use encode::Encoding;
pub use error::{Error, Result};
pub use event::LogEvent;
pub use filter::Filter;
pub use frontend::Overflow;
#[cfg(feature = "http")]
pub use helpers::LogHeaders;
pub use helpers::{ErrorKind, LogUrl, error_kind};
pub use level::{Level, LevelFilter};
pub use logger::{Guard, Logger, LoggerScope, flush, init, stats};
pub use secret::{Class, Secret};
#[cfg(any(feature = "gzip", feature = "zstd"))]
pub use sink::Compression;
pub use sink::{
    Batch, BatchEvent, Color, Condition, Console, DeliveryCounts, DeliveryState, Every, FileHandle, FileSync,
    Flushing, GIB, Guarantee, Health, IntoSink, KIB, MIB, Memory, Outcome, RollingFile, Sink, SinkCounts,
    SinkOptions, WhenTaken,
};
#[cfg(feature = "logstash")]
pub use sink::{
    Beats, Datagrams, DeliveryChange, HttpLines, JsonLines, Logstash, Resolve, Shipper, Spool, SpoolSync,
    Strategy, WhenFull,
};
#[cfg(feature = "tls")]
pub use sink::{Tls, TlsVersion};
pub use trace::{HexId, TraceContext};
pub use value::{LogItem, LogValue, MapKey, NotText, Slot, Written};
