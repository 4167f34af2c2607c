//! Inputs for `replay`, and what is in them: found here by a plain search, not by the parser that is tested.

use std::ops::Range;
use std::path::PathBuf;

use crate::program::workspace;

/// The sample of the examples, and the Loghub OpenSSH sample where a copy of it lies beside the checkout.
pub(crate) fn samples() -> Vec<PathBuf> {
    let known = ["examples/data/auth.log", "../shared/data/OpenSSH_2k.log"];
    let there: Vec<_> =
        known.iter().map(|path| workspace().join(path)).filter(|path| path.exists()).collect();
    assert!(!there.is_empty());
    there
}

/// What stands before and after a user name. The last occurrence of the end counts; none is the end of the line.
const AROUND_NAMES: &[(&str, &str)] = &[
    ("Invalid user ", " from "),
    ("Failed password for ", " from "),
    ("Failed none for ", " from "),
    ("Accepted password for ", " from "),
    ("Accepted publickey for ", " from "),
    ("attempts exceeded for ", " from "),
    ("authentication failures for ", " [preauth]"),
    ("input_userauth_request: invalid user ", " [preauth]"),
    ("session opened for user ", " by "),
    ("session closed for user ", ""),
    ("authenticating user ", " port "),
    ("Disconnected from user ", " port "),
    (" user=", ""),
    ("sudo: ", " : TTY"),
    ("rhost=host7", ".example.net"),
    ("getaddrinfo for ", " ["),
];

/// Where in a line a name of a user or of a client stands, if there is one.
pub(crate) fn name(line: &str) -> Option<Range<usize>> {
    let (start, end) = AROUND_NAMES.iter().find_map(|(before, after)| {
        let start = line.find(before)? + before.len();
        let end = if after.is_empty() { line.len() } else { line.rfind(after)? };
        Some((start, end.max(start)))
    })?;
    let name = &line[start..end];
    let start = start + if name.starts_with("invalid user ") { "invalid user ".len() } else { 0 };
    // Between user and port stands the address.
    let end = match name.rsplit_once(' ') {
        Some((user, address)) if line[end..].starts_with(" port ") && address.contains(['.', ':']) => {
            end - name.len() + user.len()
        }
        _ => end,
    };
    Some(start..end)
}

/// All dotted numbers of four parts.
pub(crate) fn addresses(text: &str) -> Vec<&str> {
    let runs = text.split(|ch: char| !ch.is_ascii_digit() && ch != '.');
    runs.map(|run| run.trim_matches('.')).filter(|run| run.matches('.').count() == 3).collect()
}
