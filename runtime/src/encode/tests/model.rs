//! Shapes of any kind, values of them, and what their JSON must be.
//!
//! A shape links others by function, and a function cannot know of a shape made at run time. So there is a fixed number of
//! functions, and a table that says what each of them returns at the moment.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::TestRng;

use super::*;
use crate::value::document::tag;
use crate::value::{Shape, ShapeFn, Slot, Variant, Written};

/// A shape.
#[derive(Debug, Clone)]
pub(super) enum Tree {
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
    Option(Box<Tree>),
    Seq(Box<Tree>),
    /// With text, numbers or bare names as keys.
    Map(Box<Tree>, Box<Tree>),
    Tuple(Vec<Tree>),
    Struct(Vec<Tree>),
    Enum(Vec<Carries>),
    Document,
}

#[derive(Debug, Clone)]
pub(super) enum Carries {
    Nothing,
    Value(Tree),
    Values(Vec<Tree>),
    Fields(Vec<Tree>),
}

pub(super) fn tree() -> impl Strategy<Value = Tree> {
    use Tree::*;
    let leaf = proptest::sample::select(vec![
        Unit, Bool, U8, U16, U32, U64, U128, I8, I16, I32, I64, I128, F32, F64, Char, Text, OsText, Duration,
        SystemTime, Ipv4, Ipv6, Ip, SocketV4, SocketV6, Socket, Uuid, Redacted, Document,
    ]);
    let bare_names = proptest::collection::vec(Just(Carries::Nothing), 1..5).prop_map(Enum);
    let key = prop_oneof![Just(Text), Just(U64), Just(I128), Just(Char), Just(Ipv4), bare_names];
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
            (key.clone(), inner).prop_map(|(key, value)| Map(key.into(), value.into())),
            several.clone().prop_map(Tuple),
            several.prop_map(Struct),
            proptest::collection::vec(carries, 1..4).prop_map(Enum),
        ]
    })
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
pub(super) fn case_of(trees: &[(Tree, bool)]) -> Case {
    SHAPES.with_borrow_mut(Vec::clear);
    let fields = trees.iter().enumerate().map(|(at, (tree, framed))| {
        let name: &'static str = format!("field_{at}").leak();
        let json_key: &'static str = format!(",\"{name}\":").leak();
        Field { shape: function_of(tree), leaf: !framed, ..Field::new::<u8>(name, json_key) }
    });
    Case::of_fields(fields.collect())
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
    let field =
        |(at, tree)| Field { shape: function_of(tree), ..Field::new::<u8>(format!("part {at}").leak(), "") };
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

/// A value, by what is written of it.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Fixed(Vec<u8>),
    Text(String),
    Option(Option<Box<Value>>),
    Seq(Vec<Value>),
    Map(Vec<(Value, Value)>),
    Parts(Vec<Value>),
    Variant(u16, Vec<Value>),
}

impl LogValue for Value {
    type Form = Self;
    fn log<'a>(&self, slot: Slot<'a, Self>) -> Written<'a> {
        slot.write(self)
    }
    const SHAPE: &'static Shape = &Shape::Unit;

    fn encode(&self, writer: &mut ValueWriter<'_>) {
        match self {
            Self::Fixed(bytes) => bytes.iter().for_each(|byte| writer.fixed([*byte])),
            Self::Text(text) => writer.text(text),
            Self::Option(value) => writer.option(value.as_ref()),
            Self::Seq(items) => writer.seq(items.iter()),
            Self::Map(entries) => writer.map(entries.iter().map(|(key, value)| (key, value))),
            Self::Parts(parts) => parts.iter().for_each(|part| part.encode(writer)),
            Self::Variant(number, parts) => {
                writer.variant(*number, |writer| parts.iter().for_each(|part| part.encode(writer)));
            }
        }
    }
}

/// What a value must look like.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expected {
    /// Literally this.
    Token(String),
    /// A float: the digits are the writer's business as long as they read back.
    F32(f32),
    F64(f64),
    Text(String),
    Array(Vec<Expected>),
    Object(Vec<(String, Expected)>),
}

