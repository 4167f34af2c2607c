//! `assert_no_leak!`: that a value is nowhere in what was captured.

mod look;
mod sought;

pub use self::sought::Sought;

use self::look::Leak;
use super::captured::Captured;
use super::report::fail;

/// Checks that a value is nowhere in what was captured, in whatever form: as it is, in another case, reversed, in base64, in
/// hexadecimal or decimal bytes, URL-encoded, escaped, as UTF-16, with something between its characters, as a hash
/// without a key; whole, or eight characters of it.
///
/// It looks at what a sink with the highest clearance gets, too. The failure names the event, the field and the form, and
/// does not show the value.
///
/// ```
/// # let captured = blackbar::test::capture();
/// # let session = "pX3kTq0vLw9sZ1mB";
/// # blackbar::info!("signed in", #[log(redact)] session);
/// blackbar::test::assert_no_leak!(captured, session);
/// ```
///
/// The value is a text, bytes, an integer, or a [`Secret`](crate::Secret) of these: whatever is [`Sought`](crate::test::Sought).
/// A good one is long and like nothing else: of a text, the whole counts from four characters on and a piece from eight,
/// and so a mask that shows so many is a leak; of a number, the whole from four digits on and eleven digits in a row. What
/// has less is refused, because every line has it by chance. Names of events and fields, targets and the time are not
/// searched: a value does not get there.
///
/// # Panics
/// When the value is found, when it is too short to be looked for, when nothing was captured, and when an event was lost on its
/// way, so that nobody knows.
#[macro_export]
macro_rules! assert_no_leak {
    ($captured:expr, $value:expr $(,)?) => {
        $crate::test::assert_absent(&$captured, &$value, ::core::stringify!($value))
    };
}

/// What `assert_no_leak!` does. `expression` is the source of the value.
#[doc(hidden)]
#[track_caller]
pub fn assert_absent<S: Sought + ?Sized>(captured: &Captured, value: &S, expression: &'static str) {
    let called = origin(expression);
    let events = captured.all_of_them();
    if events.is_empty() {
        fail(&format!("nothing was captured, so {called} cannot be in it: was it logged somewhere else?"));
    }
    let leaks = match value.seek(|value| look::look(value, &events)) {
        Ok(leaks) => leaks,
        Err(too_short) => fail(&format!("{called} {too_short}")),
    };
    if !leaks.is_empty() {
        let lines: Vec<String> = leaks.iter().map(Leak::to_string).collect();
        let places = if leaks.len() == 1 { "place" } else { "places" };
        fail(&format!(
            "{called} is in what was logged, at {} {places} (the value is not shown here):\n{}",
            leaks.len(),
            lines.join("\n")
        ));
    }
}

/// What a failure calls the value: the expression, unless that could show it.
#[doc(hidden)]
#[must_use]
pub fn origin(expression: &'static str) -> String {
    let is_name = expression.split(['.', ':', '(', ')', '&', ' ']).all(|word| {
        word.chars().all(|c| c.is_alphanumeric() || c == '_') && !word.starts_with(|c: char| c.is_numeric())
    });
    if is_name { format!("`{expression}`") } else { "the value".to_owned() }
}
