//! A record: the bytes of one event in a ring.
//!
//! Little-endian, no pointers, so that another process can read it. Its length is a multiple of 8.
//!
//! | offset | bytes | what |
//! |---|---|---|
//! | 0 | 4 | length of the record in the low 24 bits, [flags](flag) in the high 8 |
//! | 4 | 4 | schema id: one for each (call site, event type) of the process |
//! | 8 | 8 | raw clock |
//! | 16 | 4 + n | with [`flag::CONTEXT`]: length of the context, and its bytes |
//! | | 4 | with [`flag::SUPPRESSED`]: how many calls were kept back before this one |
//! | | 4 | with [`flag::TRUNCATED`]: the length the record would have had |
//! | | | the fields in the order of the schema, then up to 7 bytes of anything |
//!
//! A field whose value is a leaf ([`LogValue::LEAF`](crate::LogValue)) stands there as
//! [`ValueWriter`](crate::value::ValueWriter) specifies. Any other stands in a frame: a `u32` whose low 31 bits are the
//! length of what follows and whose high bit says that the value was cut; so a reader can pass over a value that ends too
//! early. In a truncated record fields may be missing from the end.
//!
//! [`VERSION`] changes with any change to this page or to the byte forms of values.

mod reader;
#[cfg(test)]
mod tests;
mod writer;

pub(crate) use reader::{Malformed, Record, ValueReader};
pub(crate) use writer::{Content, Encoded, Head, Scratch, encode, encode_usual};

/// The version of this layout.
#[expect(dead_code, reason = "for a reader in another process; this one always speaks its own version")]
pub(crate) const VERSION: u32 = 3;

/// Bytes before the optional parts and the fields.
pub(crate) const HEADER: usize = 16;

/// The largest record in bytes; 24 bits of length could hold more, a ring's tail does not.
pub(crate) const MAX_RECORD: usize = 256 * 1024;

/// The high 8 bits of a record's first word.
pub(crate) mod flag {
    /// A context stands before the fields.
    pub(crate) const CONTEXT: u8 = 1;
    /// Something did not fit; the original length stands before the fields.
    pub(crate) const TRUNCATED: u8 = 1 << 1;
    /// Calls before this one were kept back by a rate; their number stands before the fields.
    pub(crate) const SUPPRESSED: u8 = 1 << 2;
    /// The three highest bits: how many bytes at the end are no field's.
    pub(crate) const PADDING_SHIFT: u32 = 5;
}

/// Set in the length of a frame whose value was cut.
const FRAME_CUT: u32 = 1 << 31;
