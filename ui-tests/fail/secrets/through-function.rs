//! A generic function cannot log what may be anything.
use blackbar::info;

fn trace_value<T>(value: T) -> T {
    info!("seen", value = &value);
    value
}

fn main() {
    trace_value(1);
}
