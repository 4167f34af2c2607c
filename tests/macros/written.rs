//! What stands in a line in place of a value: masks, hashes, lengths, cut texts, texts of errors, of `Debug` and `Display`,
//! and what functions make.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::error::Error;
use std::net::IpAddr;
use std::sync::Arc;

use blackbar::{LogEvent, LogValue, Memory, Secret, log_event};
use blackbar_tests::{lines_of, logger};
use serde_json::{Value, json};

use crate::{in_force, line, own_keys};

type Token = Option<Secret<String>>;

const PAN: &str = "4111111111111111";

thread_local! {
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

fn host(url: &str) -> Cow<'_, str> {
    CALLS.set(CALLS.get() + 1);
    url.split('/').next().unwrap_or_default().into()
}

#[allow(clippy::ptr_arg, reason = "a function under `with` takes what the field is")]
fn count<T>(items: &Vec<T>) -> usize {
    items.len()
}

/// The one line that `work` logs, with a hash key.
#[track_caller]
fn hashed(work: impl FnOnce()) -> Value {
    let memory = Memory::new();
    let logger = logger().hash_key(7, [7; 32]).sink(memory.clone()).build().unwrap();
    in_force(&logger, work);
    logger.flush().unwrap();
    let mut lines = lines_of(&memory);
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines.remove(0)
}

#[track_caller]
fn assert_hash(value: &Value) {
    let text = value.as_str().unwrap();
    let hash = text.strip_prefix("k7:").unwrap_or_else(|| panic!("no hash: {text}"));
    assert_eq!(hash.len(), 22, "{text}");
}

#[derive(LogEvent)]
#[log(message = "{last} {none}")]
struct Masks<'a, 'b> {
    #[log(mask(last = 4))]
    last: &'a str,
    #[log(mask(first = 2, last = 2))]
    ends: &'b mut String,
    #[log(mask(email))]
    email: Option<Arc<str>>,
    #[log(mask(pan))]
    pan: Secret<String>,
    #[log(mask(ip))]
    address: IpAddr,
    #[log(mask(last = 4))]
    number: u64,
    #[log(mask(last = 4))]
    none: Option<String>,
    #[log(mask(last = 4))]
    no_secret: Token,
    #[log(mask(last = 4), rename = "else")]
    renamed: Cow<'a, str>,
}

#[test]
fn a_mask_shows_what_it_says_on_every_type() {
    let mut ends = String::from(PAN);
    let line = line(|| {
        log_event!(Masks {
            last: PAN,
            ends: &mut ends,
            email: Some("somebody@gmail.com".into()),
            pan: Secret::new(String::from(PAN)),
            address: [203, 0, 113, 7].into(),
            number: 4_111_111_111_111_111,
            none: None,
            no_secret: None,
            renamed: PAN.into(),
        });
    });
    assert_eq!(line["last"], "******1111");
    assert_eq!(line["ends"], "41******11");
    assert_eq!(line["email"], "***@gmail.com");
    assert_eq!(line["pan"], "411111******1111");
    assert_eq!(line["address"], "203.0.113.*");
    assert_eq!(line["number"], "******1111");
    assert_eq!(line["none"], Value::Null);
    assert_eq!(line["no_secret"], Value::Null);
    assert_eq!(line["else"], "******1111");
    assert_eq!(line["message"], "******1111 null");
}

#[derive(LogEvent)]
struct Hashes<'a, T: blackbar::LogValue> {
    #[log(hash)]
    email: &'a str,
    #[log(hash)]
    again: &'a str,
    #[log(hash(domain = "email"))]
    owner: Box<str>,
    #[log(hash)]
    token: Token,
    #[log(hash)]
    none: Option<u64>,
    #[log(hash)]
    bytes: &'a [u8],
    #[log(pii)]
    name: Secret<String>,
    generic: T,
}

