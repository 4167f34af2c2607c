//! Contexts: what they withhold gets out neither by the event that carries them nor by the thread that enters them.

use std::collections::BTreeMap;
use std::fs;

use blackbar::{Context, LogContext, LogValue, Memory, RollingFile, Secret, context, log_event};

use crate::check::keyed;
use crate::search::{Search, make};

#[derive(LogValue)]
struct Device {
    #[log(hash)]
    leaf: String,
    #[log(redact)]
    password: String,
}

#[derive(LogContext)]
struct Withheld<'a> {
    #[log(redact)]
    password: &'a str,
    #[log(redact)]
    token: Option<String>,
    #[log(skip)]
    #[allow(dead_code, reason = "not even read")]
    pin: String,
    #[log(hash)]
    leaf: &'a str,
    #[log(hash)]
    session: Secret<String>,
    #[log(len)]
    body: Vec<u8>,
    #[log(mask(pan))]
    number: &'a str,
    #[log(pii)]
    person: &'a str,
    #[log(pii, allow = "support knows people by it")]
    customer: &'a str,
    #[log(secret)]
    hidden: Secret<String>,
    settings: BTreeMap<&'a str, &'a str>,
    devices: Vec<Device>,
    control: &'a str,
}

#[test]
fn no_layout_shows_a_canary_of_a_context_and_each_shows_what_is_clear() {
    let (canary, control) = (make::text(1), make::text(2));
    let owned = || canary.clone();
    let (mut secrets, mut controls) = (Search::default(), Search::default());
    secrets.plant("context", &canary, &["leaf", "person", "session"]);
    controls.plant_plain("control", &control);

    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let (json, pretty) = (Memory::new(), Memory::new().pretty());
    let logger = keyed()
        .sink(json.clone())
        .sink(pretty.clone())
        .file(RollingFile::new(file("ecs")).ecs())
        .file(RollingFile::new(file("logstash")).logstash())
        .build()
        .unwrap();
    let scope = logger.scope();
    let withheld = Context::new(&Withheld {
        password: &canary,
        token: Some(owned()),
        pin: owned(),
        leaf: &canary,
        session: owned().into(),
        body: canary.clone().into_bytes(),
        number: &canary,
        person: &canary,
        customer: &canary,
        hidden: owned().into(),
        settings: BTreeMap::from([("api_key", canary.as_str()), ("X-Auth-Token", &canary)]),
        devices: vec![Device { leaf: owned(), password: owned() }],
        control: &control,
    });
    withheld.run(|| {
        log_event!(info, "event");
        // Fields of the same names further inside, so that some are hidden and passed over.
        let inner = context! { #[log(hash)] leaf = owned(), #[log(redact)] password = owned(), devices = 1 };
        inner.run(|| log_event!(info, "event"));
    });
    drop(scope);
    logger.flush().unwrap();
    assert_eq!(logger.stats().contexts_malformed, 0);

    let outputs = [
        ("JSON", json.text().into_bytes()),
        ("pretty", pretty.text().into_bytes()),
        ("ecs", fs::read(file("ecs")).unwrap()),
        ("logstash", fs::read(file("logstash")).unwrap()),
        ("debug", format!("{withheld:?}").into_bytes()),
    ];
    for (name, output) in &outputs {
        if *name != "debug" {
            controls.assert_all_there(name, output);
        }
        secrets.assert_clean(name, output);
    }
}

#[test]
fn a_context_that_is_cut_shows_nothing_of_what_was_behind() {
    let canary = make::text(3);
    let mut secrets = Search::default();
    secrets.plant("context", &canary, &["leaf"]);
    for length in [3_000, 3_700, 3_990, 4_030, 4_090, 10_000] {
        let (json, pretty) = (Memory::new(), Memory::new().pretty());
        let logger = keyed().sink(json.clone()).sink(pretty.clone()).build().unwrap();
        let scope = logger.scope();
        let made = context! {
            text = "x".repeat(length), numbers = [7_u64; 40], #[log(redact)] password = &canary, #[log(hash)] leaf = &canary,
            #[log(mask(last = 4))] account = &canary, #[log(pii, allow = "support knows people by it")] person = &canary,
        };
        made.run(|| log_event!(info, "event"));
        drop(scope);
        logger.flush().unwrap();
        let output = (json.text() + &pretty.text()).replace(&"x".repeat(1_000), "x");
        secrets.assert_clean("the log", output.as_bytes());
        assert_eq!(logger.stats().contexts_malformed, 0, "length {length}");
    }
}