impl Expected {
    fn is(&self, json: &RawValue) -> bool {
        let text = json.get();
        match self {
            Self::Token(token) => text == token,
            Self::F32(float) => text.parse() == Ok(*float),
            Self::F64(float) => text.parse() == Ok(*float),
            Self::Text(expected) => serde_json::from_str::<String>(text).is_ok_and(|text| text == *expected),
            Self::Array(expected) => serde_json::from_str::<Vec<&RawValue>>(text).is_ok_and(|items| {
                items.len() == expected.len()
                    && expected.iter().zip(items).all(|(expected, item)| expected.is(item))
            }),
            Self::Object(expected) => {
                serde_json::from_str::<BTreeMap<String, &RawValue>>(text).is_ok_and(|entries| {
                    entries.len() == expected.len()
                        && expected
                            .iter()
                            .all(|(key, expected)| entries.get(key).is_some_and(|value| expected.is(value)))
                })
            }
        }
    }

    /// The same inside of a key.
    fn as_key(&self) -> String {
        match self {
            Self::Token(text) | Self::Text(text) => text.clone(),
            other => unreachable!("no key: {other:?}"),
        }
    }
}

/// Makes values of a tree at random.
pub(super) struct Values(pub(super) TestRng);

impl Values {
    fn number<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        match self.0.random_range(0..4) {
            0 => {}
            1 => bytes.fill(0xff),
            2 => bytes[0] = self.0.random(),
            _ => self.0.fill_bytes(&mut bytes),
        }
        bytes
    }

    fn text(&mut self) -> String {
        const CHARS: [char; 16] = [
            'a', 'b', ' ', '"', '\\', '\n', '\0', '\x1b', '\u{7f}', '\u{9b}', 'ß', '日', '🙂', '\u{2028}',
            '\u{202e}', '/',
        ];
        (0..self.0.random_range(0..24)).map(|_| CHARS[self.0.random_range(0..CHARS.len())]).collect()
    }

    pub(super) fn value(&mut self, tree: &Tree) -> (Value, Expected) {
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
                let truth = self.0.random::<bool>();
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
                let lossy = Value::Fixed(vec![self.0.random::<bool>().into()]);
                (Value::Parts(vec![lossy, Value::Text(text.clone())]), Expected::Text(text))
            }
            Tree::Duration => {
                let (seconds, nanos) =
                    (u64::from_le_bytes(self.number()), self.0.random_range(0..1_000_000_000_u32));
                let digits = format!("{seconds}.{nanos:09}");
                let digits = digits.trim_end_matches('0');
                let zero = if digits.ends_with('.') { "0" } else { "" };
                token(&[&seconds.to_le_bytes()[..], &nanos.to_le_bytes()].concat(), format!("{digits}{zero}"))
            }
            Tree::SystemTime => {
                let (seconds, nanos) = (
                    self.0.random_range(-62_167_219_200..253_402_300_800_i64),
                    self.0.random_range(0..1_000_000_000_u32),
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
            Tree::Redacted => match self.0.random::<bool>() {
                true => quoted(vec![1], "[redacted]".into()),
                false => token(&[0], "null".into()),
            },
            Tree::Option(inner) => match self.0.random::<bool>() {
                true => {
                    let (value, expected) = self.value(inner);
                    (Value::Option(Some(value.into())), expected)
                }
                false => (Value::Option(None), Expected::Token("null".into())),
            },
            Tree::Seq(item) => {
                let count = self.0.random_range(0..4);
                let (values, expected) = (0..count).map(|_| self.value(item)).unzip();
                (Value::Seq(values), Expected::Array(expected))
            }
            Tree::Map(key, value) => {
                let mut entries = BTreeMap::new();
                for _ in 0..self.0.random_range(0..4) {
                    let (key, expected_key) = self.value(key);
                    entries.insert(expected_key.as_key(), (key, self.value(value)));
                }
                let expected =
                    entries.iter().map(|(key, (_, (_, expected)))| (key.clone(), expected.clone())).collect();
                (
                    Value::Map(entries.into_values().map(|(key, (value, _))| (key, value)).collect()),
                    Expected::Object(expected),
                )
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
        }
    }

    fn fields(&mut self, parts: &[Tree]) -> (Vec<Value>, Expected) {
        let (values, expected): (_, Vec<_>) = parts.iter().map(|part| self.value(part)).unzip();
        let expected = expected.into_iter().enumerate().map(|(at, it)| (format!("part {at}"), it));
        (values, Expected::Object(expected.collect()))
    }

    fn versioned(&mut self, [v4, v6]: [&Tree; 2]) -> (Value, Expected) {
        let (version, tree) = if self.0.random() { (4, v4) } else { (6, v6) };
        let (value, expected) = self.value(tree);
        (Value::Parts(vec![Value::Fixed(vec![version]), value]), expected)
    }

    fn variant(&mut self, variants: &[Carries]) -> (Value, Expected) {
        let number = self.0.random_range(0..variants.len());
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
        let tag = self.0.random_range(tag::NULL..=if levels == 0 { tag::TEXT } else { tag::OBJECT });
        let (value, expected) = match tag {
            tag::NULL | tag::FALSE | tag::TRUE => {
                let word = ["null", "false", "true"][usize::from(tag)];
                (Value::Parts(vec![]), Expected::Token(word.into()))
            }
            tag::U64 => self.value(&Tree::U64),
            tag::I64 => self.value(&Tree::I64),
            tag::F64 => self.value(&Tree::F64),
            tag::TEXT => self.value(&Tree::Text),
            tag::ARRAY => {
                let count = self.0.random_range(0..4);
                let (values, expected) = (0..count).map(|_| self.document(levels - 1)).unzip();
                (Value::Seq(values), Expected::Array(expected))
            }
            _ => {
                let mut entries = BTreeMap::new();
                for _ in 0..self.0.random_range(0..4) {
                    entries.insert(self.text(), self.document(levels - 1));
                }
                let expected =
                    entries.iter().map(|(key, (_, expected))| (key.clone(), expected.clone())).collect();
                let entries =
                    entries.into_iter().map(|(key, (value, _))| (Value::Text(key), value)).collect();
                (Value::Map(entries), Expected::Object(expected))
            }
        };
        (Value::Parts(vec![Value::Fixed(vec![tag]), value]), expected)
    }
}

