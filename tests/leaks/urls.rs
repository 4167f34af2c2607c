//! Credentials in texts that are no errors.

use std::collections::BTreeMap;

use blackbar::{LogValue, Memory, log_event};
use blackbar_tests::logger;
use serde_json::json;

use crate::line;
use crate::search::{Search, make};

#[derive(LogValue)]
struct Request<'a> {
    target: &'a str,
}

/// Each of them with a canary where a secret stands, and what is left to be seen.
const URLS: [(&str, &str); 9] = [
    ("https://user:{}@host.example/path", "host.example/path"),
    ("https://user:{}@host.example/p?token={}#frag", "host.example/p"),
    ("postgres://app:{}@db.example:5432/orders", "db.example:5432/orders"),
    ("redis://:{}@cache.example/0", "cache.example/0"),
    ("amqp://guest:{}@queue.example//vhost", "queue.example//vhost"),
    ("mongodb+srv://u:{}@cluster.example/?retryWrites=true", "cluster.example/?retryWrites=true"),
    ("https://host.example/p?a=1&api_key={}&b=2", "&b=2"),
    ("https://host.example/p?X-Amz-Signature={}", "host.example/p"),
    ("git clone https://{}@github.example/a/b.git", "github.example/a/b.git"),
];

// L74
#[test]
fn a_url_in_a_text_loses_its_password_and_the_secrets_of_its_query() {
    for (number, (form, left)) in URLS.into_iter().enumerate() {
        let canary = make::text(number as u64);
        let mut search = Search::default();
        search.plant(form, &canary, &["target", "message"]);
        let url = form.replace("{}", &canary);
        let line = line(|logger| {
            log_event!(
                logger: logger,
                info,
                "called {upstream}, then {nested}",
                upstream = url.as_str(),
                nested = Request { target: &url },
                list = [url.as_str()],
                map = BTreeMap::from([("target", url.as_str())]),
                document = json!({"target": url}),
                path = std::path::Path::new(&url),
            );
        });
        for shown in [&line["upstream"], &line["nested"]["target"], &line["list"][0], &line["map"]["target"]]
        {
            assert!(shown.as_str().unwrap().contains(left), "{form}: {shown}");
        }
        search.assert_clean(form, line.to_string().as_bytes());
    }
}

// L74
#[test]
fn a_url_is_scanned_for_people_too() {
    let canary = make::text(50);
    let mut search = Search::default();
    search.plant("password", &canary, &[]);
    let memory = Memory::new().pretty();
    let logger = logger().sink(memory.clone()).build().unwrap();
    log_event!(logger: logger, info, "at {upstream}", upstream = format!("postgres://app:{canary}@db/x"), last = "end");
    logger.flush().unwrap();
    assert!(memory.text().contains("end"));
    search.assert_clean("lines for people", memory.text().as_bytes());
}

// L74
#[test]
fn a_field_of_every_line_is_scanned_like_any_other_text() {
    let canary = make::text(51);
    let mut search = Search::default();
    search.plant("password", &canary, &[]);
    let (json, pretty) = (Memory::new(), Memory::new().pretty());
    let built = logger()
        .field("upstream", format!("postgres://app:{canary}@db.example/x"))
        .service("checkout", format!("Bearer {canary}"))
        .sink(json.clone())
        .sink(pretty.clone())
        .build();
    // To refuse it would do as well.
    let Ok(logger) = built else { return };
    log_event!(logger: logger, info, "event");
    logger.flush().unwrap();
    search.assert_clean("fields of every line", (json.text() + &pretty.text()).as_bytes());
}

// L57
#[test]
fn a_text_beside_a_credential_stays_as_it_is() {
    let canary = make::text(52);
    let text = format!("before Bearer {canary} after 日本");
    let line = line(|logger| log_event!(logger: logger, info, "x", note = text));
    let note = line["note"].as_str().unwrap();
    assert!(note.starts_with("before ") && note.ends_with(" after 日本"), "{note}");
    assert!(note.contains("[redacted:"), "{note}");
}

// L51
#[test]
fn a_credential_that_is_a_key_is_not_shown() {
    let canary = make::text(54);
    let mut search = Search::default();
    search.plant("a key", &canary, &[]);
    let key = format!("https://user:{canary}@host.example/");
    let map = BTreeMap::from([(key.clone(), 1)]);
    let line = line(|logger| {
        log_event!(logger: logger, info, "{map} {document}", map, document = json!({ key.as_str(): {key.as_str(): 1} }));
    });
    assert!(line["map"].to_string().contains("host.example"), "{line}");
    search.assert_clean("keys", line.to_string().as_bytes());
}

// L57
#[test]
fn a_header_in_a_text_loses_its_value_whatever_that_looks_like() {
    // One token in seventy of this length has no digit.
    let letters = "qTdRUaBUjnDjsOfPICuNjica";
    let mut search = Search::default();
    search.plant("a token of letters", letters, &[]);
    for note in [
        format!("sent Authorization: Bearer {letters} to the host"),
        format!("sent authorization: {letters}"),
        format!("sent x-api-key: {letters}\r\naccept: */*"),
    ] {
        let line = line(|logger| log_event!(logger: logger, info, "x", note));
        search.assert_clean("a header", line.to_string().as_bytes());
    }
}
