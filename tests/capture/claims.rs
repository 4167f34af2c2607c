//! Claims that hold.

use blackbar::{Level, log_event, test};

use crate::{UserLogin, UserLogout, failure};

fn session() -> test::Captured {
    let captured = test::capture();
    log_event!(UserLogin { user_id: 42, method: "totp" });
    log_event!(UserLogin { user_id: 43, method: "key" });
    log_event!(UserLogout { user_id: 42 });
    captured
}

#[test]
fn events_are_counted_by_type_and_by_what_is_in_them() {
    let captured = session();
    captured.assert_count::<UserLogin>(2);
    captured.assert_one::<UserLogout>();
    captured.of::<UserLogin>().with("user_id", 42).with("method", "totp").assert_one();
    captured.of::<UserLogin>().with("user_id", 42).with("method", "key").assert_none();
    captured
        .of::<UserLogin>()
        .matching("an odd id", |event| event.field("user_id") == Some(&43.into()))
        .assert_one();
    assert_eq!(captured.of::<UserLogin>().assert_some().number(), 0);
    assert_eq!(captured.of::<UserLogin>().with("user_id", 43).events().len(), 1);
}

#[test]
fn numbers_are_compared_by_what_they_are_worth() {
    let captured = test::capture();
    blackbar::info!("measured", count = 3_u8, ratio = 2.0, minus = -1_i8, list = [1, 2]);
    let claims = captured.any().with("count", 3_i64).with("count", 3.0).with("ratio", 2).with("minus", -1);
    claims.with("list", vec![1, 2]).assert_one();
    captured.any().with("count", "3").assert_none();
}

#[test]
fn the_order_is_checked_with_others_between() {
    let captured = session();
    captured.in_order().then::<UserLogin>().then::<UserLogin>().then::<UserLogout>();
    captured.in_order().then::<UserLogin>().then_named("user.logout");
    captured
        .in_order()
        .then_matching("43", |event| event.field("user_id") == Some(&43.into()))
        .then::<UserLogout>();
}

#[test]
fn nothing_is_claimed_of_nothing() {
    let captured = test::capture();
    captured.assert_empty();
    captured.assert_none::<UserLogin>();
    captured.assert_none_from(Level::Trace);
    log_event!(UserLogin { user_id: 42, method: "totp" });
    captured.assert_none_from(Level::Warn);
    captured.clear();
    captured.assert_empty();
}

#[test]
fn a_claim_about_a_capture_that_lost_an_event_fails() {
    struct Panics;
    impl blackbar::LogValue for Panics {
        type Form = str;
        fn log<'a>(&self, _slot: blackbar::Slot<'a, str>) -> blackbar::Written<'a> {
            panic!("as a conversion may");
        }
    }
    let captured = session();
    let lost = std::panic::catch_unwind(|| blackbar::info!("lost", value = Panics));
    lost.unwrap_err();
    assert_eq!(captured.all().len(), 3, "what is there can be looked at");
    let text = failure(|| drop(captured.assert_count::<UserLogin>(2)));
    let begins = "events of this test were lost, so nothing can be said of the 3 that were captured: \
                  1 for the cause `conversion_panicked`\n";
    assert!(text.starts_with(begins), "{text}");
    failure(|| captured.assert_none::<UserLogout>());
    failure(|| drop(captured.in_order()));
    failure(|| test::assert_no_leak!(captured, "nowhere-in-it"));
}
