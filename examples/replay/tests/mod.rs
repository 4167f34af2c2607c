//! What can be tested without a file and without a logger.

mod arguments;
mod headers;
mod lines;
mod messages;
