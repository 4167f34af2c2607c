//! A schema, made flat for those who interpret it once for each event.
//!
//! Shapes are linked by functions, so that recursive types have one; here they become a table of [`Node`]s that name each
//! other by number. Fields under `skip` have no bytes and are left out, and the fields of a flattened value stand among
//! those of its parent. This is cold: it happens once for each schema and encoder. How a value looks is the encoders'
//! business; where it ends is said here, and so is what a sink is not cleared for: that is a [`Node::Hidden`], whose bytes are
//! passed over.

mod make;
mod read;
mod skip;
mod under;

pub(super) use read::{
    Presence, Stop, flag, is_padding, item_count, option_tag, read_char, read_duration, read_variant,
};
pub(super) use skip::Found;

use std::borrow::Cow;

use super::address::Address;
use super::number::Integer;

/// How deep values may stand in each other in a record. The writer stops at 32 of the levels at which a type can contain
/// itself; this counts all levels, and only keeps a record that is none from exhausting the stack.
pub(super) const MAX_NESTING: u16 = 256;

/// The fields of an event or of a value, and its message.
#[derive(Debug, Default)]
pub(super) struct Program {
    pub(super) fields: Vec<Field>,
    pub(super) message: Vec<Piece>,
    nodes: Vec<Node>,
}

/// The number of a [`Node`] in its program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeId(usize);

/// What to read, and so what to write.
#[derive(Debug)]
pub(super) enum Node {
    Unit,
    Bool,
    Integer(Integer),
    F32,
    F64,
    Char,
    Text(Scan),
    OsText(Scan),
    Duration,
    SystemTime,
    Address(Address),
    Redacted,
    /// A value that the sinks are not cleared for: passed over as the other node, and written as a placeholder.
    Hidden(NodeId),
    Hash,
    Option(NodeId),
    Seq {
        item: NodeId,
        /// Whether an item has no bytes, so that their number has no limit in the bytes.
        empty: bool,
    },
    Map {
        key: NodeId,
        value: NodeId,
    },
    Tuple(Box<[NodeId]>),
    Struct(Box<[Field]>),
    Enum(Box<[Variant]>),
    Document(Scan),
}

/// Whether credentials are looked for in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scan {
    Yes,
    No,
}

/// A field that is written.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    /// Comma, quotes, name, colon.
    pub(super) json_key: Cow<'static, str>,
    pub(super) node: NodeId,
    /// Whether its value stands in a frame: in an event, where it is no leaf.
    pub(super) framed: bool,
}

/// A variant of an enum.
#[derive(Debug)]
pub(super) struct Variant {
    pub(super) name: &'static str,
    /// The name as a JSON string.
    pub(super) json_name: Box<str>,
    pub(super) parts: Parts,
}

/// What a variant carries.
#[derive(Debug)]
pub(super) enum Parts {
    Unit,
    Newtype(NodeId),
    Tuple(Box<[NodeId]>),
    Struct(Box<[Field]>),
}

/// A part of a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(&'static str),
    /// What is written of a field, by its index in [`Program::fields`].
    Field(usize),
}

impl Program {
    #[inline]
    pub(super) fn node(&self, id: NodeId) -> &Node {
        debug_assert!(id.0 < self.nodes.len(), "{id:?} is of another program");
        self.nodes.get(id.0).unwrap_or(&Node::Unit)
    }
}
