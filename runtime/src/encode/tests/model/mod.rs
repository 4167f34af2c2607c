//! Shapes of any kind, values of them, and what their JSON must be.

mod expected;
mod tree;
mod values;

pub(super) use self::tree::{Tree, case_of, class, tree};
pub(super) use self::values::{HIDDEN, Values};

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::hostile::with_message;
use super::*;

fn trees() -> impl Strategy<Value = Vec<(Tree, bool)>> {
    proptest::collection::vec((tree(), any::<bool>()), 1..5)
}

fn rng() -> impl Strategy<Value = proptest::test_runner::TestRng> {
    Just(()).prop_perturb(|(), rng| rng)
}

/// The bytes of a field for each tree, and what each must look like.
fn body_of(trees: &[(Tree, bool)], mut values: Values) -> (Vec<u8>, Vec<expected::Expected>) {
    let (mut body, mut all_expected) = (Vec::new(), Vec::new());
    for (tree, is_framed) in trees {
        let (value, expected) = values.field(tree);
        let bytes = bytes_of(&value);
        body.extend(if *is_framed { framed(&bytes, false) } else { bytes });
        all_expected.push(expected);
    }
    (body, all_expected)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_value_of_any_shape_reads_back_as_far_as_the_sink_is_cleared(
        trees in trees(), rng in rng(), clearance in class(),
    ) {
        let case = case_of(&trees);
        let (body, all_expected) = body_of(&trees, Values::new(rng, clearance));
        let line = case.render(&mut *json_for(clearance, Identity::default()), &body, None).expect("well-formed");
        check_line(&line);
        let fields: BTreeMap<String, &RawValue> = serde_json::from_str(&line).unwrap();
        for (at, expected) in all_expected.iter().enumerate() {
            let json = fields[&format!("field_{at}")];
            prop_assert!(expected.is(json), "{expected:?} is not {json}");
        }
        let line = case.render(&mut pretty_for(clearance), &body, None).expect("well-formed");
        check_characters(line.strip_suffix('\n').unwrap());
    }

    #[test]
    fn no_text_above_the_clearance_is_written(trees in trees(), rng in rng(), clearance in class()) {
        let case = with_message(case_of(&trees));
        let (body, _) = body_of(&trees, Values::new(rng, clearance));
        for end in (0..=body.len()).step_by(8) {
            let cut = (end < body.len()).then_some(99);
            let body = if cut.is_some() { &body[..end] } else { &body[..] };
            let mut json = json_for(clearance, Identity::default());
            for line in [case.render(&mut *json, body, cut), case.render(&mut pretty_for(clearance), body, cut)] {
                let line = line.expect("cut is not malformed");
                prop_assert!(!line.contains(HIDDEN), "{}", line);
            }
        }
    }
}
