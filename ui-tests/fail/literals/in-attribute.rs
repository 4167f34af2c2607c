//! A key in an attribute.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(message = "signed in with AKIAZ7Q2M4K9X1B8C3D5")]
struct SignedIn {
    #[log(doc = "such as AKIAZ7Q2M4K9X1B8C3D5")]
    note: u64,
}

fn main() {}
