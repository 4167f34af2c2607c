//! Shapes made at random.
//!
//! A shape links others by function, and a function cannot know of a shape made at run time. So there is a fixed number of
//! functions, and a table that says what each of them returns at the moment.

use std::cell::RefCell;

use proptest::prelude::*;

use crate::encode::tests::Case;
use crate::secret::Class;
use crate::value::{Field, Shape, ShapeFn, Variant};

/// A shape.
#[derive(Debug, Clone)]
pub(in crate::encode::tests) enum Tree {
    Unit,
    Bool,
    U8,
    U16,
    U32,
    U64,
    U128,
    I8,
    I16,
    I32,
    I64,
    I128,
    F32,
    F64,
    Char,
    Text,
    OsText,
    Duration,
    SystemTime,
    Ipv4,
    Ipv6,
    Ip,
    SocketV4,
    SocketV6,
    Socket,
    Uuid,
    Redacted,
    Hash,
    Option(Box<Tree>),
    Seq(Box<Tree>),
    /// With text, numbers or bare names as keys.
    Map(Box<Tree>, Box<Tree>),
    Tuple(Vec<Tree>),
    Struct(Vec<Tree>),
    Enum(Vec<Carries>),
    Document,
    /// With a class: that of the field where it is one, else of the type.
    Classed(Class, Box<Tree>),
}

#[derive(Debug, Clone)]
pub(in crate::encode::tests) enum Carries {
    Nothing,
    Value(Tree),
    Values(Vec<Tree>),
    Fields(Vec<Tree>),
}

pub(in crate::encode::tests) fn tree() -> impl Strategy<Value = Tree> {
    use Tree::*;
    let leaf = proptest::sample::select(vec![
        Unit, Bool, U8, U16, U32, U64, U128, I8, I16, I32, I64, I128, F32, F64, Char, Text, OsText, Duration,
        SystemTime, Ipv4, Ipv6, Ip, SocketV4, SocketV6, Socket, Uuid, Redacted, Hash, Document,
    ]);
    let bare_names = proptest::collection::vec(Just(Carries::Nothing), 1..5).prop_map(Enum);
    let classed_names = (class(), bare_names.clone()).prop_map(|(class, tree)| Classed(class, tree.into()));
    let key =
        prop_oneof![Just(Text), Just(U64), Just(I128), Just(Char), Just(Ipv4), bare_names, classed_names];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let several = proptest::collection::vec(inner.clone(), 0..4);
        let carries = prop_oneof![
            Just(Carries::Nothing),
            inner.clone().prop_map(Carries::Value),
            several.clone().prop_map(Carries::Values),
            several.clone().prop_map(Carries::Fields),
        ];
        prop_oneof![
            inner.clone().prop_map(|tree| Option(tree.into())),
            inner.clone().prop_map(|tree| Seq(tree.into())),
            (class(), inner.clone()).prop_map(|(class, tree)| Classed(class, tree.into())),
            (key.clone(), inner).prop_map(|(key, value)| Map(key.into(), value.into())),
            several.clone().prop_map(Tuple),
            several.prop_map(Struct),
            proptest::collection::vec(carries, 1..4).prop_map(Enum),
        ]
    })
}

pub(in crate::encode::tests) fn class() -> impl Strategy<Value = Class> + Clone {
    proptest::sample::select(vec![Class::Public, Class::Internal, Class::Pii, Class::Secret])
}

thread_local! {
    static SHAPES: RefCell<Vec<&'static Shape>> = const { RefCell::new(Vec::new()) };
}

fn nth<const N: usize>() -> &'static Shape {
    SHAPES.with_borrow(|shapes| shapes.get(N).copied().unwrap_or(&Shape::Unit))
}

macro_rules! functions {
    ($($high:literal)*) => {
        &[$(nth::<{ $high }>, nth::<{ $high + 1 }>, nth::<{ $high + 2 }>, nth::<{ $high + 3 }>, nth::<{ $high + 4 }>,
            nth::<{ $high + 5 }>, nth::<{ $high + 6 }>, nth::<{ $high + 7 }>),*]
    };
}

const FUNCTIONS: &[ShapeFn] = functions!(0 8 16 24 32 40 48 56 64 72 80 88 96 104 112 120 128 136 144 152 160 168
    176 184 192 200 208 216 224 232 240 248 256 264 272 280 288 296 304 312 320 328 336 344 352 360 368 376 384);

