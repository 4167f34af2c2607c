//! Every event that the harness logs: dispositions × shapes, each with a canary of its own in the leaf that may not be
//! shown, and one in a field that is.

mod case;
mod classes;
mod free_text;
mod leaves;
mod maps;
mod nested;

pub(crate) use case::{Case, Expect, Planted};

use case::Cases;

/// All of them.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Cases::default();
    leaves::add(&mut cases);
    nested::add(&mut cases);
    classes::add(&mut cases);
    maps::add(&mut cases);
    free_text::add(&mut cases);
    cases.all()
}
