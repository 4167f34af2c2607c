//! Forwarded tokens: the mistake is shown where they were written.
use blackbar::{Secret, log_event};

macro_rules! audit {
    ($($tokens:tt)*) => { log_event!(target: "audit", info, $($tokens)*) };
}

macro_rules! seen {
    ($value:expr) => {
        log_event!(info, "seen", what = $value)
    };
}

fn main() {
    let note = Secret::new(String::from("x"));
    audit!("login", user = 1, note);
    seen!(&note);
}