#[test]
fn equal_values_have_equal_hashes_under_one_domain() {
    let line = hashed(|| {
        log_event!(Hashes {
            email: "a@b.c",
            again: "a@b.c",
            owner: "a@b.c".into(),
            token: Some(Secret::new(String::from("a@b.c"))),
            none: None,
            bytes: b"a@b.c",
            name: Secret::new(String::from("a@b.c")),
            generic: 1,
        });
    });
    for key in ["email", "again", "owner", "token", "bytes", "name"] {
        assert_hash(&line[key]);
    }
    assert_eq!(line["email"], line["owner"]);
    assert_ne!(line["email"], line["again"]);
    assert_eq!(line["none"], Value::Null);
    assert!(!line.to_string().contains("a@b.c"));
}

#[test]
fn the_same_hash_comes_from_an_argument() {
    let typed = hashed(|| {
        log_event!(Hashes {
            email: "a@b.c",
            again: "x",
            owner: "x".into(),
            token: None,
            none: None,
            bytes: b"x",
            name: Secret::new(String::new()),
            generic: "x",
        });
    });
    let secret = Secret::new(String::from("a@b.c"));
    let inline = hashed(|| {
        log_event!(
            info,
            "{email}",
            #[log(hash)]
            email = secret,
            #[log(hash(domain = "email"))]
            owner = "a@b.c",
            #[log(pii, rename = "email2")]
            email3 = "a@b.c",
        );
    });
    assert_eq!(inline["email"], typed["email"]);
    assert_eq!(inline["owner"], typed["email"]);
    assert_eq!(inline["message"], typed["email"]);
    assert_hash(&inline["email2"]);
    assert_ne!(inline["email2"], typed["email"]);
}

#[derive(LogEvent)]
#[log(message = "{text} {cause} {made}")]
struct Texts<'a, E: Error + 'static, T> {
    #[log(len)]
    text: &'a str,
    #[log(len)]
    items: Vec<T>,
    #[log(len)]
    map: Option<BTreeMap<u8, T>>,
    #[log(len)]
    secret: Secret<Vec<u8>>,
    #[log(truncate(3))]
    cut: String,
    #[log(truncate(3))]
    whole: Option<&'a str>,
    #[log(error)]
    cause: E,
    #[log(error)]
    boxed: Box<dyn Error + Send + Sync>,
    #[log(error)]
    no_error: Option<&'a E>,
    #[log(debug, allow = "shape of the request")]
    debugged: Option<(u8, char)>,
    #[log(display, allow = "shape of the request")]
    displayed: char,
    #[log(with = host)]
    made: String,
    #[log(with = count::<T>)]
    counted: Vec<T>,
    last: u64,
}

#[test]
fn texts_are_measured_cut_printed_and_made() {
    CALLS.set(0);
    let line = line(|| {
        log_event!(Texts {
            text: "zwölf",
            items: vec![1, 2, 3],
            map: None,
            secret: Secret::new(vec![0; 32]),
            cut: String::from("zwölf"),
            whole: Some("elf"),
            cause: std::fmt::Error,
            boxed: "broken".into(),
            no_error: None,
            debugged: Some((1, 'x')),
            displayed: 'x',
            made: String::from("example.com/path?token=hunter2"),
            counted: vec![1],
            last: 9,
        });
    });
    assert_eq!(CALLS.get(), 1, "the function runs once for each event");
    assert_eq!(line["text"], 5);
    assert_eq!(line["items"], 3);
    assert_eq!(line["map"], Value::Null);
    assert_eq!(line["secret"], 32);
    assert_eq!(line["cut"], "zwö…");
    assert_eq!(line["whole"], "elf");
    assert_eq!(line["cause"], std::fmt::Error.to_string());
    assert_eq!(line["boxed"], "broken");
    assert_eq!(line["no_error"], Value::Null);
    assert_eq!(line["debugged"], "(1, 'x')");
    assert_eq!(line["displayed"], "x");
    assert_eq!(line["made"], "example.com");
    assert_eq!(line["counted"], 1);
    assert_eq!(line["last"], 9);
    assert_eq!(line["message"], format!("5 {} example.com", std::fmt::Error));
}

