//! Text without a telling name is logged: where it came from is not known any more. Here the types end, and the scanner and
//! the reviewer begin.
#![deny(warnings)]
use blackbar::{LogEvent, LogValue, Secret, log_event};

#[derive(LogValue)]
struct Note(String);

#[derive(LogEvent)]
struct Pair(String, &'static str);

pub(crate) fn main() {
    let secret = Secret::new(String::from("x"));
    let note = secret.expose(|text| text.to_uppercase());
    log_event!(info, "written", note, shown = format!("{:?}", (1, 2)));
    log_event!(info, "written", note = Note(note.clone()));
    log_event!(Pair(note, "x"));
}
