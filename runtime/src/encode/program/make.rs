//! How a program is made of a schema.

use std::borrow::Cow;
use std::collections::HashMap;

use super::under::Under;
use super::{Field, Node, NodeId, Parts, Piece, Program, Variant};
use crate::encode::address::Address;
use crate::encode::escape::json_string;
use crate::encode::number::Integer;
use crate::event::{self, Schema};
use crate::secret::{Class, Disposition};
use crate::value::{self, FieldFlags, Shape, ShapeFn};

impl Program {
    /// The program of an event type, for sinks with this clearance.
    pub(in crate::encode) fn of_event(schema: &Schema, clearance: Class) -> Self {
        let mut maker = Maker::new(clearance);
        // An event without a floor says `internal` as well, and under a written floor of that class no field is lower.
        let floor = if schema.class > Class::Internal { schema.class } else { Class::Public };
        let mut fields = Vec::new();
        let mut places = Vec::new();
        for field in schema.fields {
            places.push(fields.len());
            maker.field(field, Place::Event, Under::Class { class: floor, free: false }, &mut fields);
        }
        let message = schema.message.iter().filter_map(|piece| match piece {
            event::Piece::Text(text) => Some(Piece::Text(text)),
            event::Piece::Field(index) => {
                let index = usize::from(*index);
                let written = schema.fields.get(index).is_some_and(|field| {
                    field.disposition != Disposition::Skip && !field.flags.has(FieldFlags::FLATTEN)
                });
                // The macro lets no message name any other field.
                places.get(index).filter(|_| written).map(|place| Piece::Field(*place))
            }
        });
        Self { fields, message: message.collect(), nodes: maker.finish() }
    }

    /// The program of a single value of the identity, and its node, for sinks with this clearance.
    pub(in crate::encode) fn of_value(shape: &'static Shape, clearance: Class) -> (Self, NodeId) {
        let mut maker = Maker::new(clearance);
        let node = maker.node(shape, Under::Class { class: Class::Internal, free: false });
        (Self { nodes: maker.finish(), ..Self::default() }, node)
    }
}

/// Where a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In an event, where values that are no leaves have frames.
    Event,
    /// In a value.
    Value,
}

/// Makes nodes of shapes, one of each shape and of what it stands under, however often and in however many circles it
/// occurs. There are few things to stand under, and the way down only goes from lower ones to higher ones: it ends.
struct Maker {
    clearance: Class,
    nodes: Vec<Node>,
    /// The node of a shape, by the shape's address.
    known: HashMap<(usize, Under), NodeId>,
    /// The shapes that are being flattened: one that contains itself is not flattened again.
    flattening: Vec<usize>,
}

impl Maker {
    fn new(clearance: Class) -> Self {
        Self { clearance, nodes: Vec::new(), known: HashMap::new(), flattening: Vec::new() }
    }

    /// Appends what is written of `field` to `written`: nothing, itself, or the fields of a flattened value.
    fn field(&mut self, field: &value::Field, place: Place, under: Under, written: &mut Vec<Field>) {
        if field.disposition == Disposition::Skip {
            return;
        }
        let under = under.field(field);
        let shape = (field.shape)();
        let address = core::ptr::from_ref(shape).addr();
        if let Shape::Struct(fields) = shape
            && field.flags.has(FieldFlags::FLATTEN)
            && !self.flattening.contains(&address)
        {
            self.flattening.push(address);
            for field in *fields {
                self.field(field, place, under, written);
            }
            self.flattening.pop();
            return;
        }
        written.push(Field {
            name: field.name,
            json_key: json_key(field),
            node: self.node(shape, under),
            framed: place == Place::Event && !field.leaf,
        });
    }

    fn fields(&mut self, fields: &[value::Field], under: Under) -> Box<[Field]> {
        let mut written = Vec::new();
        for field in fields {
            self.field(field, Place::Value, under, &mut written);
        }
        written.into_boxed_slice()
    }

    fn parts(&mut self, parts: &[ShapeFn], under: Under) -> Box<[NodeId]> {
        parts.iter().map(|shape| self.node(shape(), under)).collect()
    }

    fn variant(&mut self, variant: &value::Variant, under: Under) -> Variant {
        let (name, parts) = match variant {
            value::Variant::Unit(name) => (*name, Parts::Unit),
            value::Variant::Newtype(name, shape) => (*name, Parts::Newtype(self.node(shape(), under))),
            value::Variant::Tuple(name, shapes) => (*name, Parts::Tuple(self.parts(shapes, under))),
            value::Variant::Struct(name, fields) => (*name, Parts::Struct(self.fields(fields, under))),
        };
        Variant { name, json_name: json_string(name).into(), parts }
    }

