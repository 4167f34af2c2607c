//! A disk of so many bytes, shared with somebody else who appends too.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};

use super::super::FileSink;
use super::super::append::{Appender, LogFile, Tail};
use crate::sink::SinkCounts;

/// A handle to a file on it; clones are the test's view of the same disk.
#[derive(Debug, Clone, Default)]
pub(super) struct Disk(Arc<Mutex<Platter>>);

#[derive(Debug, Default)]
pub(super) struct Platter {
    pub(super) content: Vec<u8>,
    /// How many bytes still fit; without limit at first.
    pub(super) room: Option<usize>,
    /// What happens at the next writes; after them only the room counts.
    pub(super) script: VecDeque<Step>,
    pub(super) cannot_truncate: bool,
    pub(super) writes: usize,
    position: u64,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// Takes at most so many bytes.
    Take(usize),
    /// Takes at most so many bytes, and then somebody else appends.
    TakeThenForeign(usize, &'static str),
    Refuse(io::ErrorKind),
    /// Takes nothing and does not say why.
    Nothing,
    /// Somebody else appends, and the write is refused.
    ForeignThenRefuse(&'static str),
}

impl Disk {
    pub(super) fn with_room(bytes: usize) -> Self {
        let disk = Self::default();
        disk.platter(|platter| platter.room = Some(bytes));
        disk
    }

    pub(super) fn with_script(script: impl IntoIterator<Item = Step>) -> Self {
        let disk = Self::default();
        disk.platter(|platter| platter.script.extend(script));
        disk
    }

    pub(super) fn platter<T>(&self, with: impl FnOnce(&mut Platter) -> T) -> T {
        with(&mut self.0.lock().unwrap())
    }

    pub(super) fn text(&self) -> String {
        self.platter(|platter| String::from_utf8(platter.content.clone()).unwrap())
    }

    pub(super) fn sink(&self) -> (FileSink<Self>, Arc<SinkCounts>) {
        let counts = Arc::new(SinkCounts::default());
        let sink = FileSink {
            path: "logs/app.log".into(),
            appender: Appender::new(self.clone(), Tail::Whole),
            counts: Arc::clone(&counts),
            refused: None,
        };
        (sink, counts)
    }
}

impl Platter {
    fn append(&mut self, bytes: &[u8], most: usize) -> io::Result<usize> {
        let fits = self.room.unwrap_or(usize::MAX).min(most).min(bytes.len());
        if fits == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.content.extend_from_slice(&bytes[..fits]);
        self.room = self.room.map(|room| room - fits);
        self.position = self.content.len() as u64;
        Ok(fits)
    }
}

impl LogFile for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.platter(|platter| {
            platter.writes += 1;
            match platter.script.pop_front() {
                None => platter.append(bytes, usize::MAX),
                Some(Step::Take(most)) => platter.append(bytes, most),
                Some(Step::TakeThenForeign(most, foreign)) => {
                    let taken = platter.append(bytes, most);
                    platter.content.extend_from_slice(foreign.as_bytes());
                    taken
                }
                Some(Step::Refuse(kind)) => Err(kind.into()),
                Some(Step::Nothing) => Ok(0),
                Some(Step::ForeignThenRefuse(foreign)) => {
                    platter.content.extend_from_slice(foreign.as_bytes());
                    Err(io::ErrorKind::StorageFull.into())
                }
            }
        })
    }

    fn position(&mut self) -> io::Result<u64> {
        Ok(self.platter(|platter| platter.position))
    }

    fn size(&mut self) -> io::Result<u64> {
        Ok(self.platter(|platter| platter.content.len() as u64))
    }

    fn truncate(&mut self, size: u64) -> io::Result<()> {
        self.platter(|platter| {
            if platter.cannot_truncate {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            let freed = platter.content.len() - size as usize;
            platter.content.truncate(size as usize);
            platter.room = platter.room.map(|room| room + freed);
            Ok(())
        })
    }
}
