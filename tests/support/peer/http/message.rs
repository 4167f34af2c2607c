//! Requests out of bytes, and events out of bodies.

use std::io::Read;

use flate2::read::GzDecoder;

/// A request.
pub(super) struct Message {
    pub(super) head: Head,
    pub(super) body: Vec<u8>,
}

/// What stands before the body.
pub(super) struct Head {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
}

impl Head {
    fn header(&self, wanted: &str) -> Option<&str> {
        self.headers.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }
}

/// Takes the first request off `bytes`; `None` when more is to come.
pub(super) fn take(bytes: &mut Vec<u8>) -> Result<Option<Message>, String> {
    let Some(end) = find(bytes, b"\r\n\r\n") else { return Ok(None) };
    let head = head(&bytes[..end])?;
    let start = end + 4;
    let (body, end) = if head.header("transfer-encoding") == Some("chunked") {
        match chunks(bytes, start)? {
            Some(found) => found,
            None => return Ok(None),
        }
    } else {
        let length: usize = head.header("content-length").unwrap_or("0").parse().map_err(|_| "no length")?;
        match bytes.get(start..start + length) {
            Some(body) => (body.to_vec(), start + length),
            None => return Ok(None),
        }
    };
    bytes.drain(..end);
    let body = match head.header("content-encoding") {
        None | Some("identity") => body,
        Some("gzip") => {
            let mut inflated = Vec::new();
            GzDecoder::new(&*body).read_to_end(&mut inflated).map_err(|error| format!("gzip: {error}"))?;
            inflated
        }
        Some(other) => return Err(format!("content-encoding {other}")),
    };
    Ok(Some(Message { head, body }))
}

/// The events of a body: the elements of an array, or lines. Their bytes are as they came.
pub(super) fn events(body: &[u8]) -> Vec<Vec<u8>> {
    let elements = body.trim_ascii().strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]"));
    let pieces: Vec<&[u8]> = match elements {
        Some(elements) => split_at_commas(elements),
        None => body.split(|byte| *byte == b'\n').collect(),
    };
    pieces.into_iter().map(<[u8]>::trim_ascii).filter(|event| !event.is_empty()).map(<[u8]>::to_vec).collect()
}

/// Splits at the commas that are inside of no text, object or array.
fn split_at_commas(elements: &[u8]) -> Vec<&[u8]> {
    let (mut depth, mut in_text, mut escaped) = (0_i32, false, false);
    elements
        .split(|byte| {
            let was_escaped = std::mem::take(&mut escaped);
            match byte {
                b'\\' if in_text && !was_escaped => escaped = true,
                b'"' if !was_escaped => in_text = !in_text,
                b'{' | b'[' if !in_text => depth += 1,
                b'}' | b']' if !in_text => depth -= 1,
                b',' => return depth == 0 && !in_text,
                _ => {}
            }
            false
        })
        .collect()
}

fn head(bytes: &[u8]) -> Result<Head, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "a head that is no text")?;
    let mut lines = text.split("\r\n");
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(target), Some("HTTP/1.1")) = (words.next(), words.next(), words.next()) else {
        return Err(format!("not a request: {text}"));
    };
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    let headers: Option<Vec<_>> = lines.map(header).collect();
    Ok(Head {
        method: method.into(),
        target: target.into(),
        headers: headers.ok_or("a header without a colon")?,
    })
}

/// The body in chunks that begins at `at`, and where it ends.
fn chunks(bytes: &[u8], mut at: usize) -> Result<Option<(Vec<u8>, usize)>, String> {
    let mut body = Vec::new();
    loop {
        let Some(line) = find(&bytes[at..], b"\r\n") else { return Ok(None) };
        let size = String::from_utf8_lossy(&bytes[at..at + line]);
        let size = usize::from_str_radix(&size, 16).map_err(|_| format!("a chunk of {size} bytes"))?;
        at += line + 2;
        let Some(chunk) = bytes.get(at..at + size + 2) else { return Ok(None) };
        body.extend_from_slice(&chunk[..size]);
        at += size + 2;
        if size == 0 {
            return Ok(Some((body, at)));
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
