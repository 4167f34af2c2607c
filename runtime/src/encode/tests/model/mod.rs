//! Shapes of any kind, values of them, and what their JSON must be.

mod expected;
mod tree;
mod values;

pub(super) use self::tree::{Tree, case_of, tree};
pub(super) use self::values::Values;

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

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
