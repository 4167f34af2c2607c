//! A quick look that spares most texts the scan.
//!
//! Three looks, each needed only after the one before: which signs occur at all and how many digits (straight-line
//! code that the compiler vectorises); whether a word begins like a token; whether digits stand like those of a card,
//! an IBAN or a social security number. Each may be wrong in one direction only.

use crate::detect::text::Text;
use crate::detect::{pair, prefixed};

/// Fewest digits of a card, an IBAN or a social security number.
pub(super) const FEWEST_DIGITS: usize = 9;

/// Fewest digits of a card.
const CARD: usize = 13;

/// False when `text` certainly holds nothing that [`detect`](crate::detect::detect) finds, as with nearly every
/// sentence, name, path, identifier and user agent. True says nothing.
///
/// ```
/// use blackbar_rules::detect::may_match;
///
/// assert!(!may_match(b"550e8400-e29b-41d4-a716-446655440000"));
/// assert!(may_match(b"GET /orders?page=2"));
/// ```
#[must_use]
pub fn may_match(text: &[u8]) -> bool {
    if text.len() < super::SHORTEST {
        return false;
    }
    let signs = Signs::of(text);
    signs.announce()
        || (signs.long_run && (begins_a_token(text) || (signs.marks & COLON != 0 && has_header(text))))
        || (signs.digits >= FEWEST_DIGITS && digits_stand_together(text))
}

/// True when the name of a header stands before a colon and a space.
fn has_header(text: &[u8]) -> bool {
    let text = Text { bytes: text, floor: 0 };
    let colons = text.bytes.iter().enumerate().filter(|(_, byte)| **byte == b':').map(|(at, _)| at);
    colons.filter(|colon| text.at(colon + 1) == b' ').any(|colon| {
        let spaces = text.run_back(colon, 4, |byte| byte == b' ');
        let start =
            text.run_back(spaces, 128, |byte| byte.is_ascii_alphanumeric() || b"_-.%".contains(&byte));
        pair::is_header(text.slice(start, spaces))
    })
}

/// What occurs in a text.
struct Signs {
    /// The `EQUALS`, `QUOTE`, `COLON` and `AT` that occur.
    marks: u8,
    digits: usize,
    dashes: usize,
    /// Some eight bytes in line hold no space. Every run of [`SHORTEST_RUN`] bytes without one has such eight.
    long_run: bool,
}

/// No token, with the word that announces it, has a shorter run of bytes without a space.
pub(super) const SHORTEST_RUN: usize = 15;

const EQUALS: u8 = 1;
const QUOTE: u8 = 2;
const COLON: u8 = 4;
const AT: u8 = 8;

const LANES: usize = 16;

impl Signs {
    fn of(text: &[u8]) -> Self {
        let mut lanes = Lanes::default();
        match text.last_chunk() {
            Some(last) => {
                text.as_chunks().0.iter().for_each(|chunk| lanes.add(chunk));
                // What is seen twice only counts twice.
                lanes.add(last);
            }
            None => lanes.add(&padded(text)),
        }
        Self {
            marks: lanes.marks.iter().fold(0, |all, marks| all | marks),
            digits: sum(lanes.digits),
            dashes: sum(lanes.dashes),
            long_run: lanes.long_run,
        }
    }

    /// A pair, a query or a userinfo needs one of the marks, a PEM block ten dashes.
    fn announce(&self) -> bool {
        let has = |mark| self.marks & mark != 0;
        has(EQUALS) || (has(COLON) && (has(QUOTE) || has(AT))) || self.dashes >= 10
    }
}

/// Signs by place in the chunk: the compiler makes one instruction of each line.
#[derive(Default)]
struct Lanes {
    marks: [u8; LANES],
    digits: [u8; LANES],
    dashes: [u8; LANES],
    long_run: bool,
}

impl Lanes {
    /// Inlined, so that the lanes stay in registers.
    #[inline(always)]
    fn add(&mut self, chunk: &[u8; LANES]) {
        let mask = |is: bool, mark: u8| if is { mark } else { 0 };
        for (lane, &byte) in self.marks.iter_mut().zip(chunk) {
            *lane |= mask(byte == b'=', EQUALS)
                | mask(byte == b'"', QUOTE)
                | mask(byte == b'\'', QUOTE)
                | mask(byte == b':', COLON)
                | mask(byte == b'@', AT);
        }
        for (lane, &byte) in self.digits.iter_mut().zip(chunk) {
            *lane = lane.saturating_add(mask(byte.wrapping_sub(b'0') < 10, 1));
        }
        for (lane, &byte) in self.dashes.iter_mut().zip(chunk) {
            *lane = lane.saturating_add(mask(byte == b'-', 1));
        }
        let (words, _) = chunk.as_chunks::<8>();
        self.long_run |= words.iter().any(|&word| !has_space(u64::from_le_bytes(word)));
    }
}

