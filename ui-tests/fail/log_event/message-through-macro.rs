//! What a macro of the user passes on is judged as if it stood in the call.
use blackbar::log_event;

macro_rules! note {
    ($message:literal) => { log_event!(info, $message) };
}
macro_rules! note_text {
    ($message:expr) => { log_event!(info, $message) };
}
macro_rules! note_value {
    ($key:ident, $value:expr) => { log_event!(info, "x", $key = $value) };
}
macro_rules! pass_on {
    ($($tokens:tt)*) => { log_event!($($tokens)*) };
}

fn main() {
    let (password, pw) = ("x", "y");
    note!("login with {password}");
    note_text!(password);
    note_value!(password, 1);
    note_value!(note, pw);
    pass_on!(info, "x", password);
}
