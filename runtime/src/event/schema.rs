//! The schema: all that is known of an event type before the program runs.

use super::LogEvent;
use crate::level::Level;
use crate::secret::{Class, Disposition};
use crate::value::{Field, FieldFlags, Shape, Variant};

/// The static description of an event type.
#[derive(Debug)]
pub struct Schema {
    /// The event's name: `name = "…"`, or the type's name in snake case. Empty for an inline event, which is named after
    /// its call site.
    pub name: &'static str,
    /// The Rust type, for people; empty for an inline event.
    pub type_name: &'static str,
    /// How much the event matters.
    pub level: Level,
    /// `target = "…"`, else the module of the call site.
    pub target: Option<&'static str>,
    /// The message as a program: text and fields in turn. Empty where the event has no message.
    pub message: &'static [Piece],
    /// The fields, in the order of their bytes; those under `skip` are here too and have no bytes.
    pub fields: &'static [Field],
    /// The floor under the classes of all fields.
    pub class: Class,
    /// The source file of the definition.
    pub file: &'static str,
    /// The line of the definition.
    pub line: u32,
}

/// The fields of an event as a shape, for `#[log(flatten)]`.
#[must_use]
pub fn shape_of_event<E: LogEvent + ?Sized>() -> &'static Shape {
    struct Fields<E: ?Sized>(core::marker::PhantomData<E>);
    impl<E: LogEvent + ?Sized> Fields<E> {
        const SHAPE: &'static Shape = &Shape::Struct(E::SCHEMA.fields);
    }
    Fields::<E>::SHAPE
}

impl Field {
    /// The fields of another event, which stand among those of this one: its shape is a `Struct`, and each of its fields
    /// is encoded as if it stood here.
    #[must_use]
    pub const fn flatten<E: LogEvent + ?Sized>(name: &'static str) -> Self {
        Self {
            name,
            json_key: "",
            shape: shape_of_event::<E>,
            leaf: E::LEAF,
            class: Class::Internal,
            disposition: Disposition::Value,
            flags: FieldFlags::FLATTEN,
            allow: None,
            doc: None,
        }
    }
}

/// A part of a message.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Fixed text.
    Text(&'static str),
    /// What is written of a field, by its index in [`Schema::fields`].
    Field(u16),
}

impl Schema {
    /// Whether two schemas describe the same event type. One constant may have several addresses, and one call site in a
    /// generic function has a schema for each of its types.
    pub(crate) fn same_as(&self, other: &Self) -> bool {
        core::ptr::eq(self, other)
            || (self.name == other.name
                && self.type_name == other.type_name
                && self.level == other.level
                && self.target == other.target
                && self.class == other.class
                && (self.file, self.line) == (other.file, other.line)
                && self.message == other.message
                && same_fields(self.fields, other.fields, 0))
    }
}

/// How deep shapes are compared. Types that differ only deeper than this do not occur twice under one type name.
const COMPARED_DEPTH: u8 = 16;

fn same_fields(left: &[Field], right: &[Field], depth: u8) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).all(|(left, right)| {
            left.name == right.name
                && left.disposition == right.disposition
                && left.class == right.class
                && left.flags == right.flags
                && left.leaf == right.leaf
                && left.allow == right.allow
                && same_shape((left.shape)(), (right.shape)(), depth + 1)
        })
}

fn same_shapes(left: &[crate::value::ShapeFn], right: &[crate::value::ShapeFn], depth: u8) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).all(|(left, right)| same_shape(left(), right(), depth))
}

fn same_shape(left: &Shape, right: &Shape, depth: u8) -> bool {
    if core::ptr::eq(left, right) || depth > COMPARED_DEPTH {
        return true;
    }
    match (left, right) {
        (Shape::Option(left), Shape::Option(right)) | (Shape::Seq(left), Shape::Seq(right)) => {
            same_shape(left(), right(), depth + 1)
        }
        (Shape::Map { key, value }, Shape::Map { key: other_key, value: other_value }) => {
            same_shape(key(), other_key(), depth + 1) && same_shape(value(), other_value(), depth + 1)
        }
        (Shape::Tuple(left), Shape::Tuple(right)) => same_shapes(left, right, depth + 1),
        (Shape::Struct(left), Shape::Struct(right)) => same_fields(left, right, depth),
        (Shape::Enum(left), Shape::Enum(right)) => {
            left.len() == right.len()
                && left.iter().zip(*right).all(|(left, right)| same_variant(left, right, depth))
        }
        (Shape::Classed(left, shape), Shape::Classed(right, other)) => {
            left == right && same_shape(shape, other, depth + 1)
        }
        (left, right) => core::mem::discriminant(left) == core::mem::discriminant(right),
    }
}

fn same_variant(left: &Variant, right: &Variant, depth: u8) -> bool {
    match (left, right) {
        (Variant::Unit(left), Variant::Unit(right)) => left == right,
        (Variant::Newtype(left, shape), Variant::Newtype(right, other)) => {
            left == right && same_shape(shape(), other(), depth + 1)
        }
        (Variant::Tuple(left, parts), Variant::Tuple(right, others)) => {
            left == right && same_shapes(parts, others, depth + 1)
        }
        (Variant::Struct(left, fields), Variant::Struct(right, others)) => {
            left == right && same_fields(fields, others, depth)
        }
        _ => false,
    }
}
