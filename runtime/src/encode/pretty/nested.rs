//! Values that have others in them, for people.

use super::value::{CUT, TOO_DEEP, Values};
use crate::encode::escape;
use crate::encode::program::{Field, NodeId, Parts, Stop, Variant, flag, item_count};
use crate::record::ValueReader;

impl Values<'_> {
    /// Keeps a record that nests without end from exhausting the stack.
    pub(super) fn nested(&mut self, write: impl FnOnce(&mut Self) -> Result<(), Stop>) -> Result<(), Stop> {
        self.levels = self.levels.checked_sub(1).ok_or(Stop::Malformed)?;
        let written = write(self);
        self.levels += 1;
        written
    }

    pub(super) fn sequence(
        &mut self,
        item: NodeId,
        empty: bool,
        reader: &mut ValueReader<'_>,
    ) -> Result<(), Stop> {
        let Some(count) = item_count(reader)? else {
            self.raw(TOO_DEEP);
            return Ok(());
        };
        if empty {
            let items = usize::try_from(count).unwrap_or(usize::MAX);
            self.empty_items = self.empty_items.checked_sub(items).ok_or(Stop::Malformed)?;
        }
        self.in_brackets(b"[]", |values| {
            for at in 0..count {
                values.comma_unless(at == 0);
                values.value(item, reader)?;
            }
            Ok(())
        })
    }

    pub(super) fn map(
        &mut self,
        key: NodeId,
        value: NodeId,
        reader: &mut ValueReader<'_>,
    ) -> Result<(), Stop> {
        let Some(count) = item_count(reader)? else {
            self.raw(TOO_DEEP);
            return Ok(());
        };
        self.in_brackets(b"{}", |values| {
            for at in 0..count {
                values.comma_unless(at == 0);
                values.value(key, reader)?;
                values.raw(b"=");
                match flag(reader) {
                    Ok(true) => values.withheld(),
                    Ok(false) => values.value(value, reader)?,
                    Err(stop) => {
                        values.raw(CUT);
                        return Err(stop);
                    }
                }
            }
            Ok(())
        })
    }

    pub(super) fn tuple(&mut self, parts: &[NodeId], reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        self.in_brackets(b"()", |values| {
            for (at, part) in parts.iter().enumerate() {
                values.comma_unless(at == 0);
                values.value(*part, reader)?;
            }
            Ok(())
        })
    }

    pub(super) fn object(&mut self, fields: &[Field], reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        self.in_brackets(b"{}", |values| {
            for (at, field) in fields.iter().enumerate() {
                values.comma_unless(at == 0);
                values.key(field.name);
                values.value(field.node, reader)?;
            }
            Ok(())
        })
    }

    pub(super) fn variant(&mut self, variant: &Variant, reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        escape::bare(variant.name.as_bytes(), self.out);
        match &variant.parts {
            Parts::Unit => Ok(()),
            Parts::Newtype(value) => self.in_brackets(b"()", |values| values.value(*value, reader)),
            Parts::Tuple(parts) => self.tuple(parts, reader),
            Parts::Struct(fields) => self.object(fields, reader),
        }
    }

    /// Writes what is between brackets, and closes them whatever happened.
    pub(super) fn in_brackets(
        &mut self,
        [open, close]: &[u8; 2],
        write: impl FnOnce(&mut Self) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        self.out.push(*open);
        let written = write(self);
        self.out.push(*close);
        written
    }

    pub(super) fn comma_unless(&mut self, first: bool) {
        if !first {
            self.raw(b", ");
        }
    }
}
