use crate::detect::{Detector, detect, prefixed, scan};

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

/// Found by the property that nothing is found in what was replaced.
#[test]
fn a_card_number_among_the_numbers_of_a_credential_is_replaced_once() {
    for text in [
        "AuthorizationYWxhZGRpbjpzZXNhbWU=}4111 1111 1111 1111",
        "token=4111111111111111)-7",
        "token=12-[redacted:card]",
        "token=[redacted:card]",
    ] {
        let once = detect(text).fold(text.to_owned(), |out, found| {
            out.replace(&text[found.start..found.end], found.detector.placeholder())
        });
        assert_eq!(detect(&once).count(), 0, "{once}");
    }
    assert_eq!(detect("token=12-[redacted:card]abcdef").count(), 1);
    assert_eq!(detect("password=12-[redacted:card]").count(), 1);
}
