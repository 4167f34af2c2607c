//! The installed logger.

use blackbar::{Cause, Error, Logger, Memory, enabled, log_event};
use blackbar_tests::{assert_ledger, lines_of, logger, on_thread, texts};

use super::to_file;

pub(crate) fn installed_logger_gets_all_calls() {
    let guard = to_file().install().unwrap();
    log_event!(info, "event", number = 0);
    on_thread("another", || log_event!(info, "event", number = 1));
    blackbar::flush().unwrap();
    let stats = blackbar::stats().unwrap();
    let of_guard = guard.logger().stats();
    assert_eq!((stats.accepted, &stats.sinks[0].name), (of_guard.accepted, &of_guard.sinks[0].name));
    assert_ledger(&stats, 2);
}

pub(crate) fn second_install_is_an_error() {
    let memory = Memory::new();
    let _guard = logger().sink(memory.clone()).install().unwrap();
    let second = logger().sink(Memory::new()).install();
    assert!(matches!(second, Err(Error::AlreadyInstalled)), "{second:?}");
    let text = second.unwrap_err().to_string();
    assert!(text.contains("already installed") && text.contains("`build()`"), "{text}");
    assert!(matches!(blackbar::init(), Err(Error::AlreadyInstalled)));

    // The first one is as it was.
    log_event!(info, "to the first");
    blackbar::flush().unwrap();
    assert_eq!(texts(&lines_of(&memory), "message"), ["to the first"]);
}

pub(crate) fn without_logger_every_call_site_is_off() {
    let mut evaluated = false;
    log_event!(
        critical,
        "nobody hears",
        heard = {
            evaluated = true;
            1
        }
    );
    assert!(!evaluated);
    assert!(!enabled!(critical));
    blackbar::flush().unwrap();
    assert!(blackbar::stats().is_none());

    let log = |number: u64| log_event!(target: "one_site", info, "event", number);
    log(0);
    {
        let memory = Memory::new();
        let logger = logger().sink(memory.clone()).build().unwrap();
        let scope = logger.scope();
        log(1);
        drop(scope);
        logger.flush().unwrap();
        assert_eq!(texts(&lines_of(&memory), "number"), ["1"]);
    }
    assert!(!enabled!(target: "one_site", info), "the last logger is gone");
}

pub(crate) fn calls_without_logger_are_counted() {
    let logger = logger().build().unwrap();
    // The call site is on because of that logger, but no logger is installed.
    (0..10).for_each(|number| log_event!(info, "for nobody", number));
    assert_eq!(logger.stats().unheard, [(Cause::Closed, 10)]);
    assert_ledger(&logger.stats(), 0);
}

pub(crate) fn scope_goes_before_the_installed_logger() {
    let (installed, scoped) = (Memory::new(), Memory::new());
    let _guard = logger().sink(installed.clone()).install().unwrap();
    let logger: Logger = logger().sink(scoped.clone()).build().unwrap();
    {
        let _scope = logger.scope();
        log_event!(info, "scoped");
        on_thread("another", || log_event!(info, "installed"));
    }
    log_event!(info, "installed again");
    blackbar::flush().unwrap();
    logger.flush().unwrap();
    assert_eq!(texts(&lines_of(&scoped), "message"), ["scoped"]);
    assert_eq!(texts(&lines_of(&installed), "message"), ["installed", "installed again"]);
}
