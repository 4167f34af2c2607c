//! Finds and reads the policies that count for a package.

use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::manifest::{Manifest, entry};
use super::read::{policy, table};
use super::{Policy, Problem};
use crate::errors::did_you_mean;

/// The name by habit, and so the one that is missed where it is not announced.
const HABIT: &str = "blackbar.toml";

/// What counts for a package.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) policy: Policy,
    /// What cannot be read, or does not count although it is there.
    pub(super) problems: Vec<Problem>,
    /// Everything that was read: a change in one of these may change the answer.
    pub(super) files: Vec<PathBuf>,
}

/// Looks from the folder of a package.
pub(super) fn find(folder: &Path) -> Found {
    let mut found = Found::default();
    match Manifest::in_folder(folder) {
        Ok(Some(manifest)) => found.package(&manifest),
        // Another build tool, with folders of its own.
        Ok(None) => found.check_habit(folder, &[]),
        Err(problem) => found.problems.push(problem),
    }
    if !found.problems.is_empty() {
        found.policy.tighten(Policy::strictest());
    }
    found
}

/// Whose metadata it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Package,
    Workspace,
}

impl Owner {
    const fn key(self) -> &'static str {
        match self {
            Self::Package => "package",
            Self::Workspace => "workspace",
        }
    }
}

impl Found {
    fn package(&mut self, manifest: &Manifest) {
        self.manifest(manifest, &[Owner::Package, Owner::Workspace]);
        match manifest.workspace() {
            Ok(Some(workspace)) => self.manifest(&workspace, &[Owner::Workspace]),
            Ok(None) => {}
            // The same file was read just now: the mistake is known.
            Err(_) if !self.problems.is_empty() => {}
            Err(problem) => self.problems.push(problem),
        }
    }

    /// Reads what the owners announce in a manifest.
    fn manifest(&mut self, manifest: &Manifest, owners: &[Owner]) {
        self.files.push(manifest.path.clone());
        let name = manifest.path.display().to_string();
        let root = match table(&name, &manifest.text) {
            Ok(root) => root,
            Err(problem) => return self.problems.push(problem),
        };
        let mut announced = Vec::new();
        for owner in [Owner::Package, Owner::Workspace] {
            let Some(file) = self.announced(&name, root.get_ref(), owner) else { continue };
            let path = manifest.folder().join(file);
            if owners.contains(&owner) && !announced.contains(&path) {
                self.policy_file(&name, owner, &path);
            }
            announced.push(path);
        }
        self.check_habit(manifest.folder(), &announced);
    }

    /// The file that an owner announces.
    fn announced<'t>(&mut self, name: &str, root: &'t DeTable<'_>, owner: Owner) -> Option<&'t str> {
        let section = format!("[{}.metadata.blackbar]", owner.key());
        let metadata = entry(root, &[owner.key(), "metadata", "blackbar"])?;
        let Some(metadata) = metadata.as_table() else {
            let text = format!("{name}: {section} wants `policy = \"{HABIT}\"`");
            self.problems.push(Problem::new(text));
            return None;
        };
        for key in metadata.keys().map(|key| key.get_ref().as_ref()).filter(|key| *key != "policy") {
            let text = format!("{name}: {section} has an unknown key `{key}`");
            let problem = Problem::new(text).maybe_help(did_you_mean(key, &["policy"]));
            self.problems.push(problem.help("the one key that is known here is `policy`"));
        }
        let file = entry(metadata, &["policy"])?;
        let text = DeValue::as_str(file);
        if text.is_none() {
            let text = format!("{name}: `policy` in {section} wants a text: `policy = \"{HABIT}\"`");
            self.problems.push(Problem::new(text));
        }
        text
    }

    fn policy_file(&mut self, manifest: &str, owner: Owner, path: &Path) {
        let file = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => {
                self.files.push(path.to_owned());
                match policy(&file, &text) {
                    Ok(policy) => self.policy.tighten(policy),
                    Err(problems) => self.problems.extend(problems),
                }
            }
            Err(error) => {
                let text = format!(
                    "{manifest} announces the policy {file} in [{}.metadata.blackbar], and it cannot be read: {error}",
                    owner.key()
                );
                let help =
                    "create the file, or take the line out of the manifest; an empty file asks for nothing";
                self.problems.push(Problem::new(text).help(help));
            }
        }
    }

    /// A policy that is there and is not read would seem to hold.
    fn check_habit(&mut self, folder: &Path, announced: &[PathBuf]) {
        let habit = folder.join(HABIT);
        if announced.contains(&habit) || !habit.exists() {
            return;
        }
        let text = format!("{} is there, and the manifest beside it does not announce it", habit.display());
        self.problems.push(
            Problem::new(text)
                .help(format!("announce it in Cargo.toml: [package.metadata.blackbar] policy = \"{HABIT}\""))
                .help("or for a whole workspace: [workspace.metadata.blackbar] with the same line"),
        );
    }
}
