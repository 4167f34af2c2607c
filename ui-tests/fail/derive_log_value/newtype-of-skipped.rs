//! What is written as its only field cannot skip it.
use blackbar::LogValue;

#[derive(LogValue)]
struct Password(#[log(skip)] String);

fn main() {}
