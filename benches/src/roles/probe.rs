//! What a peer writes: one usual event, and one whose text is hostile to a line of JSON.

use serde_json::json;

use super::{Figures, Task, call};
use crate::event::{Event, Events};
use crate::files;
use crate::peer::Peer;

/// Ends the text and the line where a peer does not escape.
pub const HOSTILE: &str = "a\"b\\c\nd\te\u{1b}[31m";

/// The text of both events, for the driver to judge.
pub fn probe<P: Peer>(task: &Task<'_>) -> Figures {
    let peer = P::start(task.folder);
    call(&peer, &Events::new().next());
    call(&peer, &Event { user_id: 1, request: HOSTILE, ip: "173.234.31.18", latency_ms: 0.5, ok: true });
    peer.finish();
    vec![("hostile", json!(HOSTILE)), ("text", json!(files::text(task.folder)))]
}
