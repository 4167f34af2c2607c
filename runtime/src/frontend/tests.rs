//! What a call leaves in memory: the ring, the room it was encoded in, the scratch.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(
    unsafe_code,
    reason = "hashing events stand in a section of the linker, which this lint is about too"
)]

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::*;
use crate::LogValue;
use crate::clock::RawClock;
use crate::record::{Head, encode};
use crate::secret::{HashKey, Hasher, Secret};

const CANARY: &str = "ZQ9XK4WJ7VP2MHB8TDR5NCG6";

/// Whether any six characters of the canary are in `bytes`, or a hash of it without a key.
fn holds_canary(bytes: &[u8]) -> bool {
    let digest = Sha256::digest(CANARY);
    let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    CANARY.as_bytes().windows(6).any(has) || digest.windows(6).any(has)
}

#[derive(LogValue)]
struct Inner {
    #[log(redact)]
    password: String,
    #[log(hash)]
    device: String,
    notes: BTreeMap<String, String>,
}

#[derive(crate::LogEvent)]
struct Canaries<'c> {
    #[log(redact)]
    password: &'c str,
    #[log(redact)]
    token: Option<String>,
    #[log(skip)]
    #[allow(dead_code, reason = "not even read")]
    pin: String,
    #[log(mask(last = 4))]
    account: String,
    #[log(mask(pan))]
    number: &'c str,
    #[log(mask(email))]
    contact: String,
    #[log(hash)]
    user: &'c str,
    #[log(hash)]
    session: Secret<String>,
    #[log(hash)]
    body: Vec<u8>,
    #[log(len)]
    text: Arc<str>,
    settings: HashMap<String, Option<String>>,
    inner: Vec<Inner>,
    #[log(with = shown)]
    shown: String,
    #[cfg(feature = "serde_json")]
    document: serde_json::Value,
}

fn shown(text: &str) -> usize {
    text.len()
}

fn canaries() -> Canaries<'static> {
    let canary = || CANARY.to_owned();
    let entries = ["password", "api_key", "X-Auth-Token", "clientSecret", "p\u{430}ssword"];
    let inner = || Inner {
        password: canary(),
        device: canary(),
        notes: entries.iter().map(|key| ((*key).to_owned(), canary())).collect(),
    };
    Canaries {
        password: CANARY,
        token: Some(canary()),
        pin: canary(),
        account: canary(),
        number: CANARY,
        contact: format!("{CANARY}@{CANARY}.example"),
        user: CANARY,
        session: canary().into(),
        body: CANARY.into(),
        text: CANARY.into(),
        settings: entries.iter().map(|key| ((*key).to_owned(), Some(canary()))).collect(),
        inner: vec![inner(), inner()],
        shown: canary(),
        #[cfg(feature = "serde_json")]
        document: serde_json::json!({"a": {"password": CANARY, "b": [{"secret": [CANARY]}]}}),
    }
}

fn port(key: Option<HashKey>) -> Arc<Port> {
    let settings = PortSettings { overflow: Overflow::DropNewest, ring_bytes: 1 << 16, max_record: 1 << 14 };
    Port::open(settings, RawClock::new(), key)
}

/// All that is in the ring after `log` ran.
fn ring_after(port: &Port, log: impl FnOnce()) -> Vec<u8> {
    log();
    let mut rings = port.take_arrivals();
    let Some(Arrival::Ring { mut consumer, .. }) = rings.pop() else { panic!("no ring") };
    consumer.peek().to_vec()
}

static CALLSITE: Callsite = Callsite::new("canaries", file!(), line!());

fn log(port: &Port) {
    emit_to(port, &CALLSITE, Canaries::SCHEMA, 0, &canaries());
}

#[test]
fn nothing_of_a_withheld_value_gets_into_a_ring() {
    for key in [None, Some(HashKey::new(7, &[1; 32]).unwrap())] {
        let port = port(key);
        let bytes = ring_after(&port, || (0..20).for_each(|_| log(&port)));
        assert!(bytes.len() > 20 * 100, "{} bytes: the events are not there", bytes.len());
        assert!(!holds_canary(&bytes));
        assert_eq!(port.counts.lost.total(), 0);
    }
}

/// An event that shows the canary, so that the test above is known to look in the right place.
#[derive(crate::LogEvent)]
struct Shows {
    text: &'static str,
}

#[test]
fn a_value_that_is_not_withheld_is_found_in_the_ring() {
    static CALLSITE: Callsite = Callsite::new("canaries", file!(), line!());
    let port = port(None);
    let bytes = ring_after(&port, || emit_to(&port, &CALLSITE, Shows::SCHEMA, 0, &Shows { text: CANARY }));
    assert!(holds_canary(&bytes));
}

#[test]
fn nothing_of_it_stays_in_room_that_was_too_small_either() {
    let port = port(Some(HashKey::new(7, &[1; 32]).unwrap()));
    let hasher = Hasher::new(&port.hash_key);
    let event = canaries();
    for room in (16..2048).step_by(8) {
        let mut out = vec![0; room];
        let mut scratch = crate::record::Scratch::new();
        scratch.stage(&event, Some(&hasher));
        for largest in [false, true] {
            let head = Head::new(crate::event::SchemaId(0), 0);
            let _whole_or_not = encode(&event, &head, Some(&hasher), Some(&scratch), &mut out, largest);
            assert!(!holds_canary(&out), "room {room}");
        }
    }
}

#[test]
fn the_same_value_has_the_same_hash_until_the_key_changes() {
    let port = port(Some(HashKey::new(7, &[1; 32]).unwrap()));
    let expected = |id: u32, key: u8| {
        let digest = HashKey::new(id, &[key; 32]).unwrap().hash("user", CANARY.as_bytes());
        [&[1][..], &id.to_le_bytes(), &digest].concat()
    };
    let bytes = ring_after(&port, || {
        log(&port);
        log(&port);
        port.hash_key.set(HashKey::new(8, &[2; 32]).unwrap());
        log(&port);
    });
    let count = |part: &[u8]| bytes.windows(part.len()).filter(|window| *window == part).count();
    assert_eq!((count(&expected(7, 1)), count(&expected(8, 2))), (2, 1));
    assert_eq!(port.hash_key.without_key(), 0);
}
