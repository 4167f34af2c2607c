//! `#[log(error)]`: the text of an error and of its sources.

mod probe;
#[cfg(test)]
mod tests;

pub use probe::{ErrorNone, ErrorOption, ErrorProbe, ErrorRef, ErrorTrait};

use core::error::Error;
use core::{fmt, iter};

use super::{text_value, write_printed};
use crate::value::{FixedText, LogValue, ValueWriter};

/// What a field under `#[log(error)]` puts into a record: the text of the error and of its sources.
pub struct ErrorText<'v>(Option<&'v (dyn Error + 'v)>);

impl LogValue for ErrorText<'_> {
    text_value!();
    // `Display` and `source` are code of the user.
    const LEAF: bool = false;

    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        write_printed(self.0, usize::MAX, write_chain, writer);
    }
}

/// Links of a chain that are written at most: a chain may be without end.
const MOST_LINKS: usize = 16;

/// What is written of one link at most, in bytes.
type Link = FixedText<1024>;

/// Writes an error and its sources, joined by `: `. What already stands at the end is not repeated: many errors print
/// their source themselves.
fn write_chain(error: &(dyn Error + '_), out: &mut dyn fmt::Write) -> fmt::Result {
    let mut last = Link::of(error);
    write_link("", &last, out)?;
    let sources = iter::successors(error.source(), |error| (*error).source());
    for source in sources.take(MOST_LINKS - 1) {
        let link = Link::of(source);
        if !last.as_str().ends_with(link.as_str()) {
            write_link(": ", &link, out)?;
            last = link;
        }
    }
    Ok(())
}

fn write_link(before: &str, link: &Link, out: &mut dyn fmt::Write) -> fmt::Result {
    out.write_str(before)?;
    out.write_str(link.as_str())?;
    out.write_str(if link.is_cut() { "…" } else { "" })
}

impl fmt::Debug for ErrorText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ErrorText")
    }
}
