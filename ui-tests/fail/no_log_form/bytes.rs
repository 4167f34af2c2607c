//! Bytes may be a key, a file, a packet: nobody reads them in a log.
use blackbar::LogEvent;
use std::borrow::Cow;
use std::collections::VecDeque;
use std::rc::Rc;

#[derive(LogEvent)]
struct Received<'a> {
    body: Vec<u8>,
    digest: [u8; 32],
    part: &'a [u8],
    shared: Rc<[u8]>,
    borrowed: Cow<'a, [u8]>,
    queue: VecDeque<u8>,
    foreign: bytes::Bytes,
}

fn main() {}
