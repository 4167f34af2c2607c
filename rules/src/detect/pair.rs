//! Values of sensitive names: `password=hunter2`, `?api_key=K&x=1`, `"token": "abc"`, `token: Some("abc")`.
//!
//! The name rule decides, in its tiers *credential* and *always*. A colon announces a value only where a quote stands
//! on one side of it, or the name of a header before it and one long word behind it (`x-api-key: 7f3a…`): prose is full of
//! colons (`invalid token: expected a comma`).

use crate::detect::scan::value_at;
use crate::detect::text::{Text, placeholder_len, prefer};
use crate::detect::{Detected, Detector, bearer};
use crate::name::{Tier, Verdict, classify};

/// Longest key that is read.
const LONGEST_KEY: usize = 128;

/// Shorter values of `sig` are no signatures.
const SHORTEST_SIGNATURE: usize = 16;

/// Shorter words behind the name of a header are prose.
const SHORTEST_HEADER: usize = 16;

/// Most white space between key, sign and value.
const MOST_SPACE: usize = 4;

/// A pair whose equals sign stands at `i`: `key=value`, `key = "value"`, `"key" => "value"`.
pub(super) fn at_equals(text: Text<'_>, i: usize) -> Option<Detected> {
    let key = Key::before(text, i)?;
    let mut value = i + 1;
    while matches!(text.at(value), b'=' | b'>') && value < i + 3 {
        value += 1;
    }
    let value = Opening::at(text, value)?;
    let tier = tier_of(key.text);
    if !matches!(text.before(key.start), b'?' | b'&' | b'#') {
        return value.found(text, tier?, Detector::Pair, b"");
    }
    if tier.is_none() && is_signature(key.text) {
        let found = value.found(text, Tier::Credential, Detector::UrlQuery, b"#")?;
        return (found.end - found.start >= SHORTEST_SIGNATURE).then_some(found);
    }
    // The query of a URL ends where its fragment starts.
    value.found(text, tier?, Detector::UrlQuery, b"#")
}

/// A pair whose colon stands at `i`: `"key": value`, `key: "value"`.
pub(super) fn at_colon(text: Text<'_>, i: usize) -> Option<Detected> {
    let key = Key::before(text, i)?;
    let value = Opening::at(text, i + 1)?;
    if !key.quoted && value.quote.is_none() {
        if text.at(i + 1) != b' ' || !is_header(key.text) {
            return None;
        }
        let found = value.found(text, tier_of(key.text)?, Detector::Pair, b"}]")?;
        return (found.end - found.start >= SHORTEST_HEADER).then_some(found);
    }
    value.found(text, tier_of(key.text)?, Detector::Pair, b"}]")
}

/// Whether a name is that of a header: the well-known ones are single words, the others have a dash.
pub(super) fn is_header(key: &[u8]) -> bool {
    key.contains(&b'-') || key.eq_ignore_ascii_case(b"authorization") || key.eq_ignore_ascii_case(b"cookie")
}

/// The signatures that stand for a key in a signed URL (Azure, CloudFront). Their names are ordinary elsewhere.
fn is_signature(key: &[u8]) -> bool {
    key.eq_ignore_ascii_case(b"sig") || key.eq_ignore_ascii_case(b"signature")
}

fn tier_of(key: &[u8]) -> Option<Tier> {
    let Verdict::Sensitive(finding) = classify(str::from_utf8(key).ok()?) else { return None };
    (finding.tier >= Tier::Credential).then_some(finding.tier)
}

struct Key<'t> {
    text: &'t [u8],
    start: usize,
    quoted: bool,
}

impl<'t> Key<'t> {
    /// The key that ends before the sign at `sign`.
    fn before(text: Text<'t>, sign: usize) -> Option<Self> {
        let mut end = text.run_back(sign, MOST_SPACE, |byte| byte == b' ');
        // `user[password]=`, but not the end of a placeholder.
        let bracket = text.before(end) == b']';
        let quoted = matches!(text.before(end), b'"' | b'\'');
        if bracket || quoted {
            end -= 1;
            // JSON inside a quoted text.
            end = text.run_back(end, 8, |byte| byte == b'\\');
        }
        let mut start = text.run_back(end, LONGEST_KEY, is_key);
        if start == end || (bracket && text.before(start) != b'[') {
            return None;
        }
        // `\npassword=` in an escaped text.
        if text.before(start) == b'\\' && matches!(text.at(start), b'n' | b'r' | b't') {
            start += 1;
        }
        Some(Self { text: text.slice(start, end), start, quoted })
    }
}

fn is_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'%')
}

