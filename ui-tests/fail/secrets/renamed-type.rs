//! A re-export under a harmless name, in a module of its own.
use blackbar::LogEvent;

mod types {
    pub use blackbar::Secret as Plain;
}

#[derive(LogEvent)]
struct Login {
    name: types::Plain<String>,
}

fn main() {}
