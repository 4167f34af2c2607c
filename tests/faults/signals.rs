//! Log calls from signal handlers.

use super::child;

#[test]
fn a_handler_that_interrupts_a_log_call_is_counted_and_any_other_is_written() {
    child("signal_in_conversion").succeeds();
}

#[test]
fn handlers_that_interrupt_at_any_instruction_neither_hang_nor_tear_an_event() {
    child("signals_all_the_time").succeeds();
}
