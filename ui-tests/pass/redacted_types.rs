//! `redact` and `skip` ask nothing of the type.
use blackbar::{LogEvent, LogValue, Secret, log_event};

struct Opaque;
type Alias = Option<Secret<String>>;

#[derive(LogEvent)]
#[log(message = "{password} {maybe}")]
struct Login<'a, T: ?Sized> {
    #[log(redact)]
    password: Secret<String>,
    #[log(redact)]
    maybe: Alias,
    #[log(redact)]
    generic: &'a T,
    #[log(skip)]
    pin: Opaque,
    #[log(redact)]
    api_key: Option<Opaque>,
    #[log(redact)]
    last: [Opaque],
}

#[derive(LogValue)]
struct Password(#[log(redact)] Secret<String>);

#[derive(LogValue)]
enum Credential {
    ApiKey(#[log(redact)] String),
    Certificate {
        #[log(skip)]
        private_key: String,
        issued: u64,
    },
}

pub(crate) fn main() {
    let _ = |login: &Login<'_, str>| log_event!(login);
    let secret = Secret::new(String::from("x"));
    log_event!(
        info,
        "{secret}",
        #[log(redact)]
        secret,
        #[log(skip)]
        cvv = Opaque
    );
    log_event!(
        info,
        "x",
        #[log(redact)]
        password = { unreachable_call() },
        checked = Password(secret)
    );
    log_event!(info, "x", a = Credential::ApiKey(String::new()));
    log_event!(info, "x", a = Credential::Certificate { private_key: String::new(), issued: 1 });
}

fn unreachable_call() -> Opaque {
    panic!("a redacted argument was evaluated")
}
