//! The cases of `ui-tests/pass` once more, in this package's edition, and run.
//!
//! That package has the older edition, this one the newer; expansions must work in both.

#![allow(clippy::expect_used, clippy::panic, dead_code, reason = "the cases are about compiling")]

#[path = "../../ui-tests/pass/borrowed_places.rs"]
mod borrowed_places;
#[path = "../../ui-tests/pass/classes.rs"]
mod classes;
#[path = "../../ui-tests/pass/control_flow.rs"]
mod control_flow;
#[path = "../../ui-tests/pass/debug.rs"]
mod debug;
#[path = "../../ui-tests/pass/dispositions.rs"]
mod dispositions;
#[path = "../../ui-tests/pass/facts_about_secrets.rs"]
mod facts_about_secrets;
#[path = "../../ui-tests/pass/flatten.rs"]
mod flatten;
#[path = "../../ui-tests/pass/generic_call_site.rs"]
mod generic_call_site;
#[path = "../../ui-tests/pass/handwritten_forms.rs"]
mod handwritten_forms;
#[path = "../../ui-tests/pass/in_macro_rules.rs"]
mod in_macro_rules;
#[path = "../../ui-tests/pass/inline_form.rs"]
mod inline_form;
#[path = "../../ui-tests/pass/innocent_names.rs"]
mod innocent_names;
#[path = "../../ui-tests/pass/no_implicit_prelude.rs"]
mod no_implicit_prelude;
#[path = "../../ui-tests/pass/plain_text.rs"]
mod plain_text;
#[path = "../../ui-tests/pass/plain_types.rs"]
mod plain_types;
#[path = "../../ui-tests/pass/recursive_types.rs"]
mod recursive_types;
#[path = "../../ui-tests/pass/redacted_types.rs"]
mod redacted_types;
#[path = "../../ui-tests/pass/shadowed_names.rs"]
mod shadowed_names;
#[path = "../../ui-tests/pass/small_numbers.rs"]
mod small_numbers;
#[path = "../../ui-tests/pass/strict_lints.rs"]
mod strict_lints;
#[path = "../../ui-tests/pass/struct_styles.rs"]
mod struct_styles;
#[path = "../../ui-tests/pass/variable_named_info.rs"]
mod variable_named_info;

/// Runs the `main` of a case, where every call site is wanted.
fn run(case: fn()) {
    let memory = blackbar::Memory::new();
    let logger = blackbar_tests::logger().sink(memory.clone()).build().expect("a logger into memory");
    let scope = logger.scope();
    case();
    drop(scope);
    logger.flush().expect("nothing to wait for");
    assert!(!memory.is_empty());
}

#[test]
fn borrowed_places_runs() {
    run(borrowed_places::main);
}

#[test]
fn classes_runs() {
    run(classes::main);
}

#[test]
fn control_flow_runs() {
    run(control_flow::main);
}

#[test]
fn dispositions_runs() {
    run(dispositions::main);
}

#[test]
fn debug_runs() {
    run(debug::main);
}

#[test]
fn facts_about_secrets_runs() {
    run(facts_about_secrets::main);
}

#[test]
fn flatten_runs() {
    run(flatten::main);
}

#[test]
fn generic_call_site_runs() {
    run(generic_call_site::main);
}

#[test]
fn handwritten_forms_runs() {
    run(handwritten_forms::main);
}

#[test]
fn in_macro_rules_runs() {
    run(in_macro_rules::main);
}

#[test]
fn inline_form_runs() {
    run(inline_form::main);
}

#[test]
fn innocent_names_runs() {
    run(innocent_names::main);
}

#[test]
fn no_implicit_prelude_runs() {
    run(no_implicit_prelude::main);
}

#[test]
fn plain_text_runs() {
    run(plain_text::main);
}

#[test]
fn plain_types_runs() {
    run(plain_types::main);
}

#[test]
fn recursive_types_runs() {
    run(recursive_types::main);
}

#[test]
fn redacted_types_runs() {
    run(redacted_types::main);
}

#[test]
fn shadowed_names_runs() {
    run(shadowed_names::main);
}

#[test]
fn small_numbers_runs() {
    run(small_numbers::main);
}

#[test]
fn strict_lints_runs() {
    run(strict_lints::main);
}

#[test]
fn struct_styles_runs() {
    run(struct_styles::main);
}

#[test]
fn variable_named_info_runs() {
    run(variable_named_info::main);
}
