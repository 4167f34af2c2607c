//! Logstash's `http` input: a POST for each run, acknowledged by its status.
//!
//! ```text
//! POST /path HTTP/1.1
//! Content-Type: application/json        Logstash takes it apart by itself, an event for each element
//!
//! [{..},{..}]
//! ```
//!
//! or, when lines are asked for, `application/x-ndjson` with the events as they are; then the input needs a codec for them.
//! It answers 200 when it has the events in its queue, 429 when that is full, and 401 without the right password.

mod login;
mod shipper;
#[cfg(test)]
mod tests;

use core::time::Duration;

use bytes::Bytes;
use http::HeaderValue;
use http::header::AUTHORIZATION;
use http::uri::PathAndQuery;

use crate::error::Result;
use crate::sink::Guarantee;
use crate::sink::net::address::{Address, Expected, Scheme};
use crate::sink::net::chunk::Run;
use crate::sink::net::connect::Connector;
use crate::sink::net::credentials::Credentials;
use crate::sink::net::http::{Exchange, HttpSession, Message};
use crate::sink::net::session::{Broken, Limits, Protocol, Trouble};

use login::Login;

/// Events as requests of HTTP: what [`Logstash::http`](crate::Logstash::http) ships by.
#[derive(Debug, Clone, Default)]
pub struct HttpLines {
    form: Form,
    gzip: bool,
    login: Option<Login>,
}

/// How the events of a request stand in its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Form {
    /// In a JSON array.
    #[default]
    Array,
    /// One a line.
    Lines,
}

impl HttpLines {
    /// What is taken for an address.
    pub(crate) const ADDRESS: Expected = Expected {
        schemes: &[Scheme::Http, Scheme::Https],
        port: Some(8080),
        example: "http://logs.example.com:8080/path",
    };
}

impl Protocol for HttpLines {
    type Session = HttpSession<Post>;

    fn guarantee(&self) -> Guarantee {
        Guarantee::Acked
    }

    fn limits(&self) -> Limits {
        // A request takes a way there and back, so it waits a little for company.
        Limits { events: 1000, bytes: 1 << 20, age: Duration::from_secs(1) }
    }

    fn prepare(&mut self) -> Result<()> {
        // Now, where somebody sees the error. It is read again for each connection, for files of passwords are replaced.
        self.login.as_ref().map_or(Ok(()), |login| login.credentials().map(drop))
    }

    async fn open(&mut self, address: &Address, connector: &Connector) -> Result<Self::Session, Broken> {
        let target = address.target().parse::<PathAndQuery>();
        let target = target.map_err(|_| Broken::new(Trouble::Protocol, "no request can have this path"))?;
        let own = self.login.as_ref().map(Login::credentials).transpose();
        let own = own.map_err(|error| Broken::new(Trouble::Io, error.to_string()))?;
        let authorization = own.as_ref().or(address.credentials()).map(authorization).transpose()?;
        let link = connector.connect(address).await?;
        let post = Post { target, form: self.form, gzip: self.gzip, authorization };
        HttpSession::open(post, &host(address), link, *connector.timeouts()).await
    }
}

/// The requests of one connection.
pub(crate) struct Post {
    target: PathAndQuery,
    form: Form,
    gzip: bool,
    authorization: Option<HeaderValue>,
}

impl Exchange for Post {
    fn request(&mut self, run: &Run) -> Message {
        let (content_type, body) = match self.form {
            Form::Array => ("application/json", array(run)),
            Form::Lines => ("application/x-ndjson", run.bytes().to_vec()),
        };
        let mut message = Message::post(self.target.clone(), HeaderValue::from_static(content_type), body);
        if let Some(authorization) = &self.authorization {
            message = message.header(AUTHORIZATION, authorization.clone());
        }
        if self.gzip { message.gzipped() } else { message }
    }
}

/// The events as the elements of a JSON array.
fn array(run: &Run) -> Vec<u8> {
    let mut body = Vec::with_capacity(run.bytes().len() + 2);
    for event in run.events() {
        body.push(if body.is_empty() { b'[' } else { b',' });
        body.extend_from_slice(event.strip_suffix(b"\n").unwrap_or(event));
    }
    body.push(b']');
    body
}

/// What the header `Host` says: the port is left out where the scheme says it.
fn host(address: &Address) -> String {
    let shown = address.to_string();
    let usual = matches!((address.scheme(), address.port()), (Scheme::Http, 80) | (Scheme::Https, 443));
    match shown.rsplit_once(':') {
        Some((host, _)) if usual => host.to_owned(),
        _ => shown,
    }
}

/// The header that shows who asks. It is wiped with its last copy; what hyper writes of it into its buffer is not.
fn authorization(credentials: &Credentials) -> Result<HeaderValue, Broken> {
    let value = HeaderValue::from_maybe_shared(Bytes::from_owner(credentials.basic()));
    let mut value = value.map_err(|_| Broken::new(Trouble::Protocol, "no header can carry this user"))?;
    value.set_sensitive(true);
    Ok(value)
}
