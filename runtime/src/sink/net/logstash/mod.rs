//! Logstash, by each of its inputs.

mod beats;
mod http;
mod tcp;
#[cfg(test)]
mod tests;
mod udp;

pub use beats::Beats;
pub use http::HttpLines;
pub use tcp::JsonLines;
pub use udp::Datagrams;

/// Ways to ship to Logstash.
#[derive(Debug, Clone, Copy)]
pub struct Logstash {
    _only_functions: (),
}
