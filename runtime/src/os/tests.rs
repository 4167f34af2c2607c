//! Registration alone. What the handlers see takes processes of their own and is tested in the package
//! `tests`.

use super::exit::at_exit;
use super::fork::on_fork_in_child;

extern "C" fn nothing() {}

#[test]
fn a_fork_handler_is_accepted_where_there_is_fork() {
    assert_eq!(on_fork_in_child(nothing), cfg!(unix));
}

#[test]
fn an_exit_handler_is_accepted_where_it_is_supported() {
    assert_eq!(at_exit(nothing), cfg!(unix));
}

#[cfg(feature = "test")]
#[test]
fn a_thread_has_the_mark_of_the_one_that_started_it() {
    use super::lineage::{mark, set_mark};

    std::thread::scope(|scope| {
        scope.spawn(|| {
            let Some(own) = mark() else { return };
            assert!(set_mark(own + 7));
            let inherited = std::thread::spawn(|| {
                let deeper = std::thread::spawn(mark).join().unwrap();
                (mark(), deeper)
            });
            assert_eq!(inherited.join().unwrap(), (Some(own + 7), Some(own + 7)));
            assert!(set_mark(own));
            assert_eq!(std::thread::spawn(mark).join().unwrap(), Some(own));
        });
    });
}
