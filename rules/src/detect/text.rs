//! The bytes of a text, as detectors look at them.

use crate::detect::Detected;

/// A text and the end of the last span in it.
///
/// What stands before `floor` is treated as if it were replaced already. That makes one scan find what a second scan
/// of the replaced text would.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) bytes: &'t [u8],
    pub(super) floor: usize,
}

impl<'t> Text<'t> {
    /// Byte `i`, or 0 past the end.
    pub(super) fn at(self, i: usize) -> u8 {
        self.bytes.get(i).copied().unwrap_or(0)
    }

    /// The byte before `i`, or 0 where nothing may be seen.
    pub(super) fn before(self, i: usize) -> u8 {
        if i > self.floor { self.at(i - 1) } else { 0 }
    }

    pub(super) fn has(self, i: usize, prefix: &[u8]) -> bool {
        self.bytes.get(i..).is_some_and(|rest| rest.starts_with(prefix))
    }

    pub(super) fn slice(self, start: usize, end: usize) -> &'t [u8] {
        self.bytes.get(start..end).unwrap_or_default()
    }

    pub(super) fn rest(self, start: usize) -> &'t [u8] {
        self.bytes.get(start..).unwrap_or_default()
    }

    /// Where the run of bytes of one class ends that starts at `from`.
    pub(super) fn run(self, from: usize, class: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        from + rest.iter().position(|&byte| !class(byte)).unwrap_or(rest.len())
    }

    /// `end` without the full stop of a sentence in front of it.
    pub(super) fn without_full_stop(self, end: usize) -> usize {
        self.run_back(end, 3, |byte| byte == b'.')
    }

    /// Where the run of bytes of one class starts that ends before `end`, looking back `most` bytes.
    pub(super) fn run_back(self, end: usize, most: usize, class: impl Fn(u8) -> bool) -> usize {
        let from = end.saturating_sub(most).max(self.floor);
        let run = self.slice(from, end).iter().rev().take_while(|&&byte| class(byte)).count();
        end - run
    }

    /// True when a word can start at `i`: not inside a word, or after an escape (`%20`, `\n`) that only looks like the
    /// end of one.
    pub(super) fn starts_word(self, i: usize) -> bool {
        let previous = self.before(i);
        if !is_word(previous) {
            return true;
        }
        let before = |n: usize| if i >= self.floor + n { self.at(i - n) } else { 0 };
        (before(3) == b'%' && before(2).is_ascii_hexdigit() && previous.is_ascii_hexdigit())
            || (before(2) == b'\\' && matches!(previous, b'n' | b'r' | b't'))
    }
}

/// A byte of an identifier.
pub(super) const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// A byte of base64url (RFC 4648, section 5), without padding.
pub(super) fn is_base64url(byte: u8) -> bool {
    is_word(byte) || byte == b'-'
}

/// The bytes that base64 or base64url text stands for, up to the first byte that is neither.
pub(super) fn decode_base64(text: &[u8]) -> impl Iterator<Item = u8> + '_ {
    text.chunks(4).flat_map(|chunk| {
        let sextets = chunk.iter().map_while(|&byte| sextet(byte));
        let (bits, count) = sextets.fold((0_u32, 0_usize), |(bits, n), value| (bits << 6 | value, n + 1));
        // Left-aligned in 24 bits: two letters make one byte, three make two, four make three.
        let [_, bytes @ ..] = (bits << (6 * (4 - count))).to_be_bytes();
        bytes.into_iter().take(count.saturating_sub(1))
    })
}

fn sextet(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

/// The length of the placeholder that stands at the start of `text`: `[redacted]`, `[redacted:jwt]`.
pub(super) fn placeholder_len(text: &[u8]) -> Option<usize> {
    let rest = text.strip_prefix(b"[redacted")?;
    let name = rest.strip_prefix(b":").unwrap_or(rest);
    let letters = name.iter().take(16).take_while(|byte| byte.is_ascii_lowercase() || **byte == b'-').count();
    (name.get(letters) == Some(&b']')).then(|| text.len() - name.len() + letters + 1)
}

/// Of two spans found at one place the one that wins.
pub(super) fn prefer(a: Option<Detected>, b: Option<Detected>) -> Option<Detected> {
    match (a, b) {
        (Some(a), Some(b)) => {
            let key = |it: &Detected| (it.start, usize::MAX - it.end, it.detector);
            Some(if key(&b) < key(&a) { b } else { a })
        }
        (a, b) => a.or(b),
    }
}
