//! `#[log(debug)]`: what `Debug` prints.

use core::fmt::{self, Debug};

use super::{MOST, text_value, write_printed};
use crate::value::{LogValue, ValueWriter};

/// What a field under `#[log(debug)]` puts into a record: what `Debug` prints of it.
pub struct DebugText<'v>(Option<&'v dyn Debug>);

impl LogValue for DebugText<'_> {
    text_value!();
    // `Debug` is code of the user.
    const LEAF: bool = false;

    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        write_printed(self.0, MOST, |value, out| write!(out, "{:?}", value), writer);
    }
}

impl fmt::Debug for DebugText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DebugText")
    }
}

/// A value under `#[log(debug)]`.
///
/// `(&&&DebugProbe(&value)).blackbar_debug()` picks [`DebugOption`] where the type is an `Option` of what can be printed, seen
/// through aliases, and else [`DebugAny`]: the compiler tries fewer automatic references first.
#[derive(Debug)]
pub struct DebugProbe<'v, T: ?Sized>(pub &'v T);

/// The text of an `Option`.
pub trait DebugOption<'v> {
    /// Nothing where it is `None`.
    fn blackbar_debug(&self) -> DebugText<'v>;
}

impl<'v, T: Debug> DebugOption<'v> for &&DebugProbe<'v, Option<T>> {
    #[inline]
    fn blackbar_debug(&self) -> DebugText<'v> {
        DebugText(self.0.as_ref().map(|value| value as &dyn Debug))
    }
}

/// A type that has such a text: a name for [`Debug`], under which a message of ours can stand.
#[diagnostic::on_unimplemented(
    message = "[BB030] `debug` does not fit `{Self}`: it has no `Debug`",
    label = "this type has no `Debug`",
    note = "for a type of your own: add `#[derive(Debug)]` to `{Self}`, or better `#[derive(blackbar::LogValue)]`"
)]
pub trait IsDebug: Debug {}

#[diagnostic::do_not_recommend]
impl<T: Debug + ?Sized> IsDebug for T {}

/// The text of everything else.
pub trait DebugAny<'v, T> {
    /// Compiles only where there is a text.
    fn blackbar_debug(&self) -> DebugText<'v>
    where
        T: IsDebug;
}

impl<'v, T> DebugAny<'v, T> for &DebugProbe<'v, T> {
    #[inline]
    fn blackbar_debug(&self) -> DebugText<'v>
    where
        T: IsDebug,
    {
        DebugText(Some(self.0))
    }
}