#[test]
fn arguments_are_written_as_fields_are() {
    CALLS.set(0);
    let evaluated = Cell::new(0);
    let once = |text: &'static str| {
        evaluated.set(evaluated.get() + 1);
        text
    };
    let line = line(|| {
        log_event!(
            info,
            "{masked} {made}",
            #[log(mask(last = 4))]
            masked = once(PAN),
            #[log(len)]
            text = once("zwölf"),
            #[log(truncate(3))]
            cut = once("zwölf"),
            #[log(error)]
            cause = Some(std::fmt::Error),
            #[log(debug, allow = "shape of the request")]
            debugged = once("x"),
            #[log(display, allow = "shape of the request")]
            displayed = once("x"),
            #[log(with = host)]
            made = once("example.com/path"),
            last = 9,
        );
    });
    assert_eq!((evaluated.get(), CALLS.get()), (6, 1));
    assert_eq!(line["masked"], "******1111");
    assert_eq!(line["text"], 5);
    assert_eq!(line["cut"], "zwö…");
    assert_eq!(line["cause"], std::fmt::Error.to_string());
    assert_eq!(line["debugged"], "\"x\"");
    assert_eq!(line["displayed"], "x");
    assert_eq!(line["made"], "example.com");
    assert_eq!(line["last"], 9);
    assert_eq!(line["message"], "******1111 example.com");
}

#[derive(LogValue)]
struct Number(#[log(mask(last = 4))] String);

#[derive(LogValue)]
struct Site(#[log(with = host)] &'static str);

#[derive(LogValue)]
struct Parts(
    #[log(mask(last = 4))] &'static str,
    #[log(len)] &'static str,
    #[log(truncate(1))] &'static str,
    #[log(error)] std::fmt::Error,
    #[log(with = host)] &'static str,
    #[log(skip)] u8,
    u8,
);

#[derive(LogValue)]
enum Step {
    Cut(#[log(truncate(1))] String),
    Pair(#[log(debug, allow = "shape of the request")] u8, #[log(with = host)] String),
    Named {
        #[log(display, allow = "shape of the request")]
        shown: u8,
        #[log(len)]
        text: Option<String>,
    },
}

#[test]
fn parts_of_values_are_written_as_fields_are() {
    let line = line(|| {
        log_event!(
            info,
            "x",
            number = Number(String::from(PAN)),
            site = Some(Site("example.com/path")),
            parts = Parts(PAN, "zwölf", "zwölf", std::fmt::Error, "example.com/path", 0, 7),
            steps = [
                Step::Cut(String::from("zwölf")),
                Step::Pair(1, String::from("example.com/path")),
                Step::Named { shown: 1, text: None },
            ],
            last = 9,
        );
    });
    assert_eq!(line["number"], "******1111");
    assert_eq!(line["site"], "example.com");
    let error = std::fmt::Error.to_string();
    assert_eq!(line["parts"], json!(["******1111", 5, "z…", error, "example.com", 7]));
    let steps = json!([
        {"Cut": "z…"},
        {"Pair": ["1", "example.com"]},
        {"Named": {"shown": "1", "text": null}},
    ]);
    assert_eq!(line["steps"], steps);
    assert_eq!(line["last"], 9);
    assert_eq!(own_keys(&line).len(), 5);
}

#[derive(LogValue)]
struct Email(#[log(hash)] &'static str);

#[derive(LogValue)]
struct Phone(#[log(hash)] &'static str);

#[derive(LogValue)]
struct Both(#[log(hash)] &'static str, #[log(hash)] &'static str);

#[test]
fn unnamed_fields_are_hashed_by_the_name_of_their_type() {
    let line = hashed(|| {
        log_event!(info, "x", a = Email("x"), b = Email("x"), c = Phone("x"), both = Both("x", "x"));
    });
    assert_hash(&line["a"]);
    assert_eq!(line["a"], line["b"]);
    assert_ne!(line["a"], line["c"]);
    assert_ne!(line["both"][0], line["both"][1]);
}

fn logs(url: &str) -> usize {
    log_event!(info, "from inside", url = url.len());
    url.len()
}

#[derive(LogEvent)]
struct Nested {
    #[log(with = logs)]
    url: String,
}

#[test]
fn a_function_runs_while_no_record_is_open() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    in_force(&logger, || log_event!(Nested { url: String::from("x") }));
    logger.flush().unwrap();
    let lines = lines_of(&memory);
    assert_eq!(lines[0]["url"], 1, "{lines:?}");
    assert!(lines.iter().all(|line| line["message"] != "from inside"), "{lines:?}");
}
