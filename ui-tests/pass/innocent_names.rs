//! Names that only look sensitive, and credentials that cannot be text.
use blackbar::{LogEvent, LogValue, log_event};

#[derive(LogEvent)]
struct Innocent<T: blackbar::NotText + LogValue> {
    password_changed_at: u64,
    token_count: String,
    secretary: String,
    gpio_pin: u8,
    token: u64,
    api_key: Option<Kind>,
    has_password: bool,
    refresh_token: Number,
    cookie: T,
    #[log(allow = "title of the form field")]
    password: &'static str,
    #[log(allow = "position in the lexer")]
    access_token: String,
    email: String,
}

#[derive(LogValue)]
enum Kind {
    Bearer,
}

#[derive(LogValue)]
struct Number(u32);

fn is_pin_valid() -> bool {
    true
}

pub(crate) fn main() {
    log_event!(Innocent {
        password_changed_at: 1,
        token_count: String::new(),
        secretary: String::new(),
        gpio_pin: 1,
        token: 1,
        api_key: Some(Kind::Bearer),
        has_password: true,
        refresh_token: Number(1),
        cookie: 1_u8,
        password: "Password",
        access_token: String::new(),
        email: String::new(),
    });
    let password = "x";
    log_event!(info, "x", strength = password.len(), pin_valid = is_pin_valid(), token = 3);
    log_event!(
        info,
        "x",
        #[log(allow = "printed on the form")]
        label = password
    );
}
