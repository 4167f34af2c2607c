//! One mistake per file under `fail/`, with what the compiler says to it; one claim per file under `pass/`.
//!
//! After a change of a text: `TRYBUILD=overwrite cargo test -p blackbar-ui-tests`, then read every `.stderr` that changed
//! as a user would.

#[test]
fn mistakes_are_explained_and_everything_else_compiles() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("fail/**/*.rs");
    cases.pass("pass/*.rs");
}
