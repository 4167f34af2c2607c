//! A class says what is written where nothing else does; a reason opens what is personal.
use blackbar::{LogEvent, LogValue, Secret, log_event};

struct Opaque;

#[derive(LogEvent)]
#[log(class = pii)]
struct Person<'a> {
    name: &'a str,
    #[log(allow = "only the year of it")]
    born: u16,
    #[log(redact)]
    photo: Opaque,
    #[log(secret)]
    password: Option<Secret<String>>,
    #[log(with = str::len)]
    letters: &'a str,
    #[log(error, allow = "only the kind of it")]
    cause: std::fmt::Error,
}

#[derive(LogEvent)]
struct Seen {
    #[log(public)]
    id: u64,
    #[log(internal)]
    node: u64,
    #[log(pii)]
    email: String,
    #[log(pii, skip)]
    photo: Opaque,
    #[log(secret)]
    opaque: Opaque,
    #[log(secret, hash)]
    token: Secret<String>,
    #[log(secret, mask(last = 4), allow = "the end is printed on it")]
    key_number: String,
    #[log(pii, flatten)]
    inner: Inner,
}

#[derive(LogEvent)]
struct Inner {
    state: Gender,
}

#[derive(LogValue)]
#[log(class = pii)]
struct Email(String);

#[derive(LogValue)]
#[log(class = secret)]
struct Card {
    cvv: u16,
    image: *const u8,
}

#[derive(LogValue)]
#[log(class = secret)]
enum Key {
    Raw([u8; 32]),
    Path(Opaque),
}

#[derive(LogValue)]
#[log(class = pii)]
enum Diagnosis {
    Healthy,
    Other(Opaque),
}

#[derive(LogValue)]
#[log(class = pii, allow = "the form asks for it")]
enum Gender {
    Unsaid,
    Other(String),
}

#[derive(LogValue)]
struct Parts(
    #[log(pii)] String,
    #[log(pii, allow = "only the year of it")] u16,
    #[log(secret)] Opaque,
    #[log(internal)] u8,
);

pub(crate) fn main() {
    log_event!(Person {
        name: "x",
        born: 1999,
        photo: Opaque,
        password: None,
        letters: "x",
        cause: std::fmt::Error
    });
    log_event!(Seen {
        id: 1,
        node: 2,
        email: String::new(),
        photo: Opaque,
        opaque: Opaque,
        token: Secret::new(String::new()),
        key_number: String::new(),
        inner: Inner { state: Gender::Unsaid },
    });
    log_event!(
        info,
        "{person} {token}",
        #[log(pii)]
        person = "x",
        #[log(secret)]
        token = { unreachable_call() },
        #[log(pii, allow = "only the year of it")]
        born = 1999,
        email = Email(String::new()),
        card = Card { cvv: 1, image: core::ptr::null() },
        keys = (Key::Raw([0; 32]), Key::Path(Opaque)),
        found = [Diagnosis::Healthy, Diagnosis::Other(Opaque)],
        gender = Gender::Other(String::new()),
        parts = Parts(String::new(), 1, Opaque, 1),
    );
}

fn unreachable_call() -> Opaque {
    panic!("a secret argument was evaluated")
}
