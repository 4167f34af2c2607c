//! Attributes, names and types are reported in one compile, each once.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(level = fatal, message = "{nobody}")]
struct Login {
    password: String,
    token: String,
    bytes: *const u8,
}

fn used(login: Login) {
    blackbar::log_event!(login);
}

fn main() {}
