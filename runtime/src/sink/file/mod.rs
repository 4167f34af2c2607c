//! Log files: a file that grows, is rotated, kept for a while, and never lost.
//!
//! Deciding stands apart from doing. `family` knows names, `period` and `rotation` when a file is full, `retention` what
//! is too much, `backoff` when to try again: none of them touches a file or reads a clock. `folder` is the file system as
//! far as it is needed here, `append` gets bytes into a file whole, `open` and `owner` say which file may be written,
//! `log` takes the steps from one file to the next, `writer` is the sink that asks and does, and `keeper` has the
//! threads beside. Nothing is buffered: a batch that `write` took is with the kernel.

mod append;
mod backoff;
mod family;
mod folder;
mod handle;
mod header;
mod keeper;
mod log;
mod open;
mod owner;
mod period;
mod retention;
mod rolling;
mod rotation;
mod settings;
mod setup;
mod writer;

#[cfg(test)]
mod tests;

pub use handle::FileHandle;
pub use period::Every;
pub use rolling::{GIB, KIB, MIB, RollingFile};
#[cfg(any(feature = "gzip", feature = "zstd"))]
pub use settings::Compression;
pub use settings::{FileSync, WhenTaken};
