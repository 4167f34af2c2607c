//! Events that a destination will never take, kept for somebody to look at.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The file of dead letters of one destination: a JSON line for each, `{"reason":…,"event":…}`, with the event as it was
/// rendered. It has a bound; what comes beyond is not kept. So does what comes while the disk refuses.
///
/// Nothing reads it back: an event is a dead letter because sending it again would not help.
#[derive(Debug)]
pub(crate) struct DeadLetters {
    path: PathBuf,
    max_bytes: u64,
    file: Option<File>,
    line: Vec<u8>,
}

/// Its name in the directory of the spool.
pub(crate) const NAME: &str = "dead-letters.jsonl";

impl DeadLetters {
    /// Those in `folder`. The file is made with the first of them, readable by its owner alone.
    pub(crate) fn open(folder: &Path, max_bytes: u64) -> Self {
        Self { path: folder.join(NAME), max_bytes, file: None, line: Vec::new() }
    }

    /// Keeps an event; says whether there was room.
    pub(crate) fn keep(&mut self, event: &[u8], reason: &str) -> bool {
        self.try_keep(event, reason).unwrap_or_else(|_| {
            // What is open may be gone; the next one tries anew.
            self.file = None;
            false
        })
    }

    fn try_keep(&mut self, event: &[u8], reason: &str) -> io::Result<bool> {
        self.line.clear();
        self.line.extend_from_slice(b"{\"reason\":");
        crate::encode::quote(reason.as_bytes(), &mut self.line);
        self.line.extend_from_slice(b",\"event\":");
        self.line.extend_from_slice(event.trim_ascii_end());
        self.line.extend_from_slice(b"}\n");
        let mut file = match self.file.take() {
            Some(file) => file,
            None => create(&self.path)?,
        };
        let kept = file.metadata()?.len();
        let fits = kept.saturating_add(self.line.len() as u64) <= self.max_bytes;
        if fits && let Err(error) = file.write_all(&self.line) {
            // Half a line would take the next one with it.
            file.set_len(kept)?;
            return Err(error);
        }
        self.file = Some(file);
        Ok(fits)
    }
}

#[cfg(unix)]
fn create(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let no_follow = i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or_default();
    OpenOptions::new().append(true).create(true).mode(0o600).custom_flags(no_follow).open(path)
}

#[cfg(not(unix))]
fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).create(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(folder: &Path) -> Vec<serde_json::Value> {
        let text = std::fs::read_to_string(folder.join(NAME)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn an_event_is_kept_as_it_is_and_with_the_reason() {
        let folder = tempfile::tempdir().unwrap();
        let mut dead = DeadLetters::open(folder.path(), 1024);
        assert!(dead.keep(b"{\"a\":1}\n", "400 Bad Request: \"no\"\n"));
        assert!(dead.keep(b"{\"a\":2}\n", "again"));
        let lines = lines(folder.path());
        assert_eq!(lines[0], serde_json::json!({"reason": "400 Bad Request: \"no\"\n", "event": {"a": 1}}));
        assert_eq!(lines[1]["event"]["a"], 2);
    }

    #[test]
    fn there_is_a_bound_for_this_process_and_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let event = b"{\"a\":1}\n";
        for first in [true, false] {
            let mut dead = DeadLetters::open(folder.path(), 100);
            let kept = (0..5).filter(|_| dead.keep(event, "no")).count();
            assert_eq!(kept, if first { 3 } else { 0 });
        }
        assert_eq!(lines(folder.path()).len(), 3);
    }

    #[test]
    fn a_folder_that_is_gone_is_no_end() {
        let folder = tempfile::tempdir().unwrap();
        let mut dead = DeadLetters::open(&folder.path().join("gone"), 1024);
        assert!(!dead.keep(b"{}\n", "no"));
        std::fs::create_dir(folder.path().join("gone")).unwrap();
        assert!(dead.keep(b"{}\n", "no"));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_it_and_a_link_is_not_followed() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        assert!(DeadLetters::open(folder.path(), 1024).keep(b"{}\n", "no"));
        let path = folder.path().join(NAME);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::rename(&path, folder.path().join("elsewhere")).unwrap();
        std::os::unix::fs::symlink("elsewhere", &path).unwrap();
        assert!(!DeadLetters::open(folder.path(), 1024).keep(b"{}\n", "no"));
    }
}
