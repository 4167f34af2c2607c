//! [`LogItem`]: what a collection may hold, and so why bytes have no log form.
//!
//! A byte is a number and has a log form; a `Vec<u8>` is a key, a body or a ciphertext, and has none. The difference is made
//! here, by the form of an item, so that it is seen through aliases, generics, pointers and hand-written conversions.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use core::num::NonZero;
use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{LogValue, MapKey};

/// A value that may be an item of a collection in a log: every [`LogValue`] but bytes.
///
/// Nothing implements it by hand; it is a bound for generic events, `items: Vec<T>` with `T: LogItem`.
///
/// ```compile_fail,E0277
/// blackbar::info!("body read", body = vec![1_u8, 2, 3]);
/// ```
///
/// ```
/// # #[derive(blackbar::LogEvent)]
/// # struct BodyRead {
/// #[log(len)]
/// body: Vec<u8>,
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "[BB003] `{Self}` cannot be an item of a collection in a log",
    label = "it has no log form, or it is a byte",
    note = "show only how many there are: `#[log(len)]`"
)]
pub trait LogItem: LogValue {}

impl<T: LogValue + ?Sized> LogItem for T where T::Form: NotByte {}

/// A form that is no byte.
#[diagnostic::on_unimplemented(
    message = "[BB003] bytes cannot be written to a log, and `{Self}` may be one",
    label = "a collection of `{Self}` has no log form",
    note = "show only how many there are: `#[log(len)]`",
    note = "show only whether two are equal: `#[log(hash)]`",
    note = "if they are small numbers: log them as `u16`",
    note = "in a generic type: ask for `T: blackbar::LogItem`, which is every `LogValue` but bytes"
)]
pub trait NotByte {}

/// A form that needs no class in profile `strict`.
#[diagnostic::on_unimplemented(
    message = "[BB028] `{Self}` is or holds text, which needs a class in profile `strict`",
    label = "say what this text is",
    note = "write `#[log(public)]`, `#[log(internal)]`, `#[log(pii)]` or `#[log(secret)]`"
)]
pub trait ClassFree {}

/// Asked of every field without a class in profile `strict`: everything but text passes.
#[diagnostic::on_unimplemented(
    message = "[BB028] `{Self}` is or holds text, which needs a class in profile `strict`",
    label = "say what this text is",
    note = "write `#[log(public)]`, `#[log(internal)]`, `#[log(pii)]` or `#[log(secret)]`"
)]
pub trait NeedsNoClass {
    /// Named where the trait is asked for and nothing else.
    const OK: bool = true;
}

impl<T: LogValue + ?Sized> NeedsNoClass for T where T::Form: ClassFree {}

/// A type that derives [`LogValue`]: no byte, whatever it holds, and what it holds has classes of its own.
pub trait Derived {}

#[diagnostic::do_not_recommend]
impl<T: Derived + ?Sized> NotByte for T {}
#[diagnostic::do_not_recommend]
impl<T: Derived + ?Sized> ClassFree for T {}

/// Implements traits without items: `marked!([Trait, …] Type, Generic<T> where [T], …)`.
macro_rules! marked {
    (@each [$($trait:ident),+] $type:ty, $generics:tt) => { $(
        $crate::value::marked!(@one $trait, $type, $generics);
    )+ };
    (@one $trait:ident, $type:ty, [$($generics:tt)*]) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::value::$trait for $type {}
    };
    ($traits:tt $($type:ty $(where [$($generics:tt)*])?),* $(,)?) => { $(
        $crate::value::marked!(@each $traits $type, [$($($generics)*)?]);
    )* };
}
pub(crate) use marked;

marked!(
    [NotByte, ClassFree] (), bool, i8, u16, i16, u32, i32, u64, i64, u128, i128, usize, isize, f32, f64,
    NonZero<i8>, NonZero<u16>, NonZero<i16>, NonZero<u32>, NonZero<i32>, NonZero<u64>, NonZero<i64>,
    NonZero<u128>, NonZero<i128>, NonZero<usize>, NonZero<isize>,
    Duration, SystemTime, IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6,
    core::cmp::Ordering,
    crate::secret::Redacted, crate::secret::Length,
    core::marker::PhantomData<T> where [T: ?Sized],
);
marked!([ClassFree] u8, NonZero<u8>);
marked!(
    [NotByte] char, str, String, OsStr, OsString, Path, PathBuf,
    crate::secret::Masked<'_, T> where [T: ?Sized],
    crate::secret::Hashed<'_, T> where [T: ?Sized],
    crate::secret::Truncated<'_, T> where [T: ?Sized],
    crate::secret::ErrorText<'_>, crate::secret::DebugText<'_>, crate::secret::DisplayText<'_>,
);

// What a collection holds was asked for by the collection itself.
marked!(
    [NotByte] Option<T> where [T: LogItem],
    [T] where [T], [T; N] where [T, const N: usize], Vec<T> where [T], VecDeque<T> where [T],
    BTreeSet<T> where [T], HashSet<T, S> where [T, S],
    BTreeMap<K, V> where [K, V], HashMap<K, V, S> where [K, V, S],
);
marked!(
    [ClassFree] Option<T> where [T: NeedsNoClass],
    [T] where [T: NeedsNoClass],
    [T; N] where [T: NeedsNoClass, const N: usize],
    Vec<T> where [T: NeedsNoClass],
    VecDeque<T> where [T: NeedsNoClass],
    BTreeSet<T> where [T: NeedsNoClass],
    HashSet<T, S> where [T: NeedsNoClass, S],
    BTreeMap<K, V> where [K: MapKey + NeedsNoClass, V: NeedsNoClass],
    HashMap<K, V, S> where [K: MapKey + NeedsNoClass, V: NeedsNoClass, S],
);

macro_rules! tuple {
    ($(($($part:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($part),+> NotByte for ($($part,)+) {}
        #[diagnostic::do_not_recommend]
        impl<$($part: NeedsNoClass),+> ClassFree for ($($part,)+) {}
    )* };
}

tuple!((A)(A, B)(A, B, C)(A, B, C, D)(A, B, C, D, E)(A, B, C, D, E, F)(A, B, C, D, E, F, G)(
    A, B, C, D, E, F, G, H
));
