//! The static description of a value's bytes, and of the fields of an event or a struct.

use super::LogValue;
use crate::secret::{
    Class, DebugText, Disposition, Hashed, Length, Masked, OPTIONAL_TEXT, Redacted, Truncated,
};

/// How a nested shape is named: by a function, so that a recursive type has a shape at all. A constant that contained
/// itself would not compile (E0391).
pub type ShapeFn = fn() -> &'static Shape;

/// The shape of `T`, as a function to put into another shape.
#[must_use]
pub fn shape_of<T: LogValue + ?Sized>() -> &'static Shape {
    T::SHAPE
}

/// The shape of `T` with the class of that number, for a part of a tuple.
#[must_use]
pub fn shape_of_classed<const CLASS: u8, T: LogValue + ?Sized>() -> &'static Shape {
    struct Classed<const CLASS: u8, T: ?Sized>(core::marker::PhantomData<T>);
    impl<const CLASS: u8, T: LogValue + ?Sized> Classed<CLASS, T> {
        const SHAPE: &'static Shape = &Shape::Classed(Class::of_number(CLASS), T::SHAPE);
    }
    Classed::<CLASS, T>::SHAPE
}

/// The shape of what `f` returns, for a part of a tuple.
#[must_use]
pub const fn with_shape<'x, T: ?Sized + 'x, R: LogValue>(f: fn(&'x T) -> R) -> ShapeFn {
    let _only_its_type_matters = f;
    shape_of::<R>
}

/// The shape of a part under `redact`.
#[must_use]
pub fn redacted_shape() -> &'static Shape {
    Redacted::SHAPE
}

/// The shape of a part under `mask`.
#[must_use]
pub fn masked_shape() -> &'static Shape {
    OPTIONAL_TEXT
}

/// The shape of a part under `hash`.
#[must_use]
pub fn hashed_shape() -> &'static Shape {
    &Shape::Hash
}

/// The shape of a part under `len`.
#[must_use]
pub fn length_shape() -> &'static Shape {
    Length::SHAPE
}

/// The shape of a part under `truncate`, `error`, `debug` or `display`.
#[must_use]
pub fn text_shape() -> &'static Shape {
    OPTIONAL_TEXT
}

