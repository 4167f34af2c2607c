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
