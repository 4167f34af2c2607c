//! After the first event of a thread and of a call site, a log call allocates nothing.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeMap;
use std::future::Future;
use std::net::Ipv4Addr;
use std::pin::pin;
use std::task::{self, Poll, Waker};
use std::time::{Duration, SystemTime};

use blackbar::{
    Builder, InContext, LogEvent, LogValue, Logger, Memory, Secret, Slot, Written, context, log_event,
};
use blackbar_tests::logger;
use blackbar_tests::system::{CountingAllocator, allocations};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

const EVENTS: u64 = 2_000;

/// Checks that `log` allocates on its first call at most, and that every event arrives.
#[track_caller]
fn check(log: impl Fn(&Logger)) {
    check_with(logger(), log);
}

/// The same for a logger that is described further.
#[track_caller]
fn check_with(builder: Builder, log: impl Fn(&Logger)) {
    let memory = Memory::new();
    let logger = builder.sink(memory.clone()).build().unwrap();
    log(&logger);
    let before = allocations();
    (0..EVENTS).for_each(|_| log(&logger));
    let after = allocations();
    logger.flush().unwrap();
    assert_eq!(memory.len() as u64, EVENTS + 1);
    assert_eq!(logger.stats().waits, 0, "the ring was full: this measures something else");
    assert_eq!(after - before, 0, "allocations in {EVENTS} events");
}

#[test]
fn the_allocator_of_this_test_counts() {
    let before = allocations();
    let boxed = std::hint::black_box(Box::new(7_u64));
    assert_eq!(allocations() - before, 1);
    drop(boxed);
}

#[test]
fn the_first_event_of_a_thread_is_the_one_that_allocates() {
    let logger = logger().build().unwrap();
    let before = allocations();
    log_event!(logger: logger, info, "first");
    assert!(allocations() > before, "the counter misses what a logger does");
}

#[test]
fn plain_values_allocate_nothing() {
    check(|logger| {
        log_event!(
            logger: logger, info, "plain {number}",
            number = 7_u64, huge = i128::MAX, float = 0.1, flag = true, letter = 'x', nothing = (),
            took = Duration::from_millis(1), at = SystemTime::UNIX_EPOCH, peer = Ipv4Addr::LOCALHOST
        );
    });
}

#[test]
fn an_event_without_fields_allocates_nothing() {
    check(|logger| log_event!(logger: logger, info, "nothing to say"));
}

#[test]
fn texts_allocate_nothing() {
    let owned = "owned".repeat(10);
    check(|logger| log_event!(logger: logger, info, "text {owned}", owned, literal = "literal", empty = ""));
}

#[test]
fn options_and_collections_of_plain_values_allocate_nothing() {
    let list = vec![Some(1_u64), None, Some(3)];
    let pairs = [("a", 1_u8), ("b", 2)];
    check(|logger| {
        log_event!(
            logger: logger, info, "collections",
            some = Some("text"), none = None::<u64>, list, pairs, nested = [[1, 2], [3, 4]]
        );
    });
}

#[derive(LogValue)]
struct Address<'a> {
    street: &'a str,
    number: Option<u32>,
}

#[derive(LogValue)]
enum Payment {
    Card { last_four: u16 },
    Cash,
}

#[derive(LogEvent)]
#[log(name = "order.placed", level = info, message = "order {order_id} for {customer}")]
struct OrderPlaced<'a> {
    order_id: u64,
    customer: &'a str,
    addresses: &'a [Address<'a>],
    payments: [Payment; 2],
}

#[test]
fn nested_values_of_derived_types_allocate_nothing() {
    let addresses =
        [Address { street: "Long Lane", number: Some(7) }, Address { street: "Square", number: None }];
    check(|logger| {
        log_event!(logger: logger, OrderPlaced {
            order_id: 7,
            customer: "Ada",
            addresses: &addresses,
            payments: [Payment::Card { last_four: 1_111 }, Payment::Cash],
        });
    });
}

#[derive(LogEvent)]
#[log(name = "user.login", level = info, message = "{user_id} with {password}")]
struct UserLogin {
    user_id: u64,
    #[log(redact)]
    password: String,
    #[log(redact)]
    auth_token: Option<String>,
    #[log(skip)]
    #[allow(dead_code, reason = "not even read")]
    pin: String,
}

#[test]
fn redacted_and_skipped_fields_allocate_nothing() {
    let login = UserLogin { user_id: 7, password: "hunter2".into(), auth_token: None, pin: "0000".into() };
    check(|logger| log_event!(logger: logger, &login));
    // Not evaluated, or it would allocate.
    check(|logger| log_event!(logger: logger, info, "x", #[log(redact)] password = login.password.clone()));
}

#[derive(LogEvent)]
#[log(name = "user.seen", level = info, message = "{account} {user_id}")]
struct UserSeen<'a> {
    #[log(mask(last = 4))]
    account: &'a str,
    #[log(mask(email))]
    contact: Option<String>,
    #[log(mask(pan))]
    card: u64,
    #[log(mask(ip))]
    peer: Ipv4Addr,
    #[log(hash)]
    user_id: u64,
    #[log(hash)]
    session: Secret<String>,
    #[log(len)]
    body: Vec<u8>,
    #[log(truncate(8))]
    agent: &'a str,
    #[log(error)]
    cause: std::num::ParseIntError,
}

#[test]
fn masked_hashed_measured_and_cut_fields_allocate_nothing() {
    let seen = UserSeen {
        account: "account-0123456789",
        contact: Some("ada@gmail.com".into()),
        card: 4_111_111_111_111_111,
        peer: Ipv4Addr::LOCALHOST,
        user_id: 7,
        session: String::from("s3ss10n").into(),
        body: vec![1; 100],
        agent: "an agent with a long name",
        cause: "x".parse::<u8>().unwrap_err(),
    };
    check_with(logger().hash_key(1, [7; 32]), |logger| log_event!(logger: logger, &seen));
}

#[test]
fn maps_whose_keys_are_judged_allocate_nothing() {
    let headers =
        BTreeMap::from([("content-type", "text/html"), ("authorization", "Bearer x"), ("length", "7")]);
    check(|logger| log_event!(logger: logger, info, "request", headers));
}

struct Host(String);

impl LogValue for Host {
    type Form = str;
    fn log<'a>(&self, slot: Slot<'a, str>) -> Written<'a> {
        slot.write(self.0.trim_end_matches('.'))
    }
}

