//! Lines of any length and any bytes, in bounded memory.

use std::io::{self, BufRead};

/// As much of a line as is looked at; no message of sshd is as long. The rest is only counted.
const LOOKED_AT: usize = 16 * 1024;

/// Reads lines one after another into the same space.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    input: R,
    start: Vec<u8>,
}

/// One line, without its line end.
#[derive(Debug, PartialEq)]
pub(crate) struct Line<'a> {
    /// Its first bytes; what is no UTF-8 is replaced.
    pub(crate) text: std::borrow::Cow<'a, str>,
    /// How long all of it is.
    pub(crate) bytes: u64,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(input: R) -> Self {
        Self { input, start: Vec::new() }
    }

    /// The next line, or `None` at the end. A last line without a line end is a line.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.start.clear();
        let (mut bytes, mut last) = (0, None);
        loop {
            let there = match self.input.fill_buf() {
                Ok([]) if bytes == 0 => return Ok(None),
                Ok(there) => there,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let line_end = there.iter().position(|byte| *byte == b'\n');
            let taken = line_end.map_or(there.len(), |at| at + 1);
            let of_line = there.get(..line_end.unwrap_or(taken)).unwrap_or_default();
            let room = LOOKED_AT - self.start.len();
            self.start.extend_from_slice(of_line.get(..room).unwrap_or(of_line));
            bytes += taken as u64;
            last = of_line.last().copied().or(last);
            let at_end = line_end.is_some() || there.is_empty();
            self.input.consume(taken);
            if at_end {
                bytes -= u64::from(line_end.is_some());
                break;
            }
        }
        if last == Some(b'\r') {
            bytes -= 1;
            self.start.truncate(usize::try_from(bytes).unwrap_or(LOOKED_AT));
        }
        Ok(Some(Line { text: String::from_utf8_lossy(&self.start), bytes }))
    }
}
