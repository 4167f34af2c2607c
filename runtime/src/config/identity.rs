//! What every event of a logger carries.

use std::borrow::Cow;

use blackbar_rules::{Tier, Verdict};

use crate::encode::{Identity, IdentityField, OWN_KEYS};
use crate::error::{Error, Result};
use crate::value::{LogValue, ValueWriter};

/// Keys with a builder method of their own.
const NAMED: [&str; 3] = ["service", "service_version", "environment"];

/// The longest value of a builder's field, in bytes.
const LONGEST: usize = 4096;

/// Adds one of the layout's own fields.
pub(super) fn set(identity: &mut Identity, key: &'static str, value: &str) {
    identity.fields.retain(|field| field.key != key);
    if let Ok(field) = field(Cow::Borrowed(key), &value) {
        identity.fields.push(field);
    }
}

/// Adds a field of the user's, which passes the same gates as the fields of an event.
pub(super) fn add<V: LogValue>(identity: &mut Identity, key: String, value: &V) -> Result<()> {
    if OWN_KEYS.contains(&key.as_str()) || NAMED.contains(&key.as_str()) {
        return Err(Error::invalid("field", key, "this key belongs to the layout; choose another one"));
    }
    if identity.fields.iter().any(|field| field.key == key) {
        return Err(Error::invalid("field", key, "this key was given before; name each key once"));
    }
    if key.is_empty() || key.chars().any(char::is_control) {
        return Err(Error::invalid("field", key.escape_debug(), "write a key of printable characters"));
    }
    match blackbar_rules::classify(&key) {
        Verdict::Sensitive(finding) if finding.tier != Tier::Personal => Err(Error::invalid(
            "field",
            &key,
            "the name is that of a secret; leave it out, or name what it really is",
        )),
        Verdict::NotAscii { ch } => Err(Error::invalid(
            "field",
            &key,
            format!("write the key in ASCII; it contains U+{:04X}", u32::from(ch)),
        )),
        _ => {
            identity.fields.push(field(Cow::Owned(key), value)?);
            Ok(())
        }
    }
}

fn field<V: LogValue>(key: Cow<'static, str>, value: &V) -> Result<IdentityField> {
    let mut bytes = vec![0; LONGEST];
    let mut writer = ValueWriter::new(&mut bytes, 0);
    value.encode_value(&mut writer);
    let (written, left_out) = (writer.written(), writer.left_out());
    if left_out > 0 {
        return Err(Error::invalid("field", key, format!("write a value of at most {LONGEST} bytes")));
    }
    bytes.truncate(written);
    Ok(IdentityField { key, shape: V::SHAPE, bytes })
}
