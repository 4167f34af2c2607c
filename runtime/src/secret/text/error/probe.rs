//! Finding out what a value under `#[log(error)]` is.

use core::error::Error;
use std::rc::Rc;

use super::ErrorText;

/// A value under `#[log(error)]`.
///
/// `(&&&&ErrorProbe(&value)).blackbar_error()` finds out what it is, seen through aliases: an `Option`, an error, something
/// that lends an error, or none of these. The compiler tries fewer automatic references first.
#[derive(Debug)]
pub struct ErrorProbe<'v, T: ?Sized>(pub &'v T);

/// The text of an `Option`.
pub trait ErrorOption<'v> {
    /// Nothing where it is `None`.
    fn blackbar_error(&self) -> ErrorText<'v>;
}

impl<'v, T: Error> ErrorOption<'v> for &&&ErrorProbe<'v, Option<T>> {
    fn blackbar_error(&self) -> ErrorText<'v> {
        ErrorText(self.0.as_ref().map(|error| error as &dyn Error))
    }
}

// One step behind: a type that is an error and lends one is taken as the error it is.
impl<'v, T: AsRef<dyn Error>> ErrorOption<'v> for &&ErrorProbe<'v, Option<T>> {
    fn blackbar_error(&self) -> ErrorText<'v> {
        ErrorText(self.0.as_ref().map(|error| error.as_ref() as &dyn Error))
    }
}

/// The text of an error.
pub trait ErrorTrait<'v> {
    /// The text of the error itself.
    fn blackbar_error(&self) -> ErrorText<'v>;
}

impl<'v, T: Error> ErrorTrait<'v> for &&ErrorProbe<'v, T> {
    fn blackbar_error(&self) -> ErrorText<'v> {
        ErrorText(Some(self.0))
    }
}

/// The text of what lends an error: `Box<dyn Error>` and the error types of `anyhow` and `eyre`.
pub trait ErrorRef<'v> {
    /// The text of the error inside.
    fn blackbar_error(&self) -> ErrorText<'v>;
}

impl<'v, T: AsRef<dyn Error>> ErrorRef<'v> for &ErrorProbe<'v, T> {
    fn blackbar_error(&self) -> ErrorText<'v> {
        ErrorText(Some(self.0.as_ref()))
    }
}

/// Pointers to errors with more bounds, which lend no plain `dyn Error`.
macro_rules! pointer {
    ($($pointer:ty),* $(,)?) => { $(
        impl<'v> ErrorRef<'v> for &&ErrorProbe<'v, $pointer> {
            fn blackbar_error(&self) -> ErrorText<'v> {
                ErrorText(Some(&**self.0))
            }
        }

        impl<'v> ErrorRef<'v> for &&ErrorProbe<'v, &$pointer> {
            fn blackbar_error(&self) -> ErrorText<'v> {
                ErrorText(Some(&***self.0))
            }
        }

        impl<'v> ErrorRef<'v> for &&&ErrorProbe<'v, Option<$pointer>> {
            fn blackbar_error(&self) -> ErrorText<'v> {
                ErrorText(self.0.as_ref().map(|error| &**error as &dyn Error))
            }
        }
    )* };
}

pointer!(
    Box<dyn Error + Send>,
    Box<dyn Error + Send + Sync>,
    Rc<dyn Error + Send>,
    Rc<dyn Error + Send + Sync>,
);

/// What a value that is no error is told.
#[diagnostic::on_unimplemented(
    message = "[BB030] `error` does not fit `{Self}`",
    label = "this is not an error",
    note = "an error implements `std::error::Error`, or lends one as `Box<dyn Error>`, `anyhow::Error` and `eyre::Report` do",
    note = "for what `Display` prints: `#[log(display, allow = \"…\")]`"
)]
pub trait IsError {}

/// The answer for everything else.
pub trait ErrorNone<T: ?Sized> {
    /// Does not compile.
    fn blackbar_error(&self) -> ErrorText<'static>
    where
        T: IsError;
}

impl<T: ?Sized> ErrorNone<T> for ErrorProbe<'_, T> {
    fn blackbar_error(&self) -> ErrorText<'static>
    where
        T: IsError,
    {
        ErrorText(None)
    }
}