/// True for what ends a value without quotes.
fn is_end(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte.is_ascii_control() || matches!(byte, b'"' | b'\'' | b'&' | b';' | b',')
}

/// What stands between a sign and its value.
struct Opening {
    /// Where the value starts.
    start: usize,
    /// The quote before the value, and the backslashes before the quote.
    quote: Option<(u8, usize)>,
    /// The value is a list in brackets.
    list: bool,
}

impl Opening {
    /// Looks at a few bytes only: whether the key is sensitive is not known yet.
    fn at(text: Text<'_>, sign_end: usize) -> Option<Self> {
        let mut start = text.run(sign_end, |byte| byte == b' ');
        if start > sign_end + MOST_SPACE {
            return None;
        }
        // What Debug writes around a text.
        for _ in 0..2 {
            let wrapper = [b"Some(".as_slice(), b"String("].into_iter().find(|it| text.has(start, it));
            start += wrapper.map_or(0, <[u8]>::len);
        }
        let list = text.at(start) == b'[' && placeholder_len(text.rest(start)).is_none();
        start += usize::from(list);
        start += usize::from(!list && text.has(start, b"b\""));
        let escapes = (0..8).take_while(|&n| text.at(start + n) == b'\\').count();
        let byte = text.at(start + escapes);
        let quote = matches!(byte, b'"' | b'\'').then_some((byte, escapes));
        if !list && quote.is_some() {
            start += escapes + 1;
        }
        Some(Self { start, quote, list })
    }

    /// The value, unless it says nothing. `ends` are bytes that end a value without quotes, besides the usual ones.
    fn found(self, text: Text<'_>, tier: Tier, mut detector: Detector, ends: &[u8]) -> Option<Detected> {
        let mut start = self.start;
        // `authorization: "Bearer abc"`: the scheme stays.
        let scheme =
            start + text.rest(start).iter().take(12).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if text.at(scheme) == b' ' && bearer::is_scheme(text.slice(start, scheme)) {
            start = scheme + 1;
            detector = Detector::Bearer;
        }
        // A credential that goes on after a space or a bracket, or a placeholder, is read over first.
        let known = value_at(text, start);
        let placeholder = placeholder_len(text.rest(start)).unwrap_or(0);
        let from = known.map_or(start + placeholder, |it| it.end);
        let end = match self.quote {
            _ if self.list => text.run(from, |byte| byte != b']'),
            Some((quote, escapes)) => closing(text, from, quote, escapes),
            None => text.run(from, |byte| !is_end(byte) && !ends.contains(&byte)),
        };
        let value = text.slice(start, end);
        let numbers = tier < Tier::Always;
        if is_nothing(value) || (numbers && is_number(value)) || is_replaced(value, numbers) {
            return known;
        }
        prefer(Some(Detected { start, end, detector }), known)
    }
}

/// Where the value ends that was opened by `quote` after `escapes` backslashes.
fn closing(text: Text<'_>, from: usize, quote: u8, escapes: usize) -> usize {
    let mut backslashes = 0;
    for (i, &byte) in text.slice(from, text.bytes.len()).iter().enumerate() {
        let closes = if escapes == 0 { backslashes % 2 == 0 } else { backslashes <= escapes };
        if byte == quote && closes {
            return from + i - backslashes.min(i);
        }
        backslashes = if byte == b'\\' { backslashes + 1 } else { 0 };
    }
    text.bytes.len()
}

/// True for values that say there is none, or only whether there is one.
fn is_nothing(value: &[u8]) -> bool {
    let words: [&[u8]; 9] =
        [b"", b"null", b"none", b"nil", b"undefined", b"true", b"false", b"none)", b"***"];
    words.iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// True for counts and lists of counts: `prompt_tokens=512`.
fn is_number(value: &[u8]) -> bool {
    value.iter().copied().all(is_of_number)
}

fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b',' | b' ' | b')' | b'}')
}

/// True for placeholders with nothing but brackets around them, or also what `numbers` are made of: a card number among
/// these may have been replaced before.
fn is_replaced(value: &[u8], numbers: bool) -> bool {
    let mut rest = value;
    let mut replaced = false;
    while let Some((&byte, after)) = rest.split_first() {
        let closes = matches!(byte, b')' | b']' | b'}' | b'.' | b':' | b'!' | b'>');
        rest = match placeholder_len(rest).and_then(|length| rest.get(length..)) {
            Some(after) => {
                replaced = true;
                after
            }
            None if closes || (numbers && is_of_number(byte)) => after,
            None => return false,
        };
    }
    replaced
}
