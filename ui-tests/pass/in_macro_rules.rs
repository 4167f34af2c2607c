//! Forwarding from the user's own macros, in each kind of fragment.
use blackbar::{LogEvent, LogValue, log_event};

macro_rules! all {
    ($($tokens:tt)*) => { log_event!($($tokens)*) };
}
macro_rules! pieces {
    ($level:ident, $message:literal, $key:ident = $value:expr) => {
        log_event!($level, $message, $key = $value)
    };
}
macro_rules! expression {
    ($event:expr) => {
        log_event!($event)
    };
}
macro_rules! variable {
    ($variable:expr) => {
        log_event!(info, "x", value = $variable)
    };
}
macro_rules! event {
    ($name:ident, $event_name:literal, $level:ident, { $($field:ident: $ty:ty),* }) => {
        #[derive(LogEvent)]
        #[log(name = $event_name, level = $level, message = $event_name)]
        struct $name { $($field: $ty),* }
    };
}
macro_rules! value {
    ($name:ident($ty:ty)) => {
        #[derive(LogValue)]
        struct $name($ty);
    };
}

event!(Seen, "seen.it", warn, { id: u64, text: &'static str, value: Value });
value!(Value(Option<u64>));

pub(crate) fn main() {
    let id = 1;
    all!(info, "{id}", id, other = id + 1);
    all!(Seen { id, text: "x", value: Value(None) });
    pieces!(warn, "{count}", count = 1 + 1);
    expression!(Seen { id, text: "x", value: Value(Some(1)) });
    variable!(id);
}
