//! How values are passed over.

use super::read::{Presence, Stop, flag, item_count, option_tag, read_variant};
use super::{Field, MAX_NESTING, Node, NodeId, Parts, Program};
use crate::encode::hash::Hash;
use crate::record::ValueReader;
use crate::value::document::tag;

/// Where a field begins in a record.
#[derive(Clone, Copy)]
pub(in crate::encode) struct Found<'r> {
    pub(in crate::encode) index: usize,
    reader: ValueReader<'r>,
}

impl<'r> Found<'r> {
    /// The bytes of its value.
    pub(in crate::encode) fn value(mut self, program: &Program) -> Option<ValueReader<'r>> {
        let framed = program.fields.get(self.index)?.framed;
        if framed { self.reader.frame().ok().map(|(value, _cut)| value) } else { Some(self.reader) }
    }
}

/// Finds fields of one record. Messages mostly name fields in their order, so it goes on from the last one where it can.
pub(in crate::encode) struct Search<'p, 'r> {
    program: &'p Program,
    first: Found<'r>,
    last: Found<'r>,
}

impl<'r> Search<'_, 'r> {
    /// The field at `index` of the program; `None` where the bytes end before it or are none of its.
    pub(in crate::encode) fn find(&mut self, index: usize) -> Option<Found<'r>> {
        let mut found = if index < self.last.index { self.first } else { self.last };
        for field in self.program.fields.get(found.index..index)? {
            self.program.skip_field(field, &mut found.reader).ok()?;
        }
        found.index = index;
        self.last = found;
        Some(found)
    }
}

impl Program {
    /// Finds fields of the record with these `fields`.
    pub(in crate::encode) fn search<'r>(&self, fields: ValueReader<'r>) -> Search<'_, 'r> {
        let first = Found { index: 0, reader: fields };
        Search { program: self, first, last: first }
    }

    /// Passes over a field where it stands in a record.
    pub(in crate::encode) fn skip_field(
        &self,
        field: &Field,
        reader: &mut ValueReader<'_>,
    ) -> Result<(), Stop> {
        if field.framed { Ok(reader.frame().map(drop)?) } else { self.skip(field.node, reader, MAX_NESTING) }
    }

    /// Passes over a value, at most `levels` deep.
    pub(in crate::encode) fn skip(
        &self,
        id: NodeId,
        reader: &mut ValueReader<'_>,
        levels: u16,
    ) -> Result<(), Stop> {
        let levels = levels.checked_sub(1).ok_or(Stop::Malformed)?;
        match self.node(id) {
            Node::Unit => {}
            Node::Hidden(value) => self.skip(*value, reader, levels)?,
            Node::Bool | Node::Redacted => reader.fixed::<1>().map(drop)?,
            Node::Hash => Hash::read(reader).map(drop)?,
            Node::Integer(integer) => integer.skip(reader)?,
            Node::F32 | Node::Char => reader.fixed::<4>().map(drop)?,
            Node::F64 => reader.fixed::<8>().map(drop)?,
            Node::Text(_) => reader.text().map(drop)?,
            Node::OsText(_) => {
                reader.fixed::<1>()?;
                reader.text()?;
            }
            Node::Duration | Node::SystemTime => reader.fixed::<12>().map(drop)?,
            Node::Address(address) => address.skip(reader)?,
            Node::Option(value) => {
                if option_tag(reader)? == Presence::Some {
                    self.skip(*value, reader, levels)?;
                }
            }
            Node::Seq { empty: true, .. } => reader.count().map(drop)?,
            Node::Seq { item, empty: false } => {
                for _ in 0..item_count(reader)?.unwrap_or(0) {
                    self.skip(*item, reader, levels)?;
                }
            }
            Node::Map { key, value } => {
                for _ in 0..item_count(reader)?.unwrap_or(0) {
                    self.skip(*key, reader, levels)?;
                    if !flag(reader)? {
                        self.skip(*value, reader, levels)?;
                    }
                }
            }
            Node::Tuple(parts) => self.skip_all(parts.iter().copied(), reader, levels)?,
            Node::Struct(fields) => self.skip_all(fields.iter().map(|field| field.node), reader, levels)?,
            Node::Enum(variants) => match read_variant(variants, reader)?.map(|variant| &variant.parts) {
                None | Some(Parts::Unit) => {}
                Some(Parts::Newtype(value)) => self.skip(*value, reader, levels)?,
                Some(Parts::Tuple(parts)) => self.skip_all(parts.iter().copied(), reader, levels)?,
                Some(Parts::Struct(fields)) => {
                    self.skip_all(fields.iter().map(|field| field.node), reader, levels)?;
                }
            },
            Node::Document(_) => skip_document(reader, levels)?,
        }
        Ok(())
    }

    fn skip_all(
        &self,
        mut parts: impl Iterator<Item = NodeId>,
        reader: &mut ValueReader<'_>,
        levels: u16,
    ) -> Result<(), Stop> {
        parts.try_for_each(|part| self.skip(part, reader, levels))
    }
}

fn skip_document(reader: &mut ValueReader<'_>, levels: u16) -> Result<(), Stop> {
    let levels = levels.checked_sub(1).ok_or(Stop::Malformed)?;
    let [tag] = reader.fixed()?;
    match tag {
        tag::NULL | tag::FALSE | tag::TRUE | tag::REDACTED => {}
        tag::U64 | tag::I64 | tag::F64 => reader.fixed::<8>().map(drop)?,
        tag::TEXT => reader.text().map(drop)?,
        tag::ARRAY => {
            for _ in 0..item_count(reader)?.unwrap_or(0) {
                skip_document(reader, levels)?;
            }
        }
        tag::OBJECT => {
            for _ in 0..item_count(reader)?.unwrap_or(0) {
                reader.text()?;
                skip_document(reader, levels)?;
            }
        }
        _ => return Err(Stop::Malformed),
    }
    Ok(())
}
