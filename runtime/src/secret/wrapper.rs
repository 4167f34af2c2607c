//! [`Secret`]: a value that has no log form.

use core::fmt;

use zeroize::Zeroize;

/// Holds a secret so that it cannot be logged, printed or serialised by accident, and wipes it when dropped.
///
/// It has no [`LogValue`](crate::LogValue), no `Display`, no `Serialize`; its `Debug` prints `[redacted]`. The one way to
/// the value is [`expose`](Self::expose), a word that a review can search for. An event may carry a `Secret` under
/// `#[log(skip)]` or `#[log(redact)]`.
///
/// ```
/// use blackbar::Secret;
///
/// let password = Secret::new(String::from("hunter2"));
/// assert_eq!(format!("{password:?}"), "[redacted]");
/// assert_eq!(password.expose(|text| text.len()), 7);
/// ```
///
/// ```compile_fail,E0277
/// # use blackbar::Secret;
/// println!("{}", Secret::new(String::from("hunter2")));
/// ```
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes the value in. The caller's other copies of it are the caller's to wipe.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Lends the value to `use_it`, for as long as that runs.
    pub fn expose<R>(&self, use_it: impl FnOnce(&T) -> R) -> R {
        use_it(&self.0)
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl<T: Zeroize> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Zeroize + Clone> Clone for Secret<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Zeroize + Default> Default for Secret<T> {
    fn default() -> Self {
        Self(T::default())
    }
}
