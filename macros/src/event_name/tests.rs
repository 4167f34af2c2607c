use proptest::prelude::*;

use super::{is_event_name, nearest};

#[test]
fn lower_case_words_joined_by_dots_are_event_names() {
    for name in ["a", "login", "payment.authorized", "http2.stream_closed", "a.b.c_1"] {
        assert!(is_event_name(name), "{name}");
    }
}

#[test]
fn everything_else_is_none() {
    for name in ["", ".", "a.", ".a", "a..b", "Login", "pay-ment", "1a", "_a", "a b", "a.1", "ä"] {
        assert!(!is_event_name(name), "{name}");
    }
}

#[test]
fn the_nearest_name_is_proposed() {
    assert_eq!(nearest("Payment.Authorized").as_deref(), Some("payment.authorized"));
    assert_eq!(nearest("user login").as_deref(), Some("user_login"));
    assert_eq!(nearest("app/user-login").as_deref(), Some("app.user_login"));
    assert_eq!(nearest("42"), None);
}

proptest! {
    #[test]
    fn what_is_proposed_is_an_event_name(name in ".{0,30}") {
        if let Some(near) = nearest(&name) {
            prop_assert!(is_event_name(&near), "{}", near);
        }
    }
}
