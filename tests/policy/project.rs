//! A cargo project in a temporary folder, which depends on blackbar and is checked by a cargo of its own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The project. Its folder is removed with it.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

/// What cargo said.
pub(crate) struct Checked {
    pub(crate) compiled: bool,
    pub(crate) said: String,
}

impl Project {
    /// Files with their paths in the project. The first is the manifest that is checked; `[dependencies]` is added to it,
    /// and its package `probe` gets a name of its own: in the folder that all share, cargo tells packages apart by it.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("probe{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let project = Self { folder: tempfile::tempdir().unwrap() };
        let manifest = files.first().unwrap().0;
        for (path, text) in files {
            match *path == manifest {
                true => project.write(path, &format!("{}\n{}", text.replace("probe", &name), dependencies())),
                false => project.write(path, text),
            }
        }
        // Without it, cargo would look for newer versions.
        std::fs::copy(workspace().join("Cargo.lock"), project.path("Cargo.lock")).unwrap();
        project
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).unwrap();
    }

    /// Runs `cargo check` in a folder of the project.
    pub(crate) fn check(&self, folder: &str) -> Checked {
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["check", "--offline", "--color=never"])
            .arg("--target-dir")
            .arg(target())
            .current_dir(self.path(folder))
            .env_remove("CARGO_MANIFEST_DIR")
            .env_remove("RUST_BACKTRACE")
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        Checked { compiled: output.status.success(), said }
    }
}

impl Checked {
    #[track_caller]
    pub(crate) fn passes(&self) {
        assert!(self.compiled, "{}", self.said);
    }

    /// Fails with these ids and no others.
    #[track_caller]
    pub(crate) fn fails(&self, ids: &[&str]) {
        assert!(!self.compiled, "it compiled, in spite of {ids:?}\n{}", self.said);
        let mut found: Vec<&str> =
            self.said.match_indices("[BB").filter_map(|(at, _)| self.said.get(at + 1..at + 6)).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, ids, "{}", self.said);
    }

    #[track_caller]
    pub(crate) fn says(&self, text: &str) {
        assert!(self.said.contains(text), "it does not say `{text}`:\n{}", self.said);
    }
}

fn dependencies() -> String {
    format!("[dependencies]\nblackbar = {{ path = {:?} }}\n", workspace().join("runtime"))
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// A folder beside what this test was built into, so that all projects share one build of blackbar.
fn target() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.ancestors().nth(3).unwrap().join("policy")
}