/// The bytes of a text of fewer than sixteen, perhaps twice, and spaces.
fn padded(text: &[u8]) -> [u8; LANES] {
    let mut lanes = [b' '; LANES];
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        lanes[..8].copy_from_slice(first);
        lanes[8..].copy_from_slice(last);
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        lanes[..4].copy_from_slice(first);
        lanes[4..8].copy_from_slice(last);
    }
    lanes
}

fn sum(counts: [u8; LANES]) -> usize {
    const EVEN: u64 = u64::MAX / 0x101;
    let (words, _) = counts.as_chunks::<8>();
    // Four sums of two bytes each, then the sum of the four in the uppermost.
    let pairs =
        words.iter().map(|&word| u64::from_le_bytes(word)).map(|word| (word & EVEN) + ((word >> 8) & EVEN));
    pairs.map(|pairs| (pairs.wrapping_mul(u64::MAX / 0xffff) >> 48) as usize).sum()
}

/// True when one of the eight bytes is a space.
fn has_space(word: u64) -> bool {
    const ONES: u64 = u64::MAX / 255;
    let zero_if_space = word ^ (ONES * b' ' as u64);
    (zero_if_space.wrapping_sub(ONES) & !zero_if_space & (ONES << 7)) != 0
}

/// True when a word begins with a scheme of authorization, a JWT or the prefix of a token.
fn begins_a_token(bytes: &[u8]) -> bool {
    // First and second letters meet without a branch at each byte, since few texts have such a pair by chance.
    let mut first = 0;
    let any = bytes.iter().fold(0, |any, &byte| {
        let Letter { second, .. } = LETTERS[usize::from(byte)];
        let found = any | (first & second);
        first = LETTERS[usize::from(byte)].first;
        found
    });
    let followers = bytes.get(1..).unwrap_or_default();
    let is_pair = |a: u8, b: u8| LETTERS[usize::from(a)].first & LETTERS[usize::from(b)].second != 0;
    any != 0
        && bytes.iter().zip(followers).enumerate().any(|(i, (&a, &b))| is_pair(a, b) && token_at(bytes, i))
}

fn token_at(bytes: &[u8], i: usize) -> bool {
    let text = Text { bytes, floor: 0 };
    let is_stem =
        |stem: &&[u8]| text.rest(i).get(..stem.len()).is_some_and(|it| it.eq_ignore_ascii_case(stem));
    text.starts_word(i) && (prefixed::has_prefix(text, i) || STEMS.iter().any(is_stem))
}

/// What announces a token besides the prefixes of providers, in any case.
const STEMS: &[&[u8]] = &[b"eyj", b"bearer ", b"basic ", b"token "];

/// The groups of prefixes, one bit each, that a letter begins or continues.
#[derive(Clone, Copy)]
struct Letter {
    first: u8,
    second: u8,
}

static LETTERS: [Letter; 256] = {
    let mut letters = [Letter { first: 0, second: 0 }; 256];
    let mut i = 0;
    while i < prefixed::COUNT {
        add(&mut letters, prefixed::prefix(i), 0);
        i += 1;
    }
    i = 0;
    while i < STEMS.len() {
        // Both cases, and mixtures of them.
        add(&mut letters, STEMS[i], 0);
        add(&mut letters, STEMS[i], 0x20);
        i += 1;
    }
    letters
};

/// The two cases of a letter differ in one bit, which the group does not see.
const fn add(letters: &mut [Letter; 256], prefix: &[u8], case: u8) {
    let group = 1 << (prefix[0] & 7);
    letters[(prefix[0] ^ case) as usize].first |= group;
    letters[(prefix[1] ^ case) as usize].second |= group;
}

/// True when runs of digits are long enough for a card, alone or with single spaces or dashes between runs of four and
/// more, or stand as in a social security number or at the head of an IBAN.
fn digits_stand_together(bytes: &[u8]) -> bool {
    let text = Text { bytes, floor: 0 };
    let mut at = 0;
    // Digits of the runs that belong together, and where the last of them ended.
    let (mut joined, mut last_end, mut last_len) = (0, 0, 0);
    while at < bytes.len() {
        let start = text.run(at, |byte| !byte.is_ascii_digit());
        let end = text.run(start, |byte| byte.is_ascii_digit());
        let len = end - start;
        let follows = last_end > 0 && start == last_end + 1 && matches!(text.at(last_end), b' ' | b'-');
        joined = if follows && last_len >= 4 { joined + len } else { len };
        let social = len == 4 && follows && last_len == 2 && text.at(last_end) == b'-';
        let iban = len >= 2
            && start >= 2
            && text.slice(start - 2, start).iter().all(u8::is_ascii_uppercase)
            && text.starts_word(start - 2);
        if joined >= CARD || social || iban {
            return true;
        }
        (last_end, last_len, at) = (end, len, end);
    }
    false
}
