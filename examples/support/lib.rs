//! What the examples share: where they write.

use std::env;
use std::path::{Path, PathBuf};

/// A path below `target/` of this workspace, relative where the working directory allows it.
#[must_use]
pub fn below_target(path: &str) -> PathBuf {
    in_workspace(&format!("target/{path}"))
}

/// A path inside this workspace, relative where the working directory allows it: short to read, short to type.
#[must_use]
pub fn in_workspace(path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(""));
    let absolute = root.join(path);
    match env::current_dir().ok().and_then(|here| Some(absolute.strip_prefix(here).ok()?.to_owned())) {
        Some(relative) => relative,
        None => absolute,
    }
}
