//! What stands between level and fields.

use crate::encode::escape;
use crate::encode::program::{Piece, Program};
use crate::event::Registered;
use crate::secret::Class;

/// How to render the events of one schema: the steps after the level, then the fields of the program.
pub(super) struct Script {
    pub(super) program: Program,
    pub(super) steps: Vec<Step>,
}

/// One step between level and fields.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The event's name, or where an event that has none comes from.
    Name(Vec<u8>),
    /// Between name and message.
    Gap,
    /// Fixed text of the message.
    Text(Vec<u8>),
    /// What is written of a field, inside the message; its index in the program.
    Field(usize),
}

impl Script {
    pub(super) fn new(registered: &Registered, clearance: Class) -> Self {
        let program = Program::of_event(registered.schema, clearance);
        let mut steps = Vec::new();
        let inline = registered.schema.name.is_empty();
        if !inline {
            steps.push(Step::Name(escaped(&registered.event_name())));
        } else if program.message.is_empty() {
            let (file, line) = registered.location();
            steps.push(Step::Name(escaped(&format!("{file}:{line}"))));
        }
        if !steps.is_empty() && !program.message.is_empty() {
            steps.push(Step::Gap);
        }
        steps.extend(program.message.iter().map(|piece| match piece {
            Piece::Text(text) => Step::Text(escaped(text)),
            Piece::Field(index) => Step::Field(*index),
        }));
        Self { program, steps }
    }
}

fn escaped(text: &str) -> Vec<u8> {
    let mut escaped = Vec::new();
    escape::bare(text.as_bytes(), &mut escaped);
    escaped
}
