//! A secret and bytes have no log form, in a context neither.
use blackbar::{LogContext, Secret};

#[derive(LogContext)]
struct Request {
    device_key: Secret<String>,
}

fn main() {
    let body = vec![1_u8, 2];
    let _inside = blackbar::context! { body, note = Secret::new(String::new()) }.enter();
}
