//! The cases as files.

use std::fs;
use std::path::PathBuf;

use crate::{home, Failure};

/// A file under `fail/` or `pass/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// Relative to the ui tests, with `/`: `fail/names/always.rs`.
    pub path: String,
}

impl Case {
    /// All cases, by path.
    ///
    /// # Errors
    ///
    /// A folder cannot be read.
    pub fn all() -> Result<Vec<Self>, Failure> {
        let mut cases = Vec::new();
        let mut folders = vec![home().join("fail"), home().join("pass")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|end| end == "rs") {
                    let path = path.strip_prefix(home())?.to_string_lossy().replace('\\', "/");
                    cases.push(Self { path });
                }
            }
        }
        cases.sort();
        Ok(cases)
    }

    /// Whether it must not compile.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.path.starts_with("fail/")
    }

    /// A name for a program: `fail-names-always`.
    #[must_use]
    pub fn program(&self) -> String {
        self.path.trim_end_matches(".rs").replace('/', "-")
    }

    /// Where it is.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        home().join(&self.path)
    }

    /// Its text.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn source(&self) -> Result<String, Failure> {
        fs::read_to_string(self.file()).map_err(|error| format!("{}: {error}", self.path).into())
    }

    /// What the compiler is expected to say to it.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn expected(&self) -> Result<String, Failure> {
        let file = self.file().with_extension("stderr");
        fs::read_to_string(file).map_err(|error| format!("{}: no .stderr: {error}", self.path).into())
    }
}
