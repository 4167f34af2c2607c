//! Values as JSON.

use crate::context::Frame;
use crate::encode::hash::Hash;
use crate::encode::program::{
    Field, Found, MAX_NESTING, Node, NodeId, Presence, Program, Scan, Stop, flag, is_padding, option_tag,
    read_char, read_duration, read_variant,
};
use crate::encode::time::Instant;
use crate::encode::{Oddities, address, escape, number, scan};
use crate::record::{MAX_RECORD, Malformed, ValueReader};
use crate::secret::Redacted;

/// Stands for what is nested too deep to be written.
pub(super) const TOO_DEEP: &str = "[too deep]";

/// Renders the values of one event.
///
/// Whatever a method wrote when it returns a [`Stop`] is valid JSON: brackets are closed, and the value at which it stopped
/// is `null`.
pub(super) struct Values<'a> {
    program: &'a Program,
    pub(super) out: &'a mut Vec<u8>,
    spare: &'a mut Vec<u8>,
    oddities: &'a mut Oddities,
    /// Levels that may still be entered.
    pub(super) levels: u16,
    /// Items without bytes that may still be written. Nothing else in a record can be more than the record is long.
    pub(super) empty_items: usize,
}

impl<'a> Values<'a> {
    pub(super) fn new(
        program: &'a Program,
        out: &'a mut Vec<u8>,
        spare: &'a mut Vec<u8>,
        oddities: &'a mut Oddities,
    ) -> Self {
        Self { program, out, spare, oddities, levels: MAX_NESTING, empty_items: MAX_RECORD }
    }

    /// Bytes of the line until now.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    #[inline]
    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    #[inline]
    pub(super) fn string(&mut self, text: &str) {
        escape::string(text.as_bytes(), self.out);
    }

    /// Text of somebody else's as a string.
    #[inline]
    pub(super) fn text(&mut self, text: &[u8], scan: Scan) {
        self.out.push(b'"');
        self.quoted(text, scan);
        self.out.push(b'"');
    }

    /// The same inside a string.
    #[inline]
    fn quoted(&mut self, text: &[u8], scan: Scan) {
        match scan {
            Scan::Yes => scan::quoted(text, &mut self.oddities.detections, self.out),
            Scan::No => escape::quoted(text, self.out),
        }
    }

    /// All fields of the event, each after a comma, and the original length where the record was cut.
    #[inline]
    pub(super) fn fields(
        &mut self,
        reader: ValueReader<'_>,
        original_len: Option<u32>,
    ) -> Result<(), Malformed> {
        match original_len {
            None => Ok(self.whole_fields(reader)?),
            Some(original_len) => self.fields_until_cut(reader, original_len),
        }
    }

    #[inline]
    fn whole_fields(&mut self, mut reader: ValueReader<'_>) -> Result<(), Stop> {
        let program = self.program;
        for field in &program.fields {
            self.field(field, &mut reader)?;
        }
        if is_padding(reader) { Ok(()) } else { Err(Stop::Malformed) }
    }

    /// The fields of a record in which some may be missing from the end.
    #[cold]
    fn fields_until_cut(&mut self, mut reader: ValueReader<'_>, original_len: u32) -> Result<(), Malformed> {
        let program = self.program;
        let mut doubtful_from = None;
        for field in &program.fields {
            if doubtful_from.is_none() && is_padding(reader) {
                doubtful_from = Some(self.out.len());
            }
            match (self.field(field, &mut reader), doubtful_from) {
                (Ok(()), _) => {}
                // Fields are missing, so what was read of the last bytes was padding and no value.
                (Err(_), Some(doubtful_from)) => {
                    self.out.truncate(doubtful_from);
                    break;
                }
                (Err(Stop::Ended), None) => break,
                // A value that began before the padding and went on into it.
                (Err(Stop::Malformed), None) if is_padding(reader) => break,
                (Err(Stop::Malformed), None) => return Err(Malformed),
            }
        }
        self.raw(b",\"truncated\":");
        number::integer(original_len, self.out);
        Ok(())
    }

