//! A guard is about the thread that entered.
fn main() {
    let inside = blackbar::context! { request_id = 7 }.enter();
    std::thread::spawn(move || drop(inside));
}
