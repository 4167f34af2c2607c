//! Values of a shape made at random, and what they must look like.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::TestRng;

use super::expected::{Civil, Expected};
use super::tree::{Carries, Tree, class_of_field};
use crate::secret::Class;
use crate::value::document::tag;
use crate::value::{LogValue, Shape, Slot, ValueWriter, Written};

/// A value, by what is written of it.
#[derive(Debug, Clone)]
pub(in crate::encode::tests) enum Value {
    Fixed(Vec<u8>),
    Text(String),
    Option(Option<Box<Value>>),
    Seq(Vec<Value>),
    Parts(Vec<Value>),
    Variant(u16, Vec<Value>),
}

impl LogValue for Value {
    type Form = Self;
    fn log<'a>(&self, slot: Slot<'a, Self>) -> Written<'a> {
        slot.write(self)
    }
    const SHAPE: &'static Shape = &Shape::Unit;

    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        match self {
            Self::Fixed(bytes) => bytes.iter().for_each(|byte| writer.fixed([*byte])),
            Self::Text(text) => writer.text(text),
            Self::Option(value) => writer.option(value.as_ref()),
            Self::Seq(items) => writer.seq(items.iter()),
            Self::Parts(parts) => parts.iter().for_each(|part| part.encode_value(writer)),
            Self::Variant(number, parts) => {
                writer.variant(*number, |writer| parts.iter().for_each(|part| part.encode_value(writer)));
            }
        }
    }
}

/// Makes values of a tree at random.
pub(in crate::encode::tests) struct Values {
    rng: TestRng,
    /// What the sink may see.
    clearance: Class,
    /// The class of what is being made.
    class: Class,
}

/// All that texts consist of that must not be seen; it is in no other text.
pub(in crate::encode::tests) const HIDDEN: char = 'Ω';

impl Values {
    pub(in crate::encode::tests) fn new(rng: TestRng, clearance: Class) -> Self {
        Self { rng, clearance, class: Class::Public }
    }

    /// A field of an event or a struct.
    pub(in crate::encode::tests) fn field(&mut self, tree: &Tree) -> (Value, Expected) {
        let inside = if let Tree::Classed(_, inside) = tree { inside } else { tree };
        self.under(class_of_field(tree), inside)
    }

    /// The same with a class that is no lower than `class`.
    fn under(&mut self, class: Class, tree: &Tree) -> (Value, Expected) {
        let outer = self.class;
        self.class = outer.max(class);
        let (value, expected) = self.value(tree);
        let hidden = self.class > self.clearance;
        self.class = outer;
        (value, if hidden { Expected::Text("[redacted]".into()) } else { expected })
    }