/// What the bytes of a value look like; the byte forms are specified on [`ValueWriter`](super::ValueWriter).
#[derive(Debug)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the names are the types they stand for")]
pub enum Shape {
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
    /// UTF-8 text.
    Text,
    /// Text of the operating system: may have been made valid UTF-8 by replacing what was not.
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
    /// A placeholder: whether there was a value.
    Redacted,
    /// A keyed hash.
    Hash,
    Option(ShapeFn),
    Seq(ShapeFn),
    Map {
        key: ShapeFn,
        value: ShapeFn,
    },
    Tuple(&'static [ShapeFn]),
    Struct(&'static [Field]),
    Enum(&'static [Variant]),
    /// A value that carries its own tags: a JSON document.
    Document,
    /// The same bytes, of a value that says what it is: in a sink that must not see that class it is a placeholder.
    Classed(Class, &'static Shape),
}

/// One field of an event or of a struct.
#[derive(Debug)]
pub struct Field {
    /// The key in the output; the field's name, or what `rename` and `rename_all` made of it.
    pub name: &'static str,
    /// The same with everything JSON wants around it: a comma, quotes, a colon. Prepared at compile time.
    pub json_key: &'static str,
    /// The shape of what is written, after the disposition.
    pub shape: ShapeFn,
    /// Whether what is written depends on no code of the user ([`LogValue::LEAF`]).
    pub leaf: bool,
    /// What the data is.
    pub class: Class,
    /// What is written of it.
    pub disposition: Disposition,
    /// What else a sink, an encoder or an inventory wants to know.
    pub flags: FieldFlags,
    /// The reason written into `allow = "…"`, where the name gate was overruled.
    pub allow: Option<&'static str>,
    /// The purpose written into `doc = "…"`.
    pub doc: Option<&'static str>,
}

impl Field {
    /// A field whose value is written as it is.
    #[must_use]
    pub const fn new<T: LogValue + ?Sized>(name: &'static str, json_key: &'static str) -> Self {
        Self {
            name,
            json_key,
            shape: shape_of::<T>,
            leaf: T::LEAF,
            class: Class::Internal,
            disposition: Disposition::Value,
            flags: FieldFlags::NONE,
            allow: None,
            doc: None,
        }
    }

    /// A field of which the disposition decides what is written: its shape, and whether code of the user runs. For all
    /// dispositions but [`Value`](Disposition::Value) and [`With`](Disposition::With), whose shape is that of a type.
    #[must_use]
    pub const fn disposed(name: &'static str, json_key: &'static str, disposition: Disposition) -> Self {
        let field = match disposition {
            Disposition::Skip => Self::new::<()>(name, json_key),
            Disposition::Mask(_) => Self::new::<Masked<'_, str>>(name, json_key),
            Disposition::Hash => Self::new::<Hashed<'_, str>>(name, json_key),
            Disposition::Len => Self::new::<Length>(name, json_key),
            Disposition::Truncate(_) => Self::new::<Truncated<'_, str>>(name, json_key),
            Disposition::Error | Disposition::Debug | Disposition::Display => {
                Self::new::<DebugText<'_>>(name, json_key).flags(FieldFlags::FREE_TEXT)
            }
            // The other two come here by mistake only: then nothing of the value is written.
            Disposition::Redact | Disposition::Value | Disposition::With => {
                Self::new::<Redacted>(name, json_key)
            }
        };
        field.disposition(disposition)
    }

    /// A field under `#[log(with = …)]`: what `f` returns is written.
    #[must_use]
    pub const fn with_fn<'x, T: ?Sized + 'x, R: LogValue>(
        name: &'static str,
        json_key: &'static str,
        f: fn(&'x T) -> R,
    ) -> Self {
        let _only_its_type_matters = f;
        let field = Self::new::<R>(name, json_key).disposition(Disposition::With);
        // The function is the user's, whatever it returns.
        Self { leaf: false, ..field }
    }

    /// The same field under a key.
    #[must_use]
    pub const fn named(mut self, name: &'static str, json_key: &'static str) -> Self {
        self.name = name;
        self.json_key = json_key;
        self
    }

    /// The same field with another class.
    #[must_use]
    pub const fn class(mut self, class: Class) -> Self {
        self.class = class;
        self
    }

    /// The same field with another disposition. `new` must have been given the type that the disposition writes.
    #[must_use]
    pub const fn disposition(mut self, disposition: Disposition) -> Self {
        self.disposition = disposition;
        self
    }

    /// The same field with these flags too.
    #[must_use]
    pub const fn flags(mut self, flags: FieldFlags) -> Self {
        self.flags = self.flags.with(flags);
        self
    }

    /// The same field with the reason why its name is no secret here.
    #[must_use]
    pub const fn allow(mut self, reason: &'static str) -> Self {
        self.allow = Some(reason);
        self
    }

    /// The same field with the purpose of its processing.
    #[must_use]
    pub const fn doc(mut self, purpose: &'static str) -> Self {
        self.doc = Some(purpose);
        self
    }
}

/// A set of facts about a field, beside its class and disposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FieldFlags(u16);

impl FieldFlags {
    /// No flag.
    pub const NONE: Self = Self(0);
    /// The fields of the value stand in the parent's object, not in one of their own.
    pub const FLATTEN: Self = Self(1);
    /// The name rule found personal data (tier *personal*).
    pub const PERSONAL_NAME: Self = Self(1 << 1);
    /// The text is free: it comes from an error, from `Debug` or `Display`, or from another logger.
    pub const FREE_TEXT: Self = Self(1 << 2);

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all flags of `other` are set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// One variant of an enum.
#[derive(Debug)]
pub enum Variant {
    /// No data: written as its name.
    Unit(&'static str),
    /// One unnamed field: `{"variant": value}`.
    Newtype(&'static str, ShapeFn),
    /// Several unnamed fields: `{"variant": [values]}`.
    Tuple(&'static str, &'static [ShapeFn]),
    /// Named fields: `{"variant": {fields}}`.
    Struct(&'static str, &'static [Field]),
}

/// A value that may be the key of a map: text, an integer, or an enum whose variants all are bare names.
#[diagnostic::on_unimplemented(
    message = "[BB003] `{Self}` cannot be the key of a map in a log",
    label = "a key must be text, an integer, or an enum without data",
    note = "log the map's values, or its length, instead"
)]
pub trait MapKey: LogValue {}

impl<T: MapKey + ?Sized> MapKey for &T {}
