//! Logstash, by each of its inputs.

/// Ways to ship to Logstash.
#[derive(Debug, Clone, Copy)]
pub struct Logstash {
    _only_functions: (),
}
