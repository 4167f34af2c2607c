//! Money: asked for, taken, given back.

use std::error::Error;
use std::time::Duration;

use blackbar::{LogEvent, LogUrl, LogValue};

/// An amount in the smallest unit of its currency.
#[derive(Clone, Copy, LogValue)]
pub(crate) struct Money {
    pub(crate) cents: u64,
    pub(crate) currency: Currency,
}

/// The currencies the shop takes.
#[derive(Clone, Copy, LogValue)]
pub(crate) enum Currency {
    Eur,
    Usd,
}

/// Why the bank said no.
#[derive(Clone, Copy, LogValue)]
#[log(rename_all = "snake_case")]
pub(crate) enum Decline {
    InsufficientFunds,
    SuspectedFraud { score: u8 },
}

/// Who pays and where the parcel goes. Whatever is in here is somebody's, so it is hashed unless a field says otherwise.
#[derive(LogValue)]
#[log(class = pii)]
pub(crate) struct Customer<'a> {
    pub(crate) name: &'a str,
    pub(crate) street: &'a str,
    #[log(mask(email))]
    pub(crate) email: &'a str,
    #[log(redact)]
    pub(crate) birthday: Option<&'a str>,
}

#[derive(LogEvent)]
#[log(name = "payment.requested", message = "payment {payment_id} requested")]
pub(crate) struct PaymentRequested<'a> {
    pub(crate) payment_id: u64,
    pub(crate) amount: Money,
    pub(crate) customer: Customer<'a>,
    #[log(mask(pan))]
    pub(crate) card_number: &'a str,
    #[log(skip)]
    pub(crate) cvv: u16,
    pub(crate) basket: &'a [&'static str],
}

#[derive(LogEvent)]
#[log(name = "payment.authorized", message = "payment {payment_id} authorized by {acquirer}")]
pub(crate) struct PaymentAuthorized<'a> {
    pub(crate) payment_id: u64,
    pub(crate) acquirer: &'a str,
    #[log(redact)]
    pub(crate) authorization_code: &'a str,
    pub(crate) took: Duration,
}

#[derive(LogEvent)]
#[log(name = "payment.declined", level = warn, message = "payment {payment_id} declined: {reason}")]
pub(crate) struct PaymentDeclined {
    pub(crate) payment_id: u64,
    pub(crate) reason: Decline,
}

#[derive(LogEvent)]
#[log(name = "payment.failed", level = error, message = "payment {payment_id} could not be tried")]
pub(crate) struct PaymentFailed<'a> {
    pub(crate) payment_id: u64,
    #[log(error)] // The whole chain; what looks like a credential in its text is cut out.
    pub(crate) cause: &'a (dyn Error + 'static),
    pub(crate) retry_in: Option<Duration>,
}

#[derive(LogEvent)]
#[log(name = "refund.issued", message = "{amount} given back for payment {payment_id}")]
pub(crate) struct RefundIssued<'a> {
    pub(crate) payment_id: u64,
    pub(crate) amount: Money,
    #[log(mask(last = 4))]
    pub(crate) iban: &'a str,
}

#[derive(LogEvent)]
#[log(name = "webhook.delivered", level = debug)]
pub(crate) struct WebhookDelivered<'a> {
    pub(crate) endpoint: LogUrl<'a>, // Scheme, host and path: never what stands behind the `?`.
    pub(crate) status: u16,
    #[log(redact)]
    pub(crate) signing_secret: Option<&'a str>,
    #[log(len)]
    pub(crate) body: &'a [u8],
}

#[derive(LogEvent)]
#[log(name = "fraud.suspected", level = warn)]
pub(crate) struct FraudSuspected<'a> {
    pub(crate) payment_id: u64,
    #[log(hash)] // Joins with other payments by the same card.
    pub(crate) card_number: &'a str,
    #[log(pii, mask(ip))]
    pub(crate) client_ip: std::net::IpAddr,
    #[log(truncate(60))]
    pub(crate) rule: &'a str,
}
