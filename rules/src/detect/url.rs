//! The userinfo of a URL (RFC 3986, section 3.2.1), in any scheme: `postgres://user:password@host`.

use crate::detect::scan::value_at;
use crate::detect::text::{Text, placeholder_len, prefer};
use crate::detect::{Detected, Detector};

/// A user name without a password is a token when it is this long: `https://TOKEN@git.example`.
const TOKEN_AS_USER: usize = 16;

/// The userinfo of a URL whose scheme ends with the colon at `i`.
pub(super) fn at_colon(text: Text<'_>, i: usize) -> Option<Detected> {
    if !text.has(i, b"://") || !text.before(i).is_ascii_alphanumeric() {
        return None;
    }
    let start = i + 3;
    let authority = text.slice(start, text.run(start, in_authority));
    // A careless password may hold an `@` itself.
    let userinfo = authority.get(..authority.iter().rposition(|&byte| byte == b'@')?)?;
    if !is_credential(userinfo) {
        return None;
    }
    let found = Detected { start, end: start + userinfo.len(), detector: Detector::UrlUserinfo };
    prefer(Some(found), value_at(text, start))
}

/// True for the userinfo of a template or a help text.
pub(super) fn is_template(userinfo: &str) -> bool {
    let password = userinfo.split_once(':').map_or(userinfo, |(_, password)| password);
    let framed = |open, close| password.starts_with(open) && password.ends_with(close);
    framed('{', '}')
        || framed('<', '>')
        || framed('[', ']')
        || framed('%', '%')
        || password.starts_with('$')
        || matches!(password, "%s" | "..." | "…")
        || password.chars().all(|ch| matches!(ch, 'x' | 'X' | '*' | '.' | '•' | '_'))
        || ["password", "pass", "passwd", "pwd", "secret", "token"]
            .iter()
            .any(|word| password.eq_ignore_ascii_case(word))
}

fn is_credential(userinfo: &[u8]) -> bool {
    // What was replaced inside may have held a space, which no userinfo does: it was none before.
    if (0..userinfo.len()).any(|i| userinfo.get(i..).and_then(placeholder_len).is_some()) {
        return false;
    }
    match userinfo.iter().position(|&byte| byte == b':') {
        Some(colon) => userinfo.get(colon + 1..).is_some_and(|it| it.iter().any(|&byte| byte != b'*')),
        None => userinfo.len() >= TOKEN_AS_USER,
    }
}

fn in_authority(byte: u8) -> bool {
    !byte.is_ascii_whitespace()
        && !byte.is_ascii_control()
        && !matches!(byte, b'/' | b'?' | b'#' | b'"' | b'\'' | b'<' | b'>' | b'`' | b'\\')
}
