//! Everything the service says in its log, in one place for those who review it.
//!
//! Each event is a struct. What may be written of a field stands in front of the field, and what is not said here cannot
//! be said at a call: a reviewer reads these files and no others.

pub(crate) mod login;
pub(crate) mod payment;
