use crate::detect::{Detector, prefixed, scan};

#[test]
fn the_index_of_a_detector_is_its_place_in_the_list() {
    for (i, detector) in Detector::ALL.iter().enumerate() {
        assert_eq!(detector.index(), i, "{detector:?}");
    }
}

#[test]
fn a_placeholder_holds_the_name() {
    for detector in Detector::ALL {
        assert_eq!(detector.placeholder(), format!("[redacted:{}]", detector.name()));
    }
}

#[test]
fn names_are_unique() {
    let names: std::collections::HashSet<_> = Detector::ALL.iter().map(|it| it.name()).collect();
    assert_eq!(names.len(), Detector::ALL.len());
}

#[test]
fn every_prefix_is_reached_by_the_scan() {
    for prefix in (0..prefixed::COUNT).map(prefixed::prefix) {
        assert!(prefix.first().is_some_and(|&byte| scan::triggers_word(byte)), "{prefix:?}");
    }
}