    fn node(&mut self, mut shape: &'static Shape, mut under: Under) -> NodeId {
        while let Shape::Classed(class, inside) = shape {
            (shape, under) = (*inside, under.raised(*class));
        }
        let key = (core::ptr::from_ref(shape).addr(), under);
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        // The place is taken before the parts are looked at, for a part may be the shape itself.
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node::Unit);
        self.known.insert(key, id);
        let node = if under.is_above(self.clearance) {
            Node::Hidden(self.node(shape, Under::Hidden))
        } else {
            self.make(shape, under)
        };
        if let Some(place) = self.nodes.get_mut(id.0) {
            *place = node;
        }
        id
    }

    fn make(&mut self, shape: &'static Shape, under: Under) -> Node {
        let scan = under.scan();
        match shape {
            Shape::Unit => Node::Unit,
            Shape::Bool => Node::Bool,
            Shape::U8 => Node::Integer(Integer::U8),
            Shape::U16 => Node::Integer(Integer::U16),
            Shape::U32 => Node::Integer(Integer::U32),
            Shape::U64 => Node::Integer(Integer::U64),
            Shape::U128 => Node::Integer(Integer::U128),
            Shape::I8 => Node::Integer(Integer::I8),
            Shape::I16 => Node::Integer(Integer::I16),
            Shape::I32 => Node::Integer(Integer::I32),
            Shape::I64 => Node::Integer(Integer::I64),
            Shape::I128 => Node::Integer(Integer::I128),
            Shape::F32 => Node::F32,
            Shape::F64 => Node::F64,
            Shape::Char => Node::Char,
            Shape::Text => Node::Text(scan),
            Shape::OsText => Node::OsText(scan),
            Shape::Duration => Node::Duration,
            Shape::SystemTime => Node::SystemTime,
            Shape::Ipv4 => Node::Address(Address::Ipv4),
            Shape::Ipv6 => Node::Address(Address::Ipv6),
            Shape::Ip => Node::Address(Address::Ip),
            Shape::SocketV4 => Node::Address(Address::SocketV4),
            Shape::SocketV6 => Node::Address(Address::SocketV6),
            Shape::Socket => Node::Address(Address::Socket),
            Shape::Uuid => Node::Address(Address::Uuid),
            Shape::Redacted => Node::Redacted,
            Shape::Option(value) => Node::Option(self.node(value(), under)),
            Shape::Seq(item) => Node::Seq { item: self.node(item(), under), empty: false },
            Shape::Map { key, value } => {
                let key = self.node(key(), under);
                if matches!(self.nodes.get(key.0), Some(Node::Hidden(_))) {
                    // Keys that all read the same are no keys.
                    return Node::Hidden(self.node(shape, Under::Hidden));
                }
                Node::Map { key, value: self.node(value(), under) }
            }
            Shape::Tuple(parts) => Node::Tuple(self.parts(parts, under)),
            Shape::Struct(fields) => Node::Struct(self.fields(fields, under)),
            Shape::Enum(variants) => {
                Node::Enum(variants.iter().map(|variant| self.variant(variant, under)).collect())
            }
            Shape::Document => Node::Document(scan),
            Shape::Hash => Node::Hash,
            Shape::Classed(class, shape) => self.make(shape, under.raised(*class)),
        }
    }

    /// Settles which sequences have items without bytes, and gives the nodes away.
    fn finish(mut self) -> Vec<Node> {
        // At first everything that may be without bytes is taken to be; what contains bytes is then struck out until
        // nothing changes.
        let mut empty: Vec<bool> = self.nodes.iter().map(|_| true).collect();
        let is_empty = |id: &NodeId, empty: &[bool]| empty.get(id.0).copied().unwrap_or(false);
        loop {
            let next = self.nodes.iter().map(|node| match node {
                Node::Unit => true,
                Node::Hidden(value) => is_empty(value, &empty),
                Node::Tuple(parts) => parts.iter().all(|part| is_empty(part, &empty)),
                Node::Struct(fields) => fields.iter().all(|field| is_empty(&field.node, &empty)),
                _ => false,
            });
            let next: Vec<bool> = next.collect();
            if next == empty {
                break;
            }
            empty = next;
        }
        for node in &mut self.nodes {
            if let Node::Seq { item, empty: items_empty } = node {
                *items_empty = is_empty(item, &empty);
            }
        }
        self.nodes
    }
}

/// The key as the macro prepared it, or prepared now where it could not.
fn json_key(field: &value::Field) -> Cow<'static, str> {
    if field.json_key.is_empty() {
        Cow::Owned(format!(",{}:", json_string(field.name)))
    } else {
        Cow::Borrowed(field.json_key)
    }
}
