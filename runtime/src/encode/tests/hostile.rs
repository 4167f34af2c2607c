use proptest::prelude::*;

use super::model::{Tree, Values, case_of, tree};
use super::*;

/// A message that names all fields, the last one first.
const BACKWARDS: &[Piece] =
    &[Piece::Field(3), Piece::Field(2), Piece::Text(", "), Piece::Field(1), Piece::Field(0)];

pub(super) fn with_message(case: Case) -> Case {
    let fields = case.schema.fields;
    let message = BACKWARDS
        .iter()
        .filter(|piece| !matches!(piece, Piece::Field(at) if usize::from(*at) >= fields.len()));
    let message = message.map(|piece| match piece {
        Piece::Text(text) => Piece::Text(text),
        Piece::Field(at) => Piece::Field(*at),
    });
    Case::new(Schema { message: message.collect::<Vec<_>>().leak(), fields, ..EMPTY })
}

/// A line is right in every format, or there is none.
fn check_all(case: Case, record: &[u8]) -> Result<(), Malformed> {
    let json = case.render_record(&mut *json(Identity::default()), record);
    let pretty = case.render_record(&mut pretty_in_utc(&Identity::default(), false), record);
    if let Ok(line) = &json {
        check_line(line);
    }
    if let Ok(line) = &pretty {
        check_characters(line.strip_suffix('\n').expect("a line end"));
    }
    assert_eq!(json.is_ok(), pretty.is_ok(), "{json:?} {pretty:?}");
    json.map(drop)
}

fn rng() -> impl Strategy<Value = proptest::test_runner::TestRng> {
    Just(()).prop_perturb(|(), rng| rng)
}

/// Bytes that are more often small numbers than not, so that tags and counts have a chance.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(prop_oneof![3 => 0..3_u8, 1 => 0..12_u8, 1 => any::<u8>()], 0..200)
}

fn trees() -> impl Strategy<Value = Vec<(Tree, bool)>> {
    proptest::collection::vec((tree(), any::<bool>()), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_bytes_are_a_line_or_refused(trees in trees(), body in bytes(), cut in any::<Option<u32>>()) {
        let case = with_message(case_of(&trees));
        let _either = check_all(case, &record_of(&body, cut));
    }

    #[test]
    fn any_bytes_with_any_header_are_a_line_or_refused(trees in trees(), record in bytes()) {
        let case = with_message(case_of(&trees));
        let mut record = record;
        record.resize(record.len().next_multiple_of(8).max(16), 0);
        let first = u32::try_from(record.len()).unwrap() | u32::from(record[3] & 3) << 24;
        record[..4].copy_from_slice(&first.to_le_bytes());
        record[4..8].fill(0);
        let _either = check_all(case, &record);
    }

    #[test]
    fn a_byte_changed_is_a_line_or_refused(trees in trees(), rng in rng(), at in any::<proptest::sample::Index>(), to: u8) {
        let case = with_message(case_of(&trees));
        let mut values = Values::new(rng, Class::Internal);
        let mut body = Vec::new();
        for (tree, is_framed) in &trees {
            let bytes = bytes_of(&values.field(tree).0);
            body.extend(if *is_framed { framed(&bytes, false) } else { bytes });
        }
        prop_assume!(!body.is_empty());
        let at = at.index(body.len());
        body[at] = to;
        let _either = check_all(case, &record_of(&body, None));
    }

    #[test]
    fn a_value_cut_anywhere_is_a_line(tree in tree(), rng in rng()) {
        let case = with_message(case_of(&[(tree.clone(), true), (Tree::U64, false)]));
        let bytes = bytes_of(&Values::new(rng, Class::Internal).field(&tree).0);
        for end in 0..=bytes.len() {
            let body = [framed(&bytes[..end], true), bytes_of(&7_u64)].concat();
            let line = case.json(&body, Some(99)).expect("cut is not malformed");
            prop_assert!(line.ends_with(",\"field_1\":7,\"truncated\":99}\n"), "{}", line);
            prop_assert_eq!(check_all(case, &record_of(&body, Some(99))), Ok(()));
        }
    }

    #[test]
    fn a_record_cut_anywhere_is_a_line(trees in trees(), rng in rng()) {
        let case = with_message(case_of(&trees));
        let mut values = Values::new(rng, Class::Internal);
        let mut body = Vec::new();
        for (tree, is_framed) in &trees {
            let bytes = bytes_of(&values.field(tree).0);
            body.extend(if *is_framed { framed(&bytes, false) } else { bytes });
        }
        for end in (0..=body.len()).step_by(8) {
            prop_assert_eq!(check_all(case, &record_of(&body[..end], Some(99))), Ok(()));
        }
    }

    #[test]
    fn hostile_text_stays_in_its_line(text in any::<Vec<u8>>(), name in any::<String>()) {
        let field = Field { name: name.clone().leak(), ..Field::new::<str>("v", "") };
        let inline: &'static str = name.leak();
        let message = vec![Piece::Text(inline), Piece::Field(0)].leak();
        let schema = Schema { name: inline, target: Some(inline), message, fields: vec![field].leak(), ..EMPTY };
        let body = [&u32::try_from(text.len()).unwrap().to_le_bytes()[..], &text].concat();
        prop_assert_eq!(check_all(Case::new(schema), &record_of(&body, None)), Ok(()));
    }
}

#[test]
fn nesting_without_end_does_not_exhaust_the_stack() {
    struct Link;
    impl LogValue for Link {
        crate::value::own_form!();
        const SHAPE: &'static Shape = &Shape::Option(crate::value::shape_of::<Link>);
    }
    let case =
        Case::with_message(&[Piece::Field(1)], vec![Field::new::<Link>("v", ""), Field::new::<u8>("w", "")]);
    assert_eq!(check_all(case, &record_of(&vec![1; 200_000], None)), Err(Malformed));

    let document = Field { shape: || &Shape::Document, ..Field::new::<u8>("v", "") };
    let nested = [crate::value::document::tag::ARRAY, 1, 0, 0, 0].repeat(40_000);
    assert_eq!(check_all(Case::of_fields(vec![document]), &record_of(&nested, None)), Err(Malformed));
}

#[test]
fn items_without_bytes_do_not_exhaust_memory() {
    let case = Case::of_fields(vec![Field::new::<Vec<Vec<()>>>("v", "")]);
    let mut body = 50_000_u32.to_le_bytes().to_vec();
    body.extend(100_000_u32.to_le_bytes().repeat(50_000));
    assert_eq!(check_all(case, &record_of(&body, None)), Err(Malformed));
}