fn uuid_text(bytes: &[u8; 16]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// Date and time by counting days, year for year: slow, and another way than the one under test.
struct Civil {
    year: i64,
    month: usize,
    day: i64,
    second: i64,
}

impl Civil {
    fn of(seconds: i64) -> Self {
        let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let mut days = seconds.div_euclid(86_400) + 719_528;
        // 400 years have 146,097 days.
        let mut year = days.div_euclid(146_097) * 400;
        days = days.rem_euclid(146_097);
        while days >= 365 + i64::from(leap(year)) {
            days -= 365 + i64::from(leap(year));
            year += 1;
        }
        let lengths = [31, 28 + i64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let mut month = 0;
        while days >= lengths[month] {
            days -= lengths[month];
            month += 1;
        }
        Self { year, month: month + 1, day: days + 1, second: seconds.rem_euclid(86_400) }
    }
}

impl std::fmt::Display for Civil {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (hour, minute, second) = (self.second / 3600, self.second / 60 % 60, self.second % 60);
        write!(f, "{:04}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}", self.year, self.month, self.day)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_value_of_any_shape_reads_back(
        trees in proptest::collection::vec((tree(), any::<bool>()), 1..5),
        rng in any::<u64>().prop_perturb(|_, rng| Just(rng)).prop_flat_map(|rng| rng),
    ) {
        let case = case_of(&trees);
        let mut values = Values(rng);
        let (mut body, mut all_expected) = (Vec::new(), Vec::new());
        for (tree, is_framed) in &trees {
            let (value, expected) = values.value(tree);
            let bytes = bytes_of(&value);
            body.extend(if *is_framed { framed(&bytes, false) } else { bytes });
            all_expected.push(expected);
        }
        let line = case.json(&body, None).expect("well-formed");
        check_line(&line);
        let fields: BTreeMap<String, &RawValue> = serde_json::from_str(&line).unwrap();
        for (at, expected) in all_expected.iter().enumerate() {
            let json = fields[&format!("field_{at}")];
            prop_assert!(expected.is(json), "{expected:?} is not {json}");
        }
        let mut pretty = pretty_in_utc(&Identity::default(), false);
        let line = case.render(&mut pretty, &body, None).expect("well-formed");
        check_characters(line.strip_suffix('\n').unwrap());
    }
}
