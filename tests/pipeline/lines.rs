//! Whatever is logged, one event is one line, and the line is valid JSON that says what was logged.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, SystemTime};

use blackbar::{LogEvent, LogValue, Memory, log_event};
use blackbar_tests::{lines_of, logger};
use serde_json::{Value, json};

/// Text that has broken the lines of other loggers.
const HOSTILE: &[&str] = &[
    "",
    "line\nbreak\r\nand another",
    "quote \" backslash \\ slash / tab \t",
    "\0\u{1}\u{2}\u{7}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{80}\u{85}\u{9f}",
    "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m",
    "\u{2028}\u{2029}",
    "\u{202e}right to left\u{2066}\u{200b}\u{feff}",
    "\"}\n{\"level\":\"critical\",\"message\":\"forged",
    "{not_a_field} {{braces}} {}",
    "\\u0000 \\n \\",
    "🦀 é ß 漢字 \u{10ffff} \u{fffd}",
    "</script><script>alert(1)</script>",
];

#[track_caller]
fn lines(log: impl FnOnce(&blackbar::Logger)) -> Vec<Value> {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    log(&logger);
    logger.flush().unwrap();
    lines_of(&memory)
}

#[test]
fn hostile_text_in_a_field_is_one_valid_line_with_the_same_text() {
    let lines = lines(|logger| {
        HOSTILE.iter().for_each(|text| log_event!(logger: logger, info, "text", text));
    });
    assert_eq!(lines.len(), HOSTILE.len());
    for (line, text) in lines.iter().zip(HOSTILE) {
        assert_eq!(line["text"], *text);
    }
}

#[test]
fn hostile_text_in_the_message_is_one_valid_line_with_the_same_text() {
    let lines = lines(|logger| {
        HOSTILE.iter().for_each(|text| log_event!(logger: logger, info, "seen {text}.", text));
    });
    assert_eq!(lines.len(), HOSTILE.len());
    for (line, text) in lines.iter().zip(HOSTILE) {
        assert_eq!(line["message"], format!("seen {text}."));
    }
}

#[test]
fn hostile_keys_of_a_map_give_one_valid_line() {
    let map: BTreeMap<&str, u64> = HOSTILE.iter().copied().zip(0..).collect();
    let lines = lines(|logger| log_event!(logger: logger, info, "map", map));
    // A key that is not ASCII cannot be judged, so its value is not written.
    let shown = |key: &str, value: u64| if key.is_ascii() { json!(value) } else { json!("[redacted]") };
    let expected: Value = HOSTILE.iter().zip(0_u64..).map(|(key, value)| (*key, shown(key, value))).collect();
    assert_eq!(lines[0]["map"], expected);
}

#[test]
fn no_raw_control_character_or_direction_mark_comes_out() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    HOSTILE.iter().for_each(|text| log_event!(logger: logger, info, "seen {text}", text));
    logger.flush().unwrap();
    let raw = memory.text();
    let marks = |ch: char| matches!(ch, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let found = raw.chars().find(|&ch| ch != '\n' && ch.is_control() || marks(ch));
    assert_eq!(found, None);
}

#[test]
fn hostile_names_of_service_fields_and_threads_give_valid_lines() {
    let name = "a\"b\\c\nd";
    let memory = Memory::new();
    let logger = logger()
        .service(name, name)
        .field("note", name)
        .with_thread(true)
        .sink(memory.clone())
        .build()
        .unwrap();
    std::thread::scope(|scope| {
        let work = || log_event!(logger: logger, info, "hello");
        std::thread::Builder::new().name(name.into()).spawn_scoped(scope, work).unwrap();
    });
    logger.flush().unwrap();
    let lines = lines_of(&memory);
    for key in ["service", "service_version", "note", "thread"] {
        assert_eq!(lines[0][key], name, "{key}");
    }
}

#[derive(LogValue)]
enum Method {
    Card { last_four: u16 },
    Cash,
    Voucher(u64, String),
}

#[derive(LogValue)]
struct Item {
    name: &'static str,
    tags: Vec<Option<&'static str>>,
}

