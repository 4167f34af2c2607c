//! Contexts in records, whole and hostile: whatever their bytes are, the event has its line.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::context::{Context, LogContext, in_force};

#[derive(crate::LogValue)]
enum Plan {
    Free,
    Paid { seats: u32 },
}

#[derive(crate::LogContext)]
struct Request {
    request_id: u64,
    user: String,
    plans: Vec<Plan>,
    settings: BTreeMap<String, Option<bool>>,
    nothing: (),
}

#[derive(crate::LogContext)]
struct Step {
    step: u16,
    user: char,
}

fn bytes_in_force(context: &Context) -> Vec<u8> {
    context.run(|| in_force().bytes().to_vec())
}

fn request(user: &str) -> Context {
    Context::new(&Request {
        request_id: 7,
        user: user.to_owned(),
        plans: vec![Plan::Free, Plan::Paid { seats: 3 }],
        settings: BTreeMap::from([("a".to_owned(), Some(true)), ("password".to_owned(), None)]),
        nothing: (),
    })
}

/// A record without fields and with these bytes as its context.
fn record_in(context: &[u8]) -> Vec<u8> {
    let mut record = vec![0; HEADER];
    record.extend_from_slice(&u32::try_from(context.len()).unwrap().to_le_bytes());
    record.extend_from_slice(context);
    let padding = record.len().next_multiple_of(8) - record.len();
    record.resize(record.len() + padding, 0);
    let flags =
        u32::from(record::flag::CONTEXT) | (u32::try_from(padding).unwrap() << record::flag::PADDING_SHIFT);
    let first = u32::try_from(record.len()).unwrap() | (flags << 24);
    record[..4].copy_from_slice(&first.to_le_bytes());
    record
}

/// The lines in all layouts, and whether each of them has its context.
fn lines(context: &[u8]) -> Vec<(String, bool)> {
    let (case, record) = (Case::new(EMPTY), record_in(context));
    let layouts = [Encoding::Json, Encoding::Logstash, Encoding::Ecs];
    let encoders = layouts.iter().map(|layout| encoder(layout, Class::Internal, &Arc::default()));
    let pretty: Box<dyn Encoder> = Box::new(pretty_in_utc(&Identity::default(), true));
    let lines = encoders.chain([pretty]).map(|mut encoder| {
        let line = case.render_record(&mut *encoder, &record).expect("a context costs no event its line");
        (line, encoder.take_oddities().contexts_malformed == 0)
    });
    lines.collect()
}

fn check_lines(context: &[u8]) -> bool {
    let lines = lines(context);
    let whole = lines[0].1;
    for (at, (line, has_context)) in lines.iter().enumerate() {
        assert_eq!(*has_context, whole, "{lines:?}");
        assert_eq!(line.find('\n'), Some(line.len() - 1), "one line: {line}");
        if at < 3 {
            serde_json::from_str::<&RawValue>(line.trim_end())
                .unwrap_or_else(|error| panic!("{error}: {line}"));
        }
        if !whole {
            assert!(
                !["request_id", "context", "trace"].iter().any(|word| line.contains(word)),
                "half a context: {line}"
            );
        }
    }
    whole
}

#[test]
fn a_context_is_written_in_the_order_of_its_frames_without_what_is_hidden() {
    let bytes = bytes_in_force(&request("ada").and(Context::new(&Step { step: 1, user: 'e' })));
    let expected = concat!(
        r#"{"request_id":7,"plans":["Free",{"Paid":{"seats":3}}],"settings":{"a":true,"password":"[redacted]"},"#,
        r#""nothing":null,"step":1,"user":"e"}"#
    );
    let lines = lines(&bytes);
    assert!(lines[0].0.ends_with(&format!(",\"context\":{expected}}}\n")), "{}", lines[0].0);
    assert!(lines[2].0.ends_with(&format!(",\"Fields\":{expected}}}\n")), "{}", lines[2].0);
    assert!(check_lines(&bytes));
}

#[test]
fn for_people_all_of_it_is_dim() {
    let lines = lines(&bytes_in_force(&Context::new(&Step { step: 1, user: 'e' })));
    assert!(lines[3].0.contains("\u{1b}[2m  step=1 user=e\u{1b}[0m  \u{1b}[2mapp::auth"), "{:?}", lines[3].0);
}

#[test]
fn a_context_that_ends_anywhere_is_left_out_and_counted() {
    let bytes = bytes_in_force(&request("ada").and(Context::new(&Step { step: 1, user: 'e' })));
    let step = bytes_in_force(&Context::new(&Step { step: 1, user: 'e' })).len() - 1;
    for end in 1..bytes.len() {
        // Between two frames it is one that was never longer; so is one without any.
        let whole = end == 1 || end == bytes.len() - step;
        assert_eq!(check_lines(&bytes[..end]), whole, "{end} of {} bytes", bytes.len());
    }
}

#[test]
fn a_frame_of_a_schema_that_nobody_registered_is_left_out_and_takes_no_memory() {
    let mut bytes = bytes_in_force(&Context::new(&Step { step: 1, user: 'e' }));
    for id in [u32::MAX, 1 << 21, 1 << 22, 100_000] {
        bytes[1..5].copy_from_slice(&id.to_le_bytes());
        assert!(!check_lines(&bytes), "id {id}");
    }
}

#[test]
fn flags_that_do_not_exist_are_refused() {
    let mut bytes = bytes_in_force(&Context::new(&Step { step: 1, user: 'e' }));
    for bit in 2..8 {
        bytes[0] = 1 << bit;
        assert!(!check_lines(&bytes));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_context_leaves_the_event_its_line(bytes in proptest::collection::vec(0..40_u8, 1..120)) {
        let _either = check_lines(&bytes);
    }

    #[test]
    fn a_context_with_bytes_changed_leaves_the_event_its_line(
        user in ".{0,8}",
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let context = request(&user).and(Context::new(&Step { step: 1, user: 'e' }));
        let mut bytes = bytes_in_force(&context);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _either = check_lines(&bytes);
    }
}

/// The derive is what makes these.
#[test]
fn the_fields_of_a_context_are_known_by_its_schema() {
    let names: Vec<&str> = Step::CONTEXT_SCHEMA.fields.iter().map(|field| field.name).collect();
    assert_eq!(names, ["step", "user"]);
}
