//! What an event says of itself.

use std::time::{Duration, SystemTime};

use blackbar::{Class, Level, LogEvent, LogValue, log_event, test};

use crate::{UserLogin, UserLogout};

#[derive(LogEvent)]
#[log(name = "box.packed", target = "warehouse")]
struct Packed<'a, T: LogValue> {
    item: T,
    label: &'a str,
}

#[test]
fn events_are_found_by_their_type() {
    let captured = test::capture();
    let method = String::from("totp");
    log_event!(UserLogin { user_id: 42, method: &method });
    log_event!(UserLogout { user_id: 42 });
    log_event!(&UserLogin { user_id: 43, method: "key" });
    let logins = captured.events::<UserLogin>();
    assert_eq!(logins.len(), 2);
    assert!(logins.iter().all(|event| event.is::<UserLogin<'_>>() && !event.is::<UserLogout>()));
    assert_eq!(logins[1].field("user_id").unwrap(), 43);
    assert_eq!(captured.events::<UserLogout>().len(), 1);
}

#[test]
fn types_with_lifetimes_and_generics_are_told_apart() {
    let captured = test::capture();
    let local = String::from("fragile");
    log_event!(Packed { item: 7_u64, label: &local });
    log_event!(Packed { item: "vase", label: &local });
    assert_eq!(captured.events::<Packed<'_, u64>>().len(), 1);
    assert_eq!(captured.events::<Packed<&str>>().len(), 1);
    captured.assert_none::<Packed<bool>>();
    captured.named("box.packed").assert_count(2);
}

#[test]
fn an_event_tells_all_that_was_logged() {
    #[derive(LogValue)]
    struct Address {
        zip: u32,
    }
    #[derive(LogEvent)]
    #[log(name = "parcel.sent", level = warn, message = "parcel {id} is late", target = "post::parcels")]
    struct Sent {
        id: u64,
        address: Address,
        weights: Vec<f64>,
        insured: Option<bool>,
        #[log(redact)]
        password: &'static str,
        #[log(skip)]
        cvv: u16,
    }
    let captured = test::capture();
    let before = SystemTime::now() - Duration::from_secs(60);
    let send = || {
        log_event!(Sent {
            id: 5,
            address: Address { zip: 8_000 },
            weights: vec![1.5, 2.0],
            insured: None,
            password: "x",
            cvv: 1
        });
    };
    let work = captured.handle();
    std::thread::Builder::new()
        .name("postman".into())
        .spawn(move || {
            let _entered = work.enter();
            send();
        })
        .unwrap()
        .join()
        .unwrap();
    let event = captured.assert_one::<Sent>();
    assert_eq!(event.level(), Level::Warn);
    assert_eq!(event.target(), "post::parcels");
    assert_eq!(event.name(), "parcel.sent");
    assert_eq!(event.message(), Some("parcel 5 is late"));
    assert_eq!(event.thread(), "postman");
    assert!(event.location().0.ends_with("capture/typed.rs"));
    assert!(event.timestamp() > before && event.timestamp() < before + Duration::from_secs(3_600));
    assert_eq!(event.number(), 0);
    event
        .assert_field("id", 5)
        .assert_field("address.zip", 8_000)
        .assert_field("weights", vec![1.5, 2.0])
        .assert_field("insured", ())
        .assert_field("password", "[redacted]");
    let mut keys: Vec<_> = event.fields().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["address", "id", "insured", "password", "weights"]);
    assert_eq!(event.context("request_id"), None);
    assert_eq!(event.json()["level"], "warn");
}

#[test]
fn inline_events_are_found_by_name_and_by_what_they_say() {
    let captured = test::capture();
    blackbar::warn!("disk {percent}% full", percent = 93);
    log_event!(name: "disk.full", error, "disk full", free_bytes = 0);
    captured.assert_event(|event| event.message() == Some("disk 93% full"));
    captured.named("disk.full").with("free_bytes", 0).with_level(Level::Error).assert_one();
    captured.any().with_message("disk 93% full").with("percent", 93).assert_one();
    captured.any().assert_count(2);
}

#[test]
fn every_level_is_captured_and_evaluated() {
    let captured = test::capture();
    blackbar::trace!("least");
    blackbar::critical!("most");
    captured.any().with_level(Level::Trace).assert_one();
    captured.any().with_level(Level::Critical).assert_one();
}

#[test]
fn hashes_are_the_same_in_every_run() {
    let captured = test::capture();
    blackbar::info!(
        "signed in",
        #[log(hash)]
        email = "ada@lovelace.example"
    );
    blackbar::info!(
        "signed in",
        #[log(hash)]
        email = "ada@lovelace.example"
    );
    let events = captured.all();
    assert_eq!(events[0].field("email"), events[1].field("email"));
    assert_eq!(events[0].field("email").unwrap(), "k0:6Yo1aMGrLjgpXyIrIi5_rQ");
}

#[test]
fn a_value_above_the_usual_clearance_is_not_shown_to_a_test_either() {
    assert_eq!(Class::default(), Class::Internal);
    let captured = test::capture();
    blackbar::info!(
        "sent",
        #[log(pii, allow = "couriers read it")]
        recipient = "Ada"
    );
    captured.any().with("recipient", "[redacted]").assert_one();
}

#[test]
fn events_outlive_the_capture() {
    let captured = test::capture();
    log_event!(UserLogin { user_id: 42, method: "totp" });
    let event = captured.assert_one::<UserLogin>();
    drop(captured);
    event.assert_field("user_id", 42);
    assert!(event.to_string().starts_with("INFO  user.login  user 42 logged in"), "{event}");
}
