//! Values that have others in them, as JSON.

use super::value::{TOO_DEEP, Values};
use crate::encode::program::{Field, NodeId, Parts, Stop, Variant, flag, item_count};
use crate::record::ValueReader;
use crate::secret::Redacted;

impl Values<'_> {
    /// Keeps a record that nests without end from exhausting the stack.
    #[inline]
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
            self.string(TOO_DEEP);
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
            self.string(TOO_DEEP);
            return Ok(());
        };
        self.in_brackets(b"{}", |values| {
            for at in 0..count {
                values.comma_unless(at == 0);
                values.raw(b"\"");
                let written = values.in_string(key, reader);
                values.raw(b"\":");
                let redacted = written.and_then(|()| flag(reader)).inspect_err(|_| values.raw(b"null"))?;
                if redacted { values.string(Redacted::PLACEHOLDER) } else { values.value(value, reader)? }
            }
            Ok(())
        })
    }

    pub(super) fn tuple(&mut self, parts: &[NodeId], reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        self.in_brackets(b"[]", |values| {
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
                let key = field.json_key.as_bytes();
                values.raw(if at == 0 { key.strip_prefix(b",").unwrap_or(key) } else { key });
                values.value(field.node, reader)?;
            }
            Ok(())
        })
    }

    pub(super) fn variant(&mut self, variant: &Variant, reader: &mut ValueReader<'_>) -> Result<(), Stop> {
        let name = variant.json_name.as_bytes();
        if matches!(variant.parts, Parts::Unit) {
            self.raw(name);
            return Ok(());
        }
        self.in_brackets(b"{}", |values| {
            values.raw(name);
            values.raw(b":");
            match &variant.parts {
                Parts::Unit => Ok(()),
                Parts::Newtype(value) => values.value(*value, reader),
                Parts::Tuple(parts) => values.tuple(parts, reader),
                Parts::Struct(fields) => values.object(fields, reader),
            }
        })
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

    #[inline]
    pub(super) fn comma_unless(&mut self, first: bool) {
        if !first {
            self.out.push(b',');
        }
    }
}
