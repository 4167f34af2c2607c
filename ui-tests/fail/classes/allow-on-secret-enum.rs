//! No reason opens a secret.
use blackbar::LogValue;

#[derive(LogValue)]
#[log(class = secret, allow = "only a test account")]
enum Diagnosis {
    Healthy,
}

fn main() {}
