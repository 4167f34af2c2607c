//! The log of a service with sign-ins and payments: fifteen kinds of events, not one exception from the rules.
//!
//! ```text
//! cargo run --release --example payments
//! ```
//!
//! The events are in `events/`; this file plays a morning of the service and shows what its log says. Look for the card,
//! the password or the address in the output: they went into the events, and the rules on the fields kept them back.

mod events;

use std::error::Error;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use blackbar::{Console, LogUrl, Logger, Secret, log_event};
use events::login::{
    AccountLocked, CodeSent, LoginFailed, LoginStarted, LoginSucceeded, Method, PasswordChanged, Refusal,
    SessionClosed, SessionOpened,
};
use events::payment::{
    Currency, Customer, Decline, FraudSuspected, Money, PaymentAuthorized, PaymentDeclined, PaymentFailed,
    PaymentRequested, RefundIssued, WebhookDelivered,
};

const CLIENT: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 42));
const EMAIL: &str = "ada@lovelace.example";
const CARD: &str = "4111 1111 1111 1111";
/// As partners write them into their settings. In a log call this literal would not compile.
const PARTNER: &str = "https://shop:s3cr3t@partner.example/hooks/refunds?api_key=9f8e7d6c";

fn main() -> blackbar::Result<()> {
    let guard = Logger::builder()
        .service("shop", env!("CARGO_PKG_VERSION"))
        .filter("debug")
        // In a service: `.hash_key_from_env("BLACKBAR_HASH_KEY")`. Without a key, `install` refuses to start.
        .hash_key(1, b"an example's key, known to all: never use it")
        .console(Console::stdout())
        .install()?;

    sign_in();
    pay();
    change_of_mind();

    guard.logger().flush()
}

fn sign_in() {
    let password = Secret::new(String::from("hunter2"));
    let session_token = "b1946ac92492d2347c6235b4d2611184";
    log_event!(LoginStarted {
        email: EMAIL,
        client_ip: CLIENT,
        user_agent: "Mozilla/5.0 (X11; Linux x86_64)"
    });
    for (attempt, refusal) in
        [Refusal::UnknownUser, Refusal::WrongPassword, Refusal::WrongCode].into_iter().enumerate()
    {
        log_event!(LoginFailed { email: EMAIL, client_ip: CLIENT, password: &password, refusal, attempt });
    }
    log_event!(AccountLocked { user_id: 7, failed_attempts: 3, locked_for: Duration::from_secs(60) });
    log_event!(CodeSent {
        user_id: 7,
        phone: "+44 20 7946 0958",
        otp: 493_017,
        valid_for: Duration::from_secs(300),
    });
    for method in [Method::Password, Method::Passkey] {
        let took = Duration::from_millis(412);
        log_event!(LoginSucceeded { user_id: 7, email: EMAIL, client_ip: CLIENT, method, took });
    }
    log_event!(SessionOpened { user_id: 7, session_token, expires_in: Duration::from_secs(3600) });
    log_event!(PasswordChanged {
        user_id: 7,
        old_password: Some(&password),
        new_password: &Secret::new(String::from("correct horse battery staple")),
        sessions_closed: 2,
    });
    log_event!(SessionClosed { user_id: 7, session_token, after: Duration::from_secs(1834) });
}

fn pay() {
    log_event!(PaymentRequested {
        payment_id: 1001,
        amount: Money { cents: 1999, currency: Currency::Eur },
        customer: Customer {
            name: "Ada Lovelace",
            street: "12 St James's Square",
            email: EMAIL,
            birthday: Some("1815-12-10"),
        },
        card_number: CARD,
        cvv: 737,
        basket: &["tea", "biscuits"],
    });
    log_event!(PaymentAuthorized {
        payment_id: 1001,
        acquirer: "first bank",
        authorization_code: "831000",
        took: Duration::from_millis(640),
    });
    log_event!(PaymentDeclined { payment_id: 1002, reason: Decline::InsufficientFunds });
    log_event!(PaymentDeclined { payment_id: 1004, reason: Decline::SuspectedFraud { score: 88 } });
    log_event!(FraudSuspected {
        payment_id: 1004,
        card_number: CARD,
        client_ip: CLIENT,
        rule: "five payments with one card from three countries within a minute, the last one abroad",
    });
    log_event!(PaymentFailed {
        payment_id: 1003,
        cause: &Unreachable,
        retry_in: Some(Duration::from_secs(5))
    });
}

fn change_of_mind() {
    log_event!(RefundIssued {
        payment_id: 1001,
        amount: Money { cents: 1999, currency: Currency::Usd },
        iban: "GB33BUKB20201555555555",
    });
    log_event!(WebhookDelivered {
        endpoint: LogUrl::new(PARTNER),
        status: 204,
        signing_secret: Some("not for the log"),
        body: br#"{"refund":1001}"#,
    });
}

/// An error as libraries make them: with the URL in its text, credentials and all.
#[derive(Debug)]
struct Unreachable;

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot connect to amqp://shop:s3cr3t@bank.example/payments")
    }
}

impl Error for Unreachable {}
