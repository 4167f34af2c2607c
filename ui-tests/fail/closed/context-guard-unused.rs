//! A guard that nothing holds ends at once.
#![deny(unused_must_use)]

fn main() {
    blackbar::context! { request_id = 7 }.enter();
}