#[test]
fn a_conversion_that_allocates_nothing_stays_that_way() {
    let host = Host("example.org.".into());
    check(|logger| log_event!(logger: logger, info, "resolved {host}", host));
}

#[test]
fn an_event_that_is_cut_allocates_nothing() {
    let body = "x".repeat(10_000);
    let address = Address { street: &body.repeat(3), number: None };
    let memory = Memory::new();
    let logger = logger().ring_bytes(1 << 24).sink(memory.clone()).build().unwrap();
    let log = || {
        log_event!(logger: logger, info, "cut", address);
    };
    log();
    let before = allocations();
    (0..100).for_each(|_| log());
    assert_eq!(allocations() - before, 0);
    logger.flush().unwrap();
    assert!(memory.lines().iter().all(|line| line.contains("\"truncated\":")));
}

#[test]
fn an_event_that_is_dropped_allocates_nothing() {
    let puppet = blackbar_tests::Puppet::new("hangs");
    puppet.hang();
    let logger = logger()
        .overflow(blackbar::Overflow::DropNewest)
        .ring_bytes(65_536)
        .sink(puppet.clone())
        .build()
        .unwrap();
    let log = || log_event!(logger: logger, info, "until it is full", number = 7_u64);
    log();
    puppet.wait_until_it_hangs();
    let before = allocations();
    (0..10_000).for_each(|_| log());
    assert_eq!(allocations() - before, 0);
    assert!(logger.stats().lost_total() > 0);
    puppet.write();
}

#[derive(LogEvent)]
#[log(limit = "1/h")]
struct Limited {
    number: u64,
}

#[test]
fn a_suppressed_call_allocates_nothing_nor_does_one_that_passes_a_rate() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    let log = |number: u64| {
        log_event!(logger: logger, Limited { number });
        log_event!(logger: logger, once, info, "once", number);
        log_event!(logger: logger, sample: 10, info, "sampled", number);
        log_event!(logger: logger, limit: "1_000_000/s", info, "passes", number);
    };
    // The first call passes, the second is the first one suppressed.
    (0..2).for_each(log);
    let before = allocations();
    (2..EVENTS).for_each(log);
    assert_eq!(allocations() - before, 0);
    logger.flush().unwrap();
    assert_eq!(memory.len() as u64, 1 + 1 + EVENTS / 10 + EVENTS);
    assert!(logger.stats().suppressed >= 3 * EVENTS - 2 - EVENTS / 10);
}

#[test]
fn a_call_costs_no_allocation_where_equal_events_are_counted() {
    let memory = Memory::new();
    let logger = logger().deduplicate(Duration::from_secs(3600)).sink(memory.clone()).build().unwrap();
    let log = || log_event!(logger: logger, info, "the same");
    log();
    let before = allocations();
    (0..EVENTS).for_each(|_| log());
    assert_eq!(allocations() - before, 0);
    logger.flush().unwrap();
    assert_eq!(memory.len(), 2);
}

#[test]
fn an_event_in_a_context_allocates_nothing_whatever_the_context() {
    let _request = context! { request_id = 7, user = "ada".repeat(10), list = [Some(1), None] }.enter();
    check(|logger| log_event!(logger: logger, info, "in one context", number = 7_u64));
    let _step = context! { step = "charge", user = "eve" }.enter();
    check(|logger| log_event!(logger: logger, info, "in two", text = "text"));
    let host = Host("example.org.".into());
    check(|logger| log_event!(logger: logger, info, "with a conversion", host));
    let _large = context! { large = "x".repeat(10_000) }.enter();
    check_with(logger().ring_bytes(1 << 24), |logger| {
        log_event!(logger: logger, info, "in one that is too large");
    });
}

#[test]
fn a_poll_in_a_context_and_the_events_of_it_allocate_nothing() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    let _around = context! { worker = 1 }.enter();
    let mut future = pin!(
        std::future::poll_fn(|_| {
            log_event!(logger: logger, info, "polled");
            Poll::<()>::Pending
        })
        .in_context(context! { request_id = 7 })
    );
    let mut task = task::Context::from_waker(Waker::noop());
    let mut poll = || assert!(future.as_mut().poll(&mut task).is_pending());
    poll();
    let before = allocations();
    (0..EVENTS).for_each(|_| poll());
    assert_eq!(allocations() - before, 0);
    logger.flush().unwrap();
    assert_eq!(memory.len() as u64, EVENTS + 1);
    assert!(memory.lines().iter().all(|line| line.contains(r#""context":{"worker":1,"request_id":7}"#)));
}

#[test]
fn a_call_site_that_is_off_allocates_nothing() {
    let before = allocations();
    for number in 0..EVENTS {
        // No logger wants it: those of the other tests do not live on this thread, and want this target no less.
        log_event!(target: "off", info, "off", number);
    }
    assert!(allocations() - before <= 64, "{} allocations", allocations() - before);
}