    fn number<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        match self.rng.random_range(0..4) {
            0 => {}
            1 => bytes.fill(0xff),
            2 => bytes[0] = self.rng.random(),
            _ => self.rng.fill_bytes(&mut bytes),
        }
        bytes
    }

    fn text(&mut self) -> String {
        const CHARS: [char; 16] = [
            'a', 'b', ' ', '"', '\\', '\n', '\0', '\x1b', '\u{7f}', '\u{9b}', 'ß', '日', '🙂', '\u{2028}',
            '\u{202e}', '/',
        ];
        if self.class > self.clearance {
            return HIDDEN.to_string().repeat(self.rng.random_range(1..24));
        }
        (0..self.rng.random_range(0..24)).map(|_| CHARS[self.rng.random_range(0..CHARS.len())]).collect()
    }

    pub(in crate::encode::tests) fn value(&mut self, tree: &Tree) -> (Value, Expected) {
        use core::net::{Ipv4Addr, Ipv6Addr, SocketAddrV4, SocketAddrV6};
        let token = |bytes: &[u8], token: String| (Value::Fixed(bytes.to_vec()), Expected::Token(token));
        let quoted = |bytes: Vec<u8>, text: String| (Value::Fixed(bytes), Expected::Text(text));
        macro_rules! integer {
            ($type:ty) => {{
                let bytes = self.number();
                token(&bytes, <$type>::from_le_bytes(bytes).to_string())
            }};
        }
        match tree {
            Tree::Unit => token(&[], "null".into()),
            Tree::Bool => {
                let truth = self.rng.random::<bool>();
                token(&[truth.into()], truth.to_string())
            }
            Tree::U8 => integer!(u8),
            Tree::U16 => integer!(u16),
            Tree::U32 => integer!(u32),
            Tree::U64 => integer!(u64),
            Tree::U128 => integer!(u128),
            Tree::I8 => integer!(i8),
            Tree::I16 => integer!(i16),
            Tree::I32 => integer!(i32),
            Tree::I64 => integer!(i64),
            Tree::I128 => integer!(i128),
            Tree::F32 => {
                let bytes = self.number();
                let float = f32::from_le_bytes(bytes);
                let finite = Expected::F32(float);
                (
                    Value::Fixed(bytes.into()),
                    if float.is_finite() { finite } else { Expected::Token("null".into()) },
                )
            }
            Tree::F64 => {
                let bytes = self.number();
                let float = f64::from_le_bytes(bytes);
                let finite = Expected::F64(float);
                (
                    Value::Fixed(bytes.into()),
                    if float.is_finite() { finite } else { Expected::Token("null".into()) },
                )
            }
            Tree::Char => {
                let ch = self.text().chars().next().unwrap_or('"');
                quoted(u32::from(ch).to_le_bytes().into(), ch.into())
            }
            Tree::Text => {
                let text = self.text();
                (Value::Text(text.clone()), Expected::Text(text))
            }
            Tree::OsText => {
                let text = self.text();
                let lossy = Value::Fixed(vec![self.rng.random::<bool>().into()]);
                (Value::Parts(vec![lossy, Value::Text(text.clone())]), Expected::Text(text))
            }
            Tree::Duration => {
                let (seconds, nanos) =
                    (u64::from_le_bytes(self.number()), self.rng.random_range(0..1_000_000_000_u32));
                let digits = format!("{seconds}.{nanos:09}");
                let digits = digits.trim_end_matches('0');
                let zero = if digits.ends_with('.') { "0" } else { "" };
                token(&[&seconds.to_le_bytes()[..], &nanos.to_le_bytes()].concat(), format!("{digits}{zero}"))
            }
            Tree::SystemTime => {
                let (seconds, nanos) = (
                    self.rng.random_range(-62_167_219_200..253_402_300_800_i64),
                    self.rng.random_range(0..1_000_000_000_u32),
                );
                let civil = Civil::of(seconds);
                quoted(
                    [&seconds.to_le_bytes()[..], &nanos.to_le_bytes()].concat(),
                    format!("{civil}.{nanos:09}Z"),
                )
            }
            Tree::Ipv4 => {
                let octets = self.number();
                quoted(octets.into(), Ipv4Addr::from(octets).to_string())
            }
            Tree::Ipv6 => {
                let octets: [u8; 16] = self.number();
                quoted(octets.into(), Ipv6Addr::from(octets).to_string())
            }
            Tree::SocketV4 => {
                let (octets, port): ([u8; 4], _) = (self.number(), self.number());
                let socket = SocketAddrV4::new(octets.into(), u16::from_le_bytes(port));
                quoted([&octets[..], &port].concat(), socket.to_string())
            }
            Tree::SocketV6 => {
                let (octets, port, scope): ([u8; 16], _, _) = (self.number(), self.number(), self.number());
                let socket =
                    SocketAddrV6::new(octets.into(), u16::from_le_bytes(port), 0, u32::from_le_bytes(scope));
                quoted([&octets[..], &port, &scope].concat(), socket.to_string())
            }
            Tree::Ip => self.versioned([&Tree::Ipv4, &Tree::Ipv6]),
            Tree::Socket => self.versioned([&Tree::SocketV4, &Tree::SocketV6]),
            Tree::Uuid => {
                let bytes: [u8; 16] = self.number();
                quoted(bytes.into(), uuid_text(&bytes))
            }
            Tree::Redacted => match self.rng.random::<bool>() {
                true => quoted(vec![1], "[redacted]".into()),
                false => token(&[0], "null".into()),
            },
            Tree::Option(inner) => match self.rng.random::<bool>() {
                true => {
                    let (value, expected) = self.value(inner);
                    (Value::Option(Some(value.into())), expected)
                }
                false => (Value::Option(None), Expected::Token("null".into())),
            },
            Tree::Seq(item) => {
                let count = self.rng.random_range(0..4);
                let (values, expected) = (0..count).map(|_| self.value(item)).unzip();
                (Value::Seq(values), Expected::Array(expected))
            }
            Tree::Map(key, value) => {
                // Keys that all read the same are no keys.
                let hidden = matches!(**key, Tree::Classed(class, _) if class > self.clearance);
                let mut entries = BTreeMap::new();
                for _ in 0..self.rng.random_range(0..4) {
                    let (key, expected_key) = self.value(key);
                    let (value, expected) = match self.rng.random_bool(0.2) {
                        true => (vec![key, Value::Fixed(vec![1])], Expected::Text("[redacted]".into())),
                        false => {
                            let (value, expected) = self.value(value);
                            (vec![key, Value::Fixed(vec![0]), value], expected)
                        }
                    };
                    entries.insert(expected_key.as_key(), (Value::Parts(value), expected));
                }
                let (value, expected) = object(entries);
                (value, if hidden { Expected::Text("[redacted]".into()) } else { expected })
            }
            Tree::Tuple(parts) => {
                let (values, expected) = parts.iter().map(|part| self.value(part)).unzip();
                (Value::Parts(values), Expected::Array(expected))
            }
            Tree::Struct(parts) => {
                let (values, expected) = self.fields(parts);
                (Value::Parts(values), expected)
            }
            Tree::Enum(variants) => self.variant(variants),
            Tree::Document => self.document(3),
            Tree::Classed(class, inside) => self.under(*class, inside),
            Tree::Hash => self.hash(),
        }
    }

    fn fields(&mut self, parts: &[Tree]) -> (Vec<Value>, Expected) {
        let (values, expected): (_, Vec<_>) = parts.iter().map(|part| self.field(part)).unzip();
        let expected = expected.into_iter().enumerate().map(|(at, it)| (format!("part {at}"), it));
        (values, Expected::Object(expected.collect()))
    }

    fn hash(&mut self) -> (Value, Expected) {
        let fixed = Value::Fixed;
        match self.rng.random_range(0..3) {
            0 => (fixed(vec![0]), Expected::Token("null".into())),
            1 => {
                let (key, bits): ([u8; 4], [u8; 16]) = (self.number(), self.number());
                let text = format!("k{}:{}", u32::from_le_bytes(key), base64url(&bits));
                (fixed([&[1], &key[..], &bits].concat()), Expected::Text(text))
            }
            _ => (fixed(vec![2]), Expected::Text("[redacted:no-key]".into())),
        }
    }

    fn versioned(&mut self, [v4, v6]: [&Tree; 2]) -> (Value, Expected) {
        let (version, tree) = if self.rng.random() { (4, v4) } else { (6, v6) };
        let (value, expected) = self.value(tree);
        (Value::Parts(vec![Value::Fixed(vec![version]), value]), expected)
    }

    fn variant(&mut self, variants: &[Carries]) -> (Value, Expected) {
        let number = self.rng.random_range(0..variants.len());
        let name = format!("variant \"{number}\"");
        let (values, expected) = match &variants[number] {
            Carries::Nothing => return (Value::Variant(number as u16, vec![]), Expected::Text(name)),
            Carries::Value(tree) => {
                let (value, expected) = self.value(tree);
                (vec![value], expected)
            }
            Carries::Values(trees) => {
                let (values, expected) = trees.iter().map(|tree| self.value(tree)).unzip();
                (values, Expected::Array(expected))
            }
            Carries::Fields(trees) => self.fields(trees),
        };
        (Value::Variant(number as u16, values), Expected::Object(vec![(name, expected)]))
    }

    fn document(&mut self, levels: u8) -> (Value, Expected) {
        let tag = self.rng.random_range(tag::NULL..=if levels == 0 { tag::TEXT } else { tag::REDACTED });
        let (value, expected) = match tag {
            tag::NULL | tag::FALSE | tag::TRUE => {
                let word = ["null", "false", "true"][usize::from(tag)];
                (Value::Parts(vec![]), Expected::Token(word.into()))
            }
            tag::REDACTED => (Value::Parts(vec![]), Expected::Text("[redacted]".into())),
            tag::U64 => self.value(&Tree::U64),
            tag::I64 => self.value(&Tree::I64),
            tag::F64 => self.value(&Tree::F64),
            tag::TEXT => self.value(&Tree::Text),
            tag::ARRAY => {
                let count = self.rng.random_range(0..4);
                let (values, expected) = (0..count).map(|_| self.document(levels - 1)).unzip();
                (Value::Seq(values), Expected::Array(expected))
            }
            _ => {
                let mut entries = BTreeMap::new();
                for _ in 0..self.rng.random_range(0..4) {
                    entries.insert(self.text(), self.document(levels - 1));
                }
                let parts = |(key, (value, expected)): (String, (Value, Expected))| {
                    (key.clone(), (Value::Parts(vec![Value::Text(key), value]), expected))
                };
                object(entries.into_iter().map(parts).collect())
            }
        };
        (Value::Parts(vec![Value::Fixed(vec![tag]), value]), expected)
    }
}

/// Bit by bit: slow, and another way than the one under test.
fn base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    while !bits.len().is_multiple_of(6) {
        bits.push('0');
    }
    let digits = bits.as_bytes().chunks(6).map(|six| std::str::from_utf8(six).unwrap());
    digits.map(|six| char::from(DIGITS[usize::from_str_radix(six, 2).unwrap()])).collect()
}

/// Entries by their keys, each with its bytes.
fn object(entries: BTreeMap<String, (Value, Expected)>) -> (Value, Expected) {
    let (values, expected) =
        entries.into_iter().map(|(key, (value, expected))| (value, (key, expected))).unzip();
    (Value::Seq(values), Expected::Object(expected))
}

fn uuid_text(bytes: &[u8; 16]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
