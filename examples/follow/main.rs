//! Follows a log while it is written and rotated, and counts its lines: the reading side of a rolling file.
//!
//! ```text
//! cargo run --release --example follow
//! ```
//!
//! The log is in `target/follow-logs`. With `jq` the same, once it is written:
//! `cat target/follow-logs/app.*.log target/follow-logs/app.log | jq -r 'select(.level == "warn") | .message'`.
#![allow(clippy::print_stdout, reason = "the report is for the user of the example; it is no log")]

#[cfg(unix)]
mod follower;

use std::error::Error;

#[cfg(unix)]
fn main() -> Result<(), Box<dyn Error>> {
    use blackbar::{KIB, Logger, RollingFile, info, warn};

    let path = blackbar_examples::below_target("follow-logs/app.log");
    let _there_was_none = std::fs::remove_dir_all(path.parent().ok_or("a folder")?);

    let file = RollingFile::new(&path).max_size(64 * KIB).header();
    let guard = Logger::builder().file(file).install()?;
    let mut follower = follower::Follower::after(&path, 0);
    let (mut events, mut headers) = (0, 0);
    for round in 0..20 {
        for number in 0..500 {
            info!("order {number} of round {round} packed", number, round);
        }
        warn!("round {round} is over", round);
        guard.logger().flush()?;
        follower.lines(|line| if line.starts_with("{\"header\"") { headers += 1 } else { events += 1 })?;
    }
    println!("{events} events in {headers} files of at most 64 KiB below {}", path.display());
    assert_eq!(events, 20 * 501);
    Ok(())
}

#[cfg(not(unix))]
fn main() -> Result<(), Box<dyn Error>> {
    Err("this example goes by inodes".into())
}
