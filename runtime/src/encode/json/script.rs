//! What is the same for all events of a schema, rendered once.

use super::value::Values;
use crate::encode::escape::{self, json_string};
use crate::encode::program::{Piece, Program};
use crate::encode::{Identity, IdentityField, Oddities};
use crate::event::Registered;
use crate::record::ValueReader;

/// How to render the events of one schema: the steps after the timestamp, then the fields of the program.
pub(super) struct Script {
    pub(super) program: Program,
    pub(super) steps: Vec<Step>,
}

/// One step between timestamp and fields.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Bytes that are always the same.
    Bytes(Vec<u8>),
    /// What is written of a field, inside the message; its index in the program.
    Field(usize),
    /// The thread's name, as a string.
    Thread,
}

impl Script {
    pub(super) fn new(registered: &Registered, identity: &Identity) -> Self {
        let program = Program::of_event(registered.schema);
        let mut steps = Steps::default();
        let text = &mut steps.bytes;
        text.extend_from_slice(b",\"level\":");
        escape::string(registered.schema.level.as_str().as_bytes(), text);
        text.extend_from_slice(b",\"target\":");
        escape::string(registered.target().as_bytes(), text);
        text.extend_from_slice(b",\"event\":");
        escape::string(registered.event_name().as_bytes(), text);
        if !program.message.is_empty() {
            steps.message(&program.message);
        }
        steps.identity(registered, identity, |key| program.fields.iter().any(|field| field.name == key));
        Self { program, steps: steps.finish() }
    }
}

#[derive(Default)]
struct Steps {
    done: Vec<Step>,
    /// The bytes that follow; what stands together is one step.
    bytes: Vec<u8>,
}

impl Steps {
    fn push(&mut self, step: Step) {
        self.finish_bytes();
        self.done.push(step);
    }

    fn finish_bytes(&mut self) {
        if !self.bytes.is_empty() {
            self.done.push(Step::Bytes(core::mem::take(&mut self.bytes)));
        }
    }

    fn finish(mut self) -> Vec<Step> {
        self.finish_bytes();
        self.done
    }

    fn message(&mut self, pieces: &[Piece]) {
        self.bytes.extend_from_slice(b",\"message\":\"");
        for piece in pieces {
            match piece {
                Piece::Text(text) => escape::quoted(text.as_bytes(), &mut self.bytes),
                Piece::Field(index) => self.push(Step::Field(*index)),
            }
        }
        self.bytes.push(b'"');
    }

    /// What the event has under a key of its own, the identity leaves out.
    fn identity(&mut self, registered: &Registered, identity: &Identity, has_own: impl Fn(&str) -> bool) {
        for field in identity.fields.iter().filter(|field| !has_own(&field.key)) {
            append_field(field, &mut self.bytes);
        }
        if identity.location && !has_own("location") {
            let (file, line) = registered.location();
            let location = json_string(&format!("{file}:{line}"));
            self.bytes.extend_from_slice(format!(",\"location\":{location}").as_bytes());
        }
        if identity.thread && !has_own("thread") {
            self.bytes.extend_from_slice(b",\"thread\":");
            self.push(Step::Thread);
        }
    }
}

fn append_field(field: &IdentityField, out: &mut Vec<u8>) {
    out.push(b',');
    escape::string(field.key.as_bytes(), out);
    out.push(b':');
    let (program, node) = Program::of_value(field.shape);
    let start = out.len();
    let (mut spare, mut oddities) = (Vec::new(), Oddities::default());
    let mut values = Values::new(&program, out, &mut spare, &mut oddities);
    if values.value(node, &mut ValueReader::new(&field.bytes)).is_err() {
        // The builder writes these bytes by the same shape; a value is never half written.
        out.truncate(start);
        out.extend_from_slice(b"null");
    }
}