    /// The fields of a frame of a context, each after a comma, but for those that are hidden or whose key is `taken`.
    pub(super) fn frame(&mut self, frame: &Frame<'_>, taken: impl Fn(&str) -> bool) -> Result<(), Malformed> {
        let program = self.program;
        let mut reader = frame.fields;
        for (at, field) in program.fields.iter().enumerate() {
            let (start, at_end) = (self.out.len(), reader.is_empty());
            let read = if frame.hides(at) || taken(field.name) {
                program.skip_field(field, &mut reader)
            } else {
                self.field(field, &mut reader)
            };
            match read {
                Ok(()) => {}
                Err(Stop::Ended) if frame.cut => {
                    if at_end {
                        self.out.truncate(start);
                    }
                    return Ok(());
                }
                Err(Stop::Ended | Stop::Malformed) => return Err(Malformed),
            }
        }
        if reader.is_empty() { Ok(()) } else { Err(Malformed) }
    }

    #[inline]
    fn field(&mut self, field: &Field, reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        self.raw(field.json_key.as_bytes());
        if field.framed { self.framed(field.node, reader) } else { self.value(field.node, reader) }
    }

    /// A value in a frame; one that was cut may end anywhere.
    fn framed(&mut self, node: NodeId, reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        let Ok((mut framed, cut)) = reader.frame() else {
            self.raw(b"null");
            return Err(Stop::Ended);
        };
        match self.value(node, &mut framed) {
            Ok(()) if framed.is_empty() || cut => Ok(()),
            Err(Stop::Ended) if cut => Ok(()),
            Ok(()) | Err(_) => Err(Stop::Malformed),
        }
    }

    /// A field inside the message: text as it is, anything with brackets as compact JSON. `None` is a field that was not found.
    ///
    /// What is amiss with the value shows when the field itself is written; here it only ends the value.
    pub(super) fn in_message(&mut self, found: Option<Found<'_>>) {
        let program = self.program;
        let Some((field, mut reader)) =
            found.and_then(|found| Some((program.fields.get(found.index)?, found.value(program)?)))
        else {
            return self.raw(b"null");
        };
        // Oddities are counted where the field itself is written.
        let oddities = *self.oddities;
        let _shown_by_the_field = self.in_string(field.node, &mut reader);
        *self.oddities = oddities;
    }

    /// One value.
    #[inline]
    pub(super) fn value(&mut self, id: NodeId, reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        let start = self.out.len();
        let written = self.value_or_nothing(id, reader);
        self.null_if_nothing(start, written)
    }

    /// Stands in for a value of which nothing could be written.
    #[inline]
    pub(super) fn null_if_nothing(&mut self, start: usize, written: Result<(), Stop>) -> Result<(), Stop> {
        if written.is_err() && self.out.len() == start {
            self.raw(b"null");
        }
        written
    }

    /// One value; nothing where its bytes end before it can be begun.
    #[inline]
    fn value_or_nothing(&mut self, id: NodeId, reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        let program = self.program;
        match program.node(id) {
            Node::Text(scan) => self.text(reader.text()?, *scan),
            Node::Integer(integer) => integer.render(reader, self.out)?,
            Node::F64 => self.float(f64::from_le_bytes(reader.fixed()?)),
            Node::Bool => self.truth(flag(reader)?),
            Node::Option(value) => match option_tag(reader)? {
                Presence::None => self.raw(b"null"),
                Presence::Some => self.nested(|values| values.value(*value, reader))?,
                Presence::TooDeep => self.string(TOO_DEEP),
            },
            Node::Unit => self.raw(b"null"),
            Node::F32 => {
                let float = f32::from_le_bytes(reader.fixed()?);
                if float.is_finite() { number::finite(float, self.out) } else { self.not_finite() }
            }
            Node::Char => {
                let ch = read_char(reader)?;
                self.string(ch.encode_utf8(&mut [0; 4]));
            }
            Node::OsText(scan) => {
                let lossy = flag(reader)?;
                self.text(reader.text()?, *scan);
                self.oddities.lossy_text += u64::from(lossy);
            }
            Node::Duration => {
                let (seconds, nanos) = read_duration(reader)?;
                number::seconds(seconds, nanos, self.out);
            }
            Node::SystemTime => self.quoted_time(&Instant::read(reader)?.ok_or(Stop::Malformed)?),
            Node::Address(address) => address.read(reader, |text| {
                self.out.push(b'"');
                address::append(text, self.out);
                self.out.push(b'"');
            })?,
            Node::Redacted => {
                if flag(reader)? {
                    self.string(Redacted::PLACEHOLDER)
                } else {
                    self.raw(b"null")
                }
            }
            Node::Hidden(value) => {
                self.string(Redacted::PLACEHOLDER);
                program.skip(*value, reader, self.levels)?;
            }
            Node::Hash => match Hash::read(reader)? {
                Hash::Absent => self.raw(b"null"),
                hash => {
                    self.out.push(b'"');
                    hash.append(self.out);
                    self.out.push(b'"');
                }
            },
            Node::Seq { item, empty } => self.nested(|values| values.sequence(*item, *empty, reader))?,
            Node::Map { key, value } => self.nested(|values| values.map(*key, *value, reader))?,
            Node::Tuple(parts) => self.nested(|values| values.tuple(parts, reader))?,
            Node::Struct(fields) => self.nested(|values| values.object(fields, reader))?,
            Node::Enum(variants) => match read_variant(variants, reader)? {
                None => self.string(TOO_DEEP),
                Some(variant) => self.nested(|values| values.variant(variant, reader))?,
            },
            Node::Document(scan) => self.document(reader, *scan)?,
        }
        Ok(())
    }

