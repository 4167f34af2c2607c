//! [`NotText`]: types that cannot carry a text, and so no token, key or cookie.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use core::num::NonZero;
use core::time::Duration;
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;
use std::time::SystemTime;

/// A type whose values cannot carry text.
///
/// A field whose *name* is that of a credential (`token`, `api_key`, …) compiles without a disposition only when its
/// type is `NotText`: a `token: u64` is a counter, a `token: String` is a token. `char`, maps and sequences count as text: a key is
/// sometimes held as four numbers.
/// `#[derive(LogValue)]` implements it for enums without data and for newtypes around a `NotText`.
#[diagnostic::on_unimplemented(
    message = "[BB002] this name is that of a credential, and `{Self}` can carry text",
    label = "say what to write of it",
    note = "keep it out of the log: `#[log(skip)]`",
    note = "show only that it is there: `#[log(redact)]`",
    note = "if the name misleads: `#[log(allow = \"why this is no secret\")]`"
)]
pub trait NotText {
    /// Named by the derive, for the bound and for nothing else.
    #[doc(hidden)]
    const NOT_TEXT: bool = true;
}

macro_rules! not_text {
    ($($type:ty),* $(,)?) => { $(#[diagnostic::do_not_recommend] impl NotText for $type {})* };
}

not_text!(
    (),
    bool,
    u8,
    u16,
    u32,
    u64,
    u128,
    usize,
    i8,
    i16,
    i32,
    i64,
    i128,
    isize,
    f32,
    f64,
    Duration,
    SystemTime,
    IpAddr,
    Ipv4Addr,
    Ipv6Addr,
    SocketAddr,
    SocketAddrV4,
    SocketAddrV6,
    core::cmp::Ordering,
    NonZero<u8>,
    NonZero<u16>,
    NonZero<u32>,
    NonZero<u64>,
    NonZero<u128>,
    NonZero<usize>,
    NonZero<i8>,
    NonZero<i16>,
    NonZero<i32>,
    NonZero<i64>,
    NonZero<i128>,
    NonZero<isize>,
);

#[diagnostic::do_not_recommend]
impl<T: NotText + ?Sized> NotText for &T {}
#[diagnostic::do_not_recommend]
impl<T: NotText + ?Sized> NotText for &mut T {}
#[diagnostic::do_not_recommend]
impl<T: NotText + ?Sized> NotText for Box<T> {}
#[diagnostic::do_not_recommend]
impl<T: NotText + ?Sized> NotText for Rc<T> {}
#[diagnostic::do_not_recommend]
impl<T: NotText + ?Sized> NotText for Arc<T> {}
#[diagnostic::do_not_recommend]
impl<T: NotText + ToOwned + ?Sized> NotText for Cow<'_, T> {}
#[diagnostic::do_not_recommend]
impl<T: NotText> NotText for Option<T> {}

macro_rules! not_text_tuple {
    ($(($($part:ident),+))*) => { $(#[diagnostic::do_not_recommend] impl<$($part: NotText),+> NotText for ($($part,)+) {})* };
}

not_text_tuple!((A)(A, B)(A, B, C)(A, B, C, D)(A, B, C, D, E)(A, B, C, D, E, F)(A, B, C, D, E, F, G)(
    A, B, C, D, E, F, G, H
));
