//! A fork: the child's calls are off and counted until it installs a logger of its own; the parent does not notice.

use blackbar_tests::{lines_of_file, texts};

use super::{Folder, child};

/// The numbers in a log file.
fn numbers(folder: &Folder, extension: &str) -> Vec<String> {
    texts(&lines_of_file(&folder.log().with_extension(extension)), "number")
}

fn up_to(end: u64) -> Vec<String> {
    (0..end).map(|number| number.to_string()).collect()
}

#[test]
fn the_child_of_a_fork_logs_again_after_it_installed_a_logger() {
    let folder = Folder::new();
    child("fork").arg(folder.log()).succeeds();
    assert_eq!(numbers(&folder, "log"), up_to(10), "the parent's file");
    assert_eq!(numbers(&folder, "child"), up_to(30), "the child's file");
    // The thread that forked has its context there too, and may enter others; a new thread has none.
    let child = lines_of_file(&folder.log().with_extension("child"));
    let both = serde_json::json!({"before": 1, "child": 1});
    for line in child.iter().filter(|line| line["message"] == "child") {
        let of_thread = (10..20).contains(&line["number"].as_u64().unwrap());
        assert_eq!(line.get("context"), Some(&both).filter(|_| !of_thread), "{line}");
    }
}

#[test]
fn calls_under_a_scope_of_before_the_fork_are_counted_in_the_child() {
    let folder = Folder::new();
    child("fork_in_scope").arg(folder.log()).succeeds();
    assert_eq!(numbers(&folder, "log"), ["0"]);
}

#[test]
fn the_child_of_a_child_may_install_one_too() {
    let folder = Folder::new();
    child("fork_of_fork").arg(folder.log()).succeeds();
    assert_eq!(numbers(&folder, "log"), ["0"]);
    assert_eq!(numbers(&folder, "child"), ["1"]);
    assert_eq!(numbers(&folder, "grandchild"), ["2"]);
}
