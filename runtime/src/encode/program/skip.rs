//! How values are passed over.

use super::read::{Presence, Stop, item_count, option_tag, read_variant};
use super::{MAX_NESTING, Node, NodeId, Parts, Program};
use crate::record::ValueReader;
use crate::value::document::tag;

/// Where the value of a field begins.
#[derive(Clone, Copy)]
pub(in crate::encode) struct Found<'r> {
    pub(in crate::encode) index: usize,
    pub(in crate::encode) reader: ValueReader<'r>,
}

impl Program {
    /// Where the value of the field at `index` begins, found from `from`, the beginning of an earlier field or this one.
    pub(in crate::encode) fn find<'r>(&self, index: usize, from: Found<'r>) -> Result<Found<'r>, Stop> {
        let mut reader = from.reader;
        for field in self.fields.get(from.index..index).ok_or(Stop::Malformed)? {
            if field.framed {
                reader.frame()?;
            } else {
                self.skip(field.node, &mut reader, MAX_NESTING)?;
            }
        }
        Ok(Found { index, reader })
    }

    /// Passes over a value.
    fn skip(&self, id: NodeId, reader: &mut ValueReader<'_>, levels: u16) -> Result<(), Stop> {
        let levels = levels.checked_sub(1).ok_or(Stop::Malformed)?;
        match self.node(id) {
            Node::Unit => {}
            Node::Bool | Node::Redacted => reader.fixed::<1>().map(drop)?,
            Node::Integer(integer) => integer.skip(reader)?,
            Node::F32 | Node::Char => reader.fixed::<4>().map(drop)?,
            Node::F64 => reader.fixed::<8>().map(drop)?,
            Node::Text => reader.text().map(drop)?,
            Node::OsText => {
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
                    self.skip(*value, reader, levels)?;
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
            Node::Document => skip_document(reader, levels)?,
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
        tag::NULL | tag::FALSE | tag::TRUE => {}
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
