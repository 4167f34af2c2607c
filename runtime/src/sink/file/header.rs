//! The first line of a file, for who finds it years later on another machine.

use crate::encode::Encoding;

/// The version of the line.
const VERSION: u32 = 1;

/// The line: what wrote the file, on which machine, since which start of it. In a file for people it is a comment.
pub(super) fn line(encoding: &Encoding) -> Vec<u8> {
    let mut line = String::new();
    if matches!(encoding, Encoding::Pretty { .. }) {
        line.push_str("# ");
    }
    let library = concat!("blackbar ", env!("CARGO_PKG_VERSION"));
    line.push_str(&format!(
        "{{\"header\":{VERSION},\"writer\":\"{library}\",\"process\":{}",
        std::process::id()
    ));
    for (key, value) in [("host", host()), ("boot", boot())] {
        if let Some(value) = value {
            line.push_str(&format!(",\"{key}\":\"{value}\""));
        }
    }
    line.push_str("}\n");
    line.into_bytes()
}

/// Only what needs no escaping: anything else is no name of a host.
fn plain(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    (!text.is_empty() && text.bytes().all(plain)).then(|| text.to_owned())
}

#[cfg(unix)]
fn host() -> Option<String> {
    plain(rustix::system::uname().nodename().to_str().ok()?)
}

#[cfg(not(unix))]
fn host() -> Option<String> {
    None
}

fn boot() -> Option<String> {
    plain(&std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?)
}
