//! The keys of the counts are blackbar's own, for the builder too; those of events are cases of the ui tests.

use blackbar::Logger;

#[test]
fn a_field_of_the_builder_cannot_have_the_key_of_a_count() {
    for key in ["suppressed", "repeated"] {
        let error = Logger::builder().field(key, 1).build().unwrap_err();
        assert!(error.to_string().contains("this key belongs to the layout"), "{error}");
    }
}

#[test]
fn a_window_of_no_time_is_an_error() {
    let error = Logger::builder().deduplicate(std::time::Duration::ZERO).build().unwrap_err();
    assert!(error.to_string().contains("deduplicate"), "{error}");
}
