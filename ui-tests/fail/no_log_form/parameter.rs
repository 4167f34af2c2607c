//! A type parameter with other bounds than ours.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Seen<T: std::fmt::Debug + Clone>
where
    T: ToString,
{
    what: Vec<T>,
}

fn main() {}