#[derive(LogEvent)]
#[log(name = "order.paid", level = warn, target = "shop", message = "order {number} paid, {missing}")]
struct OrderPaid {
    number: u64,
    huge: i128,
    ratio: f64,
    not_a_number: f32,
    missing: Option<u8>,
    present: Option<bool>,
    took: Duration,
    at: SystemTime,
    peer: IpAddr,
    pair: (u8, char),
    methods: Vec<Method>,
    items: BTreeMap<String, Item>,
    #[log(redact)]
    password: &'static str,
    #[log(redact)]
    api_key: Option<&'static str>,
    #[log(skip)]
    #[allow(dead_code, reason = "not even read")]
    cvv: u16,
}

#[test]
fn an_event_of_every_kind_of_value_says_what_was_logged() {
    let lines = lines(|logger| {
        log_event!(logger: logger, OrderPaid {
            number: 7,
            huge: i128::MIN,
            ratio: 0.5,
            not_a_number: f32::NAN,
            missing: None,
            present: Some(true),
            took: Duration::from_millis(1_500),
            at: SystemTime::UNIX_EPOCH + Duration::from_nanos(1),
            peer: Ipv4Addr::LOCALHOST.into(),
            pair: (1, 'é'),
            methods: vec![Method::Card { last_four: 1_111 }, Method::Cash, Method::Voucher(5, "five".into())],
            items: BTreeMap::from([("a".into(), Item { name: "apple", tags: vec![Some("red"), None] })]),
            password: "hunter2",
            api_key: None,
            cvv: 123,
        });
    });
    let mut line = lines[0].clone();
    let timestamp = line.as_object_mut().unwrap().remove("timestamp").unwrap();
    assert_eq!(timestamp.as_str().unwrap().len(), "2026-01-01T00:00:00.123456789Z".len());
    // serde_json reads an integer of 128 bits as the nearest float.
    let huge = line.as_object_mut().unwrap().remove("huge").unwrap();
    assert_eq!(huge.as_f64(), Some(i128::MIN as f64));
    assert_eq!(
        line,
        json!({
            "level": "warn",
            "target": "shop",
            "event": "order.paid",
            "message": "order 7 paid, null",
            "number": 7,
            "ratio": 0.5,
            "not_a_number": null,
            "missing": null,
            "present": true,
            "took": 1.5,
            "at": "1970-01-01T00:00:00.000000001Z",
            "peer": "127.0.0.1",
            "pair": [1, "é"],
            "methods": [{"Card": {"last_four": 1111}}, "Cash", {"Voucher": [5, "five"]}],
            "items": {"a": {"name": "apple", "tags": ["red", null]}},
            "password": "[redacted]",
            "api_key": null,
        })
    );
}

#[test]
fn what_was_redacted_is_nowhere_in_the_bytes() {
    let memory = Memory::new();
    let pretty = Memory::new().pretty();
    let logger = logger().sink(memory.clone()).sink(pretty.clone()).build().unwrap();
    let canary = "canary-7f3a".to_owned();
    log_event!(logger: logger, info, "login of {password}", #[log(redact)] password = canary, #[log(skip)] pin = canary);
    logger.flush().unwrap();
    assert_eq!((memory.len(), pretty.len()), (1, 1));
    assert!(!memory.text().contains("canary") && !pretty.text().contains("canary"));
    assert!(memory.text().contains(r#""password":"[redacted]""#));
}

#[test]
fn numbers_that_are_none_are_null_and_counted() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    log_event!(logger: logger, info, "none", a = f64::NAN, b = f32::INFINITY, c = 1.0);
    logger.flush().unwrap();
    let lines = lines_of(&memory);
    assert_eq!((&lines[0]["a"], &lines[0]["b"], &lines[0]["c"]), (&Value::Null, &Value::Null, &json!(1.0)));
    assert_eq!(logger.stats().not_finite, 2);
}

#[test]
fn the_timestamp_is_the_time_of_the_call() {
    let lines = lines(|logger| log_event!(logger: logger, info, "now", at = SystemTime::now()));
    let (stamp, at) = (lines[0]["timestamp"].as_str().unwrap(), lines[0]["at"].as_str().unwrap());
    let second_of_day = |time: &str| -> i64 {
        let clock = time.split(['T', '.', 'Z']).nth(1).unwrap();
        clock.split(':').fold(0, |seconds, part| seconds * 60 + part.parse::<i64>().unwrap())
    };
    let apart = (second_of_day(stamp) - second_of_day(at)).rem_euclid(86_400);
    assert!(apart.min(86_400 - apart) <= 2, "{stamp} and {at}");
}
