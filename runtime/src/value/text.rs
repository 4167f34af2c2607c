//! Text: strings as they are, text of the operating system made valid.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::{LogValue, MapKey, Shape, ValueWriter, own_form};

#[diagnostic::do_not_recommend]
impl LogValue for str {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Text;
    const LEAF: bool = true;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.text(self);
    }
}

#[diagnostic::do_not_recommend]
impl LogValue for String {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Text;
    const LEAF: bool = true;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.text(self);
    }
}

#[diagnostic::do_not_recommend]
impl LogValue for char {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Char;
    const LEAF: bool = true;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.fixed(u32::from(*self).to_le_bytes());
    }
}

impl MapKey for str {}
impl MapKey for String {}

macro_rules! os_text {
    ($($type:ty),*) => { $(
        /// What is not valid UTF-8 is replaced by U+FFFD, without allocating; the record says so.
        #[diagnostic::do_not_recommend]
        impl LogValue for $type {
            own_form!();
            const SHAPE: &'static Shape = &Shape::OsText;
            const LEAF: bool = true;

            #[inline]
            fn encode_value(&self, writer: &mut ValueWriter<'_>) {
                let text: &OsStr = self.as_ref();
                match text.to_str() {
                    Some(text) => {
                        writer.fixed([0]);
                        writer.text(text);
                    }
                    None => writer.lossy_text(text.as_encoded_bytes()),
                }
            }
        }
    )* };
}

os_text!(OsStr, OsString, Path, PathBuf);
