//! A forked process has no backend: its calls are off and counted until it installs a logger of its own.

use std::path::PathBuf;

use blackbar::{Cause, Error, RollingFile, context, log_event};
use blackbar_tests::system::{Fork, fork};
use blackbar_tests::{assert_ledger, logger};

use super::{path, to_file};

/// Where the child logs.
fn path_of_child() -> PathBuf {
    path().with_extension("child")
}

fn forked(stats: &blackbar::Stats) -> u64 {
    stats.unheard.iter().find(|(cause, _)| *cause == Cause::Forked).map_or(0, |(_, calls)| *calls)
}

pub(crate) fn fork_and_install_again() {
    let guard = to_file().install().unwrap();
    log_event!(info, "parent", number = 0);
    // What is in force on this thread is so in the child as well.
    let _before = context! { before = 1 }.enter();
    // Still in the ring when the process forks: the child must not write it too.
    match fork().unwrap() {
        Fork::Child => {
            (0..10).for_each(|number| log_event!(info, "lost", number));
            (0..10).for_each(|number| log_event!(logger: guard.logger(), info, "lost", number));
            assert_eq!(forked(&blackbar::stats().unwrap()), 20);
            assert!(matches!(blackbar::flush(), Err(Error::BackendGone)));

            let again = logger().file(RollingFile::new(path_of_child())).install().unwrap();
            let _inside = context! { child = 1 }.enter();
            (0..10).for_each(|number| log_event!(info, "child", number));
            let numbers = 10..20;
            let work = || numbers.for_each(|number| log_event!(info, "child", number));
            std::thread::scope(|scope| {
                scope.spawn(work);
            });
            again.logger().flush().unwrap();
            assert_ledger(&again.logger().stats(), 20);
            (20..30).for_each(|number| log_event!(info, "child", number));
            // The exit handler flushes what is left.
            core::mem::forget(again);
            core::mem::forget(guard);
            std::process::exit(0);
        }
        parent => {
            (1..10).for_each(|number| log_event!(info, "parent", number));
            assert_eq!(parent.wait().unwrap(), 0, "the child failed");
            guard.logger().flush().unwrap();
            assert_ledger(&guard.logger().stats(), 10);
            assert_eq!(forked(&guard.logger().stats()), 0);
        }
    }
}

/// A scope was open when the process forked.
pub(crate) fn fork_in_scope() {
    let logger = blackbar_tests::logger().file(RollingFile::new(path())).build().unwrap();
    let _scope = logger.scope();
    log_event!(info, "parent", number = 0);
    match fork().unwrap() {
        Fork::Child => {
            (0..10).for_each(|number| log_event!(info, "lost", number));
            let counted = forked(&logger.stats());
            std::process::exit(if counted == 10 { 0 } else { 1 });
        }
        parent => {
            assert_eq!(parent.wait().unwrap(), 0, "the child did not count its calls");
            logger.flush().unwrap();
            assert_ledger(&logger.stats(), 1);
        }
    }
}

/// The child of a child, each with a logger of its own.
pub(crate) fn fork_of_fork() {
    let _guard = to_file().install().unwrap();
    log_event!(info, "event", number = 0);
    let first = fork().unwrap();
    if matches!(first, Fork::Child) {
        let guard = logger().file(RollingFile::new(path_of_child())).install().unwrap();
        log_event!(info, "event", number = 1);
        let second = fork().unwrap();
        if matches!(second, Fork::Child) {
            log_event!(info, "lost");
            assert_eq!(forked(&guard.logger().stats()), 1);
            let path = path().with_extension("grandchild");
            core::mem::forget(logger().file(RollingFile::new(path)).install().unwrap());
            log_event!(info, "event", number = 2);
            std::process::exit(0);
        }
        assert_eq!(second.wait().unwrap(), 0, "the grandchild failed");
        drop(guard);
        std::process::exit(0);
    }
    assert_eq!(first.wait().unwrap(), 0, "the child failed");
}
