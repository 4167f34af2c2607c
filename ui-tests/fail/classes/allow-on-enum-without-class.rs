//! Nothing keeps the variants back.
use blackbar::LogValue;

#[derive(LogValue)]
#[log(allow = "only a test account")]
enum Diagnosis {
    Healthy,
}

fn main() {}
