//! A command has its arguments and its environment in it.
use blackbar::info;

fn main() {
    let command = std::process::Command::new("psql");
    info!("started", command);
}
