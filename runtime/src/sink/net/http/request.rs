//! A request, before it goes to the connection.

use std::io::Write;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HOST, USER_AGENT};
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};
use http_body_util::Full;

/// Who asks.
const AGENT: HeaderValue = HeaderValue::from_static(concat!("blackbar/", env!("CARGO_PKG_VERSION")));

/// A request that carries events. The session adds who asks and which host is asked.
#[derive(Debug)]
pub(crate) struct Message {
    method: Method,
    target: PathAndQuery,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Message {
    /// A POST of `body` to `target`.
    pub(crate) fn post(target: PathAndQuery, content_type: HeaderValue, body: Vec<u8>) -> Self {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, content_type)]);
        Self { method: Method::POST, target, headers, body }
    }

    /// With this header. One that holds a secret is marked as such by who makes it.
    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// With its body packed by gzip.
    pub(crate) fn gzipped(mut self) -> Self {
        let mut packer = GzEncoder::new(Vec::with_capacity(self.body.len() / 4), Compression::fast());
        // Memory refuses nothing; the body as it is would do no harm.
        if let Ok(packed) = packer.write_all(&self.body).and_then(|()| packer.finish()) {
            self.body = packed;
            self.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        self
    }

    /// What goes to the connection to `host`. Its length is written by hyper.
    pub(super) fn into_request(self, host: &HeaderValue) -> Request<Full<Bytes>> {
        let mut request = Request::new(Full::new(Bytes::from(self.body)));
        *request.method_mut() = self.method;
        *request.uri_mut() = self.target.into();
        *request.headers_mut() = self.headers;
        request.headers_mut().insert(HOST, host.clone());
        request.headers_mut().insert(USER_AGENT, AGENT);
        request
    }
}
