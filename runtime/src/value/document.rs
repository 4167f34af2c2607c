//! Documents: values that carry their own tags, with a shape that only the value knows.
//!
//! This is for data whose shape is the business of somebody else, such as the body of a request. A value whose shape the
//! program knows is better off as a type that derives [`LogValue`](crate::LogValue): its names are checked when the program
//! is compiled, those in a document only when it is logged.

/// The tag before each value of a document; what follows it is specified on [`ValueWriter`](super::ValueWriter).
pub(crate) mod tag {
    pub(crate) const NULL: u8 = 0;
    pub(crate) const FALSE: u8 = 1;
    pub(crate) const TRUE: u8 = 2;
    pub(crate) const U64: u8 = 3;
    pub(crate) const I64: u8 = 4;
    pub(crate) const F64: u8 = 5;
    pub(crate) const TEXT: u8 = 6;
    pub(crate) const ARRAY: u8 = 7;
    pub(crate) const OBJECT: u8 = 8;
    pub(crate) const REDACTED: u8 = 9;
}

#[cfg(feature = "serde_json")]
mod json {
    use serde_json::{Map, Number, Value};

    use super::tag;
    use crate::value::key_rule::{Allowed, judge};
    use crate::value::{LogValue, Shape, ValueWriter, marked, own_form};

    /// A document of any shape.
    ///
    /// The name gate has no names to check when the program is compiled, so it looks at the keys when the document is
    /// logged. Under a key that must not be logged (`password`, `cvv`), and under one that is not ASCII, stands
    /// `"[redacted]"` instead of the value, whatever its type. Under that of a credential (`token`, `api_key`) numbers and
    /// truth values stay, as they do in fields. `null` always stays: there is nothing to hide. Texts are not judged here:
    /// a secret under an innocent key is found by the scanner, or not at all.
    ///
    /// Nesting beyond 32 levels is cut off with a marker. With serde_json's `arbitrary_precision`, numbers are written as
    /// the nearest `f64` where they are no 64-bit integer.
    #[diagnostic::do_not_recommend]
    impl LogValue for Value {
        own_form!();
        const SHAPE: &'static Shape = &Shape::Document;
        // No code of the user runs, but a document may have thousands of keys to judge: too long a work for an open record.
        const LEAF: bool = false;

        fn encode_value(&self, writer: &mut ValueWriter<'_>) {
            match self {
                Self::Null => writer.fixed([tag::NULL]),
                Self::Bool(false) => writer.fixed([tag::FALSE]),
                Self::Bool(true) => writer.fixed([tag::TRUE]),
                Self::Number(number) => encode_number(number, writer),
                Self::String(text) => encode_text(text, writer),
                Self::Array(items) => {
                    writer.fixed([tag::ARRAY]);
                    writer.seq(items.iter());
                }
                Self::Object(entries) => encode_object(entries, writer),
            }
        }
    }

    // No text by itself, but nobody knows what is in it: it needs a class.
    marked!([NotByte] Value);

    fn encode_number(number: &Number, writer: &mut ValueWriter<'_>) {
        if let Some(number) = number.as_u64() {
            writer.fixed([tag::U64]);
            number.encode_value(writer);
        } else if let Some(number) = number.as_i64() {
            writer.fixed([tag::I64]);
            number.encode_value(writer);
        } else {
            writer.fixed([tag::F64]);
            // `None` only for a number beyond `f64`, which `arbitrary_precision` can hold.
            number.as_f64().unwrap_or(f64::INFINITY).encode_value(writer);
        }
    }

    fn encode_text(text: &str, writer: &mut ValueWriter<'_>) {
        writer.fixed([tag::TEXT]);
        writer.text(text);
    }

    fn encode_object(entries: &Map<String, Value>, writer: &mut ValueWriter<'_>) {
        writer.fixed([tag::OBJECT]);
        writer.counted(entries.iter(), |writer, (key, value)| {
            writer.text(key);
            if is_allowed(value, judge(key)) {
                value.encode_value(writer);
            } else {
                writer.fixed([tag::REDACTED]);
            }
        });
    }

    fn is_allowed(value: &Value, allowed: Allowed) -> bool {
        match (value, allowed) {
            (Value::Null, _) | (_, Allowed::Any) => true,
            (Value::Bool(_) | Value::Number(_), Allowed::NoText) => true,
            (_, Allowed::NoText | Allowed::Nothing) => false,
        }
    }
}
