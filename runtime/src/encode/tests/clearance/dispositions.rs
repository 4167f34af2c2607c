//! What stands in place of a value needs no clearance, unless it shows the value.

use super::*;
use crate::secret::Disposition;

#[test]
fn what_a_disposition_wrote_is_for_every_sink() {
    let redacted = Field::new::<crate::secret::Redacted>("pin", ",\"pin\":")
        .class(Class::Secret)
        .disposition(Disposition::Redact);
    let case = Case::of_fields(vec![redacted]);
    check(case, Class::Public, &[0], [r#","pin":null}"#, "pin=null"]);
    check(case, Class::Public, &[1], [r#","pin":"[redacted]"}"#, "pin=[redacted]"]);
}

#[test]
fn what_shows_the_value_needs_a_clearance_and_what_does_not_needs_none() {
    let shown = [
        Disposition::Truncate(3),
        Disposition::Error,
        Disposition::Debug,
        Disposition::Display,
        Disposition::With,
        Disposition::Value,
    ];
    for disposition in shown {
        let case = Case::of_fields(vec![field::<Option<String>>(Class::Pii).disposition(disposition)]);
        check(case, Class::Internal, &bytes_of(&Some("ada")), [r#","v":"[redacted]"}"#, "v=[redacted]"]);
        check(case, Class::Pii, &bytes_of(&Some("ada")), [r#","v":"ada"}"#, "v=ada"]);
    }
    let mask = Field::disposed("v", ",\"v\":", Disposition::Mask(crate::secret::Mask::Last(4)));
    let case = Case::of_fields(vec![mask.class(Class::Secret)]);
    check(case, Class::Public, &bytes_of(&Some("***1111")), [r#","v":"***1111"}"#, "v=***1111"]);
    let case = Case::of_fields(vec![Field::disposed("v", ",\"v\":", Disposition::Len).class(Class::Secret)]);
    check(case, Class::Public, &bytes_of(&Some(7_u64)), [r#","v":7}"#, "v=7"]);
}

#[test]
fn a_hash_has_its_key_and_128_bits_in_22_digits() {
    let hash = Field::disposed("v", ",\"v\":", Disposition::Hash).class(Class::Pii);
    let case = Case::with_message(&[Piece::Field(0)], vec![hash]);
    let bits: [u8; 16] = core::array::from_fn(|at| (at * 17) as u8);
    // From `base64.urlsafe_b64encode`.
    for (bits, expected) in [
        (bits, "k7:ABEiM0RVZneImaq7zN3u_w"),
        ([0xff; 16], "k7:_____________________w"),
        ([0; 16], "k7:AAAAAAAAAAAAAAAAAAAAAA"),
    ] {
        let body = [&[1, 7, 0, 0, 0], &bits[..]].concat();
        let json = format!(r#","message":"{expected}","v":"{expected}"}}"#);
        let [line, pretty] = lines(case, Class::Public, &body, None);
        assert_eq!(line, json);
        assert!(pretty.ends_with(&format!("v={expected}")), "{pretty}");
    }
    let [line, _] = lines(case, Class::Public, &[0], None);
    assert_eq!(line, r#","message":"null","v":null}"#);
    let [line, _] = lines(case, Class::Public, &[2], None);
    assert_eq!(line, r#","message":"[redacted:no-key]","v":"[redacted:no-key]"}"#);
    assert_eq!(case.json(&[3], None), Err(Malformed));
}
