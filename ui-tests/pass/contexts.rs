//! Contexts of all kinds: derived and of single values, generic, with every disposition, kept, handed on and entered.
use std::fmt::Debug;
use std::future::Future;

use blackbar::{context, Context, ContextFuture, ContextGuard, InContext, LogContext, LogEvent, LogValue, Secret};

#[derive(LogContext)]
struct Request<'a> {
    request_id: u64,
    #[log(hash)]
    user: &'a str,
    #[log(redact)]
    auth_token: Option<Secret<String>>,
    #[log(skip)]
    #[allow(dead_code)]
    pin: u16,
    #[log(mask(last = 4), rename = "account")]
    number: &'a str,
    #[log(pii)]
    peer: std::net::IpAddr,
    #[log(with = str::len)]
    body: &'a str,
}

#[derive(LogContext)]
#[log(rename_all = "camelCase", class = internal)]
struct Job<T: LogValue> {
    job_id: T,
}

#[derive(LogContext, LogEvent)]
struct Tuple(#[log(rename = "first")] u64, #[log(rename = "second")] u64);

mod blackbar_elsewhere {
    pub use ::blackbar as log;
}

#[derive(blackbar_elsewhere::log::LogContext)]
#[log(crate = blackbar_elsewhere::log)]
struct Elsewhere {
    step: u8,
}

fn is_shared<T: Send + Sync + Clone + Debug + Default + 'static>(_: &T) {}
fn is_send<F: Future<Output = u64> + Send + 'static>(_: F) {}

async fn work() -> u64 {
    7
}

fn fallible() -> Option<Context> {
    let id: Option<u64> = None;
    Some(context! { id = id? })
}

fn main() {
    let request = Request {
        request_id: 7,
        user: "ada",
        auth_token: None,
        pin: 1,
        number: "12345678",
        peer: [127, 0, 0, 1].into(),
        body: "",
    };
    let context = Context::new(&request).and(Context::new(&Job { job_id: "a" })).and(Context::new(&Tuple(1, 2)));
    is_shared(&context);
    let guard: ContextGuard = context.enter();
    let (step, password) = (1, "x");
    let inner = context! { step, #[log(redact)] password, #[log(len)] body = "text", nested = [Some(1)], };
    inner.run(|| Context::new(&Elsewhere { step: 2 }).alone().run(|| ()));
    drop(guard);
    let future: ContextFuture<_> = work().in_context(Context::current());
    is_send(future);
    is_send(async { work().in_context(context! { inside = true }).await });
    assert!(fallible().is_none());
}
