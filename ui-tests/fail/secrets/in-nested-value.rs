//! Deep in a tree of types of one's own, in a struct and in each style of variant.
use blackbar::{LogEvent, LogValue, Secret};

#[derive(LogValue)]
struct Session {
    entry: Secret<String>,
}

#[derive(LogValue)]
enum Step {
    Plain(Secret<String>),
    Pair(u64, Secret<String>),
    Named { entry: Secret<String> },
}

#[derive(LogEvent)]
struct Login {
    session: Session,
    steps: Vec<Step>,
}

fn main() {}
