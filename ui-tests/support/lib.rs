//! What the ui tests know of their cases: the files, the map of leaks, and how every case compiles in other settings.

pub mod cases;
pub mod leaks;
pub mod matrix;
pub mod names;

/// What went wrong, for people.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The folder of the ui tests.
#[must_use]
pub fn home() -> &'static std::path::Path {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
}
