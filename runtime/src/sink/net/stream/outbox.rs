//! What is still to be written, in order. It touches nothing.

use std::collections::VecDeque;
use std::io::IoSlice;

use crate::sink::net::chunk::Run;

/// Bytes that are written one after another.
#[derive(Debug)]
pub(crate) enum Piece {
    /// The events of a run as they are, straight from their chunk. The stream may end after each of them.
    Run(Run),
    /// Bytes that only make sense as a whole.
    Frame(Vec<u8>),
}

/// The pieces that are not wholly written.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    /// None of them is empty.
    pieces: VecDeque<Piece>,
    /// Bytes of the first piece that are written.
    at: usize,
    /// Bytes of all pieces that are not.
    left: usize,
    /// The buffer of a frame that is written, to be used again.
    spare: Option<Vec<u8>>,
}

impl Piece {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Run(run) => run.bytes(),
            Self::Frame(bytes) => bytes,
        }
    }

    /// Where the stream may end, once it has come to `at`.
    fn boundary(&self, at: usize) -> usize {
        match self {
            Self::Run(run) => {
                let whole = run.events_within(at);
                if run.start_of(whole) == at { at } else { run.start_of(whole + 1) }
            }
            Self::Frame(_) if at == 0 => 0,
            Self::Frame(bytes) => bytes.len(),
        }
    }
}

impl Outbox {
    pub(super) fn push(&mut self, piece: Piece) {
        let length = piece.bytes().len();
        if length > 0 {
            self.left += length;
            self.pieces.push_back(piece);
        }
    }

    /// Bytes that are not written.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// What is not written of the first piece.
    pub(super) fn first(&self) -> &[u8] {
        self.rest(0).unwrap_or_default()
    }

    /// Fills `slices` with what is not written of the first pieces; how many there are.
    pub(super) fn slices<'a>(&'a self, slices: &mut [IoSlice<'a>]) -> usize {
        let mut count = 0;
        for (slot, rest) in slices.iter_mut().zip((0..).map_while(|at| self.rest(at))) {
            *slot = IoSlice::new(rest);
            count += 1;
        }
        count
    }

    fn rest(&self, at: usize) -> Option<&[u8]> {
        let bytes = self.pieces.get(at)?.bytes();
        Some(bytes.get(if at == 0 { self.at } else { 0 }..).unwrap_or_default())
    }

    /// So many bytes more are written.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes);
        self.at += bytes;
        while let Some(first) = self.pieces.front()
            && self.at >= first.bytes().len()
        {
            self.at -= first.bytes().len();
            if let Some(Piece::Frame(mut buffer)) = self.pieces.pop_front() {
                buffer.clear();
                self.spare = Some(buffer);
            }
        }
    }

    /// Forgets everything but the rest of what has begun.
    pub(super) fn keep_what_has_begun(&mut self) {
        self.pieces.truncate(1);
        let rest = self.pieces.front().map_or(0, |first| first.boundary(self.at) - self.at);
        let bytes = self.first().get(..rest).unwrap_or_default().to_vec();
        *self = Self::default();
        self.push(Piece::Frame(bytes));
    }

    pub(super) fn take_spare(&mut self) -> Vec<u8> {
        self.spare.take().unwrap_or_default()
    }
}
