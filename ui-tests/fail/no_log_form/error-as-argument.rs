//! The habit of other loggers: the error as a field.
use blackbar::error;

fn main() {
    if let Err(cause) = "x".parse::<u64>() {
        error!("no number", cause);
    }
}
