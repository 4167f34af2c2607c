//! Private keys in PEM: the textual encodings of RFC 7468 (PKCS #8, plain and encrypted), and of OpenSSL, OpenSSH and
//! OpenPGP (RFC 9580, section 6.2), which put words before or after `PRIVATE KEY`.

use crate::detect::text::Text;
use crate::detect::{Detected, Detector};

pub(super) const DASHES: &[u8] = b"-----";

/// Longest label that is read: `BEGIN PGP PRIVATE KEY BLOCK` has 23 letters after `BEGIN`.
const LONGEST_LABEL: usize = 48;

/// A block whose `BEGIN` stands at `i`.
pub(super) fn at(text: Text<'_>, i: usize) -> Option<Detected> {
    let start = i.checked_sub(DASHES.len()).filter(|&start| start >= text.floor)?;
    if !text.has(start, DASHES) || !text.has(i, b"BEGIN ") {
        return None;
    }
    let label = text.slice(i, text.bytes.len().min(i + LONGEST_LABEL));
    let label = label.get(..find(label, DASHES)?)?;
    find(label, b"PRIVATE KEY")?;
    let body = i + label.len() + DASHES.len();
    // Where a word runs into the dashes they stay, since they may be what shows that the word goes on.
    let start = if text.starts_word(start) && text.before(start) != b'-' { start } else { i };
    Some(Detected { start, end: end_of(text, body), detector: Detector::Pem })
}

/// The end of the END line. A block that was cut is a key all the same, so without the line it is the end of the text.
fn end_of(text: Text<'_>, body: usize) -> usize {
    let rest = text.slice(body, text.bytes.len());
    let line = find(rest, b"-----END ").map(|at| at + b"-----END ".len());
    let end = line.and_then(|line| Some(line + find(rest.get(line..)?, DASHES)? + DASHES.len()));
    end.map_or(text.bytes.len(), |end| body + end)
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}
