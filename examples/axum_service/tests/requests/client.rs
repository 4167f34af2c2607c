//! The client: hyper's, with a connection for each request that is under way.

use std::net::SocketAddr;

use axum::http::{Method, Request, StatusCode};
use http_body_util::BodyExt;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

/// A request to be sent.
#[derive(Debug)]
pub(crate) struct Asked {
    method: Method,
    target: String,
    headers: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// `x-request-id`.
    pub(crate) id: String,
}

impl Asked {
    pub(crate) fn get(target: String) -> Self {
        Self::with_method("GET", target)
    }

    pub(crate) fn post(target: String) -> Self {
        Self::with_method("POST", target)
    }

    /// Every request carries what must not be seen in a log.
    pub(crate) fn with_method(method: &str, target: String) -> Self {
        let headers = vec![
            ("authorization", "Bearer canary-bearer".to_owned()),
            ("cookie", "session=canary-cookie".to_owned()),
            ("referer", "https://canary-user:canary-word@example.net/?q=canary-query".to_owned()),
        ];
        Self { method: Method::from_bytes(method.as_bytes()).unwrap(), target, headers }
    }

    pub(crate) fn with_id(mut self, id: &str) -> Self {
        self.headers.push(("x-request-id", id.to_owned()));
        self
    }

    pub(crate) fn in_trace(mut self, trace_id: &str) -> Self {
        self.headers.push(("traceparent", format!("00-{trace_id}-00f067aa0ba902b7-01")));
        self
    }

    fn request(self, to: SocketAddr) -> Request<String> {
        // A fragment stays with the client.
        let target = self.target.split('#').next().unwrap_or_default();
        let mut request = Request::builder().method(self.method).uri(format!("http://{to}{target}"));
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        request.body(String::new()).unwrap()
    }
}

/// Sends all at once; the answers in the order of the requests.
pub(crate) fn ask_all(to: SocketAddr, requests: Vec<Asked>) -> Vec<Answer> {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let client = Client::builder(TokioExecutor::new()).build_http::<String>();
        let sent: Vec<_> = requests
            .into_iter()
            .map(|asked| {
                let client = client.clone();
                tokio::spawn(async move {
                    let response = client.request(asked.request(to)).await.unwrap();
                    let (status, headers) = (response.status(), response.headers().clone());
                    let _body = response.into_body().collect().await.unwrap();
                    let id = headers["x-request-id"].to_str().unwrap().to_owned();
                    Answer { status: StatusCode::as_u16(&status), id }
                })
            })
            .collect();
        let mut answers = Vec::new();
        for answer in sent {
            answers.push(answer.await.unwrap());
        }
        answers
    })
}