    /// One value inside a string: in a message, or as a key.
    pub(super) fn in_string(&mut self, id: NodeId, reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        let start = self.out.len();
        let written = self.in_string_or_nothing(id, reader);
        self.null_if_nothing(start, written)
    }

    fn in_string_or_nothing(&mut self, id: NodeId, reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        let program = self.program;
        match program.node(id) {
            Node::Text(scan) => self.quoted(reader.text()?, *scan),
            Node::OsText(scan) => {
                let lossy = flag(reader)?;
                self.quoted(reader.text()?, *scan);
                self.oddities.lossy_text += u64::from(lossy);
            }
            Node::Char => escape::quoted(read_char(reader)?.encode_utf8(&mut [0; 4]).as_bytes(), self.out),
            Node::Option(value) => match option_tag(reader)? {
                Presence::None => self.raw(b"null"),
                Presence::Some => self.nested(|values| values.in_string(*value, reader))?,
                Presence::TooDeep => self.raw(TOO_DEEP.as_bytes()),
            },
            // Nothing but digits and letters, so nothing to escape.
            Node::Unit | Node::Bool | Node::Integer(_) | Node::F32 | Node::F64 | Node::Duration => {
                self.value_or_nothing(id, reader)?;
            }
            Node::SystemTime
            | Node::Address(_)
            | Node::Redacted
            | Node::Hidden(_)
            | Node::Hash
            | Node::Seq { .. }
            | Node::Map { .. }
            | Node::Tuple(_)
            | Node::Struct(_)
            | Node::Enum(_)
            | Node::Document(_) => self.copied_into_string(id, reader)?,
        }
        Ok(())
    }

    /// Renders a value, then escapes it to stand in the string that is open. Quotes around all of it are dropped.
    fn copied_into_string(&mut self, id: NodeId, reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        let start = self.out.len();
        let written = self.value(id, reader);
        self.spare.clear();
        self.spare.extend(self.out.drain(start..));
        match self.spare.as_slice() {
            // A string is escaped already: it moves as it is.
            [b'"', inside @ .., b'"'] => self.out.extend_from_slice(inside),
            json => escape::quoted(json, self.out),
        }
        written
    }

    #[inline]
    pub(super) fn truth(&mut self, truth: bool) {
        self.raw(if truth { b"true" } else { b"false" });
    }

    #[inline]
    pub(super) fn float(&mut self, float: f64) {
        if float.is_finite() { number::finite(float, self.out) } else { self.not_finite() }
    }

    fn quoted_time(&mut self, time: &Instant) {
        let start = self.out.len();
        self.out.push(b'"');
        if time.render(self.out) {
            self.out.push(b'"');
        } else {
            self.out.truncate(start);
            self.not_finite();
        }
    }

    #[cold]
    fn not_finite(&mut self) {
        self.raw(b"null");
        self.oddities.not_finite += 1;
    }
}
