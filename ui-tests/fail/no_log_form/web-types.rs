//! URLs carry user names and query keys, header maps carry cookies.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Request {
    url: url::Url,
    uri: http::Uri,
    headers: http::HeaderMap,
    agent: http::HeaderValue,
}

fn main() {}
