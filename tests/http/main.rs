//! Requests of services that are built on tower: one context and one event each, whatever becomes of them, and nothing of what they
//! carry.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod contexts;
mod endings;
mod secrets;
mod service;
