//! What is sent: windows, events and compressed frames. Bytes in, bytes out.

use flate2::{Compress, CompressError, Compression, FlushCompress, Status};

use crate::encode::quote;

/// More events in a window are refused by some receivers.
pub(super) const MOST_EVENTS: usize = 10_000;

/// Makes windows, all of the same kind.
#[derive(Debug)]
pub(super) struct Frames {
    /// `None`: not compressed.
    compress: Option<Compress>,
    metadata: Option<Vec<u8>>,
    /// The events of a window before they are compressed.
    plain: Vec<u8>,
}

impl Frames {
    /// With this level of zlib, 0 for none, and with these members added to each event.
    pub(super) fn new(level: u32, metadata: Option<Vec<u8>>) -> Self {
        let compress = (level > 0).then(|| Compress::new(Compression::new(level.min(9)), true));
        Self { compress, metadata, plain: Vec::new() }
    }

    /// Appends a window of these events, each with its line end or without. There are at most [`MOST_EVENTS`].
    pub(super) fn window<'a>(&mut self, events: impl ExactSizeIterator<Item = &'a [u8]>, out: &mut Vec<u8>) {
        debug_assert!((1..=MOST_EVENTS).contains(&events.len()), "a window of {} events", events.len());
        out.extend_from_slice(b"2W");
        out.extend_from_slice(&number(events.len()));
        let Some(compress) = &mut self.compress else {
            append_events(events, self.metadata.as_deref(), out);
            return;
        };
        self.plain.clear();
        append_events(events, self.metadata.as_deref(), &mut self.plain);
        let start = out.len();
        if compressed(&self.plain, compress, out).is_err() {
            // It never happens; and if it does, the same events may as well go as they are.
            out.truncate(start);
            out.extend_from_slice(&self.plain);
        }
    }
}

fn append_events<'a>(events: impl Iterator<Item = &'a [u8]>, metadata: Option<&[u8]>, out: &mut Vec<u8>) {
    for (sequence, event) in (1..).zip(events) {
        append_event(sequence, payload(event), metadata, out);
    }
}

/// Appends one event.
fn append_event(sequence: usize, payload: &[u8], metadata: Option<&[u8]>, out: &mut Vec<u8>) {
    out.extend_from_slice(b"2J");
    out.extend_from_slice(&number(sequence));
    match (metadata, payload.strip_prefix(b"{")) {
        (Some(metadata), Some(rest)) => {
            let comma: &[u8] = if rest.trim_ascii_start().starts_with(b"}") { b"" } else { b"," };
            out.extend_from_slice(&number(1 + metadata.len() + comma.len() + rest.len()));
            out.push(b'{');
            out.extend_from_slice(metadata);
            out.extend_from_slice(comma);
            out.extend_from_slice(rest);
        }
        _ => {
            out.extend_from_slice(&number(payload.len()));
            out.extend_from_slice(payload);
        }
    }
}

/// An event without its line end. A length of zero is an error in the protocol, so nothing becomes an empty object.
fn payload(event: &[u8]) -> &[u8] {
    let line = event.strip_suffix(b"\n").unwrap_or(event);
    match line.strip_suffix(b"\r").unwrap_or(line) {
        [] => b"{}",
        payload => payload,
    }
}

/// Appends `frames` as one compressed frame.
fn compressed(frames: &[u8], compress: &mut Compress, out: &mut Vec<u8>) -> Result<(), CompressError> {
    out.extend_from_slice(b"2C");
    let length_at = out.len();
    out.extend_from_slice(&number(0));
    compress.reset();
    loop {
        let taken = usize::try_from(compress.total_in()).unwrap_or(usize::MAX);
        let rest = frames.get(taken..).unwrap_or_default();
        // Log lines come out at about a tenth.
        out.reserve(rest.len() / 8 + 256);
        if compress.compress_vec(rest, out, FlushCompress::Finish)? == Status::StreamEnd {
            break;
        }
    }
    let length = number(out.len() - length_at - 4);
    if let Some(slot) = out.get_mut(length_at..length_at + 4) {
        slot.copy_from_slice(&length);
    }
    Ok(())
}

/// The members by which Logstash knows what sent an event, as Beats write them: of the type `_doc`.
pub(super) fn metadata(beat: &str, version: &str) -> Vec<u8> {
    let mut members = br#""@metadata":{"beat":"#.to_vec();
    quote(beat.as_bytes(), &mut members);
    members.extend_from_slice(br#","type":"_doc","version":"#);
    quote(version.as_bytes(), &mut members);
    members.push(b'}');
    members
}

/// No count or length here comes near the limit: it is that of the memory of a queue.
fn number(value: usize) -> [u8; 4] {
    debug_assert!(u32::try_from(value).is_ok(), "{value} has no place in a frame");
    u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes()
}
