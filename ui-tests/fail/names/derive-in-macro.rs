//! An event whose fields come through a macro.
use blackbar::LogEvent;

macro_rules! event {
    ($name:ident { $($field:ident: $ty:ty),* }) => {
        #[derive(LogEvent)]
        struct $name { $($field: $ty),* }
    };
}

event!(Login { user_id: u64, password: String, access_token: String });

fn main() {}
