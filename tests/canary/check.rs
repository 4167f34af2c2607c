//! What all parts of the harness check.

use std::sync::OnceLock;

use blackbar::{Builder, Logger};
use blackbar_tests::logger;
use serde_json::Value;

use crate::search::{Search, longest_shared};
use crate::table::{Case, Expect, Planted, cases};

/// A logger with a key for hashes.
pub(crate) fn keyed() -> Builder {
    logger().hash_key(7, *b"nobody can guess these 32 bytes!")
}

/// Logs each case once, in order.
pub(crate) fn log_all(cases: &[Case], logger: &Logger) {
    cases.iter().enumerate().for_each(|(number, case)| case.log(logger, number));
}

/// All cases, and the searches for them: made once, since they are many.
pub(crate) struct Harness {
    pub(crate) cases: Vec<Case>,
    /// For what must not be seen.
    pub(crate) secrets: Search,
    /// For what must be.
    pub(crate) controls: Search,
}

pub(crate) fn harness() -> &'static Harness {
    static HARNESS: OnceLock<Harness> = OnceLock::new();
    HARNESS.get_or_init(|| {
        let cases = cases();
        let (mut secrets, mut controls) = (Search::default(), Search::default());
        for (number, case) in cases.iter().enumerate() {
            match case.planted {
                Planted::Text(text) => secrets.plant(&case.label, text, &["leaf", "person"]),
                Planted::Number(secret) => secrets.plant_number(&case.label, secret, &["leaf", "person"]),
            }
            controls.plant_plain(format!("control of {}", case.label), &Case::control(number));
        }
        Harness { cases, secrets, controls }
    })
}

/// Checks that each case has its line, and that what stands there in place of the value is what its disposition says.
#[track_caller]
pub(crate) fn check_lines(cases: &[Case], lines: &[Value], is_met: fn(Expect, Option<&Value>) -> bool) {
    assert_eq!(cases.len(), lines.len());
    let mut mistakes = Vec::new();
    for (number, (case, line)) in cases.iter().zip(lines).enumerate() {
        assert_eq!(line["case"], number, "{}: {line}", case.label);
        // Three characters are the same by chance.
        let shared = longest_shared(&case.planted.text(), &own(line));
        if !is_met(case.expect, line.pointer(case.at)) || shared > case.shown.max(3) {
            mistakes.push(format!("{}: {:?}, {shared} characters: {line}", case.label, case.expect));
        }
    }
    assert!(mistakes.is_empty(), "{} of {}:\n{}", mistakes.len(), cases.len(), mistakes.join("\n"));
}

/// A line without what it does not have from the event, and without what is clear.
fn own(line: &Value) -> String {
    let mut line = line.clone();
    let fields = line.as_object_mut().unwrap();
    let control = fields.remove("control").unwrap();
    for frame in ["timestamp", "level", "target", "event", "case"] {
        fields.remove(frame).unwrap();
    }
    line.to_string().replace(control.as_str().unwrap(), "")
}
