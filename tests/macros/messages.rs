//! Messages show fields as they are written.

use blackbar::{LogEvent, log_event};

use crate::line;

#[derive(LogEvent)]
#[log(message = "{{{0}}} of {1}: {2}, again {0}")]
struct Tuple(u64, &'static str, Option<bool>);

#[derive(LogEvent)]
#[log(message = "{amount} by {user}", rename_all = "SCREAMING_SNAKE_CASE")]
struct Paid {
    #[log(skip)]
    hidden: u64,
    user: &'static str,
    amount: u64,
}

#[derive(LogEvent)]
#[log(message = "{{no fields}}")]
struct Plain;

#[track_caller]
fn says(work: impl FnOnce(), message: &str) {
    assert_eq!(line(work)["message"], message);
}

#[test]
fn fields_are_named_by_their_rust_names() {
    says(|| log_event!(Paid { hidden: 1, user: "x", amount: 5 }), "5 by x");
}

#[test]
fn fields_of_tuples_are_named_by_number() {
    says(|| log_event!(Tuple(1, "a", None)), "{1} of a: null, again 1");
}

#[test]
fn doubled_braces_are_braces() {
    says(|| log_event!(Plain), "{no fields}");
    says(|| log_event!(info, "{{{a}}}", a = 1), "{1}");
}

#[test]
fn arguments_are_named_by_their_keys() {
    let user = "x";
    says(|| log_event!(warn, "{count} of {user}", user, count = 1 + 1), "2 of x");
    says(
        || {
            log_event!(
                warn,
                "{who}",
                #[log(rename = "user")]
                who = user
            )
        },
        "x",
    );
}
