//! Every disposition on a field, a part of a tuple and an argument, on all the types it fits.
use blackbar::{LogEvent, LogValue, Secret, log_event};
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::error::Error;
use std::net::IpAddr;
use std::rc::Rc;
use std::sync::Arc;

type Token = Option<Secret<String>>;

fn host(url: &str) -> Cow<'_, str> {
    url.split('/').next().unwrap_or_default().into()
}

mod shown {
    #[allow(clippy::ptr_arg, reason = "a function under `with` takes what the field is")]
    pub(crate) fn first<T: Clone>(values: &Vec<T>) -> Option<T> {
        values.first().cloned()
    }
}

#[derive(LogEvent)]
#[log(message = "{last} {domain} {made}")]
struct Disposed<'a, E: Error + 'static, T: Clone + blackbar::LogValue> {
    #[log(mask(last = 4))]
    last: &'a str,
    #[log(mask(first = 6, last = 4))]
    ends: Option<Arc<str>>,
    #[log(mask(email))]
    email: &'a mut String,
    #[log(mask(pan))]
    pan: Secret<u64>,
    #[log(mask(ip))]
    address: IpAddr,
    #[log(hash)]
    token: Token,
    #[log(hash(domain = "user"))]
    domain: Box<u64>,
    #[log(hash)]
    bytes: Vec<u8>,
    #[log(len)]
    queue: VecDeque<E>,
    #[log(len)]
    map: Option<&'a BTreeMap<String, E>>,
    #[log(truncate(64))]
    start: Cow<'a, str>,
    #[log(error)]
    cause: E,
    #[log(error)]
    boxed: Option<Box<dyn Error + Send + Sync>>,
    #[log(debug, allow = "shape of the request")]
    request: [Option<char>; 2],
    #[log(display, allow = "shape of the request")]
    method: Option<Rc<str>>,
    #[log(with = host)]
    made: String,
    #[log(with = shown::first::<T>)]
    first: Vec<T>,
}

#[derive(LogValue)]
struct Masked(#[log(mask(last = 4))] String);

#[derive(LogValue)]
struct Host(#[log(with = host)] String);

#[derive(LogValue)]
enum Step {
    Cut(#[log(truncate(4))] String),
    Failed(#[log(error)] std::fmt::Error, #[log(debug, allow = "shape of the request")] u8),
    Made {
        #[log(with = host)]
        url: String,
        #[log(hash)]
        user: u64,
    },
}

pub(crate) fn main() {
    let mut email = String::from("someone@example.com");
    log_event!(Disposed {
        last: "4111111111111111",
        ends: None,
        email: &mut email,
        pan: Secret::new(4111111111111111),
        address: [127, 0, 0, 1].into(),
        token: None,
        domain: Box::new(1),
        bytes: vec![1],
        queue: VecDeque::new(),
        map: None,
        start: "x".into(),
        cause: std::fmt::Error,
        boxed: Some("x".into()),
        request: [None, Some('x')],
        method: Some("GET".into()),
        made: String::from("example.com/path"),
        first: vec![1],
    });
    let steps = (
        Step::Cut(String::new()),
        Step::Failed(std::fmt::Error, 1),
        Step::Made { url: String::new(), user: 1 },
    );
    log_event!(info, "x", a = Masked(String::new()), b = Host(String::new()), steps);
    generic(&std::fmt::Error, &[1_u8]);
}

fn generic<E: Error + 'static, T>(cause: &E, items: &[T]) {
    let url = String::from("example.com/path");
    log_event!(
        warn,
        "{token} {items} {made}",
        #[log(hash)]
        token = Secret::new(url.clone()),
        #[log(len)]
        items,
        #[log(error)]
        cause,
        #[log(with = host)]
        made = url,
        #[log(truncate(4))]
        start = url.split('/').next(),
    );
}
