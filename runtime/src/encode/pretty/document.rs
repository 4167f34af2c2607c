//! Documents for people.

use super::value::{TOO_DEEP, Values};
use crate::encode::number;
use crate::encode::program::{Scan, Stop, item_count};
use crate::record::ValueReader;
use crate::value::document::tag;

impl Values<'_> {
    pub(super) fn document(&mut self, reader: &mut ValueReader<'_>, scan: Scan) -> Result<(), Stop> {
        let start = self.out.len();
        let written = self.document_or_nothing(reader, scan);
        self.mark_if_nothing(start, written)
    }

    fn document_or_nothing(&mut self, reader: &mut ValueReader<'_>, scan: Scan) -> Result<(), Stop> {
        let [tag] = reader.fixed()?;
        match tag {
            tag::NULL => self.raw(b"null"),
            tag::FALSE | tag::TRUE => self.truth(tag == tag::TRUE),
            tag::U64 => number::integer(u64::from_le_bytes(reader.fixed()?), self.out),
            tag::I64 => number::integer(i64::from_le_bytes(reader.fixed()?), self.out),
            tag::F64 => self.float(f64::from_le_bytes(reader.fixed()?)),
            tag::TEXT => self.text(reader.text()?, scan),
            tag::REDACTED => self.withheld(),
            tag::ARRAY | tag::OBJECT => self.document_items(tag, reader, scan)?,
            _ => return Err(Stop::Malformed),
        }
        Ok(())
    }

    fn document_items(&mut self, tag: u8, reader: &mut ValueReader<'_>, scan: Scan) -> Result<(), Stop> {
        let Some(count) = item_count(reader)? else {
            self.raw(TOO_DEEP);
            return Ok(());
        };
        let brackets = if tag == tag::ARRAY { b"[]" } else { b"{}" };
        self.nested(|values| {
            values.in_brackets(brackets, |values| {
                for at in 0..count {
                    if tag == tag::OBJECT {
                        let key = reader.text()?;
                        values.comma_unless(at == 0);
                        values.text(key, scan);
                        values.raw(b"=");
                    } else {
                        values.comma_unless(at == 0);
                    }
                    values.document(reader, scan)?;
                }
                Ok(())
            })
        })
    }
}
