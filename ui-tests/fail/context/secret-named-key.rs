//! The name gate holds for contexts too.
fn main() {
    let password = String::from("hunter2");
    let _inside = blackbar::context! { request_id = 7, password }.enter();
    let _inside = blackbar::context! { note = password.as_str() }.enter();
}
