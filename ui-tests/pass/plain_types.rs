//! Everything that is data and nothing else has a log form.
#![deny(warnings)]
use blackbar::{LogEvent, log_event};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::ffi::{OsStr, OsString};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::{NonZeroU16, NonZeroU64};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

#[derive(LogEvent)]
struct Seen<'a> {
    small: i8,
    wide: u128,
    address_space: usize,
    ratio: f64,
    port: NonZeroU16,
    id: NonZeroU64,
    flag: bool,
    letter: char,
    text: &'a str,
    nothing: (),
    perhaps: Option<f32>,
    path: &'a Path,
    owned_path: PathBuf,
    os: &'a OsStr,
    os_owned: OsString,
    took: Duration,
    at: SystemTime,
    peer: SocketAddr,
    host: IpAddr,
    order: Ordering,
    pair: (u64, &'a str),
    list: [i32; 3],
    slice: &'a [u64],
    queue: VecDeque<u32>,
    set: BTreeSet<i64>,
    words: HashSet<String>,
    by_name: BTreeMap<String, u64>,
    by_number: HashMap<u16, Vec<String>>,
    shared: Arc<str>,
    counted: Rc<u64>,
    boxed: Box<[u32]>,
    borrowed: Cow<'a, str>,
    exclusive: &'a mut u64,
}

pub(crate) fn main() {
    let mut counter = 7;
    log_event!(Seen {
        small: -1,
        wide: u128::MAX,
        address_space: 1,
        ratio: 0.5,
        port: NonZeroU16::MIN,
        id: NonZeroU64::MAX,
        flag: true,
        letter: 'x',
        text: "x",
        nothing: (),
        perhaps: None,
        path: Path::new("/tmp"),
        owned_path: PathBuf::from("/tmp"),
        os: OsStr::new("x"),
        os_owned: OsString::from("x"),
        took: Duration::from_millis(5),
        at: SystemTime::UNIX_EPOCH,
        peer: SocketAddr::from(([127, 0, 0, 1], 80)),
        host: IpAddr::V4(Ipv4Addr::LOCALHOST),
        order: Ordering::Less,
        pair: (1, "x"),
        list: [1, 2, 3],
        slice: &[1, 2],
        queue: VecDeque::from([1]),
        set: BTreeSet::from([1]),
        words: HashSet::from([String::from("x")]),
        by_name: BTreeMap::from([(String::from("x"), 1)]),
        by_number: HashMap::from([(1, vec![String::from("x")])]),
        shared: Arc::from("x"),
        counted: Rc::new(1),
        boxed: Box::from([1, 2]),
        borrowed: Cow::Borrowed("x"),
        exclusive: &mut counter,
    });
}
