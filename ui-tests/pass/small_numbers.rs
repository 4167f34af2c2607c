//! A byte that stands alone is a number; collections of wider numbers, and of anything in a generic type, are no bytes.
#![deny(warnings)]
use blackbar::{LogEvent, LogItem, LogValue, log_event};
use std::collections::BTreeMap;

#[derive(LogValue)]
struct Page<T: LogItem> {
    items: Vec<T>,
}

#[derive(LogEvent)]
struct Seen<'a> {
    retries: u8,
    depth: Option<i8>,
    version: (u8, u8, u8),
    ports: Vec<u16>,
    by_shard: BTreeMap<u8, u64>,
    page: Page<&'a str>,
    #[log(len)]
    body: &'a [u8],
    #[log(skip)]
    digest: [u8; 32],
}

pub(crate) fn main() {
    log_event!(Seen {
        retries: 3,
        depth: Some(-1),
        version: (1, 2, 3),
        ports: vec![80, 443],
        by_shard: BTreeMap::from([(1, 2)]),
        page: Page { items: vec!["x"] },
        body: b"x",
        digest: [0; 32],
    });
}
