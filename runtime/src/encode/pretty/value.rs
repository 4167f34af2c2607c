//! Values for people: `name=value`, text in quotes only where it needs them, `[a, b]`, `{key=value}`, `variant(value)`.

use super::style::{Ink, Style};
use crate::context::Frame;
use crate::encode::hash::Hash;
use crate::encode::program::{
    Field, Found, MAX_NESTING, Node, NodeId, Presence, Program, Scan, Stop, flag, is_padding, option_tag,
    read_char, read_duration, read_variant,
};
use crate::encode::time::Instant;
use crate::encode::{Oddities, address, escape, number, scan};
use crate::level::Level;
use crate::record::{MAX_RECORD, Malformed, ValueReader};
use crate::secret::Redacted;

/// Stands for what is nested too deep to be written.
pub(super) const TOO_DEEP: &[u8] = b"[too deep]";
/// Stands for a value whose bytes ended before it began.
pub(super) const CUT: &[u8] = "…".as_bytes();

/// Renders the values of one event. Whatever a method wrote when it returns a [`Stop`] has its brackets closed.
pub(super) struct Values<'a> {
    program: &'a Program,
    style: Style,
    pub(super) out: &'a mut Vec<u8>,
    oddities: &'a mut Oddities,
    /// Where event and message began.
    text_at: usize,
    /// Bytes since then that are not seen: those of colours.
    unseen: usize,
    /// Levels that may still be entered.
    pub(super) levels: u16,
    /// Items without bytes that may still be written.
    pub(super) empty_items: usize,
}

impl<'a> Values<'a> {
    pub(super) fn new(
        program: &'a Program,
        style: Style,
        out: &'a mut Vec<u8>,
        oddities: &'a mut Oddities,
    ) -> Self {
        let text_at = out.len();
        let (levels, empty_items) = (MAX_NESTING, MAX_RECORD);
        Self { program, style, out, oddities, text_at, unseen: 0, levels, empty_items }
    }

    #[inline]
    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    pub(super) fn paint(&mut self, ink: Ink, text: &[u8]) {
        let start = self.out.len();
        self.style.paint(ink, text, self.out);
        self.unseen += self.out.len() - start - text.len();
    }

    /// Fills up what was written until now to `width` columns, as far as columns are characters.
    pub(super) fn pad_text(&mut self, width: usize) {
        let written = self.out.get(self.text_at..).unwrap_or_default();
        let inside = written.iter().filter(|byte| **byte & 0xc0 == 0x80).count();
        let seen = written.len() - inside - self.unseen.min(written.len() - inside);
        self.out.resize(self.out.len() + width.saturating_sub(seen), b' ');
    }

