//! [`ErrorKind`]: what kind of error it was, without a word of its text.

use core::error::Error;
use core::{fmt, iter};
use std::io;

use crate::value::{Field, FixedText, LogValue, Shape, ValueWriter, marked, own_form};

/// Says what kind of error `error` is, and nothing of its text.
///
/// For errors whose text may carry data: those of a parser quote the input, those of a client the URL with its query.
///
/// ```
/// # fn read() -> Result<String, std::io::Error> { std::fs::read_to_string("/no/such/file") }
/// if let Err(error) = read() {
///     // {"type":"Error","sources":0,"io_kind":"NotFound","os_code":2}
///     blackbar::warn!("no settings", failure = blackbar::error_kind(&error));
/// }
/// ```
///
/// What a program can know of an error without its text is little. The type is that of the variable and its name that of
/// the compiler, without modules; of a `dyn Error` neither can be known, so that this takes none. Of the sources there is
/// the number, up to 16. Where the error or one of its sources is an [`io::Error`], there are the kind and the code of the
/// first of them.
pub fn error_kind<E: Error + 'static>(error: &E) -> ErrorKind {
    let chain = chain(error);
    let io = chain.clone().find_map(|error| error.downcast_ref::<io::Error>());
    ErrorKind {
        type_name: core::any::type_name::<E>(),
        sources: chain.zip(0..MOST_LINKS).last().map_or(0, |(_, sources)| sources),
        io_kind: io.map(io::Error::kind),
        os_code: io.and_then(io::Error::raw_os_error),
    }
}

/// The error and sixteen sources: a chain may be without end.
const MOST_LINKS: u8 = 17;

fn chain<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> + Clone {
    iter::successors(Some(error), |error| (*error).source()).take(usize::from(MOST_LINKS))
}

/// What kind of error it was; made by [`error_kind`].
///
/// Written as an object: `type`, `sources`, `io_kind` and `os_code`, the latter two `null` where there is no I/O error.
#[derive(Debug, Clone, Copy)]
pub struct ErrorKind {
    type_name: &'static str,
    sources: u8,
    io_kind: Option<io::ErrorKind>,
    os_code: Option<i32>,
}

impl LogValue for ErrorKind {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Struct(&[
        Field::new::<str>("type", ",\"type\":"),
        Field::new::<u8>("sources", ",\"sources\":"),
        Field::new::<Option<&str>>("io_kind", ",\"io_kind\":"),
        Field::new::<Option<i32>>("os_code", ",\"os_code\":"),
    ]);
    const LEAF: bool = true;

    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.printed(LONGEST_NAME, |out| {
            let _cut = write_short(self.type_name, out);
        });
        self.sources.encode_value(writer);
        let io_kind = self.io_kind.map(|kind| FixedText::<64>::of(format_args!("{kind:?}")));
        io_kind.as_ref().map(FixedText::as_str).encode_value(writer);
        self.os_code.encode_value(writer);
    }
}

marked!([NotByte, ClassFree] ErrorKind);

/// A name of a type with many parameters has no end.
const LONGEST_NAME: usize = 256;

/// Writes the name of a type without modules: `Wrapper<String>` for `app::Wrapper<alloc::string::String>`.
fn write_short(name: &str, out: &mut dyn fmt::Write) -> fmt::Result {
    let is_path = |ch: char| ch.is_alphanumeric() || matches!(ch, '_' | ':');
    let mut rest = name;
    while !rest.is_empty() {
        let end = rest.find(|ch| !is_path(ch)).unwrap_or(rest.len());
        let (path, behind) = rest.split_at(end);
        out.write_str(path.rsplit("::").next().unwrap_or(path))?;
        let next = behind.find(is_path).unwrap_or(behind.len());
        let (between, behind) = behind.split_at(next);
        out.write_str(between)?;
        rest = behind;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(name: &str) -> String {
        let mut out = String::new();
        write_short(name, &mut out).expect("a string takes everything");
        out
    }

    #[test]
    fn the_name_of_a_type_is_written_without_modules() {
        assert_eq!(short("core::num::error::ParseIntError"), "ParseIntError");
        assert_eq!(
            short("app::Wrapper<alloc::string::String, (u8, &app::Inner<'_>)>"),
            "Wrapper<String, (u8, &Inner<'_>)>"
        );
        assert_eq!(short(""), "");
    }

    #[test]
    fn an_io_error_is_found_in_the_chain_and_no_text_of_it() {
        let canary = "/home/canary";
        let inner = io::Error::new(io::ErrorKind::NotFound, canary);
        let outer = io::Error::other(anyhow::Error::new(inner).context(canary).into_boxed_dyn_error());
        let kind = error_kind(&outer);
        assert_eq!((kind.sources > 0, kind.io_kind), (true, Some(io::ErrorKind::Other)));
        let mut room = [0; 512];
        let mut writer = ValueWriter::new(&mut room, 0);
        kind.encode_value(&mut writer);
        assert!(!room.windows(6).any(|window| window == b"canary"));
        let code = error_kind(&io::Error::from_raw_os_error(2));
        assert_eq!((code.io_kind, code.os_code), (Some(io::ErrorKind::NotFound), Some(2)));
    }
}
