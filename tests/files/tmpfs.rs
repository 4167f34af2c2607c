//! "The disk was full for a minute, and it never wrote again." On a real file system of one megabyte.

use std::fs;
use std::process::Command;

use blackbar_tests::Child;

use super::{Folder, numbers};

#[test]
fn a_full_disk_is_counted_leaves_no_half_line_and_writing_resumes_by_itself() {
    let probe = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/tmp"])
        .output();
    if !probe.is_ok_and(|probe| probe.status.success()) {
        println!("skipped: this user may not mount a file system in a namespace of its own");
        return;
    }
    let folder = Folder::new();
    let mount = folder.0.path().join("mount");
    fs::create_dir(&mount).unwrap();
    // The mount is gone with the child; the log is copied out before.
    let script = "mount -t tmpfs -o size=1m none \"$1\" && \"$2\" files_full_disk \"$1/app.log\" && cp \"$1\"/app.* \"$1/..\"";
    let finished = Child::new("unshare", "--user")
        .arg("--map-root-user")
        .arg("--mount")
        .arg("sh")
        .arg("-c")
        .arg(script)
        .arg("sh")
        .arg(&mount)
        .arg(env!("CARGO_BIN_EXE_child"))
        .succeeds();
    let written: u64 = finished.stdout.trim().parse().unwrap();
    let numbers = numbers(&folder);
    assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "twice, or out of order");
    // The others are reports of the loss, which are events too.
    assert!(written - numbers.len() as u64 <= 100, "{written} counted, {} found", numbers.len());
    assert!(numbers.len() > 1_000);
}
