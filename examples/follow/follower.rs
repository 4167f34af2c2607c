//! Following a log that is rotated, without missing a line: what Filebeat, Vector and `tail -F` do.
//!
//! A file that is rotated away keeps its inode and gets a name. So the one that is open is read to its end first; then the
//! directory says which number it has got, and the file with the next number, or the active one, comes next.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// A reader that goes from file to file.
#[derive(Debug)]
pub(crate) struct Follower {
    path: PathBuf,
    open: Option<File>,
    /// The number of the last file that was read to its end.
    done: u64,
    /// What was read after the last line end.
    half: Vec<u8>,
}

impl Follower {
    /// Begins with the oldest file whose number is higher than `done`.
    pub(crate) fn after(path: impl Into<PathBuf>, done: u64) -> Self {
        Self { path: path.into(), open: None, done, half: Vec::new() }
    }

    /// Hands on every whole line that is there by now.
    pub(crate) fn lines(&mut self, mut take: impl FnMut(&str)) -> io::Result<()> {
        loop {
            let Some(open) = &mut self.open else {
                self.open = self.next()?;
                if self.open.is_none() {
                    return Ok(());
                }
                continue;
            };
            // First the number, then the rest: what was rotated away before the look cannot grow after it.
            let number = number_of(&self.path, open.metadata()?.ino())?;
            open.read_to_end(&mut self.half)?;
            let end = self.half.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            String::from_utf8_lossy(&self.half[..end]).lines().for_each(&mut take);
            self.half.drain(..end);
            match number {
                None => return Ok(()),
                Some(number) => {
                    (self.done, self.open) = (number, None);
                    self.half.clear();
                }
            }
        }
    }

    /// The file that comes next, if there is one.
    fn next(&self) -> io::Result<Option<File>> {
        loop {
            let next = archives(&self.path)?.into_iter().filter(|(number, _)| *number > self.done).min();
            let path = next.as_ref().map_or(&self.path, |(_, path)| path);
            match File::open(path) {
                // Rotated or deleted between the two looks.
                Err(error) if error.kind() == io::ErrorKind::NotFound && next.is_some() => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(error),
                Ok(file) if next.is_some() => return Ok(Some(file)),
                // The active file; unless another one was rotated away meanwhile, which comes first.
                Ok(file) => {
                    let ino = file.metadata()?.ino();
                    let first =
                        archives(&self.path)?.into_iter().filter(|(number, _)| *number > self.done).min();
                    if first.is_none_or(|(_, path)| fs::metadata(path).is_ok_and(|found| found.ino() == ino))
                    {
                        return Ok(Some(file));
                    }
                }
            }
        }
    }
}

/// The number of the rotated file that is this inode; none for the active one.
fn number_of(path: &Path, ino: u64) -> io::Result<Option<u64>> {
    let found =
        archives(path)?.into_iter().find(|(_, path)| fs::metadata(path).is_ok_and(|file| file.ino() == ino));
    Ok(found.map(|(number, _)| number))
}

/// The rotated files beside `path` with their numbers: `stem.time.number.extension`.
fn archives(path: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    let (stem, extension) = (path.file_stem(), path.extension());
    let (Some(stem), Some(folder)) = (stem.and_then(|stem| stem.to_str()), path.parent()) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension() != extension {
            continue;
        }
        let plain = file.file_stem().and_then(|name| name.to_str()).and_then(|name| name.strip_prefix(stem));
        if let Some((_time, number)) =
            plain.and_then(|rest| rest.strip_prefix('.')).and_then(|rest| rest.split_once('.'))
            && let Ok(number) = number.parse()
        {
            found.push((number, file));
        }
    }
    Ok(found)
}
