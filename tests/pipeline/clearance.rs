//! What each sink may see, and what no sink sees: clearances and the scanner, from the call to the line.

use blackbar::{Class, LogEvent, Memory, log_event};
use blackbar_tests::{assert_ledger, lines_of, logger};

#[derive(LogEvent)]
#[log(name = "order.placed", message = "order {order_id} of {customer}: {note}")]
struct OrderPlaced<'a> {
    order_id: u64,
    #[log(pii, allow = "support looks orders up by it")]
    customer: &'a str,
    note: &'a str,
}

/// A key id of which only half stands in the source.
fn key_id() -> String {
    ["AK", "IA", "QW3RTZ7VBN8MKLP2"].concat()
}

#[test]
fn each_sink_sees_what_it_is_cleared_for() {
    let (everyone, support, people) =
        (Memory::new(), Memory::new().clearance(Class::Pii), Memory::new().pretty().clearance(Class::Pii));
    let logger = logger().sink(everyone.clone()).sink(support.clone()).sink(people.clone()).build().unwrap();
    log_event!(logger: logger, OrderPlaced { order_id: 7, customer: "Ada Lovelace", note: "gift" });
    logger.flush().unwrap();

    let line = &lines_of(&everyone)[0];
    assert_eq!(line["customer"], "[redacted]");
    assert_eq!(line["message"], "order 7 of [redacted]: gift");
    assert!(!everyone.text().contains("Ada"));
    let line = &lines_of(&support)[0];
    assert_eq!(line["customer"], "Ada Lovelace");
    assert_eq!(line["message"], "order 7 of Ada Lovelace: gift");
    assert!(people.text().contains("customer=\"Ada Lovelace\""), "{}", people.text());
    assert_ledger(&logger.stats(), 1);
}

#[test]
fn credentials_in_texts_are_replaced_for_every_sink_and_counted() {
    let (everyone, support) = (Memory::new(), Memory::new().pretty().clearance(Class::Secret));
    let logger = logger().sink(everyone.clone()).sink(support.clone()).build().unwrap();
    let note = format!("key {} of postgres://app:hunter2@db", key_id());
    log_event!(logger: logger, OrderPlaced { order_id: 7, customer: "Ada", note: &note });
    logger.flush().unwrap();

    for text in [everyone.text(), support.text()] {
        let replaced = "key [redacted:aws] of postgres://[redacted:userinfo]@db";
        assert_eq!(text.matches(replaced).count(), 2, "in the message and in the field: {text}");
        assert!(!text.contains("hunter2") && !text.contains(&key_id()), "{text}");
    }
    let stats = logger.stats();
    assert_eq!(stats.detected, [("aws", 2), ("userinfo", 2)], "once for each rendering");
    assert!(stats.to_string().contains("credentials replaced 4 (aws 2, userinfo 2)"), "{stats}");
}
