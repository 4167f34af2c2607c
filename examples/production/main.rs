//! A service as it runs in production: JSON on the console for the container, a file that is rotated for whoever logs in to
//! the machine, and Logstash for everybody else, with a spool on disk for the hours when it is away.
//!
//! ```text
//! cargo run --release --example production
//! LOGSTASH_ADDR=logs.example.com:5000 BLACKBAR_LOG=debug cargo run --release --example production
//! ```
//!
//! Without `LOGSTASH_ADDR` a thread of this program takes Logstash's place, and at the end you see what arrived there.
//! `examples/elk` has the other side: Logstash, Elasticsearch and Kibana.
#![allow(clippy::print_stdout, reason = "the report at the end is for the user of the example; it is no log")]

mod receiver;

use std::{env, error::Error, time::Duration};

use blackbar::{Console, GIB, Guard, LogContext, LogEvent, Logger, Logstash, MIB, RollingFile, Spool};
use blackbar::{context, debug, error, info, log_event};
use receiver::Receiver;

/// What every event of a request carries, whoever logs it.
#[derive(LogContext)]
struct Request<'a> {
    request_id: u64,
    #[log(mask(email))]
    user: &'a str,
}

#[derive(LogEvent)]
#[log(name = "payment.authorized", message = "payment {payment_id} of {amount_cents} authorized")]
struct PaymentAuthorized<'a> {
    payment_id: u64,
    amount_cents: u64,
    #[log(mask(pan))]
    card_number: &'a str,
    #[log(skip)]
    cvv: u16,
}

fn main() -> Result<(), Box<dyn Error>> {
    let (logstash, receiver) = match env::var("LOGSTASH_ADDR") {
        Ok(address) => (address, None),
        Err(_) => {
            let receiver = Receiver::start()?;
            (receiver.address.to_string(), Some(receiver))
        }
    };
    let guard = set_up(&logstash)?;
    info!("listening", port = 8080);
    serve(7, "ada@lovelace.example", "4111 1111 1111 1111");
    serve(8, "grace@hopper.example", "5500 0000 0000 0004");

    // The guard does this too, when it goes. It is here because of the numbers below.
    guard.logger().flush()?;
    let stats = guard.logger().stats();
    println!("\nThe ledger: {stats}");
    let delivered = stats.sinks.iter().filter(|sink| sink.delivery.is_some()).map(|sink| sink.written).sum();
    receiver.map_or(Ok(()), |receiver| receiver.report(delivered))
}

/// The whole set-up. It is the same for a service of yours, but for the folder.
fn set_up(logstash: &str) -> blackbar::Result<Guard> {
    let folder = blackbar_examples::below_target("production-logs");
    let a_day = Duration::from_secs(24 * 60 * 60);
    Logger::builder()
        .service("checkout", env!("CARGO_PKG_VERSION"))
        .environment("staging")
        .filter("info") // `BLACKBAR_LOG` goes before it.
        .panic_hook()
        .console(Console::stdout().json())
        .file(RollingFile::new(folder.join("app.log")).max_size(5 * MIB).keep(5))
        .logstash(
            Logstash::tcp(logstash).spool(Spool::new(folder.join("spool")).max_bytes(GIB).max_age(a_day)),
        )
        .install()
}

/// A request, as a service would handle it.
fn serve(request_id: u64, user: &str, card_number: &str) {
    let _request = blackbar::Context::new(&Request { request_id, user }).enter();
    debug!("accepted"); // Seen with `BLACKBAR_LOG=debug`.
    let password = "correct horse battery staple";
    log_event! { info, "signed in", #[log(redact)] password };

    let _step = context! { step = "payment" }.enter();
    log_event!(PaymentAuthorized { payment_id: request_id * 10, amount_cents: 1999, card_number, cvv: 737 });
    if let Err(cause) = "19,99".parse::<u32>() {
        error!(
            "no receipt",
            #[log(error)]
            cause
        );
    }
}
