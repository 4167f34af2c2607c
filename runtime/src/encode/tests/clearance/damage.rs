//! Records that were cut or contradict themselves show no more than whole ones.

use super::*;

#[test]
fn a_hidden_value_that_was_cut_is_hidden_all_the_same() {
    let case = Case::of_fields(vec![Field { leaf: false, ..field::<Person>(Class::Pii) }, USER]);
    let whole = person();
    for end in 0..whole.len() {
        let body = [framed(&whole[..end], true), bytes_of(&7_u64)].concat();
        let [json, pretty] = lines(case, Class::Internal, &body, Some(99));
        assert_eq!(json, r#","v":"[redacted]","user_id":7,"truncated":99}"#);
        assert_eq!(pretty, "v=[redacted] user_id=7 [truncated from 99 bytes]");
    }
}

#[test]
fn a_record_cut_anywhere_shows_nothing_that_is_hidden() {
    let pieces = &[Piece::Field(1), Piece::Field(0)];
    let case = Case::with_message(pieces, vec![USER, EMAIL, field::<Person>(Class::Pii)]);
    let body = [bytes_of(&7_u64), bytes_of("ada@example.org"), person()].concat();
    for end in (0..=body.len()).step_by(8) {
        for line in lines(case, Class::Internal, &body[..end], Some(99)) {
            assert!(!line.contains("ada") && !line.contains("Mill"), "{line}");
        }
    }
}

#[test]
fn a_malformed_hidden_value_is_malformed() {
    let case = Case::of_fields(vec![field::<Vec<u64>>(Class::Pii)]);
    assert_eq!(case.json(&[9, 0, 0, 0, 1], None), Err(Malformed));
    assert_eq!(case.json(&[0; 12], None), Err(Malformed));
}

#[test]
fn hidden_items_without_bytes_do_not_exhaust_memory() {
    let list = || &Shape::Seq(|| &Shape::Classed(Class::Pii, &Shape::Unit));
    let case = Case::of_fields(vec![Field { shape: list, ..field::<u8>(Class::Internal) }]);
    let count = u32::try_from(record::MAX_RECORD).unwrap();
    assert!(case.json(&count.to_le_bytes(), None).is_ok());
    assert_eq!(case.json(&(count + 1).to_le_bytes(), None), Err(Malformed));
}
