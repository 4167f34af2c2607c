//! Nothing is known of what is behind them.
use blackbar::LogEvent;
use std::any::Any;
use std::error::Error;
use std::fmt::{Debug, Display};

#[derive(LogEvent)]
struct Login<'a> {
    debugged: &'a dyn Debug,
    displayed: Box<dyn Display>,
    anything: &'a (dyn Any + Send),
    failure: &'a dyn Error,
}

fn main() {}
