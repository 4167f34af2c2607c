//! The name rule for names that come at run time: keys of maps and of documents.
//!
//! It is asked on the thread that logs, so that the value of a sensitive key never gets into a record.

use blackbar_rules::{Tier, key_tier};

use super::{Shape, Variant};

/// What may be written of the value under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Allowed {
    /// Anything.
    Any,
    /// What carries no text: the key is that of a credential, and `token: 17` is a count.
    NoText,
    /// Nothing.
    Nothing,
}

/// What the name rule says of a key. One that is not ASCII may hide a listed word behind a letter that looks alike.
pub(crate) fn judge(key: &str) -> Allowed {
    match key_tier(key) {
        None | Some(Tier::Personal) => Allowed::Any,
        Some(Tier::Credential) => Allowed::NoText,
        Some(Tier::Always) => Allowed::Nothing,
    }
}

/// What the rule says of a key in the byte form of `shape`. Bytes that are no key are judged like a sensitive one.
pub(super) fn judge_bytes(shape: &Shape, bytes: &[u8]) -> Allowed {
    match shape {
        Shape::Text => text_after(4, bytes).map_or(Allowed::Nothing, judge),
        Shape::OsText => text_after(5, bytes).map_or(Allowed::Nothing, judge),
        Shape::Enum(variants) => variant(variants, bytes).map_or(Allowed::Nothing, judge),
        Shape::Classed(_, inner) => judge_bytes(inner, bytes),
        // Numbers are no names, and the text of a UUID has no words.
        Shape::U8
        | Shape::U16
        | Shape::U32
        | Shape::U64
        | Shape::U128
        | Shape::I8
        | Shape::I16
        | Shape::I32
        | Shape::I64
        | Shape::I128
        | Shape::Bool
        | Shape::Char
        | Shape::Uuid => Allowed::Any,
        _ => Allowed::Nothing,
    }
}

fn text_after(head: usize, bytes: &[u8]) -> Option<&str> {
    core::str::from_utf8(bytes.get(head..)?).ok()
}

fn variant(variants: &'static [Variant], bytes: &[u8]) -> Option<&'static str> {
    let number = u16::from_le_bytes(*bytes.first_chunk()?);
    match variants.get(usize::from(number))? {
        Variant::Unit(name) => Some(name),
        _ => None,
    }
}

/// Whether a value of this shape can carry no text.
pub(super) fn is_no_text(shape: &Shape) -> bool {
    match shape {
        Shape::Unit
        | Shape::Bool
        | Shape::U8
        | Shape::U16
        | Shape::U32
        | Shape::U64
        | Shape::U128
        | Shape::I8
        | Shape::I16
        | Shape::I32
        | Shape::I64
        | Shape::I128
        | Shape::F32
        | Shape::F64
        | Shape::Duration
        | Shape::SystemTime
        | Shape::Ipv4
        | Shape::Ipv6
        | Shape::Ip
        | Shape::SocketV4
        | Shape::SocketV6
        | Shape::Socket
        | Shape::Redacted
        | Shape::Hash => true,
        Shape::Option(value) => is_no_text(value()),
        Shape::Classed(_, inner) => is_no_text(inner),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_judged_by_its_tier_and_by_its_letters() {
        assert_eq!(judge("city"), Allowed::Any);
        assert_eq!(judge("email"), Allowed::Any);
        assert_eq!(judge("access_token"), Allowed::NoText);
        assert_eq!(judge("Password"), Allowed::Nothing);
        assert_eq!(judge("p\u{430}ssword"), Allowed::Nothing);
        assert_eq!(judge(""), Allowed::Any);
    }

    #[test]
    fn bytes_that_are_no_key_are_judged_like_a_sensitive_one() {
        let variants = &[Variant::Unit("city"), Variant::Unit("password"), Variant::Tuple("data", &[])];
        let shape = Shape::Enum(variants);
        assert_eq!(judge_bytes(&shape, &[0, 0]), Allowed::Any);
        for bytes in [&[1, 0][..], &[2, 0], &[3, 0], &[0]] {
            assert_eq!(judge_bytes(&shape, bytes), Allowed::Nothing, "{bytes:?}");
        }
        assert_eq!(judge_bytes(&Shape::Text, &[1, 0, 0, 0, 0xff]), Allowed::Nothing);
        assert_eq!(judge_bytes(&Shape::Text, &[1, 0]), Allowed::Nothing);
        assert_eq!(judge_bytes(&Shape::Struct(&[]), &[]), Allowed::Nothing);
        assert_eq!(judge_bytes(&Shape::U16, &[1, 0]), Allowed::Any);
    }
}
