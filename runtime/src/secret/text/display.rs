//! `#[log(display)]`: what `Display` prints.

use core::fmt::{self, Display};

use super::{MOST, text_value, write_printed};
use crate::value::{LogValue, ValueWriter};

/// What a field under `#[log(display)]` puts into a record: what `Display` prints of it.
pub struct DisplayText<'v>(Option<&'v dyn Display>);

impl LogValue for DisplayText<'_> {
    text_value!();
    // `Display` is code of the user.
    const LEAF: bool = false;

    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        write_printed(self.0, MOST, |value, out| write!(out, "{}", value), writer);
    }
}

impl fmt::Debug for DisplayText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DisplayText")
    }
}

/// A value under `#[log(display)]`.
///
/// `(&&&DisplayProbe(&value)).blackbar_display()` picks [`DisplayOption`] where the type is an `Option` of what can be printed, seen
/// through aliases, and else [`DisplayAny`]: the compiler tries fewer automatic references first.
#[derive(Debug)]
pub struct DisplayProbe<'v, T: ?Sized>(pub &'v T);

/// The text of an `Option`.
pub trait DisplayOption<'v> {
    /// Nothing where it is `None`.
    fn blackbar_display(&self) -> DisplayText<'v>;
}

impl<'v, T: Display> DisplayOption<'v> for &&DisplayProbe<'v, Option<T>> {
    #[inline]
    fn blackbar_display(&self) -> DisplayText<'v> {
        DisplayText(self.0.as_ref().map(|value| value as &dyn Display))
    }
}

/// A type that has such a text: a name for [`Display`], under which a message of ours can stand.
#[diagnostic::on_unimplemented(
    message = "[BB030] `display` does not fit `{Self}`: it has no `Display`",
    label = "this type has no `Display`",
    note = "for what `Debug` prints: `#[log(debug, allow = \"…\")]`"
)]
pub trait IsDisplay: Display {}

#[diagnostic::do_not_recommend]
impl<T: Display + ?Sized> IsDisplay for T {}

/// The text of everything else.
pub trait DisplayAny<'v, T> {
    /// Compiles only where there is a text.
    fn blackbar_display(&self) -> DisplayText<'v>
    where
        T: IsDisplay;
}

impl<'v, T> DisplayAny<'v, T> for &DisplayProbe<'v, T> {
    #[inline]
    fn blackbar_display(&self) -> DisplayText<'v>
    where
        T: IsDisplay,
    {
        DisplayText(Some(self.0))
    }
}
