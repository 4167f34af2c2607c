//! What a hash gives away.

use blackbar::{LogEvent, Memory, Secret, log_event};
use blackbar_tests::{lines_of, logger};

use crate::search::{Search, make};
use crate::{keyed, line};

#[derive(LogEvent)]
#[log(name = "phone.seen")]
struct PhoneSeen<'a> {
    #[log(hash)]
    mobile: &'a str,
    #[log(pii)]
    landline: &'a str,
    #[log(hash(domain = "phone"))]
    first: &'a str,
    #[log(hash(domain = "phone"))]
    second: Secret<String>,
}

fn seen(phone: &str) -> PhoneSeen<'_> {
    PhoneSeen { mobile: phone, landline: phone, first: phone, second: Secret::new(phone.to_owned()) }
}

// L91
#[test]
fn a_hash_is_none_that_can_be_made_without_the_key() {
    let canary = make::text(1);
    let mut search = Search::default();
    search.plant("phone", &canary, &["mobile", "landline", "phone", "first", "second", "phone.seen"]);
    let line = line(|logger| log_event!(logger: logger, seen(&canary)));
    assert!(line["mobile"].as_str().unwrap().starts_with("k7:"), "{line}");
    search.assert_clean("hashes", line.to_string().as_bytes());
}

// L91
#[test]
fn without_a_key_there_is_no_hash_at_all() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    log_event!(logger: logger, seen("+49 151 0000000"));
    logger.flush().unwrap();
    let lines = lines_of(&memory);
    for key in ["mobile", "landline", "first", "second"] {
        assert_eq!(lines[0][key], "[redacted:no-key]");
    }
    assert_eq!(logger.stats().hash_without_key, 4);
}

// L92
#[test]
fn one_value_in_two_fields_has_two_hashes_unless_they_share_a_domain() {
    let line = line(|logger| log_event!(logger: logger, seen("+49 151 0000000")));
    assert_ne!(line["mobile"], line["landline"]);
    assert_ne!(line["mobile"], line["first"]);
    assert_eq!(line["first"], line["second"]);
}

// L92
#[test]
fn a_field_and_its_neighbour_cannot_be_told_apart_by_moving_letters() {
    let line = line(|logger| {
        log_event!(logger: logger, info, "x", #[log(hash)] ab = "c", #[log(hash)] a = "bc", #[log(hash)] abc = "");
    });
    assert!(line["ab"] != line["a"] && line["a"] != line["abc"] && line["ab"] != line["abc"], "{line}");
}

// L93
#[test]
fn a_new_key_makes_unrelated_hashes_under_another_number() {
    let memory = Memory::new();
    let logger = keyed().sink(memory.clone()).build().unwrap();
    log_event!(logger: logger, seen("1"));
    log_event!(logger: logger, seen("1"));
    logger.set_hash_key(8, *b"and these are 32 bytes of chance").unwrap();
    log_event!(logger: logger, seen("1"));
    logger.flush().unwrap();
    let hashes: Vec<String> =
        lines_of(&memory).iter().map(|line| line["mobile"].as_str().unwrap().to_owned()).collect();
    assert_eq!(hashes[0], hashes[1]);
    let (old, new) = (hashes[0].strip_prefix("k7:").unwrap(), hashes[2].strip_prefix("k8:").unwrap());
    assert_ne!(old, new);
    assert_eq!((old.len(), new.len()), (22, 22));
}
