//! A filter is no way to find out what a line does not show.

use blackbar::{Class, LogEvent, Logger, Memory, log_event};
use blackbar_tests::logger;

#[derive(LogEvent)]
#[log(name = "sign.in")]
struct SignIn<'a> {
    #[log(pii, allow = "read by support on a screen of their own")]
    user: &'a str,
    #[log(redact)]
    password: &'a str,
    #[log(mask(last = 4))]
    account_number: &'a str,
    #[log(hash)]
    email: &'a str,
    #[log(skip)]
    pin: u16,
    note: &'a str,
}

fn sign_in(logger: &Logger) {
    let token = ["with ghp_", "16C7e42F292c6912E7710c838347Ae178B4a"].concat();
    log_event!(logger: logger, SignIn {
        user: "ada",
        password: "hunter2",
        account_number: "00012345678901236789",
        email: "ada@lovelace.example",
        pin: 1234,
        note: &token,
    });
}

/// The conditions that hold for that event, for a sink of this clearance.
#[track_caller]
fn check(clearance: Class, condition: &str, expected: bool) {
    // As the logger's filter and as the sink's own.
    let filter = format!("off,event[sign.in]{{{condition}}}=info");
    for own in [false, true] {
        let memory = Memory::new().clearance(clearance);
        let (memory, of_logger) =
            if own { (memory.filter(&filter), "off") } else { (memory, filter.as_str()) };
        let logger =
            logger().fixed_filter(of_logger).hash_key(1, [7; 32]).sink(memory.clone()).build().unwrap();
        sign_in(&logger);
        logger.flush().unwrap();
        assert_eq!(memory.len() == 1, expected, "{clearance:?} {filter}: {:?}", memory.lines());
    }
}

#[test]
fn what_is_hidden_from_a_sink_is_hidden_from_its_filter() {
    check(Class::Internal, "user=\"ada\"", false);
    check(Class::Internal, "user^=\"a\"", false);
    check(Class::Internal, "user*=\"ad\"", false);
    check(Class::Internal, "user=\"[redacted]\"", true);
    // Whatever it is, it is not equal to this: nothing is learnt.
    check(Class::Internal, "user!=\"ada\"", true);
    check(Class::Internal, "user!=\"bob\"", true);
    check(Class::Pii, "user=\"ada\"", true);
    check(Class::Pii, "user!=\"ada\"", false);
}

#[test]
fn what_a_disposition_keeps_back_matches_nothing_but_what_is_written() {
    for clearance in [Class::Internal, Class::Secret] {
        check(clearance, "password=\"hunter2\"", false);
        check(clearance, "password=\"[redacted]\"", true);
        check(clearance, "account_number=\"00012345678901236789\"", false);
        check(clearance, "account_number^=\"000\"", false);
        check(clearance, "account_number*=\"6789\"", true);
        check(clearance, "email=\"ada@lovelace.example\"", false);
        check(clearance, "email^=\"k1:\"", true);
        check(clearance, "pin=1234", false);
        check(clearance, "pin!=1234", false);
    }
}

#[test]
fn a_credential_that_the_scanner_replaces_cannot_be_asked_for() {
    check(Class::Internal, "note*=\"ghp_\"", false);
    check(Class::Internal, "note^=\"with [redacted:\"", true);
}

#[test]
fn one_filter_decides_for_each_sink_by_what_that_sink_sees() {
    let (support, others) = (Memory::new().clearance(Class::Pii), Memory::new());
    let logger = Logger::builder()
        .fixed_filter("off,event[sign.in]{user=\"ada\"}=info")
        .hash_key(1, [7; 32])
        .sink(support.clone())
        .sink(others.clone())
        .build()
        .unwrap();
    sign_in(&logger);
    logger.flush().unwrap();
    assert_eq!((support.len(), others.len()), (1, 0));
}
