//! What is said about a secret without saying it, and what satisfies the gate for a sensitive name.
use blackbar::{LogEvent, LogValue, log_event};

#[derive(LogEvent)]
struct Judged<'a> {
    #[log(hash)]
    session_token: &'a str,
    #[log(mask(pan))]
    card_number: &'a str,
    #[log(mask(last = 2), allow = "two letters of a form letter")]
    one_time_code: &'a str,
    #[log(len)]
    api_key: &'a str,
    #[log(pii)]
    ssn: &'a str,
    #[log(secret)]
    private_key: &'a str,
    #[log(pii, with = Scheme::of)]
    auth_token: &'a str,
    #[log(redact)]
    password: &'a str,
    #[log(skip)]
    cvv: u16,
}

/// The name of the event says something, and so does that of the field.
#[derive(LogEvent)]
struct PasswordChanged {
    value: u64,
    user: String,
}

#[derive(LogValue)]
enum Scheme {
    Bearer,
    Other,
}

impl Scheme {
    fn of(token: &&str) -> Self {
        if token.starts_with("Bearer ") { Self::Bearer } else { Self::Other }
    }
}

fn is_strong(password: &str) -> bool {
    password.len() > 12
}

fn score(password: &str) -> usize {
    password.len()
}

struct Token(String);

impl Token {
    fn kind(&self) -> &'static str {
        if self.0.is_empty() { "none" } else { "bearer" }
    }
}

pub(crate) fn main() {
    let (password, token, card) = ("x", Token(String::new()), Some("4"));
    log_event!(Judged {
        session_token: "a",
        card_number: "b",
        one_time_code: "c",
        api_key: "d",
        ssn: "e",
        private_key: "f",
        auth_token: "g",
        password,
        cvv: 1,
    });
    log_event!(PasswordChanged { value: 1, user: String::new() });
    log_event!(
        info,
        "x",
        strong = is_strong(password),
        score = score(password),
        longer = password.len() > 8,
        kind = token.kind(),
        has_card = card.is_some(),
        digits = card.map(|number| number.len()),
        first = match card {
            Some(_) => 1,
            None => 2,
        },
        #[log(hash)]
        same = password,
    );
}
