//! What is the same for all events of a schema, rendered once.

use super::layout::Layout;
use super::value::Values;
use crate::encode::escape;
use crate::encode::program::{Piece, Program};
use crate::encode::{Identity, IdentityField, Oddities};
use crate::event::Registered;
use crate::record::ValueReader;
use crate::secret::Class;

/// How to render the events of one schema: the steps after the timestamp, then the fields of the program.
pub(super) struct Script {
    pub(super) program: Program,
    pub(super) steps: Vec<Step>,
    /// The beginning of the object that holds the fields, where the layout has one.
    pub(super) open: Option<Vec<u8>>,
    /// What stands in that object before the fields.
    pub(super) inside: Vec<u8>,
    /// The keys in that object that no field of a context may have.
    pub(super) taken: Vec<String>,
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
    pub(super) fn new(
        registered: &Registered,
        identity: &Identity,
        clearance: Class,
        layout: Layout,
    ) -> Self {
        let program = Program::of_event(registered.schema, clearance);
        let mut steps = Steps {
            clearance,
            layout,
            done: Vec::new(),
            bytes: Vec::new(),
            inside: Vec::new(),
            taken: Vec::new(),
        };
        steps.bytes.extend_from_slice(layout.after_time.as_bytes());
        steps.text(layout.level, registered.level().as_str());
        steps.text(layout.target, registered.target());
        steps.text(layout.event, &registered.event_name());
        if !program.message.is_empty() {
            steps.message(&program.message);
        }
        steps.identity(registered, identity, |key| program.fields.iter().any(|field| field.name == key));
        let inside = core::mem::take(&mut steps.inside);
        let mut taken = core::mem::take(&mut steps.taken);
        taken.extend(program.fields.iter().map(|field| field.name.to_owned()));
        let open = layout.fields.map(|name| format!(",\"{name}\":{{").into_bytes());
        Self { program, steps: steps.finish(), open, inside, taken }
    }
}

struct Steps {
    clearance: Class,
    layout: Layout,
    done: Vec<Step>,
    /// The bytes that follow; what stands together is one step.
    bytes: Vec<u8>,
    /// What belongs into the object of the fields.
    inside: Vec<u8>,
    /// The keys of that.
    taken: Vec<String>,
}

impl Steps {
    fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        escape::string(value.as_bytes(), &mut self.bytes);
    }

    fn key(&mut self, key: &str) {
        self.bytes.push(b',');
        escape::string(key.as_bytes(), &mut self.bytes);
        self.bytes.push(b':');
    }

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
        let layout = self.layout;
        for field in &identity.fields {
            match layout.place_of(&field.key) {
                Some(key) => append_field(key, field, self.clearance, &mut self.bytes),
                None if has_own(&field.key) => {}
                None if layout.fields.is_some() => {
                    self.taken.push(field.key.clone().into_owned());
                    append_field(&field.key, field, self.clearance, &mut self.inside);
                }
                None => append_field(&field.key, field, self.clearance, &mut self.bytes),
            }
        }
        // In an object of their own, the fields of the event are in nobody's way.
        let has_own = |key: &str| layout.fields.is_none() && has_own(key);
        let (file, line) = registered.location();
        match layout.file_and_line {
            _ if !identity.location => {}
            Some((file_key, line_key)) => {
                self.text(file_key, file);
                self.key(line_key);
                self.bytes.extend_from_slice(line.to_string().as_bytes());
            }
            None if has_own("location") => {}
            None => self.text("location", &format!("{file}:{line}")),
        }
        if identity.thread && !has_own(layout.thread) {
            self.key(layout.thread);
            self.push(Step::Thread);
        }
    }
}

fn append_field(key: &str, field: &IdentityField, clearance: Class, out: &mut Vec<u8>) {
    out.push(b',');
    escape::string(key.as_bytes(), out);
    out.push(b':');
    let (program, node) = Program::of_value(field.shape, clearance);
    let start = out.len();
    let (mut spare, mut oddities) = (Vec::new(), Oddities::default());
    let mut values = Values::new(&program, out, &mut spare, &mut oddities);
    if values.value(node, &mut ValueReader::new(&field.bytes)).is_err() {
        // The builder writes these bytes by the same shape; a value is never half written.
        out.truncate(start);
        out.extend_from_slice(b"null");
    }
}
