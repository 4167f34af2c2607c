//! The first five minutes with blackbar: a typed event, inline events, and what becomes of the secrets in them.
//!
//! ```text
//! cargo run --release --example quickstart
//! ```
//!
//! Lines for people go to the terminal, JSON lines to `target/quickstart-logs/app.jsonl`. At the end the program reads
//! that file back and shows what was kept out of it.
#![allow(clippy::print_stdout, reason = "the report at the end is for the user of the example; it is no log")]

use std::{error::Error, fs, path::Path, time::Duration};

use blackbar::{Console, LogEvent, LogValue, Logger, RollingFile, Secret, error, log_event, warn};
use serde_json::Value;

/// An event is a struct. Its name, level and message stand here, once; so does what may be written of each field.
#[derive(LogEvent)]
#[log(name = "payment.authorized", level = info, message = "payment {payment_id} authorized")]
struct PaymentAuthorized<'a> {
    payment_id: u64,
    amount_cents: u64,
    method: Method,
    #[log(redact)] // Written as "[redacted]". Without a rule this field does not compile: error BB001.
    card_number: &'a str,
    #[log(skip)] // Not written at all, not even the key.
    cvv: u16,
    #[log(redact)] // A `Secret` has no log form, whatever the field is called.
    gateway_key: &'a Secret<String>,
    #[log(allow = "public parcel number, printed on the label")] // Named like a secret: say why it is none.
    tracking_token: &'a str,
}

/// Any type of yours can be a value.
#[derive(LogValue)]
#[log(rename_all = "snake_case")]
enum Method {
    Card { brand: &'static str },
    Invoice,
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = blackbar_examples::below_target("quickstart-logs/app.jsonl");
    // So that the report below is about this run: the file sink appends.
    let _there_was_none = fs::remove_file(&path);

    let guard = Logger::builder()
        .service("checkout", env!("CARGO_PKG_VERSION"))
        .console(Console::auto())
        .file(RollingFile::new(&path))
        .install()?;

    let password = "correct horse battery staple";
    let card_number = "4111 1111 1111 1111";
    let gateway_key = Secret::new(String::from("gw-7f3a-not-for-logs"));

    // In braces, so that rustfmt leaves the attribute beside its argument.
    log_event! { info, "user {user_id} signed in", user_id = 123, #[log(redact)] password };
    log_event!(PaymentAuthorized {
        payment_id: 7,
        amount_cents: 1999,
        method: Method::Card { brand: "visa" },
        card_number,
        cvv: 737,
        gateway_key: &gateway_key,
        tracking_token: "JD0146",
    });
    warn!("bank is slow, attempt {attempt}", attempt = 2, waited = Duration::from_millis(1870));
    error!("receipt not sent", payment_id = 8, method = Method::Invoice);

    guard.logger().flush()?;
    report(&path, &[password, card_number, &gateway_key.expose(String::clone)])?;
    println!("\nThe ledger: {}", guard.logger().stats());
    println!("\nNow take the `#[log(redact)]` off `card_number` in {} and run it again.", file!());
    Ok(())
}

/// Reads the file back: what was kept out of each event, and whether one of `secrets` is in it after all.
fn report(path: &Path, secrets: &[&str]) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    println!("\nWritten to {}, and what was kept out:\n", path.display());
    println!("  {:<28}{:<27}skipped", "event", "redacted");
    for line in text.lines() {
        let event: Value = serde_json::from_str(line)?;
        let fields = event.as_object().into_iter().flatten();
        let redacted = fields.filter(|(_, value)| *value == "[redacted]").map(|(key, _)| key.as_str());
        let redacted = redacted.collect::<Vec<_>>().join(", ");
        let skipped = if event["event"] == "payment.authorized" { "cvv" } else { "" };
        println!("  {:<28}{redacted:<27}{skipped}", event["message"].as_str().unwrap_or_default());
    }
    let found = secrets.iter().filter(|secret| text.contains(**secret)).count();
    println!("\nOf the {} secrets in this program, {found} are in the file.", secrets.len());
    Ok(())
}
