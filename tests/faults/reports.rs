//! Losses are told in the log itself, with cause and count, and the counts add up.

use blackbar::{Cause, Memory, log_event};
use blackbar_tests::{Puppet, assert_ledger, assert_losses_are_told, lines_of, logger, told};

#[test]
fn a_sink_that_refuses_is_told_by_the_sinks_that_work() {
    let (bad, memory) = (Puppet::new("bad"), Memory::new());
    let logger = logger().sink(bad.clone()).sink(memory.clone()).build().unwrap();
    bad.refuse(Cause::Io);
    (0..10).for_each(|number| log_event!(logger: logger, info, "event", number));
    logger.flush().unwrap();
    bad.refuse(Cause::DiskFull);
    (0..5).for_each(|number| log_event!(logger: logger, info, "event", number));
    logger.flush().unwrap();

    let stats = logger.stats();
    assert_ledger(&stats, 15);
    let lines = lines_of(&memory);
    let told = told(&lines);
    let bad_told = |cause: &str| told.get(&(cause.to_owned(), Some("bad".to_owned()))).copied();
    assert!(bad_told("io").is_some_and(|events| events >= 10), "{told:?}");
    assert!(bad_told("disk_full").is_some_and(|events| events >= 5), "{told:?}");
    assert_losses_are_told(&stats, &lines, stats.reports);
    let report = lines.iter().find(|line| line["event"] == "blackbar.events_lost").unwrap();
    assert_eq!((&report["level"], &report["target"]), (&"warn".into(), &"blackbar".into()));
    assert_eq!(report["message"], "10 events lost: io");
}

#[test]
fn a_single_loss_after_a_report_that_arrived_is_told_too() {
    let (bad, memory) = (Puppet::new("bad"), Memory::new());
    let logger = logger().sink(bad.clone()).sink(memory.clone()).build().unwrap();
    for _ in 0..3 {
        bad.refuse_once(Cause::Io);
        log_event!(logger: logger, info, "refused");
        // The report of it comes after it, and is taken.
        logger.flush().unwrap();
    }
    let stats = logger.stats();
    assert_eq!(stats.sinks[0].dropped, [(Cause::Io, 3)]);
    assert_ledger(&stats, 3);
    assert_losses_are_told(&stats, &lines_of(&memory), 0);
}

#[test]
fn a_report_does_not_report_itself_for_ever() {
    let bad = Puppet::new("bad");
    let logger = logger().sink(bad.clone()).build().unwrap();
    bad.refuse(Cause::Io);
    log_event!(logger: logger, info, "refused");
    for _ in 0..20 {
        logger.flush().unwrap();
    }
    let stats = logger.stats();
    assert!(stats.reports <= 2, "{} reports of one loss", stats.reports);
    assert_ledger(&stats, 1);
}

#[test]
fn a_sinks_filter_that_lets_no_report_through_is_counted() {
    let (errors, memory) = (Memory::new().filter("error"), Memory::new());
    let bad = Puppet::new("bad");
    let logger = logger().sink(errors.clone()).sink(memory.clone()).sink(bad.clone()).build().unwrap();
    bad.refuse(Cause::QueueFull);
    (0..10).for_each(|number| log_event!(logger: logger, info, "event", number));
    logger.flush().unwrap();
    let stats = logger.stats();
    assert!(errors.is_empty());
    assert_eq!(stats.sinks[0].filtered, 10 + stats.reports);
    assert_ledger(&stats, 10);
}

#[test]
fn reports_pass_the_loggers_own_filter() {
    let (bad, memory) = (Puppet::new("bad"), Memory::new());
    let logger = logger().fixed_filter("error").sink(bad.clone()).sink(memory.clone()).build().unwrap();
    bad.refuse(Cause::Io);
    log_event!(logger: logger, error, "refused");
    logger.flush().unwrap();
    assert_losses_are_told(&logger.stats(), &lines_of(&memory), logger.stats().reports);
    assert_eq!(told(&lines_of(&memory)).len(), 1);
}
