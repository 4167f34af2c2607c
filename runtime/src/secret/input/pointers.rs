//! Everything around a value: references, smart pointers, options, wrappers of secrets.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use zeroize::Zeroize;

use super::{HashInput, LenInput, MaskInput, TruncateInput};
use crate::secret::{Mask, Secret, hash};
use crate::value::ValueWriter;

macro_rules! pointer {
    ($($type:ty where [$($extra:tt)*]),* $(,)?) => { $(
        #[diagnostic::do_not_recommend]
        impl<T: MaskInput $($extra)* + ?Sized> MaskInput for $type {
            #[inline]
            fn masked(&self, mask: Mask, writer: &mut ValueWriter<'_>) {
                T::masked(self, mask, writer);
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: HashInput $($extra)* + ?Sized> HashInput for $type {
            #[inline]
            fn hashed(&self, domain: &str, writer: &mut ValueWriter<'_>) {
                T::hashed(self, domain, writer);
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: LenInput $($extra)* + ?Sized> LenInput for $type {
            #[inline]
            fn length(&self) -> Option<u64> {
                T::length(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: TruncateInput $($extra)* + ?Sized> TruncateInput for $type {
            #[inline]
            fn truncated(&self, most: u32, writer: &mut ValueWriter<'_>) {
                T::truncated(self, most, writer);
            }
        }
    )* };
}

pointer!(
    &T where [],
    &mut T where [],
    Box<T> where [],
    Rc<T> where [],
    Arc<T> where [],
    Cow<'_, T> where [+ ToOwned],
);

#[diagnostic::do_not_recommend]
impl<T: MaskInput> MaskInput for Option<T> {
    #[inline]
    fn masked(&self, mask: Mask, writer: &mut ValueWriter<'_>) {
        match self {
            Some(value) => value.masked(mask, writer),
            None => writer.fixed([0]),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: HashInput> HashInput for Option<T> {
    #[inline]
    fn hashed(&self, domain: &str, writer: &mut ValueWriter<'_>) {
        match self {
            Some(value) => value.hashed(domain, writer),
            None => hash::write_absent(writer),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: LenInput> LenInput for Option<T> {
    #[inline]
    fn length(&self) -> Option<u64> {
        self.as_ref().and_then(T::length)
    }
}

#[diagnostic::do_not_recommend]
impl<T: TruncateInput> TruncateInput for Option<T> {
    #[inline]
    fn truncated(&self, most: u32, writer: &mut ValueWriter<'_>) {
        match self {
            Some(value) => value.truncated(most, writer),
            None => writer.fixed([0]),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: MaskInput + Zeroize> MaskInput for Secret<T> {
    #[inline]
    fn masked(&self, mask: Mask, writer: &mut ValueWriter<'_>) {
        self.expose(|value| value.masked(mask, writer));
    }
}

#[diagnostic::do_not_recommend]
impl<T: HashInput + Zeroize> HashInput for Secret<T> {
    #[inline]
    fn hashed(&self, domain: &str, writer: &mut ValueWriter<'_>) {
        self.expose(|value| value.hashed(domain, writer));
    }
}

#[diagnostic::do_not_recommend]
impl<T: LenInput + Zeroize> LenInput for Secret<T> {
    #[inline]
    fn length(&self) -> Option<u64> {
        self.expose(T::length)
    }
}

/// The wrapper of crate `secrecy`, with which a program may have started.
#[cfg(feature = "secrecy")]
mod secrecy {
    use secrecy::{ExposeSecret, SecretBox};
    use zeroize::Zeroize;

    use super::{HashInput, LenInput, Mask, MaskInput, ValueWriter};

    #[diagnostic::do_not_recommend]
    impl<T: MaskInput + Zeroize + ?Sized> MaskInput for SecretBox<T> {
        #[inline]
        fn masked(&self, mask: Mask, writer: &mut ValueWriter<'_>) {
            self.expose_secret().masked(mask, writer);
        }
    }

    #[diagnostic::do_not_recommend]
    impl<T: HashInput + Zeroize + ?Sized> HashInput for SecretBox<T> {
        #[inline]
        fn hashed(&self, domain: &str, writer: &mut ValueWriter<'_>) {
            self.expose_secret().hashed(domain, writer);
        }
    }

    #[diagnostic::do_not_recommend]
    impl<T: LenInput + Zeroize + ?Sized> LenInput for SecretBox<T> {
        #[inline]
        fn length(&self) -> Option<u64> {
            self.expose_secret().length()
        }
    }
}
