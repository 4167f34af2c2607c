//! A type name that gives no event name.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[allow(non_camel_case_types)]
struct Größe;

fn main() {}
