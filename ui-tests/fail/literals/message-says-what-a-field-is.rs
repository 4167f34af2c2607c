//! The words around a placeholder say that its value is a secret.

use blackbar::{LogEvent, info};

#[derive(LogEvent)]
#[log(message = "calling https://user:{note}@partner.example/")]
struct Calling<'a> {
    note: &'a str,
}

fn main() {
    let x = "hunter2";
    info!("password={v}", v = x);
    info!("password={v}", #[log(redact)] v = x);
}
