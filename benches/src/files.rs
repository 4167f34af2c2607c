//! What a peer left in its folder.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// All files below `folder`. Left out are links, of which some loggers keep one to the newest file, and hidden files,
/// which are locks.
fn all(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder of the logs").flatten() {
            match entry.file_type().expect("a type of file") {
                kind if kind.is_dir() => folders.push(entry.path()),
                kind if kind.is_file() && !entry.file_name().as_encoded_bytes().starts_with(b".") => {
                    found.push(entry.path());
                }
                _ => {}
            }
        }
    }
    found
}

/// The lines of all files below `folder`.
pub fn lines(folder: &Path) -> u64 {
    let mut buffer = vec![0; 1 << 20];
    let mut lines = 0;
    for path in all(folder) {
        let mut file = File::open(path).expect("a log");
        loop {
            match file.read(&mut buffer).expect("a read") {
                0 => break,
                length => lines += buffer[..length].iter().filter(|byte| **byte == b'\n').count() as u64,
            }
        }
    }
    lines
}

/// The bytes of all files below `folder`.
pub fn bytes(folder: &Path) -> u64 {
    all(folder).iter().map(|path| fs::metadata(path).map_or(0, |found| found.len())).sum()
}

/// What all files below `folder` say, one after another.
pub fn text(folder: &Path) -> String {
    let bytes = all(folder).iter().flat_map(|path| fs::read(path).expect("a log")).collect::<Vec<u8>>();
    String::from_utf8_lossy(&bytes).into_owned()
}
