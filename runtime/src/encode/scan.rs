//! Credentials in texts that nobody declared to be any: the last gate before a sink.
//!
//! A text is looked at before it is escaped, and each credential in it is replaced by a word that says what it was:
//! `[redacted:jwt]`. What credentials look like is the business of `blackbar-rules`.

use blackbar_rules::detect::{Detector, detect, is_quiet, may_match, quiet_may_match};

use super::escape;

/// Counts of what was replaced, in the order of [`Detector::ALL`].
pub(crate) type Detections = [u64; Detector::ALL.len()];

/// Appends `text` as the inside of a JSON string, without the credentials in it.
#[inline]
pub(super) fn quoted(text: &[u8], found: &mut Detections, out: &mut Vec<u8>) {
    // Nothing of a quiet text needs an escape, so that one look is enough for most.
    if is_quiet(text) {
        if !quiet_may_match(text) {
            return out.extend_from_slice(text);
        }
    } else if !may_match(text) {
        return escape::quoted(text, out);
    }
    match replaced_in(&String::from_utf8_lossy(text), found) {
        Some(replaced) => escape::quoted(&replaced, out),
        None => escape::quoted(text, out),
    }
}

/// `text` without the credentials in it, or `None` where there are none.
pub(super) fn replaced(text: &[u8], found: &mut Detections) -> Option<Vec<u8>> {
    let may_match = if is_quiet(text) { quiet_may_match(text) } else { may_match(text) };
    if may_match { replaced_in(&String::from_utf8_lossy(text), found) } else { None }
}

#[inline(never)]
fn replaced_in(text: &str, counts: &mut Detections) -> Option<Vec<u8>> {
    let mut replaced = Vec::new();
    let mut rest = 0;
    for found in detect(text) {
        replaced.extend_from_slice(text.get(rest..found.start).unwrap_or_default().as_bytes());
        replaced.extend_from_slice(found.detector.placeholder().as_bytes());
        rest = found.end;
        if let Some(count) = counts.get_mut(found.detector.index()) {
            *count += 1;
        }
    }
    if rest == 0 {
        return None;
    }
    replaced.extend_from_slice(text.get(rest..).unwrap_or_default().as_bytes());
    Some(replaced)
}
