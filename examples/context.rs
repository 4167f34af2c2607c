//! What a request is about stands in each of its events, in whatever function, thread or task that is logged.
//!
//! `cargo run --example context` writes JSON lines.

use std::thread;

use blackbar::{Console, Context, InContext, LogContext, Logger, context, info};

/// What every event of a request carries. The rules are those of events: a name that is a secret's does not compile.
#[derive(LogContext)]
struct Request<'a> {
    request_id: u64,
    method: &'a str,
    #[log(hash)]
    user: &'a str,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _guard = Logger::builder()
        .console(Console::stdout().json())
        .hash_key(1, "from your secret store, 32 bytes at least")
        .install()?;

    // On a thread: in force until the guard is dropped, also in every function that is called meanwhile.
    {
        let _job = context! { job = "nightly report", attempt = 1 }.enter();
        info!("started"); // … "context":{"job":"nightly report","attempt":1}
        // A thread begins without a context. This one takes what is in force here.
        let context = Context::current();
        thread::scope(|scope| scope.spawn(move || context.run(|| info!("in the background"))).join().ok());
    }

    // In a future: at every await, whichever thread polls it. Not a guard: that belongs to one thread.
    let runtime = tokio::runtime::Builder::new_multi_thread().build()?;
    runtime.block_on(async {
        let requests = (1..=3).map(|request_id| {
            let request = Context::new(&Request { request_id, method: "GET", user: "ada" });
            tokio::spawn(handle(request_id).in_context(request))
        });
        for request in requests.collect::<Vec<_>>() {
            request.await?;
        }
        Ok(())
    })
}

async fn handle(order_id: u64) {
    info!("accepted"); // … "context":{"request_id":1,"method":"GET","user":"k1:…"}
    charge(order_id).in_context(context! { step = "charge", order_id }).await;
    // A task of its own begins without a context, too.
    let mail = async { info!("mail sent") }.in_context(Context::current());
    // What does not belong to the request says so.
    let cleanup = async { info!("cache cleaned") }.in_context(context! { job = "cleanup" }.alone());
    let (_, _) = tokio::join!(tokio::spawn(mail), tokio::spawn(cleanup));
}

async fn charge(_order_id: u64) {
    tokio::task::yield_now().await;
    info!("card charged"); // … "context":{"request_id":1,…,"step":"charge","order_id":1}
}
