//! What can be told from the form of a redacted value: its presence, and nothing else.

use std::collections::{BTreeSet, HashMap};

use blackbar::{LogEvent, LogValue, Secret, log_event};
use serde_json::{Value, json};

use crate::line;

#[derive(LogValue)]
#[log(class = pii)]
enum Diagnosis {
    Flu,
    Cancer { stage: u8 },
}

#[derive(LogEvent)]
#[log(name = "patient.seen", message = "{diagnosis} {pregnant} {children} {visits}")]
struct PatientSeen {
    diagnosis: Diagnosis,
    #[log(secret)]
    pregnant: bool,
    #[log(secret)]
    children: u8,
    #[log(redact)]
    visits: Vec<u64>,
}

#[derive(LogEvent)]
#[log(name = "patient.noted", class = pii)]
struct PatientNoted {
    name: String,
    #[log(redact)]
    smoker: bool,
}

// L96
#[test]
fn a_placeholder_tells_an_absent_value_from_a_present_one() {
    let line = line(|logger| {
        log_event!(
            logger: logger, info, "x",
            #[log(hash)] hashed = None::<String>,
            #[log(hash)] present = Some("x"),
            #[log(len)] counted = None::<Secret<String>>,
        );
    });
    assert_eq!((&line["hashed"], &line["counted"]), (&Value::Null, &Value::Null));
    assert!(line["present"].is_string());
}

// L96
#[test]
fn an_inline_argument_under_redact_is_not_looked_at() {
    let looked = std::cell::Cell::new(false);
    let look = || {
        looked.set(true);
        None::<String>
    };
    let line = line(|logger| log_event!(logger: logger, info, "x", #[log(redact)] note = look()));
    assert_eq!(line["note"], "[redacted]");
    assert!(!looked.get());
}

// L97
#[test]
fn the_name_of_a_variant_is_not_shown_under_a_class() {
    let texts: Vec<String> = [Diagnosis::Flu, Diagnosis::Cancer { stage: 3 }]
        .into_iter()
        .map(|diagnosis| {
            let seen = PatientSeen { diagnosis, pregnant: true, children: 2, visits: vec![1, 2] };
            let line = line(|logger| log_event!(logger: logger, seen));
            assert_eq!(line["diagnosis"], "[redacted]");
            let mut line = line.clone();
            line.as_object_mut().unwrap().remove("timestamp");
            line.to_string()
        })
        .collect();
    assert_eq!(texts[0], texts[1], "which it was can be told");
}

// L98
#[test]
fn a_bool_and_a_small_number_under_a_class_are_a_placeholder_of_text() {
    for (pregnant, children) in [(true, 0), (false, 12)] {
        let seen = PatientSeen { diagnosis: Diagnosis::Flu, pregnant, children, visits: vec![] };
        let line = line(|logger| log_event!(logger: logger, seen));
        assert_eq!((&line["pregnant"], &line["children"]), (&json!("[redacted]"), &json!("[redacted]")));
        assert_eq!(line["message"], "[redacted] [redacted] [redacted] [redacted]");
    }
}

// L98
#[test]
fn a_bool_in_an_event_of_a_class_is_a_placeholder_and_a_text_a_hash() {
    for smoker in [true, false] {
        let noted = PatientNoted { name: "ada".into(), smoker };
        let line = line(|logger| log_event!(logger: logger, noted));
        assert_eq!(line["smoker"], "[redacted]");
        assert!(line["name"].as_str().unwrap().starts_with("k7:"), "{line}");
    }
}

// L99
#[test]
fn a_redacted_collection_is_one_placeholder_whatever_is_in_it() {
    for length in [0, 1, 5] {
        let list: Vec<String> = vec!["x".into(); length];
        let set: BTreeSet<usize> = (0..length).collect();
        let map: HashMap<usize, usize> = (0..length).map(|key| (key, key)).collect();
        let line = line(|logger| {
            log_event!(logger: logger, info, "x", #[log(redact)] list, #[log(secret)] set, #[log(redact)] map);
        });
        assert_eq!([&line["list"], &line["set"], &line["map"]], [&json!("[redacted]"); 3]);
    }
}

// L100
#[test]
fn a_number_that_is_redacted_becomes_text_and_an_absent_one_null() {
    #[derive(LogEvent)]
    struct Charged {
        #[log(redact)]
        amount: u64,
        #[log(redact)]
        tip: Option<u64>,
        #[log(redact)]
        share: Option<f64>,
    }
    let line = line(|logger| log_event!(logger: logger, Charged { amount: 1, tip: None, share: Some(0.5) }));
    assert_eq!(line["amount"], "[redacted]");
    assert_eq!(line["tip"], Value::Null);
    assert_eq!(line["share"], "[redacted]");
}
