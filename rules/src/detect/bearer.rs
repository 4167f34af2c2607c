//! Credentials of the `Authorization` header: `Bearer` (RFC 6750), `Basic` (RFC 7617), `Token` (used by GitHub, Django
//! REST framework, Rails). In a text the words are ordinary, so what follows must look like credentials: Basic has to
//! decode to `user:password`, the others to mix letters and digits. After the header's name anything counts; that is
//! the business of [`pair`](crate::detect::pair).

use crate::detect::prefilter::SHORTEST_RUN;
use crate::detect::scan::value_at;
use crate::detect::text::{Text, decode_base64, prefer};
use crate::detect::{Detected, Detector};

/// Fewest letters of the credentials: a token of RFC 6750 is never shorter in practice, a word often is.
const SHORTEST: usize = 16;
const _: () = assert!(SHORTEST >= SHORTEST_RUN);

/// Credentials whose scheme stands at `i`.
pub(super) fn at(text: Text<'_>, i: usize) -> Option<Detected> {
    let scheme = text.run(i, |byte| byte.is_ascii_alphabetic());
    let start = text.run(scheme, |byte| byte == b' ');
    if start == scheme || start > scheme + 4 {
        return None;
    }
    let word = text.slice(i, scheme);
    let basic = word.eq_ignore_ascii_case(b"basic");
    if !basic && !word.eq_ignore_ascii_case(b"bearer") && !word.eq_ignore_ascii_case(b"token") {
        return None;
    }
    let end = text.run(text.run(start, if basic { is_base64 } else { is_token68 }), |byte| byte == b'=');
    let end = text.without_full_stop(end).max(start);
    let value = text.slice(start, end);
    let convincing = if basic { is_basic(value) } else { value.len() >= SHORTEST && is_mixed(value) };
    let found = convincing.then_some(Detected { start, end, detector: Detector::Bearer });
    prefer(found, value_at(text, start))
}

/// True when a word in front of a value is the scheme of an `Authorization` header (the IANA registry's common ones).
pub(super) fn is_scheme(word: &[u8]) -> bool {
    [b"bearer".as_slice(), b"basic", b"token", b"digest", b"negotiate", b"ntlm", b"apikey", b"dpop", b"hawk"]
        .iter()
        .any(|scheme| word.eq_ignore_ascii_case(scheme))
}

/// The alphabet of `token68` (RFC 9110, section 11.2), without the padding that may end it.
fn is_token68(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/')
}

/// The alphabet of Basic (RFC 4648, section 4).
fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

/// True when `value` decodes to a printable `user:password`.
fn is_basic(value: &[u8]) -> bool {
    value.len() >= SHORTEST
        && decode_base64(value).any(|byte| byte == b':')
        && decode_base64(value).all(|byte| byte >= b' ' && byte != 0x7f)
}

fn is_mixed(value: &[u8]) -> bool {
    value.iter().any(u8::is_ascii_digit) && value.iter().any(u8::is_ascii_alphabetic)
}
