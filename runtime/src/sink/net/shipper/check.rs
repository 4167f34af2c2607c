//! What cannot work, said when the logger is built.

use core::fmt;
use core::time::Duration;

use super::super::address::Address;
use super::super::session::Limits;
use super::opening::LONGEST;
use super::settings::Settings;
use crate::error::{Error, Result};

impl Settings {
    /// # Errors
    /// When a setting cannot work; the error names it, its value and what to write instead.
    pub(super) fn check(&self) -> Result<()> {
        at_least_one(
            "queue",
            self.queue,
            "give the queue some bytes: `.queue(16 * 1024 * 1024)` is the default",
        )?;
        let batch = "leave it out for the default of the protocol, or write one at least";
        at_least_one("max_batch_events", self.batch_events.unwrap_or(1), batch)?;
        at_least_one("max_batch_bytes", self.batch_bytes.unwrap_or(1), batch)?;
        some_time("connect_timeout", self.timeouts.connect, "5 s")?;
        some_time("write_timeout", self.timeouts.write, "10 s")?;
        some_time("ack_timeout", self.timeouts.ack, "30 s")?;
        some_time("max_connection_age", self.max_age, "10 min")?;
        some_time("backoff", *self.backoff.start(), "500 ms..=30 s")?;
        if self.backoff.start() > self.backoff.end() {
            let fix = "write the shorter wait first, for instance `Duration::from_millis(500)..=Duration::from_secs(30)`";
            return Err(Error::invalid("backoff", format_args!("{:?}", self.backoff), fix));
        }
        if self.name.as_ref().is_some_and(String::is_empty) {
            return Err(Error::invalid("name", "", "leave it out for protocol and address, or write one"));
        }
        self.spool.as_ref().map_or(Ok(()), super::Spool::check)
    }

    /// The addresses, read.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub(super) fn read_addresses(&self) -> Result<Vec<Address>> {
        self.addresses.iter().map(|address| Address::parse_as(address, &self.kind.addresses)).collect()
    }

    /// How much is sent at once, where the protocol says `usual`.
    pub(super) fn limits(&self, usual: Limits) -> Limits {
        Limits {
            events: self.batch_events.unwrap_or(usual.events),
            bytes: self.batch_bytes.unwrap_or(usual.bytes),
            age: self.batch_age.unwrap_or(usual.age).min(LONGEST),
        }
    }
}

pub(super) fn at_least_one(setting: &'static str, value: impl Into<Number>, fix: &str) -> Result<()> {
    let Number(value) = value.into();
    if value == 0 { Err(Error::invalid(setting, value, fix)) } else { Ok(()) }
}

pub(super) fn some_time(setting: &'static str, value: Duration, usual: impl fmt::Display) -> Result<()> {
    if value.is_zero() {
        return Err(Error::invalid(setting, "0 s", format!("write a longer time; {usual} is the default")));
    }
    Ok(())
}

/// Sizes of memory and of disks.
pub(super) struct Number(u64);

impl From<usize> for Number {
    fn from(number: usize) -> Self {
        Self(number as u64)
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self(number)
    }
}
