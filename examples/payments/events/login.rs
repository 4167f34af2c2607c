//! Signing in and out.

use std::net::IpAddr;
use std::time::Duration;

use blackbar::{LogEvent, LogValue, Secret};

/// How somebody proved who they are.
#[derive(Clone, Copy, LogValue)]
#[log(rename_all = "snake_case")]
pub(crate) enum Method {
    Password,
    Passkey,
}

/// Why somebody was turned away.
#[derive(Clone, Copy, LogValue)]
#[log(rename_all = "snake_case")]
pub(crate) enum Refusal {
    UnknownUser,
    WrongPassword,
    WrongCode,
}

#[derive(LogEvent)]
#[log(name = "login.started", level = debug)]
pub(crate) struct LoginStarted<'a> {
    #[log(hash(domain = "person"))] // The same person in every event, and nobody's address in any.
    pub(crate) email: &'a str,
    #[log(mask(ip))]
    pub(crate) client_ip: IpAddr,
    pub(crate) user_agent: &'a str,
}

#[derive(LogEvent)]
#[log(name = "login.succeeded", message = "user {user_id} signed in")]
pub(crate) struct LoginSucceeded<'a> {
    pub(crate) user_id: u64,
    #[log(hash(domain = "person"))]
    pub(crate) email: &'a str,
    #[log(mask(ip))]
    pub(crate) client_ip: IpAddr,
    pub(crate) method: Method,
    pub(crate) took: Duration,
}

#[derive(LogEvent)]
#[log(name = "login.failed", level = warn, message = "sign-in refused: {refusal}")]
pub(crate) struct LoginFailed<'a> {
    #[log(hash(domain = "person"))]
    pub(crate) email: &'a str,
    #[log(mask(ip))]
    pub(crate) client_ip: IpAddr,
    #[log(skip)] // What was typed is nearly always somebody's password.
    pub(crate) password: &'a Secret<String>,
    pub(crate) refusal: Refusal,
    pub(crate) attempt: usize,
}

#[derive(LogEvent)]
#[log(name = "login.code_sent", message = "code sent to {phone}")]
pub(crate) struct CodeSent<'a> {
    pub(crate) user_id: u64,
    #[log(mask(last = 2))]
    pub(crate) phone: &'a str,
    #[log(skip)]
    pub(crate) otp: u32,
    pub(crate) valid_for: Duration,
}

#[derive(LogEvent)]
#[log(name = "account.locked", level = warn, message = "account of user {user_id} locked")]
pub(crate) struct AccountLocked {
    pub(crate) user_id: u64,
    pub(crate) failed_attempts: u32,
    pub(crate) locked_for: Duration,
}

#[derive(LogEvent)]
#[log(name = "account.password_changed")]
pub(crate) struct PasswordChanged<'a> {
    pub(crate) user_id: u64,
    #[log(redact)] // That there was one, and no more.
    pub(crate) old_password: Option<&'a Secret<String>>,
    #[log(skip)]
    pub(crate) new_password: &'a Secret<String>,
    pub(crate) sessions_closed: usize,
}

#[derive(LogEvent)]
#[log(name = "session.opened")]
pub(crate) struct SessionOpened<'a> {
    pub(crate) user_id: u64,
    #[log(hash)] // Enough to find all events of one session.
    pub(crate) session_token: &'a str,
    pub(crate) expires_in: Duration,
}

#[derive(LogEvent)]
#[log(name = "session.closed", level = debug)]
pub(crate) struct SessionClosed<'a> {
    pub(crate) user_id: u64,
    #[log(hash)]
    pub(crate) session_token: &'a str,
    pub(crate) after: Duration,
}
