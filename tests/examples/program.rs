//! Running an example.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

/// What a run left behind.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs an example in the workspace's directory.
pub(crate) fn run(example: &str, arguments: &[&str]) -> Run {
    run_with(example, arguments, b"")
}

/// The same, with an input.
pub(crate) fn run_with(example: &str, arguments: &[&str], stdin: &[u8]) -> Run {
    let mut child = Command::new(binary(example))
        .args(arguments)
        .current_dir(workspace())
        .env_remove("BLACKBAR_LOG")
        .env_remove("RUST_LOG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input closes the pipe.
    let _unread = child.stdin.take().unwrap().write_all(stdin);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Every line of a file, as JSON.
pub(crate) fn json_lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

pub(crate) fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn binary(example: &str) -> &'static Path {
    static BUILT: LazyLock<Vec<PathBuf>> = LazyLock::new(build);
    BUILT.iter().find(|path| path.file_stem().is_some_and(|name| name == example)).unwrap()
}

/// Builds the examples, as the tests themselves are built, and asks cargo where they are.
fn build() -> Vec<PathBuf> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--examples", "--message-format=json"]);
    cargo.args(["--package", "blackbar-examples", "--package", "blackbar-example-prometheus"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let output = cargo.current_dir(workspace()).stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "the examples do not compile");
    let messages = String::from_utf8(output.stdout).unwrap();
    let artifacts = messages.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    artifacts.filter_map(|artifact| Some(PathBuf::from(artifact["executable"].as_str()?))).collect()
}
