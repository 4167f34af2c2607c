//! Finds the manifests that count for a package: its own, and that of its workspace.
//!
//! Cargo tells a macro where the package is and nothing about the workspace, so its search is done again here: upwards to
//! the first `Cargo.toml` with `[workspace]` that does not exclude the package, or to where `package.workspace` points. A
//! package from a registry has no workspace.

use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::Problem;
use super::read::table;

/// A manifest, as a file.
pub(super) struct Manifest {
    pub(super) path: PathBuf,
    pub(super) text: String,
}

/// Files that Cargo puts beside what it has unpacked.
const UNPACKED: [&str; 2] = [".cargo-ok", ".cargo-checksum.json"];

impl Manifest {
    /// The manifest in a folder, where there is one.
    pub(super) fn in_folder(folder: &Path) -> Result<Option<Self>, Problem> {
        let path = folder.join("Cargo.toml");
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Some(Self { path, text })),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Problem::new(format!("cannot read {}: {error}", path.display()))),
        }
    }

    /// The folder it is about.
    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// The manifest of the package's workspace, where that is another one.
    pub(super) fn workspace(&self) -> Result<Option<Self>, Problem> {
        let name = self.path.display().to_string();
        let own = table(&name, &self.text)?;
        if own.get_ref().contains_key("workspace") {
            return Ok(None);
        }
        let pointer = entry(own.get_ref(), &["package", "workspace"]).and_then(DeValue::as_str);
        if let Some(pointer) = pointer {
            return Self::in_folder(&self.folder().join(pointer));
        }
        let folders = self.folder().ancestors();
        // What is above the folder of something unpacked is Cargo's, or the project of somebody else.
        let mut inside = true;
        let folders = folders.take_while(|folder| {
            let was_inside = inside;
            inside = !UNPACKED.iter().any(|mark| folder.join(mark).exists());
            was_inside
        });
        for folder in folders.skip(1) {
            // What cannot be read on the way up is not asked for, Cargo has decided about it.
            if let Ok(Some(manifest)) = Self::in_folder(folder)
                && manifest.is_workspace_of(self.folder())
            {
                return Ok(Some(manifest));
            }
        }
        Ok(None)
    }

    /// Whether it has `[workspace]` and does not exclude the package.
    fn is_workspace_of(&self, package: &Path) -> bool {
        let Ok(root) = table("", &self.text) else { return false };
        let Some(workspace) = entry(root.get_ref(), &["workspace"]).and_then(DeValue::as_table) else {
            return false;
        };
        let lists = |key: &str| {
            let entries = entry(workspace, &[key]).and_then(DeValue::as_array);
            let folders =
                entries.into_iter().flat_map(|list| list.iter()).filter_map(|it| it.get_ref().as_str());
            folders.into_iter().any(|folder| package.starts_with(self.folder().join(folder)))
        };
        lists("members") || !lists("exclude")
    }
}

/// The value at a path of keys.
pub(super) fn entry<'t, 'i>(table: &'t DeTable<'i>, path: &[&str]) -> Option<&'t DeValue<'i>> {
    let (first, rest) = path.split_first()?;
    let value = table.get(*first)?.get_ref();
    if rest.is_empty() { Some(value) } else { entry(value.as_table()?, rest) }
}