/// A case with one field for each tree, some of them in frames.
pub(in crate::encode::tests) fn case_of(trees: &[(Tree, bool)]) -> Case {
    SHAPES.with_borrow_mut(Vec::clear);
    let fields = trees.iter().enumerate().map(|(at, (tree, framed))| {
        let name: &'static str = format!("field_{at}").leak();
        let json_key: &'static str = format!(",\"{name}\":").leak();
        Field { leaf: !framed, ..field_of(tree, name, json_key) }
    });
    Case::of_fields(fields.collect())
}

/// The class of a field whose value is this.
pub(super) fn class_of_field(tree: &Tree) -> Class {
    if let Tree::Classed(class, _) = tree { *class } else { Class::Internal }
}

fn field_of(tree: &Tree, name: &'static str, json_key: &'static str) -> Field {
    let inside = if let Tree::Classed(_, inside) = tree { inside } else { tree };
    Field { shape: function_of(inside), ..Field::new::<u8>(name, json_key).class(class_of_field(tree)) }
}

fn function_of(tree: &Tree) -> ShapeFn {
    let shape: &'static Shape = Box::leak(Box::new(shape_of(tree)));
    SHAPES.with_borrow_mut(|shapes| {
        shapes.push(shape);
        FUNCTIONS[shapes.len() - 1]
    })
}

fn shape_of(tree: &Tree) -> Shape {
    match tree {
        Tree::Unit => Shape::Unit,
        Tree::Bool => Shape::Bool,
        Tree::U8 => Shape::U8,
        Tree::U16 => Shape::U16,
        Tree::U32 => Shape::U32,
        Tree::U64 => Shape::U64,
        Tree::U128 => Shape::U128,
        Tree::I8 => Shape::I8,
        Tree::I16 => Shape::I16,
        Tree::I32 => Shape::I32,
        Tree::I64 => Shape::I64,
        Tree::I128 => Shape::I128,
        Tree::F32 => Shape::F32,
        Tree::F64 => Shape::F64,
        Tree::Char => Shape::Char,
        Tree::Text => Shape::Text,
        Tree::OsText => Shape::OsText,
        Tree::Duration => Shape::Duration,
        Tree::SystemTime => Shape::SystemTime,
        Tree::Ipv4 => Shape::Ipv4,
        Tree::Ipv6 => Shape::Ipv6,
        Tree::Ip => Shape::Ip,
        Tree::SocketV4 => Shape::SocketV4,
        Tree::SocketV6 => Shape::SocketV6,
        Tree::Socket => Shape::Socket,
        Tree::Uuid => Shape::Uuid,
        Tree::Redacted => Shape::Redacted,
        Tree::Hash => Shape::Hash,
        Tree::Classed(class, inside) => Shape::Classed(*class, Box::leak(Box::new(shape_of(inside)))),
        Tree::Option(value) => Shape::Option(function_of(value)),
        Tree::Seq(item) => Shape::Seq(function_of(item)),
        Tree::Map(key, value) => Shape::Map { key: function_of(key), value: function_of(value) },
        Tree::Tuple(parts) => Shape::Tuple(functions_of(parts)),
        Tree::Struct(parts) => Shape::Struct(fields_of(parts)),
        Tree::Enum(variants) => {
            Shape::Enum(variants.iter().enumerate().map(variant_of).collect::<Vec<_>>().leak())
        }
        Tree::Document => Shape::Document,
    }
}

fn functions_of(parts: &[Tree]) -> &'static [ShapeFn] {
    parts.iter().map(function_of).collect::<Vec<_>>().leak()
}

fn fields_of(parts: &[Tree]) -> &'static [Field] {
    let field = |(at, tree)| field_of(tree, format!("part {at}").leak(), "");
    parts.iter().enumerate().map(field).collect::<Vec<_>>().leak()
}

fn variant_of((at, carries): (usize, &Carries)) -> Variant {
    let name: &'static str = format!("variant \"{at}\"").leak();
    match carries {
        Carries::Nothing => Variant::Unit(name),
        Carries::Value(tree) => Variant::Newtype(name, function_of(tree)),
        Carries::Values(trees) => Variant::Tuple(name, functions_of(trees)),
        Carries::Fields(trees) => Variant::Struct(name, fields_of(trees)),
    }
}
