//! Letter by letter, one of many, in a map, or perhaps: text all the same.
use blackbar::LogEvent;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

#[derive(LogEvent)]
struct Session<'a> {
    access_token: Vec<char>,
    api_keys: HashSet<String>,
    cookies: BTreeMap<String, u64>,
    client_secret: (u64, &'a str),
    bearer: Option<Cow<'a, str>>,
    private_key: Box<PathBuf>,
}

fn main() {}
