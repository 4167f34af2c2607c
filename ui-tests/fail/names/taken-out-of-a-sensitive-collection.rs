//! What holds a value says what it is, whatever the key that finds it.

use std::collections::HashMap;

use blackbar::info;

fn main() {
    let passwords = HashMap::from([("db", "hunter2")]);
    info!("x", note = passwords["db"]);
    info!("x", note = *passwords.get("db").unwrap());
}
