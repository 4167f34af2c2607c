//! A context without fields changes nothing where it is entered.
use blackbar::LogContext;

#[derive(LogContext)]
struct Request;

#[derive(LogContext)]
struct Skipped {
    #[log(skip)]
    body: String,
}

fn main() {
    let _inside = blackbar::context! {}.enter();
}