    /// All fields of the event, and a remark where the record was cut.
    pub(super) fn fields(
        &mut self,
        reader: ValueReader<'_>,
        original_len: Option<u32>,
    ) -> Result<(), Malformed> {
        let mut reader = reader;
        let program = self.program;
        let mut doubtful_from = None;
        for (at, field) in program.fields.iter().enumerate() {
            if doubtful_from.is_none() && is_padding(reader) {
                doubtful_from = Some(self.out.len());
            }
            match (self.field(field, at == 0, &mut reader), doubtful_from) {
                (Ok(()), _) => {}
                (Err(_), _) if original_len.is_none() => return Err(Malformed),
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
        if let Some(original_len) = original_len {
            self.raw(b" ");
            let end = self.style.begin(Ink::Warning, self.out);
            self.raw(b"[truncated from ");
            number::integer(original_len, self.out);
            self.raw(b" bytes]");
            self.raw(end);
        } else if !is_padding(reader) {
            return Err(Malformed);
        }
        Ok(())
    }

    /// The fields of a frame of a context, but for those that are hidden.
    pub(super) fn frame(&mut self, frame: &Frame<'_>, first: bool) -> Result<(), Malformed> {
        let program = self.program;
        let mut reader = frame.fields;
        let begin = self.out.len();
        for (at, field) in program.fields.iter().enumerate() {
            let (start, at_end) = (self.out.len(), reader.is_empty());
            let read = if frame.hides(at) {
                program.skip_field(field, &mut reader)
            } else {
                self.field(field, first && start == begin, &mut reader)
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

    fn field(&mut self, field: &Field, first: bool, reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        self.raw(if first { b"  " } else { b" " });
        self.key(field.name);
        if !field.framed {
            return self.value(field.node, reader);
        }
        let (mut framed, cut) = reader.frame().inspect_err(|_| self.raw(CUT))?;
        match self.value(field.node, &mut framed) {
            Ok(()) if framed.is_empty() || cut => Ok(()),
            Err(Stop::Ended) if cut => Ok(()),
            Ok(()) | Err(_) => Err(Stop::Malformed),
        }
    }

    /// A field inside the message: text without quotes. `None` is a field that was not found.
    ///
    /// What is amiss with the value shows when the field itself is written; here it only ends the value.
    pub(super) fn in_message(&mut self, found: Option<Found<'_>>, level: Level) {
        let program = self.program;
        let Some((field, mut reader)) =
            found.and_then(|found| Some((program.fields.get(found.index)?, found.value(program)?)))
        else {
            return self.raw(CUT);
        };
        // Oddities are counted where the field itself is written.
        let oddities = *self.oddities;
        let redacted = matches!(self.program.node(field.node), Node::Redacted | Node::Hidden(_));
        let ink = if redacted { Ink::Withheld } else { Ink::Message(level) };
        let start = self.out.len();
        let end = self.style.begin(ink, self.out);
        self.unseen += self.out.len() - start + end.len();
        let _shown_by_the_field = self.bare(field.node, &mut reader);
        self.raw(end);
        *self.oddities = oddities;
    }

    /// A value as a part of the message: text without quotes.
    fn bare(&mut self, id: NodeId, reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        let program = self.program;
        match program.node(id) {
            Node::Text(scan) => self.bare_text(reader.text()?, *scan),
            Node::OsText(scan) => {
                flag(reader)?;
                self.bare_text(reader.text()?, *scan);
            }
            Node::Char => escape::bare(read_char(reader)?.encode_utf8(&mut [0; 4]).as_bytes(), self.out),
            Node::Hidden(_) => self.raw(Redacted::PLACEHOLDER.as_bytes()),
            Node::Redacted => {
                self.raw(if flag(reader)? { Redacted::PLACEHOLDER.as_bytes() } else { b"null" })
            }
            Node::Option(value) => match option_tag(reader)? {
                Presence::None => self.raw(b"null"),
                Presence::Some => self.nested(|values| values.bare(*value, reader))?,
                Presence::TooDeep => self.raw(TOO_DEEP),
            },
            _ => self.value(id, reader)?,
        }
        Ok(())
    }

    /// One value.
    pub(super) fn value(&mut self, id: NodeId, reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        let start = self.out.len();
        let written = self.value_or_nothing(id, reader);
        self.mark_if_nothing(start, written)
    }

    /// Stands in for a value of which nothing could be written.
    pub(super) fn mark_if_nothing(&mut self, start: usize, written: Result<(), Stop>) -> Result<(), Stop> {
        if written.is_err() && self.out.len() == start {
            self.raw(CUT);
        }
        written
    }

    fn value_or_nothing(&mut self, id: NodeId, reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        let program = self.program;
        match program.node(id) {
            Node::Unit => self.raw(b"()"),
            Node::Bool => self.truth(flag(reader)?),
            Node::Integer(integer) => integer.render(reader, self.out)?,
            Node::F32 => self.float(f32::from_le_bytes(reader.fixed()?)),
            Node::F64 => self.float(f64::from_le_bytes(reader.fixed()?)),
            Node::Char => self.text(read_char(reader)?.encode_utf8(&mut [0; 4]).as_bytes(), Scan::No),
            Node::Text(scan) => self.text(reader.text()?, *scan),
            Node::OsText(scan) => {
                let lossy = flag(reader)?;
                self.text(reader.text()?, *scan);
                self.oddities.lossy_text += u64::from(lossy);
            }
            Node::Duration => {
                let (seconds, nanos) = read_duration(reader)?;
                number::seconds(seconds, nanos, self.out);
                self.raw(b"s");
            }
            Node::SystemTime => {
                if !Instant::read(reader)?.ok_or(Stop::Malformed)?.render(self.out) {
                    self.raw(b"null");
                    self.oddities.not_finite += 1;
                }
            }
            Node::Address(address) => address.read(reader, |text| address::append(text, self.out))?,
            Node::Redacted => {
                if flag(reader)? {
                    self.withheld();
                } else {
                    self.raw(b"null");
                }
            }
            Node::Hidden(value) => {
                self.style.paint(Ink::Withheld, Redacted::PLACEHOLDER.as_bytes(), self.out);
                program.skip(*value, reader, self.levels)?;
            }
            Node::Option(value) => match option_tag(reader)? {
                Presence::None => self.raw(b"null"),
                Presence::Some => self.nested(|values| values.value(*value, reader))?,
                Presence::TooDeep => self.raw(TOO_DEEP),
            },
            Node::Hash => match Hash::read(reader)? {
                hash @ Hash::NoKey => {
                    let end = self.style.begin(Ink::Withheld, self.out);
                    hash.append(self.out);
                    self.raw(end);
                }
                hash => hash.append(self.out),
            },
            Node::Seq { item, empty } => self.nested(|values| values.sequence(*item, *empty, reader))?,
            Node::Map { key, value } => self.nested(|values| values.map(*key, *value, reader))?,
            Node::Tuple(parts) => self.nested(|values| values.tuple(parts, reader))?,
            Node::Struct(fields) => self.nested(|values| values.object(fields, reader))?,
            Node::Enum(variants) => match read_variant(variants, reader)? {
                None => self.raw(TOO_DEEP),
                Some(variant) => self.nested(|values| values.variant(variant, reader))?,
            },
            Node::Document(scan) => self.document(reader, *scan)?,
        }
        Ok(())
    }

    pub(super) fn key(&mut self, name: &str) {
        let end = self.style.begin(Ink::Dim, self.out);
        escape::bare(name.as_bytes(), self.out);
        self.out.push(b'=');
        self.raw(end);
    }

    /// Text by itself where nobody can take it for more or less than it is, else in quotes.
    pub(super) fn text(&mut self, text: &[u8], scan: Scan) {
        let replaced = self.replaced(text, scan);
        let text = replaced.as_deref().unwrap_or(text);
        match core::str::from_utf8(text) {
            Ok(word) if is_word(word) => escape::bare(text, self.out),
            _ => escape::string(text, self.out),
        }
    }

    /// What stands for a value that must not be seen.
    /// Text without quotes.
    fn bare_text(&mut self, text: &[u8], scan: Scan) {
        let replaced = self.replaced(text, scan);
        escape::bare(replaced.as_deref().unwrap_or(text), self.out);
    }

    fn replaced(&mut self, text: &[u8], scan: Scan) -> Option<Vec<u8>> {
        match scan {
            Scan::Yes => scan::replaced(text, &mut self.oddities.detections),
            Scan::No => None,
        }
    }

    pub(super) fn withheld(&mut self) {
        self.style.paint(Ink::Withheld, Redacted::PLACEHOLDER.as_bytes(), self.out);
    }

    pub(super) fn truth(&mut self, truth: bool) {
        self.raw(if truth { b"true" } else { b"false" });
    }

    /// NaN and infinities have words for people, so that they are no oddity here.
    pub(super) fn float(&mut self, float: impl zmij::Float) {
        self.raw(zmij::Buffer::new().format(float).as_bytes());
    }
}

/// Whether `text` has nothing in it that has a meaning in a line.
fn is_word(text: &str) -> bool {
    let has_meaning = |ch: char| {
        ch.is_whitespace()
            || ch.is_control()
            || matches!(ch, '"' | '\\' | '=' | ',' | '(' | ')' | '[' | ']' | '{' | '}')
    };
    !text.is_empty() && !text.contains(has_meaning)
}
