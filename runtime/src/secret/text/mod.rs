//! Dispositions that write text of any length: what is cut, and what errors, `Debug` and `Display` print.

mod debug;
mod display;
mod error;
#[cfg(test)]
mod tests;
mod truncate;

pub use debug::{DebugAny, DebugOption, DebugProbe, DebugText};
pub use display::{DisplayAny, DisplayOption, DisplayProbe, DisplayText};
pub use error::{ErrorNone, ErrorOption, ErrorProbe, ErrorRef, ErrorText, ErrorTrait};
pub use truncate::Truncated;

pub(super) use truncate::write_cut;

use core::fmt;

use crate::value::{Shape, ValueWriter, shape_of};

/// The shape of them all: text, or nothing for an absent `Option`.
pub(crate) const OPTIONAL_TEXT: &Shape = &Shape::Option(shape_of::<str>);

/// The most that is written of what `Debug` and `Display` print, in bytes: enough for what a person will read.
const MOST: usize = 8 * 1024;

/// Appends what `print` prints of `value`, at most `most` bytes, as an `Option<str>`. An error ends the text: the best there
/// is of it is what came before.
fn write_printed<T: ?Sized>(
    value: Option<&T>,
    most: usize,
    print: impl FnOnce(&T, &mut dyn fmt::Write) -> fmt::Result,
    writer: &mut ValueWriter<'_>,
) {
    let Some(value) = value else { return writer.fixed([0]) };
    writer.fixed([1]);
    writer.printed(most, |out| {
        let _ended = print(value, out);
    });
}

/// Implements the parts of [`LogValue`] that these have in common.
macro_rules! text_value {
    () => {
        type Form = Self;
        const SHAPE: &'static $crate::value::Shape = $crate::secret::text::OPTIONAL_TEXT;

        fn log<'s>(&self, slot: $crate::value::Slot<'s, Self>) -> $crate::value::Written<'s> {
            slot.write(self)
        }
    };
}
use text_value;
