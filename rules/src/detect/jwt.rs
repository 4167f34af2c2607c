//! JSON Web Tokens: JWS (RFC 7515) has three parts, JWE (RFC 7516) five, in base64url with dots between. Only a head
//! that decodes to a JSON object with `alg` makes one: `a.b.c` is a name in most texts.

use crate::detect::text::{Text, decode_base64, is_base64url};
use crate::detect::{Detected, Detector};

/// `{"` in base64url, so the start of every head in compact JSON.
const HEAD: &[u8] = b"eyJ";

pub(super) fn at(text: Text<'_>, i: usize) -> Option<Detected> {
    // Inside a part `-` is a letter, so a part begins after none.
    if !text.has(i, HEAD) || text.before(i) == b'-' {
        return None;
    }
    let head = text.run(i, is_base64url);
    let second = next_part(text, head)?;
    let third = next_part(text, second)?;
    if second == head + 1 && third == second + 1 {
        return None;
    }
    if !is_head(text.slice(i, head)) {
        return None;
    }
    let five = next_part(text, third).and_then(|fourth| {
        let fifth = next_part(text, fourth)?;
        (fourth > third + 1 && fifth > fourth + 1).then_some(fifth)
    });
    Some(Detected { start: i, end: five.unwrap_or(third), detector: Detector::Jwt })
}

/// The end of the part after the dot at `dot`. A part may be empty: an unsigned token has no signature, a directly
/// encrypted one no key.
fn next_part(text: Text<'_>, dot: usize) -> Option<usize> {
    (text.at(dot) == b'.').then(|| text.run(dot + 1, is_base64url))
}

/// True when `head` decodes to what can only be a JOSE header (RFC 7515, section 4).
fn is_head(head: &[u8]) -> bool {
    let mut seen: [u8; 5] = [0; 5];
    let mut has_alg = false;
    let mut last = 0;
    for byte in decode_base64(head) {
        // JSON holds no control characters but white space.
        if byte < b' ' && !byte.is_ascii_whitespace() {
            return false;
        }
        seen = [seen[1], seen[2], seen[3], seen[4], byte];
        has_alg |= &seen == b"\"alg\"";
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    has_alg && last == b'}'
}
