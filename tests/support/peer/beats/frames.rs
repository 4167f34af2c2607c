//! Takes the frames of Lumberjack v2 apart.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// The most events of a window that every server takes.
const LARGEST_WINDOW: u32 = 10_000;
/// The most bytes that a compressed frame may become.
const LARGEST_FRAME: u64 = 64 << 20;

/// A window that is complete.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) events: u32,
}

/// Takes bytes as they come.
#[derive(Default)]
pub(super) struct Decoder {
    rest: Vec<u8>,
    open: Option<Open>,
    events: Vec<Vec<u8>>,
}

/// A window of which events are still to come.
struct Open {
    size: u32,
    seen: u32,
    /// Whether a compressed frame of it came already.
    compressed: bool,
}

/// One frame, and the bytes it took.
enum Frame {
    Window(u32),
    Event(u32, Vec<u8>),
    Compressed(Vec<u8>),
}

impl Decoder {
    /// Takes more bytes; returns the windows that became complete.
    pub(super) fn decode(&mut self, bytes: &[u8]) -> Result<Vec<Window>, String> {
        self.rest.extend_from_slice(bytes);
        let mut complete = Vec::new();
        let mut at = 0;
        while let Some((frame, length)) = frame(&self.rest[at..])? {
            at += length;
            match frame {
                Frame::Window(size) => self.open(size)?,
                Frame::Event(number, event) => complete.extend(self.event(number, event)?),
                Frame::Compressed(deflated) => {
                    let open = self.open.as_mut().ok_or("a compressed frame outside of a window")?;
                    if std::mem::replace(&mut open.compressed, true) {
                        return Err("a second compressed frame in a window".into());
                    }
                    complete.extend(self.inflate(&deflated)?);
                }
            }
        }
        self.rest.drain(..at);
        Ok(complete)
    }

    /// The events that came whole since the last time.
    pub(super) fn take_events(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.events)
    }

    fn open(&mut self, size: u32) -> Result<(), String> {
        if self.open.is_some() {
            return Err("a window inside of a window".into());
        }
        if !(1..=LARGEST_WINDOW).contains(&size) {
            return Err(format!("a window of {size} events"));
        }
        self.open = Some(Open { size, seen: 0, compressed: false });
        Ok(())
    }

    fn event(&mut self, number: u32, event: Vec<u8>) -> Result<Option<Window>, String> {
        let open = self.open.as_mut().ok_or("an event outside of a window")?;
        open.seen += 1;
        if number != open.seen {
            return Err(format!("event {} of a window is numbered {number}", open.seen));
        }
        if !matches!(serde_json::from_slice(&event), Ok(serde_json::Value::Object(_))) {
            return Err(format!("not a JSON object: {}", String::from_utf8_lossy(&event)));
        }
        self.events.push(event);
        let (size, seen) = (open.size, open.seen);
        Ok((seen == size).then(|| {
            self.open = None;
            Window { events: size }
        }))
    }

    fn inflate(&mut self, deflated: &[u8]) -> Result<Option<Window>, String> {
        let mut frames = Vec::new();
        let inflated = ZlibDecoder::new(deflated).take(LARGEST_FRAME).read_to_end(&mut frames);
        inflated.map_err(|error| format!("a compressed frame that is none: {error}"))?;
        let (mut at, mut complete) = (0, None);
        while let Some((inner, length)) = frame(&frames[at..])? {
            at += length;
            let Frame::Event(number, event) = inner else {
                return Err("something else than events in a compressed frame".into());
            };
            complete = self.event(number, event)?.or(complete);
        }
        if at != frames.len() {
            return Err("half an event at the end of a compressed frame".into());
        }
        Ok(complete)
    }
}

/// The first frame of `bytes` and its length; `None` when more is to come.
fn frame(bytes: &[u8]) -> Result<Option<(Frame, usize)>, String> {
    let Some(kind) = bytes.get(..2) else { return Ok(None) };
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let body = |at: usize| Some((bytes.get(at + 4..at + 4 + number(at)? as usize)?.to_vec(), at + 4));
    Ok(match kind {
        b"2W" => number(2).map(|size| (Frame::Window(size), 6)),
        b"2J" => number(2)
            .zip(body(6))
            .map(|(number, (event, at))| (at + event.len(), number, event))
            .map(|(length, number, event)| (Frame::Event(number, event), length)),
        b"2C" => body(2).map(|(deflated, at)| {
            let length = at + deflated.len();
            (Frame::Compressed(deflated), length)
        }),
        other => return Err(format!("no frame begins with {other:?}")),
    })
}
