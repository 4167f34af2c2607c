//! A secret is not serialised along with what is around it.
use blackbar::Secret;
use serde::Serialize;

#[derive(Serialize)]
struct Login {
    entry: Secret<String>,
}

fn main() {}
