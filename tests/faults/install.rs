//! The installed logger, each time in a process of its own.

use super::{Folder, child};

#[test]
fn the_installed_logger_gets_the_calls_of_all_threads() {
    let folder = Folder::new();
    child("installed_logger_gets_all_calls").arg(folder.log()).succeeds();
    assert_eq!(blackbar_tests::lines_of_file(&folder.log()).len(), 2);
}

#[test]
fn a_second_install_is_an_error_and_the_first_goes_on() {
    child("second_install_is_an_error").succeeds();
}

#[test]
fn without_a_logger_every_call_site_is_off() {
    child("without_logger_every_call_site_is_off").succeeds();
}

#[test]
fn calls_that_belong_to_no_logger_are_counted() {
    child("calls_without_logger_are_counted").succeeds();
}

#[test]
fn a_scope_goes_before_the_installed_logger_on_its_thread_alone() {
    child("scope_goes_before_the_installed_logger").succeeds();
}
