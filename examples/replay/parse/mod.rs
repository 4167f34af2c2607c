//! From the text of a line to an event. Pure: no file, no clock, no logger.
//!
//! Everything in a line may have been chosen by an attacker. So a text of the input is only ever put where the event
//! type redacts it; everything else becomes a number or one of a fixed set of words, or the line is unrecognised.

mod header;
mod message;
mod words;

use crate::event::{AuthEvent, AuthLine};

/// Takes line number `line` apart; `bytes` is how long it was.
pub(crate) fn line(line: u64, text: &str, bytes: u64) -> AuthLine<'_> {
    let (header, text) = header::split(text);
    let kind = message::event(text, bytes);
    let program = matches!(kind, AuthEvent::Unrecognised { .. }).then_some(header.program);
    AuthLine { line, when: header.when, host: header.host, program, pid: header.pid, kind }
}
