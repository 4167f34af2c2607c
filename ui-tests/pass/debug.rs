//! `#[derive(blackbar::Debug)]` beside the other derives and alone.
#![allow(dead_code)]

use blackbar::{Debug, LogEvent, LogValue};

struct Opaque;

#[derive(Debug, LogEvent)]
struct Login<'a, T: LogValue> {
    user_id: u64,
    payload: T,
    #[log(redact)]
    password: &'a str,
    #[log(skip)]
    opaque: Opaque,
    #[log(hash)]
    email: &'a str,
}

#[derive(Debug, LogValue)]
enum Choice {
    Nothing,
    Pair(u8, #[log(redact)] Opaque),
    Named { number: u8, token: u64 },
}

#[derive(Debug)]
struct List<T> {
    next: Option<Box<List<T>>>,
    value: T,
}

#[derive(Debug)]
struct Unsized<T: ?Sized>(u8, T);

#[derive(Debug)]
enum Never {}

#[derive(Debug)]
struct Unit;

#[derive(Debug)]
#[repr(C, packed(2))]
struct Packed {
    small: u8,
    large: u64,
}

#[derive(Debug)]
struct Raw {
    r#type: u8,
    r#password: Opaque,
}

#[derive(Debug)]
struct WithConst<const N: usize>([u8; N]);

pub(crate) fn main() {
    let login = Login { user_id: 7, payload: 1.5, password: "x", opaque: Opaque, email: "e" };
    assert_eq!(
        format!("{login:?}"),
        "Login { user_id: 7, payload: 1.5, password: [redacted], opaque: [redacted], email: [redacted] }"
    );
    let choices = [Choice::Nothing, Choice::Pair(1, Opaque), Choice::Named { number: 2, token: 3 }];
    assert_eq!(
        format!("{choices:?}"),
        "[Nothing, Pair(1, [redacted]), Named { number: 2, token: [redacted] }]"
    );
    let list = List { next: Some(Box::new(List { next: None, value: 1 })), value: 2 };
    assert_eq!(format!("{list:?}"), "List { next: Some(List { next: None, value: 1 }), value: 2 }");
    let slice: &Unsized<[u8]> = &Unsized(1, [2, 3]);
    assert_eq!(format!("{slice:?}"), "Unsized(1, [2, 3])");
    assert_eq!(format!("{:?} {:?}", Unit, WithConst([1, 2])), "Unit WithConst([1, 2])");
    assert_eq!(format!("{:?}", Packed { small: 1, large: 2 }), "Packed { small: 1, large: 2 }");
    assert_eq!(
        format!("{:#?}", Raw { r#type: 1, r#password: Opaque }),
        "Raw {\n    type: 1,\n    password: [redacted],\n}"
    );
    blackbar::log_event!(login);
}
